//! What counting again by better rules has changed is told play by play, until the listener has seen it.

use std::{fs, ops::ControlFlow, path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};
use library::{Archive, ImportOptions, Recount, RecountEntry, SourceId, ToldPlay};
use serde_json::{Value, json};
use store::{EvidenceRow, Store};
use tempfile::TempDir;

/// The key of the archive's note that says by which rules its plays are counted.
const RULES: &str = "rules";

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

struct Listener {
    folder: TempDir,
    archive: Option<Archive>,
}

impl Listener {
    fn new() -> Self {
        let mut listener = Self {
            folder: tempfile::tempdir().unwrap(),
            archive: None,
        };
        listener.open();
        listener
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("archive.db")
    }

    fn open(&mut self) -> &Archive {
        self.archive = None;
        self.archive.insert(Archive::open(&self.path(), Arc::new(now)).unwrap())
    }

    fn archive(&self) -> &Archive {
        self.archive.as_ref().unwrap()
    }

    fn import(&self, name: &str, rows: &[Value]) -> SourceId {
        let file = self.folder.path().join(name);
        fs::write(&file, json!(rows).to_string()).unwrap();
        let watch = &mut |_| ControlFlow::Continue(());
        let report = self.archive().import(&[file], ImportOptions::default(), watch).unwrap();
        report.source.unwrap()
    }

    /// Leaves the archive as other rules would have counted it.
    fn counted_otherwise(&mut self, counts: impl Fn(&EvidenceRow) -> bool) {
        self.archive = None;
        let store = Store::open(&self.path(), now()).unwrap().store;
        let mut write = store.write().unwrap();
        let mut rows = write.evidence(|_| true).unwrap();
        for row in &mut rows {
            row.is_canonical = counts(row);
        }
        write.put_evidence(rows).unwrap();
        write.set_note(RULES, None).unwrap();
        write.commit().unwrap();
    }

    fn told(&self) -> Vec<String> {
        self.archive()
            .recounted(None, 1_000)
            .unwrap()
            .plays
            .iter()
            .map(told)
            .collect()
    }

    fn numbers(&self) -> Option<(u64, u64)> {
        let recount = self.archive().recount().unwrap();
        recount.map(|Recount { no_longer, newly }| (no_longer, newly))
    }
}

/// `double: no longer Glue 10:00:05 of a.json, as Glue 10:00:00 of a.json`.
fn told(change: &RecountEntry) -> String {
    let told = |told: &ToldPlay| {
        let at = DateTime::from_timestamp_millis(told.play.ended_at.as_millis()).unwrap();
        let source = told.source.as_ref().map_or("?", |(_, name)| name);
        format!("{} {} of {source}", told.play.name, at.format("%H:%M:%S"))
    };
    let what = if change.counts { "now" } else { "no longer" };
    let same = change.same.as_ref().map(|same| format!(", as {}", told(same)));
    format!(
        "{}: {what} {}{}",
        change.reason.code(),
        told(&change.told),
        same.unwrap_or_default()
    )
}

/// A row of the extended history; `id` is the last letter of the track's id.
fn extended(time: &str, ms: u32, id: &str, name: &str) -> Value {
    json!({"ts": format!("2024-05-01T{time}Z"), "ms_played": ms, "reason_end": "trackdone",
        "spotify_track_uri": format!("spotify:track:000000000000000000000{id}"), "master_metadata_track_name": name,
        "master_metadata_album_artist_name": "Bicep", "master_metadata_album_album_name": "Isles"})
}

fn account(minute: &str, ms: u32, name: &str) -> Value {
    json!({"endTime": format!("2024-05-01 {minute}"), "artistName": "Bicep", "trackName": name, "msPlayed": ms})
}

/// A play in two exports, one that the first export tells of twice, and one that counts in any case.
fn told_twice() -> Listener {
    let listener = Listener::new();
    let glue = extended("10:00:20", 200_000, "1", "Glue");
    let opal = [
        extended("11:00:00", 300_000, "2", "Opal"),
        extended("11:00:05", 303_000, "2", "Opal"),
    ];
    listener.import(
        "a.json",
        &[
            glue,
            opal[0].clone(),
            opal[1].clone(),
            extended("12:00:00", 90_000, "3", "Atlas"),
        ],
    );
    listener.import("b.json", &[account("10:00", 200_000, "Glue")]);
    listener
}

#[test]
fn plays_that_had_been_counted_twice_are_told_newest_first_with_who_told_of_them() {
    let mut listener = told_twice();
    listener.counted_otherwise(|_| true);
    listener.open();
    assert_eq!(listener.numbers(), Some((2, 0)));
    assert_eq!(
        listener.told(),
        [
            "double: no longer Opal 11:00:00 of a.json, as Opal 11:00:05 of a.json",
            "account_in_extended: no longer Glue 10:00:00 of b.json, as Glue 10:00:20 of a.json",
        ]
    );
}

#[test]
fn a_play_that_had_not_been_counted_is_told_as_one_of_its_own() {
    let mut listener = told_twice();
    listener.counted_otherwise(|row| row.evidence.told_ms == 303_000);
    listener.open();
    assert_eq!(listener.numbers(), Some((0, 2)));
    assert_eq!(
        listener.told(),
        [
            "own_play: now Atlas 12:00:00 of a.json",
            "own_play: now Glue 10:00:20 of a.json"
        ]
    );
}

#[test]
fn a_play_that_another_row_stands_for_now_is_not_told() {
    let mut listener = told_twice();
    // The shorter of the two rows about Opal, and for Glue the account data.
    listener.counted_otherwise(|row| [300_000, 90_000].contains(&row.evidence.told_ms) || row.source == 2);
    listener.open();
    assert_eq!((listener.numbers(), listener.told()), (None, Vec::new()));
    assert_eq!(listener.archive().count().unwrap(), 3);
}

#[test]
fn pages_follow_each_other_to_the_end() {
    let mut listener = told_twice();
    listener.counted_otherwise(|_| true);
    let archive = listener.open();
    let first = archive.recounted(None, 1).unwrap();
    let second = archive.recounted(first.next, 1).unwrap();
    assert_eq!((first.plays.len(), first.next.is_some()), (1, true));
    assert_eq!((second.plays.len(), second.next), (1, None));
    assert_ne!(first.plays, second.plays);
}

#[test]
fn an_archive_is_counted_again_once() {
    let mut listener = told_twice();
    listener.counted_otherwise(|_| true);
    listener.open();
    let told = listener.told();
    // Nothing that a later start looks at: a row that counts by hand goes on counting.
    listener.archive = None;
    let store = Store::open(&listener.path(), now()).unwrap().store;
    let mut write = store.write().unwrap();
    let rows = write.evidence(|_| true).unwrap();
    let by_hand: Vec<_> = rows
        .iter()
        .map(|row| EvidenceRow {
            is_canonical: true,
            ..*row
        })
        .collect();
    write.put_evidence(by_hand).unwrap();
    write.commit().unwrap();
    drop(store);
    assert_eq!(listener.open().count().unwrap(), 5);
    assert_eq!((listener.numbers(), listener.told()), (Some((2, 0)), told));
}

#[test]
fn what_was_seen_is_forgotten() {
    let mut listener = told_twice();
    listener.counted_otherwise(|_| true);
    listener.open().dismiss_recount().unwrap();
    assert_eq!((listener.numbers(), listener.told()), (None, Vec::new()));
    listener.open();
    assert_eq!((listener.numbers(), listener.told()), (None, Vec::new()));
}

#[test]
fn later_rules_replace_what_earlier_ones_changed_unless_they_change_nothing() {
    let mut listener = told_twice();
    listener.counted_otherwise(|_| true);
    listener.open();
    listener.counted_otherwise(|row| row.evidence.told_ms != 300_000 && row.source == 1);
    listener.open();
    assert_eq!(listener.numbers(), Some((2, 0)), "nothing changed");
    listener.counted_otherwise(|row| row.evidence.told_ms != 90_000 && row.source == 1);
    listener.open();
    assert_eq!(listener.numbers(), Some((1, 1)));
    assert_eq!(
        listener.told(),
        [
            "own_play: now Atlas 12:00:00 of a.json",
            "double: no longer Opal 11:00:00 of a.json, as Opal 11:00:05 of a.json",
        ]
    );
}

#[test]
fn undoing_an_import_leaves_what_is_told_but_for_its_name() {
    let mut listener = told_twice();
    listener.counted_otherwise(|_| true);
    let archive = listener.open();
    // The numbers of sources are given again: the latest goes first.
    archive.undo(2).unwrap();
    listener.import("c.json", &[extended("15:00:00", 90_000, "4", "Later")]);
    let after_one = [
        "double: no longer Opal 11:00:00 of a.json, as Opal 11:00:05 of a.json",
        "account_in_extended: no longer Glue 10:00:00 of ?, as Glue 10:00:20 of a.json",
    ];
    assert_eq!(listener.told(), after_one);
    listener.archive().undo(1).unwrap();
    assert_eq!(listener.told(), after_one.map(|told| told.replace("a.json", "?")));
    assert_eq!(listener.archive().verify().unwrap().problems, Vec::<String>::new());

    // Nothing keeps the names of what was undone any longer than that.
    listener.archive().dismiss_recount().unwrap();
    listener.archive = None;
    let store = Store::open(&listener.path(), now()).unwrap().store;
    let names: Vec<String> = store
        .catalogue()
        .unwrap()
        .tracks
        .into_iter()
        .map(|track| track.name)
        .collect();
    assert_eq!(names, ["Later"]);
}

#[test]
fn a_restored_backup_that_was_counted_otherwise_is_counted_again_and_told() {
    let mut listener = told_twice();
    listener.counted_otherwise(|_| true);
    let store = Store::open(&listener.path(), now()).unwrap().store;
    let backup = store
        .back_up(store::BackupReason::Asked, now(), store::Retention::Tiers)
        .unwrap();
    drop(store);
    listener.open().dismiss_recount().unwrap();
    listener.archive().restore(&backup.name).unwrap();
    assert_eq!(listener.archive().count().unwrap(), 3);
    assert_eq!((listener.numbers(), listener.told().len()), (Some((2, 0)), 2));
}
