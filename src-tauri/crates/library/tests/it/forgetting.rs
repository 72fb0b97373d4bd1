//! A recording that is forgotten is gone: from the archive, from every backup, and from the unused pages of the files.

use std::{fs, ops::ControlFlow, path::Path, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use library::{Archive, AskedPlays, BackupReason, ImportOptions, SourceId, SourceKind, StoreError, Zone};
use plays::{Batch, BatchSource, Circumstance, Evidence, Item, ItemUri, Kind, PlayedAt, Provenance, Times};
use serde_json::{Value, json};
use tempfile::TempDir;

const ACCOUNT: &str = "0123456789abcdef";
/// In the title of every recorded track and of no imported one.
const RECORDED: &str = "Only heard live";

struct Listener {
    folder: TempDir,
    archive: Archive,
}

impl Listener {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        let archive = Archive::open(&folder.path().join("archive.db"), Arc::new(move || now)).unwrap();
        Self { folder, archive }
    }

    /// Records 300 plays.
    fn record(&self) -> SourceId {
        let mut items: Vec<Item> = (0..300)
            .map(|number| Item {
                uri: ItemUri::of_spotify_track(&format!("{number:022}")),
                kind: Kind::Music,
                name: format!("{RECORDED} {number}").into(),
                artist: "Quarry Lanterns".into(),
                album: "Cold Harbour".into(),
                length_ms: Some(200_000),
                isrc: None,
            })
            .collect();
        items.sort();
        let evidence = (0..300).map(|number| Evidence {
            ended_at: PlayedAt::from_millis(1_700_000_000_000 + i64::from(number) * 300_000),
            item: number,
            told_ms: 0,
            circumstance: 0,
            number: 0,
            provenance: Provenance::Live,
            times: Times::End,
        });
        let batch = Batch {
            evidence: evidence.collect(),
            circumstances: vec![Circumstance::default()],
            items,
            ..Batch::of(BatchSource::Page {
                account: ACCOUNT.to_owned(),
            })
        };
        self.archive.ingest(batch).unwrap().source.unwrap()
    }

    fn import(&self) -> SourceId {
        let row = |number: i64| {
            let ended = DateTime::UNIX_EPOCH + TimeDelta::milliseconds(1_500_000_000_000 + number * 300_000);
            json!({
                "ts": ended.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
                "ms_played": 200_000,
                "master_metadata_track_name": format!("Song {number}"),
                "master_metadata_album_artist_name": "Quarry Lanterns",
                "master_metadata_album_album_name": "Cold Harbour",
                "spotify_track_uri": format!("spotify:track:{:022}", 1_000 + number),
                "reason_start": "trackdone",
                "reason_end": "trackdone",
            })
        };
        let rows: Vec<Value> = (0..20).map(row).collect();
        let file = self.folder.path().join("Streaming_History_Audio_0.json");
        fs::write(&file, json!(rows).to_string()).unwrap();
        let watch = &mut |_| ControlFlow::Continue(());
        let report = self.archive.import(&[file], ImportOptions::default(), watch).unwrap();
        report.source.unwrap()
    }

    /// Removes the backups that were taken so far.
    fn without_backups(&self) {
        let _ = fs::remove_dir_all(self.folder.path().join("backups"));
    }

    fn plays_of_backups(&self) -> Vec<(BackupReason, u64)> {
        let backups = self.archive.backups().unwrap();
        let content = |backup: library::Backup| (backup.reason, backup.content.unwrap().plays);
        backups.into_iter().map(content).collect()
    }

    /// The files in which a recorded title can be read, whatever they say about themselves.
    fn files_with_recorded_titles(&self) -> Vec<String> {
        self.files_with(RECORDED)
    }

    fn files_with(&self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        look_into(self.folder.path(), text, &mut found);
        found.sort();
        found
    }
}

fn look_into(folder: &Path, text: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look_into(&path, text, found);
        } else if fs::read(&path)
            .unwrap()
            .windows(text.len())
            .any(|bytes| bytes == text.as_bytes())
        {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
}

#[test]
fn a_forgotten_recording_can_be_read_in_no_file_any_more() {
    let listener = Listener::new();
    listener.import();
    let recording = listener.record();
    listener.without_backups();
    listener.archive.back_up_daily().unwrap().unwrap();
    listener.archive.back_up().unwrap();
    assert!(listener.files_with_recorded_titles().len() >= 3);

    let forgotten = listener.archive.forget(recording).unwrap();

    assert_eq!(forgotten.plays, 300);
    assert_eq!((forgotten.backups.replaced, forgotten.backups.removed), (2, 0));
    assert_eq!(listener.files_with_recorded_titles(), Vec::<String>::new());
    assert_eq!(listener.archive.count().unwrap(), 20);
    assert_eq!(
        listener.plays_of_backups(),
        [(BackupReason::Daily, 20), (BackupReason::Asked, 20)]
    );
    for backup in listener.archive.backups().unwrap() {
        listener.archive.restore(&backup.name).unwrap();
        assert_eq!(listener.archive.count().unwrap(), 20);
        assert_eq!(listener.archive.verify().unwrap().problems, Vec::<String>::new());
        let sources = listener.archive.overview(Zone::default()).unwrap().sources;
        assert!(sources.iter().all(|source| source.kind == SourceKind::Import));
    }
}

#[test]
fn what_was_decided_about_a_forgotten_recording_can_be_read_in_no_file_any_more() {
    let listener = Listener::new();
    listener.import();
    let recording = listener.record();
    let asked = AskedPlays::Began(i64::MIN, i64::MAX);
    let plays = listener.archive.explain_plays(asked, usize::MAX).unwrap().latest;
    let row = |number: usize| plays[number].rows[0].name.clone();
    listener.archive.join_plays(&row(0), &row(1)).unwrap();
    // Of the imported plays, the latest is the twentieth from the end.
    listener.archive.join_plays(&row(319), &row(318)).unwrap();
    listener.without_backups();
    listener.archive.back_up().unwrap();
    let [named, kept] = [row(0), row(319)].map(|row| row.to_string());
    assert!(listener.files_with(&named).len() >= 2);

    listener.archive.forget(recording).unwrap();

    assert_eq!(listener.files_with(&named), Vec::<String>::new());
    assert!(!listener.files_with(&kept).is_empty());
    assert_eq!(listener.archive.decisions().unwrap().len(), 1);
    assert_eq!(listener.archive.count().unwrap(), 19);
}

#[test]
fn a_backup_of_nothing_else_goes() {
    let listener = Listener::new();
    let recording = listener.record();
    listener.archive.back_up().unwrap();
    listener.import();
    listener.without_backups();
    let other = Listener::new();
    let recording_of_other = other.record();
    other.archive.back_up().unwrap();

    let forgotten = other.archive.forget(recording_of_other).unwrap();
    assert_eq!((forgotten.backups.replaced, forgotten.backups.removed), (0, 1));
    assert_eq!(other.archive.backups().unwrap(), []);
    assert_eq!(other.archive.damage().unwrap(), None);

    let forgotten = listener.archive.forget(recording).unwrap();
    assert_eq!(forgotten.plays, 300);
    assert_eq!(listener.archive.count().unwrap(), 20);
}

#[test]
fn a_backup_that_cannot_be_read_is_named_and_left_alone() {
    let listener = Listener::new();
    listener.import();
    let recording = listener.record();
    listener.without_backups();
    let name = listener.archive.back_up().unwrap().name;
    let path = listener.folder.path().join("backups").join(&name);
    let mut bytes = fs::read(&path).unwrap();
    bytes.truncate(5_000);
    fs::write(&path, &bytes).unwrap();

    let forgotten = listener.archive.forget(recording).unwrap();

    assert_eq!(forgotten.plays, 300);
    assert_eq!(forgotten.backups.unreadable, [name]);
    assert!(fs::read(&path).unwrap() == bytes);
}

#[test]
fn a_recording_that_is_only_undone_stays_in_the_backups() {
    let listener = Listener::new();
    listener.import();
    let recording = listener.record();
    listener.without_backups();
    listener.archive.back_up().unwrap();
    assert_eq!(listener.archive.undo(recording).unwrap(), 300);
    assert_eq!(
        listener.plays_of_backups(),
        [(BackupReason::BeforeUndo, 320), (BackupReason::Asked, 320)]
    );
}

#[test]
fn an_import_is_undone_and_never_forgotten() {
    let listener = Listener::new();
    let import = listener.import();
    listener.record();
    listener.without_backups();
    listener.archive.back_up().unwrap();
    for unknown in [import, 99] {
        let refused = listener.archive.forget(unknown);
        assert!(matches!(refused, Err(StoreError::NoSuchSource(source)) if source == unknown));
    }
    assert_eq!(listener.archive.count().unwrap(), 320);
    assert_eq!(listener.plays_of_backups(), [(BackupReason::Asked, 320)]);
}
