//! What a program may be doing to the archive when it is killed or the power fails: everything that writes to it, each with an archive to
//! begin with and the states that the archive may be in afterwards.

use std::path::Path;

use library::SourceKind;
use sample::generate;
use store::Store;
use tonearm_tests::evening::DAY;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::Operation;

use super::state::{Home, State, source_of};

const PLAYS: usize = 400;
/// How many things an operation does that does several, each on its own.
const STEPS: usize = 8;

/// The extended history as Spotify sends it today.
const EXTENDED: &str = "my_spotify_data_extended.zip";
/// An older one of the first 60 %.
const OLDER: &str = "older";
/// The account data of the last year.
const ACCOUNT: &str = "my_spotify_data_account.zip";

/// An operation, and what it is done to.
pub(crate) struct Case {
    /// The archive before.
    pub(crate) home: Home,
    pub(crate) operation: Operation,
    /// What brings an archive in which the operation broke off to where it would have ended.
    pub(crate) again: Operation,
    /// How the archive is before, after each thing that the operation does, and at its end. For an operation that changes nothing, only one.
    pub(crate) steps: Vec<State>,
    /// How the archive is when nobody interferes.
    pub(crate) whole: Home,
    /// Kept for as long as the operation may read it.
    _exports: Option<tempfile::TempDir>,
}

impl Case {
    /// An operation that is done as a whole or not at all.
    fn new(home: Home, operation: Operation) -> Outcome<Self> {
        let before = State::of(&home.open()?)?;
        let whole = home.copied()?;
        operation.perform(&whole.open()?, || {})?;
        let after = State::of(&whole.open()?)?;
        // Opening brings an old archive up to date, so that its state from before cannot be seen.
        let opens = matches!(operation, Operation::Open);
        assert!(opens || before != after, "{operation:?} changes something");
        Ok(Self {
            again: operation.clone(),
            steps: if opens { vec![after] } else { vec![before, after] },
            home,
            operation,
            whole,
            _exports: None,
        })
    }

    /// An operation that does [`STEPS`] things one after the other. `part` makes the operation from the first number to before the second.
    fn in_steps(home: Home, part: impl Fn(usize, usize) -> Operation) -> Outcome<Self> {
        let whole = home.copied()?;
        let archive = whole.open()?;
        let mut steps = vec![State::of(&archive)?];
        for step in 0..STEPS {
            part(step, step + 1).perform(&archive, || {})?;
            steps.push(State::of(&archive)?);
        }
        drop(archive);
        Ok(Self {
            home,
            operation: part(0, STEPS),
            again: part(0, STEPS),
            steps,
            whole,
            _exports: None,
        })
    }

    fn keeping(self, exports: tempfile::TempDir) -> Self {
        Self {
            _exports: Some(exports),
            ..self
        }
    }
}

/// An archive with a few evenings in it.
fn recorded() -> Outcome<Home> {
    let home = Home::new()?;
    Operation::Record(0, 3).perform(&home.open()?, || {})?;
    Ok(home)
}

fn exports(seed: u64) -> Outcome<tempfile::TempDir> {
    let exports = tempfile::tempdir()?;
    generate(&exports.path().join("life"), PLAYS, seed)?;
    Ok(exports)
}

fn import(exports: &tempfile::TempDir, name: &str) -> Operation {
    Operation::Import(exports.path().join("life").join(name))
}

/// An archive with a few evenings and an import in it.
fn imported(seed: u64) -> Outcome<Home> {
    let home = recorded()?;
    import(&exports(seed)?, EXTENDED).perform(&home.open()?, || {})?;
    Ok(home)
}

/// The import of one export after others.
fn import_after(seed: u64, earlier: &[&str], name: &str) -> Outcome<Case> {
    let exports = exports(seed)?;
    let home = recorded()?;
    for earlier in earlier {
        import(&exports, earlier).perform(&home.open()?, || {})?;
    }
    Ok(Case::new(home, import(&exports, name))?.keeping(exports))
}

pub(crate) fn import_of_extended_history() -> Outcome<Case> {
    import_after(21, &[], EXTENDED)
}

pub(crate) fn import_of_account_data() -> Outcome<Case> {
    import_after(22, &[EXTENDED], ACCOUNT)
}

pub(crate) fn import_of_an_older_edition() -> Outcome<Case> {
    import_after(23, &[EXTENDED, ACCOUNT], OLDER)
}

/// The first plays of a new archive, in a folder that is not there yet.
pub(crate) fn import_into_a_new_archive() -> Outcome<Case> {
    let exports = exports(24)?;
    let case = Case::new(Home::new()?, import(&exports, EXTENDED))?.keeping(exports);
    // To look at an archive is to make one.
    Ok(Case {
        home: Home::new()?,
        ..case
    })
}

pub(crate) fn readings() -> Outcome<Case> {
    Case::in_steps(recorded()?, |from, to| Operation::Record(3 + from, 3 + to))
}

pub(crate) fn top_lists() -> Outcome<Case> {
    Case::in_steps(recorded()?, Operation::Rank)
}

pub(crate) fn hiding() -> Outcome<Case> {
    Case::in_steps(recorded()?, Operation::Hide)
}

pub(crate) fn backups() -> Outcome<Case> {
    let home = imported(25)?;
    let whole = home.copied()?;
    let operation = Operation::BackUp(3);
    operation.perform(&whole.open()?, || {})?;
    Ok(Case {
        steps: vec![State::of(&home.open()?)?],
        home,
        operation,
        again: Operation::BackUp(1),
        whole,
        _exports: None,
    })
}

/// An import or a recording is undone.
pub(crate) fn undo(seed: u64, kind: SourceKind) -> Outcome<Case> {
    let home = imported(seed)?;
    let undo = Operation::Undo(source_of(&home.open()?, kind)?);
    Case::new(home, undo)
}

/// A recording is forgotten that two backups have as well.
pub(crate) fn forgetting() -> Outcome<Case> {
    let home = imported(30)?;
    let archive = home.open()?;
    archive.back_up()?;
    archive.back_up()?;
    let forget = Operation::Forget(source_of(&archive, SourceKind::Live)?);
    drop(archive);
    Case::new(home, forget)
}

pub(crate) fn restore() -> Outcome<Case> {
    let home = imported(28)?;
    let archive = home.open()?;
    // The one to restore is the oldest of three: the next backup would take its place.
    let name = archive.back_up()?.name;
    for _ in 0..2 {
        archive.back_up()?;
    }
    archive.undo(source_of(&archive, SourceKind::Import)?)?;
    Operation::Record(3, 6).perform(&archive, || {})?;
    drop(archive);
    Case::new(home, Operation::Restore(name))
}

/// An archive that version 0.1 wrote.
pub(crate) fn migration() -> Outcome<Case> {
    let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/v0.1/archive.db");
    let home = Home::new()?;
    home.put_archive(&written)?;
    // A case looks at its archive, and to look is to migrate.
    let case = Case::new(home, Operation::Open)?;
    let home = Home::new()?;
    home.put_archive(&written)?;
    Ok(Case { home, ..case })
}

/// An archive whose plays were counted by older rules, by which every row but each tenth is a play.
pub(crate) fn recount() -> Outcome<Case> {
    let home = imported(29)?;
    let exports = exports(29)?;
    import(&exports, ACCOUNT).perform(&home.open()?, || {})?;
    let store = Store::open(&home.archive(), DAY)?.store;
    let mut write = store.write()?;
    let mut rows = write.evidence(|_| true)?;
    for (row, number) in rows.iter_mut().zip(0u32..) {
        row.is_canonical = number % 10 != 0;
    }
    write.put_evidence(rows)?;
    write.set_note("rules", None)?;
    write.commit()?;
    drop(store);
    let whole = home.copied()?;
    let after = State::of(&whole.open()?)?;
    if after.recount.is_none() {
        return Err(Failure::new("the rules of today change nothing"));
    }
    Ok(Case {
        home,
        operation: Operation::Open,
        again: Operation::Open,
        steps: vec![after],
        whole,
        _exports: None,
    })
}
