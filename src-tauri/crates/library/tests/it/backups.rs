//! Backups as the listener meets them: what takes one, what a restore keeps, and which one is offered when the archive is gone.

use std::{
    fs,
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{DateTime, TimeDelta};
use library::{Archive, BackupReason, Damage, HiddenTarget, ImportOptions, SourceId};
use plays::{Batch, Snapshot};
use rusqlite::Connection;
use serde_json::{Value, json};
use store::Store;
use tempfile::TempDir;

/// Noon of some day.
const NOON_MS: i64 = 1_795_176_000_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Somebody with an archive, and a clock that can be set.
struct Listener {
    folder: TempDir,
    clock_ms: Arc<AtomicI64>,
    archive: Option<Archive>,
}

impl Listener {
    fn new() -> Self {
        let mut listener = Self {
            folder: tempfile::tempdir().unwrap(),
            clock_ms: Arc::new(AtomicI64::new(NOON_MS)),
            archive: None,
        };
        listener.open();
        listener
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("archive.db")
    }

    fn open(&mut self) {
        self.archive = None;
        let ms = self.clock_ms.clone();
        let clock = move || DateTime::from_timestamp_millis(ms.load(Ordering::Relaxed)).unwrap();
        self.archive = Some(Archive::open(&self.path(), Arc::new(clock)).unwrap());
    }

    fn archive(&self) -> &Archive {
        self.archive.as_ref().unwrap()
    }

    /// Lets this many days pass, or sets the clock back.
    fn pass(&self, days: i64) {
        self.clock_ms.fetch_add(days * DAY_MS, Ordering::Relaxed);
    }

    /// Imports so many plays; the first is number `from`.
    fn import(&self, from: i64, count: i64) -> SourceId {
        let row = |number: i64| {
            let ended = DateTime::UNIX_EPOCH + TimeDelta::milliseconds(1_500_000_000_000 + number * 300_000);
            json!({
                "ts": ended.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
                "ms_played": 200_000,
                "master_metadata_track_name": format!("Song {number}"),
                "master_metadata_album_artist_name": "Quarry Lanterns",
                "master_metadata_album_album_name": "Cold Harbour",
                "spotify_track_uri": format!("spotify:track:{number:022}"),
                "reason_start": "trackdone",
                "reason_end": "trackdone",
            })
        };
        let rows: Vec<Value> = (from..from + count).map(row).collect();
        let file = self.folder.path().join(format!("from {from}.json"));
        fs::write(&file, json!(rows).to_string()).unwrap();
        let watch = &mut |_| ControlFlow::Continue(());
        let report = self.archive().import(&[file], ImportOptions::default(), watch).unwrap();
        report.source.unwrap()
    }

    fn plays(&self) -> u64 {
        self.archive().count().unwrap()
    }

    fn reasons(&self) -> Vec<BackupReason> {
        let backups = self.archive().backups().unwrap();
        backups.into_iter().map(|backup| backup.reason).collect()
    }

    fn lose_archive(&mut self) {
        self.archive = None;
        fs::remove_file(self.path()).unwrap();
        self.open();
    }
}

/// A ranking of one day.
fn ranking(taken_on: i32) -> Batch {
    Batch {
        snapshots: vec![Snapshot {
            account: "0123456789abcdef".to_owned(),
            taken_on,
            list: "tracks".to_owned(),
            time_range: "short_term".to_owned(),
            ranking: vec![("spotify:track:0".to_owned(), "Cold Harbour".to_owned())],
        }],
        ..Batch::default()
    }
}

#[test]
fn nine_days_without_the_archive_leave_the_backup_that_holds_everything() {
    let mut listener = Listener::new();
    listener.import(0, 200);
    let full = listener.archive().back_up_daily().unwrap().unwrap();
    listener.lose_archive();
    assert_eq!(listener.archive().damage().unwrap(), Some(Damage::Missing));
    for day in 0..9 {
        listener.pass(1);
        listener.import(1_000 + day, 1);
        listener.archive().back_up_daily().unwrap();
        listener.archive().back_up().unwrap();
        listener.open();
    }
    assert_eq!(listener.archive().newest_good_backup().unwrap(), Some(full.clone()));
    listener.archive().restore(&full.name).unwrap();
    assert_eq!((listener.plays(), listener.archive().damage().unwrap()), (200, None));
}

#[test]
fn who_goes_on_without_the_archive_still_has_its_fullest_backup_two_years_later() {
    let mut listener = Listener::new();
    listener.import(0, 200);
    let full = listener.archive().back_up_daily().unwrap().unwrap();
    listener.lose_archive();
    listener.archive().dismiss_damage().unwrap();
    listener.import(1_000, 9);
    for _ in 0..100 {
        listener.pass(7);
        listener.archive().back_up_daily().unwrap().unwrap();
    }
    assert!(listener.archive().backups().unwrap().contains(&full));
}

#[test]
fn with_a_clock_that_is_behind_a_backup_is_offered_all_the_same() {
    let mut listener = Listener::new();
    listener.import(0, 20);
    let full = listener.archive().back_up_daily().unwrap().unwrap();
    listener.pass(-4_000);
    listener.lose_archive();
    assert_eq!(listener.archive().newest_good_backup().unwrap(), Some(full));
}

#[test]
fn undoing_an_import_takes_a_backup_first() {
    let listener = Listener::new();
    listener.import(0, 20);
    let second = listener.import(100, 5);
    assert_eq!(listener.archive().undo(second).unwrap(), 5);
    assert_eq!(
        listener.reasons(),
        [BackupReason::BeforeUndo, BackupReason::BeforeImport]
    );
    let before = listener.archive().backups().unwrap().remove(0);
    assert_eq!(before.content.unwrap().plays, 25);
    listener.archive().restore(&before.name).unwrap();
    assert_eq!(listener.plays(), 25);
}

#[test]
fn what_is_not_there_to_be_undone_costs_no_backup() {
    let listener = Listener::new();
    let source = listener.import(0, 20);
    assert!(listener.archive().undo(source + 7).is_err());
    assert_eq!(listener.reasons(), []);
}

#[test]
fn several_restores_in_turn_keep_rankings_and_hidden_things_with_their_times() {
    let mut listener = Listener::new();
    listener.import(0, 20);
    listener.archive().ingest(ranking(20_000)).unwrap();
    let first = listener.archive().back_up().unwrap();
    listener.pass(1);
    listener.archive().ingest(ranking(20_001)).unwrap();
    let artist = HiddenTarget::Artist("Quarry Lanterns".to_owned());
    listener.archive().hide(&artist).unwrap();
    let hidden_at = NOON_MS + DAY_MS;
    let second = listener.archive().back_up().unwrap();
    listener.pass(1);
    listener.archive().ingest(ranking(20_002)).unwrap();
    for name in [&first.name, &second.name, &first.name] {
        listener.pass(1);
        listener.archive().restore(name).unwrap();
    }
    let hidden = listener.archive().hidden().unwrap();
    assert_eq!(hidden.len(), 1);
    assert_eq!((&hidden[0].target, hidden[0].hidden_at), (&artist, hidden_at));
    let path = listener.path();
    listener.archive = None;
    let store = Store::open(&path, DateTime::UNIX_EPOCH).unwrap().store;
    let days: Vec<i32> = store
        .snapshots()
        .unwrap()
        .iter()
        .map(|snapshot| snapshot.taken_on)
        .collect();
    assert_eq!(days, [20_000, 20_001, 20_002]);
}

/// Where the row of the play that ended then lies in a file: its end, the number of its track, and its length.
fn place_of(bytes: &[u8], ended_at_ms: i64) -> usize {
    let end = &ended_at_ms.to_be_bytes()[2..];
    let is_row = |window: &[u8]| window.starts_with(end) && window[7..] == [0x03, 0x0D, 0x40];
    bytes.windows(10).position(is_row).unwrap()
}

#[test]
fn one_flipped_bit_in_an_old_play_is_found_and_the_backup_from_before_it_offered() {
    let mut listener = Listener::new();
    listener.import(0, 50);
    assert!(!listener.archive().check_weekly().unwrap());
    let good = listener.archive().back_up_daily().unwrap().unwrap();
    listener.archive().checkpoint().unwrap();
    listener.archive = None;

    // It ends a few milliseconds later then. SQLite can't know.
    let mut bytes = fs::read(listener.path()).unwrap();
    let ended_at_ms = 1_500_000_000_000 + 25 * 300_000;
    let place = place_of(&bytes, ended_at_ms);
    bytes[place + 5] ^= 1 << 3;
    fs::write(listener.path(), bytes).unwrap();
    listener.open();
    assert!(!listener.archive().verify().unwrap().problems.is_empty());

    listener.pass(1);
    assert!(!listener.archive().check_weekly().unwrap(), "once a week is enough");
    let rotten = listener.archive().back_up_daily().unwrap().unwrap();
    listener.pass(7);
    assert!(listener.archive().check_weekly().unwrap());
    assert_eq!(listener.archive().damage().unwrap(), Some(Damage::Altered));
    assert_eq!(listener.archive().back_up_daily().unwrap(), None);
    listener.import(1_000, 1);
    let backups = listener.archive().backups().unwrap();
    assert!(
        backups.contains(&good) && backups.contains(&rotten),
        "none is dropped meanwhile"
    );
    assert_eq!(listener.archive().newest_good_backup().unwrap(), Some(good.clone()));
    listener.archive().restore(&good.name).unwrap();
    assert_eq!(listener.archive().damage().unwrap(), None);
    listener.pass(7);
    assert!(!listener.archive().check_weekly().unwrap());
}

#[test]
fn what_is_written_in_the_usual_way_is_never_taken_for_damage() {
    let listener = Listener::new();
    let check = || {
        listener.pass(7);
        assert!(!listener.archive().check_weekly().unwrap());
        assert_eq!(listener.archive().verify().unwrap().problems, Vec::<String>::new());
    };
    let first = listener.import(0, 50);
    check();
    listener.import(25, 50);
    check();
    let backup = listener.archive().back_up().unwrap();
    listener.archive().undo(first).unwrap();
    check();
    listener.archive().restore(&backup.name).unwrap();
    check();
    listener.archive().set_owner("somebody").unwrap();
    check();
}

#[test]
fn who_goes_on_with_an_altered_archive_is_not_told_again() {
    let mut listener = Listener::new();
    listener.import(0, 50);
    listener.archive().check_weekly().unwrap();
    let path = listener.path();
    listener.archive = None;
    let store = Store::open(&path, DateTime::UNIX_EPOCH).unwrap().store;
    let mut write = store.write().unwrap();
    write.set_note("sum 1 578", Some("1 0000000000000000")).unwrap();
    write.commit().unwrap();
    drop(store);
    listener.open();
    listener.pass(8);
    assert!(listener.archive().check_weekly().unwrap());
    listener.archive().dismiss_damage().unwrap();
    listener.pass(8);
    assert!(!listener.archive().check_weekly().unwrap());
    assert_eq!(listener.archive().damage().unwrap(), None);
}

#[test]
fn while_nobody_knows_whether_there_was_damage_no_backup_takes_the_place_of_another() {
    let listener = Listener::new();
    listener.import(0, 50);
    let before = listener.archive().backups().unwrap();
    let other = Connection::open(listener.path()).unwrap();
    other
        .execute_batch("INSERT INTO note VALUES ('damaged', CAST(x'ff' AS TEXT))")
        .unwrap();

    assert!(listener.archive().damage().is_err());
    assert!(listener.archive().back_up_daily().is_err());
    assert!(listener.archive().back_up().is_err());

    assert_eq!(listener.archive().backups().unwrap(), before);
    other.execute_batch("DELETE FROM note WHERE key = 'damaged'").unwrap();
    assert!(listener.archive().back_up_daily().unwrap().is_some());
}
