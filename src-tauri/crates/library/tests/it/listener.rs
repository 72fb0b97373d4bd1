//! An archive with an import of a few plays, for tests that ask about days and hours.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use library::Archive;
use plays::{
    Batch, BatchSource, Circumstance, Evidence, ImportedFiles, Item, ItemUri, Kind, PlayedAt, Provenance, Times,
};
use tempfile::TempDir;

/// Tracks 0 to 9 by "Artist 0" and "Artist 1" in turn, on "Album 0" and "Album 1"; each play ends at a time and was heard for some
/// seconds. `now` is what the archive takes for the present.
pub(crate) fn archive_of(now: DateTime<Utc>, plays: &[(impl AsRef<str>, u32, u32)]) -> (TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(&folder.path().join("archive.db"), Arc::new(move || now)).unwrap();
    let items = (0..10).map(|number| Item {
        uri: ItemUri::of_spotify_track(&format!("{number:022}")),
        kind: Kind::Music,
        name: format!("Track {number}").into(),
        artist: format!("Artist {}", number % 2).into(),
        album: format!("Album {}", number % 2).into(),
        length_ms: Some(200_000),
        isrc: None,
    });
    let evidence = plays.iter().map(|(ended, track, secs)| Evidence {
        ended_at: PlayedAt::from_millis(ended.as_ref().parse::<DateTime<Utc>>().unwrap().timestamp_millis()),
        item: *track,
        told_ms: secs * 1000,
        circumstance: 0,
        number: 0,
        provenance: Provenance::Extended,
        times: Times::EndAndLength,
    });
    let mut evidence: Vec<Evidence> = evidence.collect();
    evidence.sort_by_key(|row| row.ended_at);
    let batch = Batch {
        evidence,
        circumstances: vec![Circumstance::default()],
        items: items.collect(),
        ..Batch::of(BatchSource::Import(ImportedFiles {
            name: "Export".to_owned(),
            sha256: [7; 32],
            files: 1,
            rows: plays.len() as u64,
            rejects: Vec::new(),
            refused: Vec::new(),
        }))
    };
    archive.ingest(batch).unwrap();
    (folder, archive)
}
