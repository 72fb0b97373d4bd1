//! The power fails while a program does something to the archive: what was not synced is gone, or a part of it. Nothing that the program
//! had called done may be lost, and what it was about to do is there as a whole or not at all.
//! What the program does to the disk is recorded once; the disk at any moment, with more or less of what was not synced, is made from that.

mod disk;
mod trace;

use std::collections::HashSet;
use std::fs;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use library::SourceKind;
use store::Store;
use tonearm_tests::evening::DAY;
use tonearm_tests::failure::Outcome;
use tonearm_tests::operation::Operation;

use self::disk::{Disk, Files, Left};
use self::trace::Event;
use super::cases::{self, Case};
use super::kills::kills;
use super::recovery::{expect, names_of_backups};
use super::state::Home;

/// Lets the power fail at many moments of an operation.
fn survives(case: &Case) -> Outcome {
    match trace(case)? {
        Some(events) => survives_with(case, &events),
        None => Ok(()),
    }
}

/// What an operation does to the disk. `None` where that can't be seen.
fn trace(case: &Case) -> Outcome<Option<Vec<Event>>> {
    let home = case.home.copied()?;
    let begun = Disk::of(home.folder())?;
    let events = trace::trace(&home, &case.operation)?;
    if let Some(events) = &events {
        assert_is_complete(&begun, events, &home)?;
    }
    Ok(events)
}

fn survives_with(case: &Case, events: &[Event]) -> Outcome {
    let begun = Disk::of(case.home.folder())?;
    let cuts = cuts(events, usize::try_from(kills())?);
    let mut seen = vec![0; case.steps.len()];
    let mut known = HashSet::new();
    let (mut disk, mut at) = (begun, 0);
    for (moment, left) in &cuts {
        for event in &events[at..*moment] {
            disk.perform(event)?;
        }
        at = *moment;
        let files = disk.after_power_cut(*left);
        // Most moments leave what others leave.
        let done = events[..at].iter().filter(|event| matches!(event, Event::Done)).count();
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one((done, &files));
        if known.insert(hash) {
            let what = format!(
                "{:?}, power cut at {at} of {}, {left:?} left",
                case.operation,
                events.len()
            );
            seen[recovers(case, &files, done, &what)?] += 1;
        }
    }
    println!(
        "{:?}: {} power cuts, at each step {seen:?}",
        case.operation,
        known.len()
    );
    Ok(())
}

/// If a call were not seen, the disk made from the others would differ from the real one.
fn assert_is_complete(begun: &Disk, events: &[Event], home: &Home) -> Outcome {
    let mut disk = begun.clone();
    for event in events {
        disk.perform(event)?;
    }
    let made = disk.after_power_cut(Left::Everything);
    let mut real = Disk::of(home.folder())?.after_power_cut(Left::Everything);
    real.retain(|path, _| !path.to_string_lossy().ends_with("-shm"));
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&made), names(&real));
    assert!(made == real, "the record of what was written is not complete");
    let syncs = events.iter().filter(|event| matches!(event, Event::Sync(_))).count();
    assert!(syncs > 0 && events.iter().any(|event| matches!(event, Event::Done)));
    Ok(())
}

/// When the power fails, as the number of events that came before, and what is left then; in the order of time.
fn cuts(events: &[Event], count: usize) -> Vec<(usize, Left)> {
    let is = |moment: usize, wanted: fn(&Event) -> bool| moment > 0 && wanted(&events[moment - 1]);
    let mut cuts: Vec<(usize, Left)> = Vec::new();
    // Where syncs are forgotten most easily: between a file and its new name, and before it is said that all is done.
    for moment in 1..=events.len() {
        if is(moment, |event| matches!(event, Event::Rename(..))) {
            cuts.push((moment, Left::Names));
        }
    }
    let last = events.iter().rposition(|event| matches!(event, Event::Done));
    cuts.extend(last.map(|last| (last + 1, Left::Nothing)));
    cuts.extend(last.map(|last| (last + 1, Left::Names)));
    // And everywhere else. Most that is not synced is there right before a sync.
    let changes = |moment: &usize| is(*moment, |event| !matches!(event, Event::Write { .. }));
    let is_before_sync = |moment: &usize| matches!(events.get(*moment), Some(Event::Sync(_)));
    let after: Vec<usize> = (1..=events.len()).filter(changes).collect();
    let before: Vec<usize> = (1..=events.len()).filter(is_before_sync).collect();
    for number in 0..count {
        // Weyl's sequence: spread evenly for any number, the same in every run.
        let share = (0.5 + number as f64 * 0.618_033_988_75).fract();
        let (moments, left) = match number % 4 {
            0 => (&after, Left::Nothing),
            1 => (&after, Left::Names),
            _ => (&before, Left::Some(number as u64)),
        };
        cuts.push((moments[(share * moments.len() as f64) as usize], left));
    }
    cuts.sort_by_key(|(moment, _)| *moment);
    cuts
}

/// Opens what is left. Of what the program had called done, nothing may be missing.
fn recovers(case: &Case, files: &Files, done: usize, what: &str) -> Outcome<usize> {
    let home = Home::in_memory()?;
    for (path, content) in files {
        let path = home.folder().join(path);
        match content {
            None => fs::create_dir(path)?,
            Some(bytes) => fs::write(path, bytes)?,
        }
    }
    let backups = names_of_backups(&home)?;
    let whole = home.copied()?;
    let step = case.recovers(&home, what)?;
    let last = case.steps.len() - 1;
    let lost = format!("{done} things were done, and {step} are left");
    expect(step >= done.min(last), what, &lost)?;

    let mut taken = case.backups_taken()?;
    if let Operation::BackUp(_) = case.operation {
        taken.truncate(done);
    } else if done == 0 && (step < last || last == 0) {
        taken.clear();
    }
    for name in taken {
        expect(backups.contains(&name), what, &format!("{name} is not there"))?;
        let copy = Home::in_memory()?;
        copy.put_archive(&whole.archive().with_file_name("backups").join(&name))?;
        let opened = Store::open(&copy.archive(), DAY)?;
        let is_good = opened.damage.is_none() && opened.store.check()?.problems.is_empty();
        expect(is_good, what, &format!("{name} is no good"))?;
    }
    Ok(step)
}

#[test]
fn an_import_is_whole_or_not_there() -> Outcome {
    survives(&cases::import_of_extended_history()?)
}

#[test]
fn an_import_into_a_new_archive_is_whole_or_not_there() -> Outcome {
    survives(&cases::import_into_a_new_archive()?)
}

#[test]
fn each_reading_is_there_when_it_was_called_recorded() -> Outcome {
    survives(&cases::readings()?)
}

#[test]
fn each_top_list_is_there_when_it_was_called_recorded() -> Outcome {
    survives(&cases::top_lists()?)
}

#[test]
fn each_artist_that_was_hidden_stays_hidden() -> Outcome {
    survives(&cases::hiding()?)
}

#[test]
fn each_backup_that_was_called_taken_is_there() -> Outcome {
    survives(&cases::backups()?)
}

#[test]
fn an_undone_import_is_gone_or_there_and_its_backup_is_there_first() -> Outcome {
    survives(&cases::undo(26, SourceKind::Import)?)
}

#[test]
fn a_backup_is_restored_or_the_archive_is_as_it_was() -> Outcome {
    survives(&cases::restore()?)
}

#[test]
fn an_undone_recording_is_gone_or_there_and_its_backup_is_there_first() -> Outcome {
    survives(&cases::undo(27, SourceKind::Live)?)
}

#[test]
fn a_recording_that_is_forgotten_everywhere_leaves_every_backup_whole() -> Outcome {
    survives(&cases::forgetting()?)
}

#[test]
fn counting_again_ends_as_if_it_had_never_broken_off() -> Outcome {
    survives(&cases::recount()?)
}

#[test]
fn an_archive_of_version_0_1_is_brought_up_to_date_and_its_backup_is_there_first() -> Outcome {
    survives(&cases::migration()?)
}

/// The same, but the program forgets to sync what `is_forgotten` names. That must not go unnoticed.
fn fails_without_syncs_of(case: &Case, is_forgotten: impl Fn(&str) -> bool, why: &str) -> Outcome {
    let Some(mut events) = trace(case)? else {
        return Ok(());
    };
    events.retain(|event| !matches!(event, Event::Sync(path) if is_forgotten(&path.to_string_lossy())));
    let failure = survives_with(case, &events).err().map(|failure| failure.to_string());
    let failure = failure.unwrap_or_default();
    assert!(failure.contains(why), "it ended with {failure:?}");
    Ok(())
}

#[test]
fn a_log_that_is_not_synced_loses_plays() -> Outcome {
    let is_log = |path: &str| path.ends_with("-wal");
    fails_without_syncs_of(&cases::readings()?, is_log, "things were done")
}

#[test]
fn a_backup_that_is_not_synced_before_it_gets_its_name_is_no_good() -> Outcome {
    let is_part = |path: &str| path.ends_with(".part");
    fails_without_syncs_of(&cases::backups()?, is_part, "no good")
}

#[test]
fn a_backup_in_a_folder_that_is_not_synced_is_not_there() -> Outcome {
    let is_folder = |path: &str| path == "data/backups";
    fails_without_syncs_of(&cases::undo(26, SourceKind::Import)?, is_folder, "is not there")
}

#[test]
fn a_new_archive_in_a_folder_that_is_not_synced_is_lost() -> Outcome {
    let is_folder = |path: &str| path.is_empty();
    fails_without_syncs_of(&cases::import_into_a_new_archive()?, is_folder, "things were done")
}
