//! An archive in a folder of its own, and a small history to fill it with.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    ops::ControlFlow,
    path::PathBuf,
    sync::Arc,
};

use chrono::{DateTime, Utc};
use plays::{Circumstance, Provenance};
use serde_json::{Value, json};
use spotify::{AlbumRef, ArtistRef, RecentPage, RecentPlay, Track};
use tempfile::TempDir;

use crate::{Archive, ExportFormat, ImportOptions, ImportReport};

pub(super) const SONG: &str = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";

/// URI, end, length, provenance, circumstance: what must be equal for one play in two archives.
pub(super) type PlayFacts = (String, i64, u32, Provenance, Circumstance);

pub(super) struct TestArchive {
    pub(super) folder: TempDir,
    pub(super) archive: Archive,
}

impl TestArchive {
    pub(super) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(|| at("2024-06-01T00:00:00Z"));
        let archive = Archive::open(&folder.path().join("archive.db"), clock).unwrap();
        Self { folder, archive }
    }

    /// With these rows of an extended history imported.
    pub(super) fn of(rows: &[Value]) -> Self {
        let sample = Self::empty();
        sample.import(&serde_json::to_string_pretty(rows).unwrap());
        sample
    }

    pub(super) fn import(&self, json: &str) -> ImportReport {
        let file = self.path("history.json");
        fs::write(&file, json).unwrap();
        let options = ImportOptions::default();
        let import = self
            .archive
            .import(&[file], options, &mut |_| ControlFlow::Continue(()));
        import.unwrap()
    }

    /// Records one play of [`SONG`] as Spotify's list of recent plays has it.
    pub(super) fn record(&self, ended_at: &str) {
        let artist = |name: &str| ArtistRef {
            id: None,
            name: name.to_owned(),
        };
        let track = Track {
            id: SONG.trim_start_matches("spotify:track:").parse().unwrap(),
            name: "Glue".to_owned(),
            artists: vec![artist("Bicep"), artist("A guest")],
            album: AlbumRef {
                id: None,
                name: "Bicep".to_owned(),
                artists: Vec::new(),
                images: Vec::new(),
            },
            duration_ms: 269_000,
            isrc: None,
        };
        let play = RecentPlay {
            track,
            played_at: at(ended_at),
        };
        let page = RecentPage { plays: vec![play] };
        self.archive.record("somebody", &page).unwrap();
    }

    pub(super) fn export(&self, format: ExportFormat) -> Vec<u8> {
        let to = self.path("out");
        let exported = self.archive.export(format, &to).unwrap();
        assert_eq!(exported.plays, self.archive.count().unwrap());
        fs::read(to).unwrap()
    }

    pub(super) fn export_text(&self, format: ExportFormat) -> String {
        String::from_utf8(self.export(format)).unwrap()
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn plays(&self) -> BTreeSet<PlayFacts> {
        let store = self.archive.store();
        let tracks = store.catalogue().unwrap().tracks;
        let uris: HashMap<u32, String> = tracks.into_iter().map(|track| (track.id, track.uri)).collect();
        let circumstances = store.circumstances().unwrap();
        let mut plays = BTreeSet::new();
        let read = self.archive.plays(|row| {
            let evidence = row.evidence;
            let circumstance = circumstances[&evidence.circumstance].clone();
            let uri = uris[&evidence.item].clone();
            plays.insert((
                uri,
                evidence.ended_at.as_millis(),
                row.ms_played,
                evidence.provenance,
                circumstance,
            ));
            ControlFlow::Continue(())
        });
        read.unwrap();
        plays
    }
}

/// Music, speech, names alone, text that could break a table, and what is private.
pub(super) fn history_rows() -> Vec<Value> {
    vec![
        json!({
            "ts": "2019-03-31T01:59:59Z", "ms_played": 269_000, "platform": "ios", "conn_country": "AT",
            "spotify_track_uri": SONG, "master_metadata_track_name": "Glue",
            "master_metadata_album_artist_name": "Bicep", "master_metadata_album_album_name": "Bicep",
            "reason_start": "clickrow", "reason_end": "trackdone", "shuffle": true, "skipped": false,
            "offline": false, "incognito_mode": true, "username": "jane.doe", "ip_addr": "203.0.113.7",
            "ip_addr_decrypted": "203.0.113.7", "user_agent_decrypted": "Agent%20Smith",
        }),
        json!({
            "ts": "2019-03-31T02:05:00.250Z", "ms_played": 0, "spotify_track_uri": SONG,
            "master_metadata_track_name": "Glue", "master_metadata_album_artist_name": "Bicep",
            "master_metadata_album_album_name": "Bicep", "reason_end": "fwdbtn", "skipped": true,
        }),
        json!({
            "ts": "2020-02-29T12:00:00Z", "ms_played": 31_000, "spotify_track_uri": null,
            "master_metadata_track_name": "=1+1, \"said\"\n\u{1F3B5} she\u{0} %;",
            "master_metadata_album_artist_name": "-Sigur: Rós;", "master_metadata_album_album_name": "@ \\ home",
        }),
        json!({
            "ts": "2020-03-01T12:00:00Z", "ms_played": 1_800_000, "episode_name": "One",
            "episode_show_name": "A show", "spotify_episode_uri": "spotify:episode:0000000000000000000001",
        }),
        json!({
            "ts": "2023-11-01T12:00:00Z", "ms_played": 900_000, "audiobook_title": "A book",
            "audiobook_uri": "spotify:show:0000000000000000000009", "audiobook_chapter_title": "Chapter 1",
            "audiobook_chapter_uri": "spotify:chapter:0000000000000000000002",
        }),
        json!({
            "ts": "2023-11-02T12:00:00Z", "ms_played": 1_000,
            "spotify_track_uri": "spotify:local:A%20band:An+album:A+song:204",
        }),
    ]
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
