//! A program is killed in the middle of what it does to the archive, at moments that cover the whole time it takes.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use sample::generate;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::Operation;

use super::state::{Home, State, import_of};

/// How often each operation is killed, unless the environment says otherwise.
const USUAL: u64 = 7;
const PLAYS: usize = 2_500;
/// Three that were asked for, three from before an import and three from before an undo, one from before a restore, and the fullest.
const MOST_BACKUPS: usize = 11;

/// A history to import, and an archive with a few evenings in it.
struct History {
    exports: tempfile::TempDir,
    home: Home,
}

impl History {
    fn new(seed: u64) -> Outcome<Self> {
        let exports = tempfile::tempdir()?;
        generate(&exports.path().join("life"), PLAYS, seed)?;
        let home = Home::new()?;
        Operation::Record(0, 3).perform(&home.open()?, || {})?;
        Ok(Self { exports, home })
    }

    fn import(&self) -> Operation {
        Operation::Import(self.exports.path().join("life/my_spotify_data_extended.zip"))
    }

    /// The same, with the export imported.
    fn imported(self) -> Outcome<Self> {
        self.import().perform(&self.home.open()?, || {})?;
        Ok(self)
    }
}

fn kills() -> u64 {
    let wanted = std::env::var("TONEARM_KILLS").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(USUAL)
}

/// Starts a program on the archive and waits until it is about to write.
fn begin(home: &Home, operation: &Operation) -> Outcome<(Child, BufReader<ChildStdout>)> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_operation"))
        .arg(home.archive())
        .args(operation.to_arguments())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut output = BufReader::new(child.stdout.take().ok_or_else(|| Failure::new("no pipe"))?);
    output.read_line(&mut String::new())?;
    Ok((child, output))
}

/// How long the operation takes when nobody kills it: the median of three runs.
fn undisturbed(home: &Home, operation: &Operation) -> Outcome<Duration> {
    let mut times = Vec::new();
    for _ in 0..3 {
        let home = home.copied()?;
        let (mut child, _output) = begin(&home, operation)?;
        let began = Instant::now();
        assert!(child.wait()?.success(), "{operation:?} fails by itself");
        times.push(began.elapsed());
    }
    times.sort();
    Ok(times[1])
}

/// Kills the operation after this delay. Returns whether it was still running.
fn killed(home: &Home, operation: &Operation, delay: Duration) -> Outcome<bool> {
    let (mut child, _output) = begin(home, operation)?;
    std::thread::sleep(delay);
    let alive = child.try_wait()?.is_none();
    child.kill()?;
    child.wait()?;
    Ok(alive)
}

/// Kills `operation` again and again on copies of `home`. Each time the archive must be in one of `steps`, and performing
/// `again` must end as if nobody had been killed.
fn survives(home: &Home, operation: &Operation, again: &Operation, steps: &[State]) -> Outcome {
    let whole = home.copied()?;
    operation.perform(&whole.open()?, || {})?;
    let takes = undisturbed(home, operation)?;
    let last = State::of(&whole.open()?)?;
    assert!(steps.last() == Some(&last), "{operation:?} ends as it should");

    let mut seen = vec![0; steps.len()];
    let (mut alive, all) = (0, kills());
    for number in 0..all {
        let home = home.copied()?;
        // Weyl's sequence: evenly spread for any number, the same in every run, and a little beyond the end.
        let share = 1.1 * (0.5 + number as f64 * 0.618_033_988_75).fract();
        alive += u64::from(killed(&home, operation, takes.mul_f64(share))?);

        let archive = home.open()?;
        assert_eq!(archive.damage()?, None, "{operation:?} at {share}");
        assert_eq!(
            archive.verify()?.problems,
            Vec::<String>::new(),
            "{operation:?} at {share}"
        );
        let state = State::of(&archive)?;
        let step = steps.iter().position(|step| *step == state);
        let step = step.ok_or_else(|| Failure::new(format!("{operation:?} at {share} left a state in between")))?;
        seen[step] += 1;
        let backups = archive.backups()?;
        // An interrupted one may have taken one more than are kept: the old ones go last.
        assert!(backups.len() <= MOST_BACKUPS + 1);
        assert_eq!(
            archive.newest_good_backup().as_ref(),
            backups.first(),
            "{operation:?} at {share}"
        );

        again.perform(&archive, || {})?;
        assert!(State::of(&archive)? == last, "{operation:?} at {share}, done again");
        assert_eq!(archive.verify()?.problems, Vec::<String>::new());
        archive.back_up()?;
        assert!(archive.backups()?.len() <= MOST_BACKUPS);
        assert_eq!(home.leftovers()?, Vec::<String>::new(), "{operation:?} at {share}");
    }
    println!("{operation:?} takes {takes:?}: {alive} of {all} were killed while running; at each step {seen:?}");
    assert!(alive > all / 8, "only {alive} of {all} were still running");
    Ok(())
}

fn state_after(home: &Home, operation: &Operation) -> Outcome<State> {
    let copy = home.copied()?;
    let archive = copy.open()?;
    operation.perform(&archive, || {})?;
    State::of(&archive)
}

#[test]
fn an_import_is_whole_or_not_there() -> Outcome {
    let history = History::new(21)?;
    let before = State::of(&history.home.open()?)?;
    let after = state_after(&history.home, &history.import())?;
    assert!(before != after);
    survives(&history.home, &history.import(), &history.import(), &[before, after])
}

#[test]
fn each_reading_is_whole_or_not_there() -> Outcome {
    const EVENINGS: usize = 20;
    let home = Home::new()?;
    Operation::Record(0, 3).perform(&home.open()?, || {})?;
    let whole = home.copied()?;
    let archive = whole.open()?;
    let mut steps = vec![State::of(&archive)?];
    for evening in 3..3 + EVENINGS {
        Operation::Record(evening, evening + 1).perform(&archive, || {})?;
        steps.push(State::of(&archive)?);
    }
    let operation = Operation::Record(3, 3 + EVENINGS);
    survives(&home, &operation, &operation, &steps)
}

#[test]
fn a_backup_changes_nothing_and_half_of_one_is_none() -> Outcome {
    let history = History::new(22)?.imported()?;
    let before = State::of(&history.home.open()?)?;
    survives(&history.home, &Operation::BackUp(8), &Operation::BackUp(1), &[before])
}

#[test]
fn an_undone_import_is_gone_or_there() -> Outcome {
    let history = History::new(23)?.imported()?;
    let archive = history.home.open()?;
    let undo = Operation::Undo(import_of(&archive)?.ok_or_else(|| Failure::new("nothing was imported"))?);
    let before = State::of(&archive)?;
    drop(archive);
    let after = state_after(&history.home, &undo)?;
    assert!(before != after);
    survives(&history.home, &undo, &undo, &[before, after])
}

#[test]
fn a_backup_is_restored_or_the_archive_is_as_it_was() -> Outcome {
    let history = History::new(24)?.imported()?;
    let archive = history.home.open()?;
    // The one to restore is the oldest of three: the next backup would take its place.
    let name = archive.back_up()?.name;
    for _ in 0..2 {
        archive.back_up()?;
    }
    archive.undo(import_of(&archive)?.ok_or_else(|| Failure::new("nothing was imported"))?)?;
    Operation::Record(3, 6).perform(&archive, || {})?;
    let before = State::of(&archive)?;
    drop(archive);
    let restore = Operation::Restore(name);
    let after = state_after(&history.home, &restore)?;
    assert!(before != after);
    survives(&history.home, &restore, &restore, &[before, after])
}
