//! A program is killed in the middle of what it does to the archive, at moments spread over all that it takes.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use sample::generate;
use tonearm_tests::deed::Deed;
use tonearm_tests::failure::{Failure, Told};

use super::state::{Home, State, import_of};

/// Kills of each deed in a usual run.
const USUAL: u64 = 7;
const PLAYS: usize = 2_500;

/// A life to import, and an archive with a few evenings in it.
struct Life {
    exports: tempfile::TempDir,
    home: Home,
}

impl Life {
    fn new(seed: u64) -> Told<Self> {
        let exports = tempfile::tempdir()?;
        generate(&exports.path().join("life"), PLAYS, seed)?;
        let home = Home::new()?;
        Deed::Record(0, 3).perform(&home.open()?, || {})?;
        Ok(Self { exports, home })
    }

    fn import(&self) -> Deed {
        Deed::Import(self.exports.path().join("life/my_spotify_data_extended.zip"))
    }

    /// The same with the export in it.
    fn imported(self) -> Told<Self> {
        self.import().perform(&self.home.open()?, || {})?;
        Ok(self)
    }
}

fn kills() -> u64 {
    let wanted = std::env::var("TONEARM_KILLS").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(USUAL)
}

/// A program at the archive, about to write.
fn begun(home: &Home, deed: &Deed) -> Told<(Child, BufReader<ChildStdout>)> {
    let mut victim = Command::new(env!("CARGO_BIN_EXE_victim"))
        .arg(home.archive())
        .args(deed.words())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut heard = BufReader::new(victim.stdout.take().ok_or_else(|| Failure::new("no pipe"))?);
    heard.read_line(&mut String::new())?;
    Ok((victim, heard))
}

/// How long it takes when nobody kills it: the middle one of three times.
fn undisturbed(home: &Home, deed: &Deed) -> Told<Duration> {
    let mut times = Vec::new();
    for _ in 0..3 {
        let home = home.copied()?;
        let (mut victim, _heard) = begun(&home, deed)?;
        let began = Instant::now();
        assert!(victim.wait()?.success(), "{deed:?} fails by itself");
        times.push(began.elapsed());
    }
    times.sort();
    Ok(times[1])
}

/// Tells whether it was killed before it was done.
fn killed(home: &Home, deed: &Deed, delay: Duration) -> Told<bool> {
    let (mut victim, _heard) = begun(home, deed)?;
    std::thread::sleep(delay);
    let alive = victim.try_wait()?.is_none();
    victim.kill()?;
    victim.wait()?;
    Ok(alive)
}

/// Kills `deed` again and again on copies of `home`. Each time the archive must be in one of `steps`, and doing the rest must
/// end as if nobody had been killed.
fn survives(home: &Home, deed: &Deed, again: &Deed, steps: &[State]) -> Told {
    let whole = home.copied()?;
    deed.perform(&whole.open()?, || {})?;
    let takes = undisturbed(home, deed)?;
    let last = State::of(&whole.open()?)?;
    assert!(steps.last() == Some(&last), "{deed:?} ends as it should");

    let mut seen = vec![0; steps.len()];
    let (mut alive, all) = (0, kills());
    for number in 0..all {
        let home = home.copied()?;
        // Weyl's sequence: spread evenly however many there are, the same in every run, and a little beyond the end.
        let share = 1.1 * (0.5 + number as f64 * 0.618_033_988_75).fract();
        alive += u64::from(killed(&home, deed, takes.mul_f64(share))?);

        let archive = home.open()?;
        assert_eq!(archive.damaged_file(), None, "{deed:?} at {share}");
        assert_eq!(archive.verify()?.troubles, Vec::<String>::new(), "{deed:?} at {share}");
        let state = State::of(&archive)?;
        let step = steps.iter().position(|step| *step == state);
        let step = step.ok_or_else(|| Failure::new(format!("{deed:?} at {share} is half there")))?;
        seen[step] += 1;
        let backups = archive.backups()?;
        // A restore that broke off may have taken one more, so as not to drop the one that was asked for.
        assert!(backups.len() <= 8);
        assert_eq!(
            archive.newest_good_backup().as_ref(),
            backups.first(),
            "{deed:?} at {share}"
        );

        again.perform(&archive, || {})?;
        assert!(State::of(&archive)? == last, "{deed:?} at {share}, done again");
        assert_eq!(archive.verify()?.troubles, Vec::<String>::new());
        archive.back_up()?;
        assert!(archive.backups()?.len() <= 7);
        assert_eq!(home.leftovers()?, Vec::<String>::new(), "{deed:?} at {share}");
    }
    println!("{deed:?} takes {takes:?}: {alive} of {all} killed alive; at each step {seen:?}");
    assert!(alive > all / 8, "only {alive} of {all} were alive");
    Ok(())
}

fn state_after(home: &Home, deed: &Deed) -> Told<State> {
    let copy = home.copied()?;
    let archive = copy.open()?;
    deed.perform(&archive, || {})?;
    State::of(&archive)
}

#[test]
fn an_import_is_whole_or_not_there() -> Told {
    let life = Life::new(21)?;
    let before = State::of(&life.home.open()?)?;
    let after = state_after(&life.home, &life.import())?;
    assert!(before != after);
    survives(&life.home, &life.import(), &life.import(), &[before, after])
}

#[test]
fn each_reading_is_whole_or_not_there() -> Told {
    const EVENINGS: usize = 20;
    let home = Home::new()?;
    Deed::Record(0, 3).perform(&home.open()?, || {})?;
    let whole = home.copied()?;
    let archive = whole.open()?;
    let mut steps = vec![State::of(&archive)?];
    for evening in 3..3 + EVENINGS {
        Deed::Record(evening, evening + 1).perform(&archive, || {})?;
        steps.push(State::of(&archive)?);
    }
    let deed = Deed::Record(3, 3 + EVENINGS);
    survives(&home, &deed, &deed, &steps)
}

#[test]
fn a_backup_changes_nothing_and_half_of_one_is_none() -> Told {
    let life = Life::new(22)?.imported()?;
    let before = State::of(&life.home.open()?)?;
    survives(&life.home, &Deed::BackUp(8), &Deed::BackUp(1), &[before])
}

#[test]
fn an_undone_import_is_gone_or_there() -> Told {
    let life = Life::new(23)?.imported()?;
    let archive = life.home.open()?;
    let undo = Deed::Undo(import_of(&archive)?.ok_or_else(|| Failure::new("nothing was imported"))?);
    let before = State::of(&archive)?;
    drop(archive);
    let after = state_after(&life.home, &undo)?;
    assert!(before != after);
    survives(&life.home, &undo, &undo, &[before, after])
}

#[test]
fn a_backup_is_restored_or_the_archive_is_as_it_was() -> Told {
    let life = Life::new(24)?.imported()?;
    let archive = life.home.open()?;
    // The one to be restored is the oldest of seven: the next that is taken has no room but its.
    let name = archive.back_up()?.name;
    while archive.backups()?.len() < 7 || archive.backups()?.last().is_some_and(|oldest| oldest.name != name) {
        archive.back_up()?;
    }
    archive.undo(import_of(&archive)?.ok_or_else(|| Failure::new("nothing was imported"))?)?;
    Deed::Record(3, 6).perform(&archive, || {})?;
    let before = State::of(&archive)?;
    drop(archive);
    let restore = Deed::Restore(name);
    let after = state_after(&life.home, &restore)?;
    assert!(before != after);
    survives(&life.home, &restore, &restore, &[before, after])
}
