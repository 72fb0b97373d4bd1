//! Several programs use one archive at the same time: each has its turn, none is refused, and nothing is lost.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;

use library::{ImportOptions, ImportPhase};
use sample::generate;
use tonearm_tests::evening;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::Operation;

use super::state::{Home, State};

const PLAYS: usize = 6_000;

fn another_program(archive: &Path, arguments: &[String]) -> Outcome<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_operation"))
        .arg(archive)
        .args(arguments)
        .output()?;
    if !output.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn count_elsewhere(archive: &Path) -> Outcome<u64> {
    Ok(another_program(archive, &["count".to_owned()])?.parse()?)
}

#[test]
fn a_program_that_comes_and_goes_takes_nothing_with_it() -> Outcome {
    let home = Home::new()?;
    let archive = home.open()?;
    Operation::Record(0, 1).perform(&archive, || {})?;
    assert_eq!(count_elsewhere(&home.archive())?, evening::PLAYS as u64);
    Operation::Record(1, 2).perform(&archive, || {})?;
    assert_eq!(count_elsewhere(&home.archive())?, 2 * evening::PLAYS as u64);
    another_program(&home.archive(), &Operation::Record(2, 3).to_arguments())?;
    assert_eq!(archive.count()?, 3 * evening::PLAYS as u64);
    drop(archive);
    assert_eq!(home.open()?.count()?, 3 * evening::PLAYS as u64);
    Ok(())
}

#[test]
fn what_one_imports_and_others_record_meanwhile_is_all_there() -> Outcome {
    let exports = tempfile::tempdir()?;
    generate(&exports.path().join("life"), PLAYS, 31)?;
    let import = Operation::Import(exports.path().join("life/my_spotify_data_extended.zip"));
    let alone = Home::new()?;
    let archive = alone.open()?;
    import.perform(&archive, || {})?;
    Operation::Record(0, 30).perform(&archive, || {})?;
    let expected = State::of(&archive)?;

    let home = Home::new()?;
    let (one, two) = (home.open()?, home.open()?);
    // Before its first page a recording has no gap, so both have the same first page.
    Operation::Record(0, 1).perform(&one, || {})?;
    std::thread::scope(|scope| {
        let path = home.archive();
        let arguments = Operation::Record(1, 15).to_arguments();
        let elsewhere = scope.spawn(move || another_program(&path, &arguments));
        let here = scope.spawn(|| Operation::Record(15, 30).perform(&two, || {}));
        import.perform(&one, || {})?;
        here.join().map_err(|_| Failure::new("a thread panicked"))??;
        elsewhere.join().map_err(|_| Failure::new("a thread panicked"))??;
        Ok::<_, Failure>(())
    })?;
    let state = State::of(&one)?;
    assert!(state.plays == expected.plays);
    assert_eq!(state.gaps, expected.gaps);
    assert_eq!(one.verify()?.problems, Vec::<String>::new());
    assert_eq!(count_elsewhere(&home.archive())?, expected.plays.len() as u64);
    Ok(())
}

#[test]
fn who_wants_to_read_during_an_import_does_not_wait() -> Outcome {
    let exports = tempfile::tempdir()?;
    generate(&exports.path().join("life"), PLAYS, 32)?;
    let home = Home::new()?;
    let (one, two) = (home.open()?, home.open()?);
    Operation::Record(0, 2).perform(&one, || {})?;
    let (begun, wait) = mpsc::channel();
    let zip = exports.path().join("life/my_spotify_data_extended.zip");
    std::thread::scope(|scope| {
        let import = scope.spawn(|| {
            one.import(&[zip], ImportOptions::default(), &mut move |step| {
                if step.phase == ImportPhase::Writing {
                    let _ = begun.send(());
                }
                ControlFlow::Continue(())
            })
        });
        wait.recv()?;
        // Reads again and again until it is done: each read sees the archive before or after, and none is refused.
        let mut counts = Vec::new();
        while !import.is_finished() {
            counts.extend([one.count()?, two.count()?]);
        }
        import.join().map_err(|_| Failure::new("a thread panicked"))??;
        let after = one.count()?;
        assert!(
            counts
                .iter()
                .all(|count| *count == 2 * evening::PLAYS as u64 || *count == after)
        );
        assert!(
            counts.contains(&(2 * evening::PLAYS as u64)),
            "somebody read during the import"
        );
        Ok(())
    })
}

#[test]
fn programs_that_back_up_at_once_do_each_other_no_harm() -> Outcome {
    let home = Home::new()?;
    let archive = home.open()?;
    Operation::Record(0, 20).perform(&archive, || {})?;
    let before = State::of(&archive)?;
    std::thread::scope(|scope| {
        let elsewhere =
            [0; 2].map(|_| scope.spawn(|| another_program(&home.archive(), &Operation::BackUp(6).to_arguments())));
        let here = scope.spawn(|| Operation::BackUp(6).perform(&archive, || {}));
        Operation::BackUp(6).perform(&home.open()?, || {})?;
        here.join().map_err(|_| Failure::new("a thread panicked"))??;
        for program in elsewhere {
            program.join().map_err(|_| Failure::new("a thread panicked"))??;
        }
        Ok::<_, Failure>(())
    })?;
    let backups = archive.backups()?;
    assert_eq!(backups.len(), 3);
    for backup in backups {
        let copy = home.copied()?;
        let other = copy.open()?;
        other.restore(&backup.name)?;
        assert!(State::of(&other)? == before, "{}", backup.name);
    }
    assert_eq!(home.leftovers()?, Vec::<String>::new());
    Ok(())
}
