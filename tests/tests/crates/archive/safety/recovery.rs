//! What must hold after a program has ended in the middle of something, whatever ended it.

use tonearm_tests::failure::{Failure, Outcome};

use super::cases::Case;
use super::state::{Home, State};

/// How many backups an archive of these tests keeps: three of each kind that they take, and the fullest.
const MOST_BACKUPS: usize = 11;

impl Case {
    /// Opens what is left in `home`. It must be in order and in one of the case's states, and performing the operation again must end as
    /// if nothing had happened. Returns which state it was in. `what` says what happened.
    pub(crate) fn recovers(&self, home: &Home, what: &str) -> Outcome<usize> {
        let archive = home.open()?;
        assert_eq!(archive.damage()?, None, "{what}");
        assert_eq!(archive.verify()?.problems, Vec::<String>::new(), "{what}");
        let state = State::of(&archive)?;
        let step = self.steps.iter().position(|step| *step == state);
        let step = step.ok_or_else(|| Failure::new(format!("{what}: a state in between")))?;
        let backups = archive.backups()?;
        // One that ended too early may have taken one more than are kept: the old ones go last.
        assert!(backups.len() <= MOST_BACKUPS + 1, "{what}");
        assert_eq!(archive.newest_good_backup().as_ref(), backups.first(), "{what}");

        self.again.perform(&archive, || {})?;
        assert!(self.steps.last() == Some(&State::of(&archive)?), "{what}, done again");
        assert_eq!(archive.verify()?.problems, Vec::<String>::new(), "{what}, done again");
        archive.back_up()?;
        assert!(archive.backups()?.len() <= MOST_BACKUPS, "{what}");
        assert_eq!(home.leftovers()?, Vec::<String>::new(), "{what}");
        Ok(step)
    }

    /// The backups that the operation has taken when it is done.
    pub(crate) fn backups_taken(&self) -> Outcome<Vec<String>> {
        let before = names_of_backups(&self.home)?;
        let mut taken = names_of_backups(&self.whole)?;
        taken.retain(|name| !before.contains(name));
        Ok(taken)
    }
}

/// The backups beside an archive, without opening it.
pub(crate) fn names_of_backups(home: &Home) -> Outcome<Vec<String>> {
    let folder = home.archive().with_file_name("backups");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name.ends_with(".db"));
    names.sort();
    Ok(names)
}
