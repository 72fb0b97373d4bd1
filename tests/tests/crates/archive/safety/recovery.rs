//! What must hold after a program has ended in the middle of something, whatever ended it.

use library::Archive;
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
        expect(archive.damage()?.is_none(), what, "it is damaged")?;
        expect_order(&archive, what)?;
        let state = State::of(&archive)?;
        let step = self.steps.iter().position(|step| *step == state);
        let step = step.ok_or_else(|| Failure::new(format!("{what}: a state in between")))?;
        let backups = archive.backups()?;
        // One that ended too early may have taken one more than are kept: the old ones go last.
        expect(backups.len() <= MOST_BACKUPS + 1, what, "too many backups")?;
        let newest = archive.newest_good_backup()?;
        expect(newest.as_ref() == backups.first(), what, "the newest backup is no good")?;

        self.again.perform(&archive, || {})?;
        let is_whole = self.steps.last() == Some(&State::of(&archive)?);
        expect(is_whole, what, "done again, it ends otherwise")?;
        expect_order(&archive, what)?;
        archive.back_up()?;
        expect(
            archive.backups()?.len() <= MOST_BACKUPS,
            what,
            "too many backups are kept",
        )?;
        let leftovers = home.leftovers()?;
        expect(leftovers.is_empty(), what, &format!("{leftovers:?} are left over"))?;
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

/// Fails with `wrong` after `what` has happened.
pub(crate) fn expect(holds: bool, what: &str, wrong: &str) -> Outcome {
    if holds {
        return Ok(());
    }
    Err(Failure::new(format!("{what}: {wrong}")))
}

fn expect_order(archive: &Archive, what: &str) -> Outcome {
    let problems = archive.verify()?.problems;
    expect(problems.is_empty(), what, &problems.join("; "))
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
