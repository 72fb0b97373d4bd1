//! A batch of any source goes in by one way, whatever of a play's times the source knows.

use std::{
    fs,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    slice,
    sync::Arc,
};

use chrono::{DateTime, Utc};
use library::{Archive, ExportFormat, ImportOptions, ImportPhase, ImportProgress};
use plays::{
    Batch, BatchSource, Circumstance, Evidence, HiddenTarget, ImportedFiles, Item, ItemUri, Kind, PlayedAt, Provenance,
    Snapshot, Times, Told,
};
use serde_json::json;
use tempfile::TempDir;

fn archive() -> (TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
    let archive = Archive::open(&folder.path().join("archive.db"), Arc::new(move || now)).unwrap();
    (folder, archive)
}

fn at(time: &str) -> PlayedAt {
    PlayedAt::from(time.parse::<DateTime<Utc>>().unwrap())
}

fn files(digit: u8) -> BatchSource {
    BatchSource::Import(ImportedFiles {
        name: "scrobbles.json".to_owned(),
        sha256: [digit; 32],
        files: 1,
        rows: 3,
        rejects: Vec::new(),
        refused: Vec::new(),
    })
}

/// A batch of plays, each with its title, its length if that is known, and what else is told of its times.
fn batch(plays: &[(&str, Option<u32>, Told)]) -> Batch {
    let mut items: Vec<Item> = plays
        .iter()
        .map(|(title, length_ms, _)| Item {
            uri: ItemUri::from_names(Kind::Music, "Quarry Lanterns", title),
            kind: Kind::Music,
            name: (*title).into(),
            artist: "Quarry Lanterns".into(),
            album: "".into(),
            length_ms: *length_ms,
            isrc: None,
        })
        .collect();
    items.sort();
    let row = |(title, length_ms, told): &(&str, Option<u32>, Told)| {
        let told = Told {
            length_ms: *length_ms,
            ..*told
        };
        let (ended_at, told_ms, times) = told.times().unwrap();
        Evidence {
            ended_at,
            item: items.iter().position(|item| *item.name == **title).unwrap() as u32,
            told_ms,
            circumstance: 0,
            number: 0,
            provenance: Provenance::Live,
            times,
        }
    };
    Batch {
        evidence: plays.iter().map(row).collect(),
        circumstances: vec![Circumstance::default()],
        items,
        ..Batch::of(files(1))
    }
}

fn began(time: &str) -> Told {
    Told {
        began_at: Some(at(time)),
        ..Told::default()
    }
}

/// Each play, oldest first: its title and how long it was heard in seconds.
fn plays(archive: &Archive) -> Vec<(String, u32)> {
    let page = archive.latest(None, 1_000).unwrap();
    let plays = page.plays.into_iter().rev();
    plays.map(|play| (play.name, play.ms_played / 1_000)).collect()
}

fn scrobbles() -> Batch {
    batch(&[
        // The next one begins 50 s later.
        ("Cold Harbour", Some(200_000), began("2026-05-04T13:37:00Z")),
        ("Nine Wells", Some(180_000), began("2026-05-04T13:37:50Z")),
        ("Paper Tide", None, began("2026-05-04T18:00:00Z")),
    ])
}

#[test]
fn where_only_the_beginning_is_known_the_length_is_an_estimate() {
    let (_folder, archive) = archive();
    let ingested = archive.ingest(scrobbles()).unwrap();
    assert_eq!((ingested.added, ingested.already_known), (3, 0));
    let expected = [("Nine Wells", 180), ("Cold Harbour", 50), ("Paper Tide", 210)];
    let mut plays = plays(&archive);
    plays.sort_by_key(|(title, _)| expected.iter().position(|(name, _)| name == title));
    assert_eq!(plays, expected.map(|(title, secs)| (title.to_owned(), secs)));
}

#[test]
fn what_knows_more_of_a_play_wins_and_undoing_it_brings_the_estimate_back() {
    let (folder, archive) = archive();
    archive.ingest(scrobbles()).unwrap();
    let before = plays(&archive);
    let row = |ts: &str, ms: u32, title: &str| {
        json!({"ts": ts, "ms_played": ms, "spotify_track_uri": format!("spotify:track:{:0>22}", &title[..1]),
            "master_metadata_track_name": title, "master_metadata_album_artist_name": "Quarry Lanterns"})
    };
    let export = json!([
        row("2026-05-04T13:37:49Z", 48_500, "Cold Harbour"),
        row("2026-05-04T13:40:50Z", 180_000, "Nine Wells"),
        row("2026-05-04T18:05:00Z", 240_000, "Paper Tide"),
    ]);
    let file = folder.path().join("endsong_0.json");
    fs::write(&file, export.to_string()).unwrap();
    let report = archive
        .import(&[file], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!((report.counts.added, report.counts.merged), (0, 3));
    let told = [("Cold Harbour", 48), ("Nine Wells", 180), ("Paper Tide", 240)];
    assert_eq!(plays(&archive), told.map(|(title, secs)| (title.to_owned(), secs)));
    archive.undo(report.source.unwrap()).unwrap();
    assert_eq!(plays(&archive), before);
}

#[test]
fn a_beginning_survives_the_way_through_a_file() {
    let (folder, archive) = archive();
    archive.ingest(scrobbles()).unwrap();
    let file = folder.path().join("plays.json");
    archive.export(ExportFormat::Json, &file).unwrap();
    let (_other, copy) = self::archive();
    copy.import(&[file], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))
        .unwrap();
    let mut copied = Vec::new();
    copy.plays(|row| {
        let began = row.evidence.ended_at.as_millis() - i64::from(row.ms_played);
        copied.push((began, row.evidence.times));
        ControlFlow::Continue(())
    })
    .unwrap();
    copied.sort();
    let expected = ["2026-05-04T13:37:00Z", "2026-05-04T13:37:50Z", "2026-05-04T18:00:00Z"];
    let expected = expected.map(|time| (at(time).as_millis(), Times::Begin));
    assert_eq!(copied, expected);
}

#[test]
fn files_that_were_ingested_before_change_nothing() {
    let (_folder, archive) = archive();
    let first = archive.ingest(scrobbles()).unwrap();
    let again = archive.ingest(scrobbles()).unwrap();
    assert!(again.is_known && !first.is_known);
    assert_eq!((again.source, again.added, again.already_known), (first.source, 0, 3));
    assert_eq!(plays(&archive).len(), 3);
}

#[test]
fn what_comes_beside_known_files_is_kept() {
    let (_folder, archive) = archive();
    archive.ingest(scrobbles()).unwrap();
    let again = Batch {
        hidden: vec![(HiddenTarget::Artist("Quarry Lanterns".to_owned()), 1_500_000_000_000)],
        ..scrobbles()
    };
    assert!(archive.ingest(again).unwrap().is_known);
    assert_eq!(archive.hidden().unwrap().len(), 1);
}

#[test]
fn a_batch_without_a_source_brings_what_is_kept_beside_plays() {
    let (_folder, archive) = archive();
    archive.ingest(scrobbles()).unwrap();
    let batch = Batch {
        snapshots: vec![Snapshot {
            account: "0123456789abcdef".to_owned(),
            taken_on: 20_000,
            list: "tracks".to_owned(),
            time_range: "short_term".to_owned(),
            ranking: vec![("spotify:track:0".to_owned(), "Cold Harbour".to_owned())],
        }],
        hidden: vec![(HiddenTarget::Artist("Quarry Lanterns".to_owned()), 1_500_000_000_000)],
        ..Batch::default()
    };
    assert_eq!(archive.ingest(batch).unwrap().source, None);
    assert_eq!(archive.hidden().unwrap().len(), 1);
    assert_eq!(plays(&archive).len(), 3, "nothing is deleted");
}

/// A fault in Tonearm itself, while rows are read or right before they are written.
#[test]
fn an_import_that_panics_leaves_the_archive_as_it_was_and_usable() {
    let (folder, archive) = archive();
    let file = folder.path().join("StreamingHistory_music_0.json");
    let row = json!({
        "endTime": "2026-03-01 12:00", "artistName": "Quarry Lanterns", "trackName": "Ember", "msPlayed": 200_000,
    });
    fs::write(&file, json!([row]).to_string()).unwrap();
    for phase in [ImportPhase::Reading, ImportPhase::Writing] {
        let panics = &mut |progress: ImportProgress| {
            assert_ne!(progress.phase, phase, "on purpose");
            ControlFlow::Continue(())
        };
        let import = AssertUnwindSafe(|| archive.import(slice::from_ref(&file), ImportOptions::default(), panics));
        assert!(catch_unwind(import).is_err());
        assert_eq!((archive.count().unwrap(), archive.sources().unwrap()), (0, Vec::new()));
    }
    let watch = &mut |_| ControlFlow::Continue(());
    let report = archive.import(&[file], ImportOptions::default(), watch).unwrap();
    assert_eq!((report.counts.added, archive.count().unwrap()), (1, 1));
}
