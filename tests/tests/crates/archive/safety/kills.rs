//! A program is killed in the middle of what it does to the archive, at moments that cover the whole time it takes.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use library::SourceKind;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation::Operation;

use super::cases::{self, Case};
use super::state::Home;

/// How often each operation is killed, unless the environment says otherwise.
const USUAL: u64 = 7;

pub(crate) fn kills() -> u64 {
    let wanted = std::env::var("TONEARM_KILLS").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(USUAL)
}

/// On a busy machine, wine now and then can't start a program, of which Windows knows nothing: it is started again then.
fn spawned(command: &mut Command) -> std::io::Result<Child> {
    const INTERNAL_ERROR: i32 = 1359;
    let is_wine = |error: &std::io::Error| cfg!(windows) && error.raw_os_error() == Some(INTERNAL_ERROR);
    match command.spawn() {
        Err(error) if is_wine(&error) => command.spawn(),
        started => started,
    }
}

/// Starts a program on the archive and waits until it is about to write.
fn begin(home: &Home, operation: &Operation) -> Outcome<(Child, BufReader<ChildStdout>)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_operation"));
    command
        .arg(home.archive())
        .args(operation.to_arguments())
        .stdout(Stdio::piped());
    let mut child = spawned(&mut command)?;
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

/// Kills the operation again and again on copies of its archive.
fn survives(case: &Case) -> Outcome {
    let Case { home, operation, .. } = case;
    let takes = undisturbed(home, operation)?;
    let mut seen = vec![0; case.steps.len()];
    let (mut alive, all) = (0, kills());
    for number in 0..all {
        let home = home.copied()?;
        // Weyl's sequence: evenly spread for any number, the same in every run, and a little beyond the end.
        let share = 1.1 * (0.5 + number as f64 * 0.618_033_988_75).fract();
        alive += u64::from(killed(&home, operation, takes.mul_f64(share))?);
        seen[case.recovers(&home, &format!("{operation:?}, killed at {share}"))?] += 1;
    }
    println!("{operation:?} takes {takes:?}: {alive} of {all} were killed while running; at each step {seen:?}");
    assert!(alive > all / 8, "only {alive} of {all} were still running");
    Ok(())
}

#[test]
fn an_import_is_whole_or_not_there() -> Outcome {
    survives(&cases::import_of_extended_history()?)
}

#[test]
fn an_import_of_account_data_is_whole_or_not_there() -> Outcome {
    survives(&cases::import_of_account_data()?)
}

#[test]
fn an_import_of_an_older_edition_is_whole_or_not_there() -> Outcome {
    survives(&cases::import_of_an_older_edition()?)
}

#[test]
fn an_import_into_a_new_archive_is_whole_or_not_there() -> Outcome {
    survives(&cases::import_into_a_new_archive()?)
}

#[test]
fn each_reading_is_whole_or_not_there() -> Outcome {
    survives(&cases::readings()?)
}

#[test]
fn each_top_list_is_whole_or_not_there() -> Outcome {
    survives(&cases::top_lists()?)
}

#[test]
fn each_artist_is_hidden_or_not() -> Outcome {
    survives(&cases::hiding()?)
}

#[test]
fn a_backup_changes_nothing_and_half_of_one_is_none() -> Outcome {
    survives(&cases::backups()?)
}

#[test]
fn an_undone_import_is_gone_or_there() -> Outcome {
    survives(&cases::undo(26, SourceKind::Import)?)
}

#[test]
fn an_undone_recording_is_gone_or_there() -> Outcome {
    survives(&cases::undo(27, SourceKind::Live)?)
}

#[test]
fn a_recording_that_is_forgotten_everywhere_leaves_every_backup_whole() -> Outcome {
    survives(&cases::forgetting()?)
}

#[test]
fn a_backup_is_restored_or_the_archive_is_as_it_was() -> Outcome {
    survives(&cases::restore()?)
}

#[test]
fn an_archive_of_version_0_1_is_brought_up_to_date_in_the_end() -> Outcome {
    survives(&cases::migration()?)
}

#[test]
fn counting_again_ends_as_if_it_had_never_broken_off() -> Outcome {
    survives(&cases::recount()?)
}
