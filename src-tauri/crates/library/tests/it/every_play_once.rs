//! One play that several sources tell of counts once, and two plays count twice, whatever the order in which the sources come.

use std::{fs, ops::ControlFlow, path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};
use library::{Archive, ImportOptions, SourceId};
use plays::Provenance;
use serde_json::{Value, json};
use spotify::{AlbumRef, ArtistRef, RecentPage, RecentPlay, Track};
use tempfile::TempDir;

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

struct Listener {
    folder: TempDir,
    archive: Archive,
    imports: usize,
}

impl Listener {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = at("2026-11-20T12:00:00Z");
        let archive = Archive::open(&folder.path().join("archive.db"), Arc::new(move || now)).unwrap();
        Self {
            folder,
            archive,
            imports: 0,
        }
    }

    /// Imports a file of these rows. Gives the source and how many plays it added.
    fn import(&mut self, rows: &Value) -> (SourceId, u64) {
        self.imports += 1;
        let file: PathBuf = self.folder.path().join(format!("{}.json", self.imports));
        fs::write(&file, rows.to_string()).unwrap();
        let report = self
            .archive
            .import(&[file], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))
            .unwrap();
        (report.source.unwrap(), report.counts.added)
    }

    fn record(&self, plays: &[RecentPlay]) {
        let page = RecentPage { plays: plays.to_vec() };
        self.archive.record("robin", &page).unwrap();
    }

    /// Each play, oldest first: its name, how long it was heard in seconds, and where that is known from.
    fn plays(&self) -> Vec<(String, f64, Provenance)> {
        let page = self.archive.latest(None, 1_000).unwrap();
        let plays = page.plays.into_iter().rev();
        plays
            .map(|play| (play.name, f64::from(play.ms_played) / 1_000.0, play.provenance))
            .collect()
    }

    fn names(&self) -> Vec<String> {
        self.plays().into_iter().map(|(name, ..)| name).collect()
    }
}

/// A row of the extended history; `id` is the last letter of the track's id, or nothing for an edition without URIs.
fn extended(ts: &str, ms: u32, id: &str, name: &str, artist: &str) -> Value {
    let uri = (!id.is_empty()).then(|| format!("spotify:track:000000000000000000000{id}"));
    json!({"ts": ts, "ms_played": ms, "spotify_track_uri": uri, "master_metadata_track_name": name,
        "master_metadata_album_artist_name": artist, "master_metadata_album_album_name": "An album", "reason_end": "trackdone"})
}

fn account(minute: &str, ms: u32, name: &str, artist: &str) -> Value {
    json!({"endTime": minute, "artistName": artist, "trackName": name, "msPlayed": ms})
}

fn recorded(stamp: &str, id: &str, name: &str, length_ms: u32) -> RecentPlay {
    let artist = ArtistRef {
        id: None,
        name: "Quarry Lanterns".to_owned(),
    };
    RecentPlay {
        track: Track {
            id: format!("000000000000000000000{id}").parse().unwrap(),
            name: name.to_owned(),
            artists: vec![artist],
            album: AlbumRef {
                id: None,
                name: "An album".to_owned(),
                artists: Vec::new(),
                images: Vec::new(),
            },
            duration_ms: length_ms,
            isrc: None,
        },
        played_at: at(stamp),
    }
}

#[test]
fn an_old_edition_without_uris_and_a_new_one_with_them_tell_of_the_same_plays() {
    let plays = [
        ("2020-02-11T16:31:21Z", 290_736, "1", "Cold Harbour"),
        ("2020-02-11T16:36:02Z", 281_000, "2", "Nine Wells"),
        ("2020-02-12T08:00:00Z", 290_736, "1", "Cold Harbour"),
        ("2020-02-12T08:04:10Z", 250_000, "3", "Paper Tide"),
        ("2020-02-13T09:00:00Z", 6_100, "2", "Nine Wells"),
    ];
    let edition = |has_uris: bool| -> Value {
        let rows = plays.iter();
        rows.map(|(ts, ms, id, name)| extended(ts, *ms, if has_uris { id } else { "" }, name, "Quarry Lanterns"))
            .collect()
    };
    for order in [[false, true], [true, false]] {
        let mut listener = Listener::new();
        for has_uris in order {
            listener.import(&edition(has_uris));
        }
        let found: Vec<(String, f64)> = listener
            .plays()
            .into_iter()
            .map(|(name, secs, _)| (name, secs))
            .collect();
        let expected = plays.map(|(.., ms, _, name)| (name.to_owned(), f64::from(ms) / 1_000.0));
        assert_eq!(found, expected);
        let uris = listener.archive.latest(None, 10).unwrap().plays;
        assert!(uris.iter().all(|play| play.uri.starts_with("spotify:track:")));
    }
}

#[test]
fn a_compilation_is_recognised_by_length_and_minute() {
    let history: Value = (0..6)
        .map(|hour| {
            let ts = format!("2025-03-0{}T10:15:42Z", hour + 1);
            extended(&ts, 200_000 + hour * 1_001, "1", "A song", "Various Artists")
        })
        .collect();
    let performer: Value = (0..6)
        .map(|hour| {
            account(
                &format!("2025-03-0{} 10:15", hour + 1),
                200_000 + hour * 1_001,
                "A song",
                "Bicep",
            )
        })
        .collect();
    let mut listener = Listener::new();
    assert_eq!(listener.import(&history).1, 6);
    assert_eq!(listener.import(&performer).1, 0);
    assert_eq!(listener.plays().len(), 6);
    let mut other = Listener::new();
    assert_eq!(other.import(&performer).1, 6);
    other.import(&history);
    assert_eq!(other.plays(), listener.plays());
}

#[test]
fn a_track_that_overlaps_itself_was_heard_once() {
    let mut listener = Listener::new();
    listener.import(&json!([
        extended("2022-05-01T10:00:00Z", 201_000, "1", "Once Only", "A"),
        extended("2022-05-01T10:00:05Z", 203_500, "1", "Once Only", "A"),
        extended("2022-05-02T10:00:00Z", 180_000, "2", "Nearly a Minute", "A"),
        extended("2022-05-02T10:00:45Z", 180_000, "2", "Nearly a Minute", "A"),
        extended("2022-05-03T10:00:00Z", 180_000, "3", "Truly Twice", "A"),
        extended("2022-05-03T10:03:00Z", 180_000, "3", "Truly Twice", "A"),
    ]));
    assert_eq!(
        listener.names(),
        ["Once Only", "Nearly a Minute", "Truly Twice", "Truly Twice"]
    );
}

#[test]
fn stamps_that_are_beginnings_are_recognised_by_the_export() {
    let page = [
        recorded("2026-11-01T20:00:00.500Z", "1", "One", 240_000),
        recorded("2026-11-01T20:04:00.700Z", "2", "Two", 240_000),
        // This one was paused for ten minutes.
        recorded("2026-11-01T20:08:01.100Z", "3", "Three", 240_000),
    ];
    let export = json!([
        extended("2026-11-01T20:04:00Z", 240_000, "1", "One", "Quarry Lanterns"),
        extended("2026-11-01T20:08:01Z", 240_000, "2", "Two", "Quarry Lanterns"),
        extended("2026-11-01T20:22:01Z", 240_000, "3", "Three", "Quarry Lanterns"),
    ]);
    for is_first in [true, false] {
        let mut listener = Listener::new();
        if is_first {
            listener.record(&page);
        }
        listener.import(&export);
        if !is_first {
            listener.record(&page);
        }
        let plays = listener.plays();
        assert_eq!(plays.iter().map(|(_, secs, _)| secs).sum::<f64>(), 720.0);
        assert_eq!(listener.names(), ["One", "Two", "Three"]);
        assert!(plays.iter().all(|(.., provenance)| *provenance == Provenance::Extended));
    }
}

#[test]
fn a_name_that_changes_later_makes_no_second_play_and_goes_with_its_import() {
    let mut listener = Listener::new();
    listener.import(&json!([extended(
        "2024-05-01T10:00:20Z",
        200_000,
        "1",
        "Glue",
        "Bicep"
    )]));
    listener.import(&json!([account("2024-05-01 10:00", 200_000, "Glue", "Bicep")]));
    let (later, _) = listener.import(&json!([extended(
        "2025-05-01T10:00:20Z",
        200_000,
        "1",
        "Glue (Remaster)",
        "Bicep"
    )]));
    assert_eq!(listener.names(), ["Glue (Remaster)", "Glue (Remaster)"]);
    assert_eq!(listener.archive.undo(later).unwrap(), 1);
    assert_eq!(listener.names(), ["Glue"]);
}

#[test]
fn as_many_short_plays_count_as_fit_into_a_minute() {
    let mut listener = Listener::new();
    let row = account("2024-05-01 10:00", 20_000, "Chime", "A");
    let long = account("2024-05-01 11:00", 200_000, "Glue", "A");
    listener.import(&json!([row, row, row, long, long]));
    // The same rows in another file are the same rows.
    listener.import(&json!([row, row, account("2024-05-01 12:00", 200_000, "Opal", "A")]));
    assert_eq!(listener.names(), ["Chime", "Chime", "Chime", "Glue", "Opal"]);
}

#[test]
fn a_stamp_that_moves_is_one_play_and_a_burst_is_many() {
    let listener = Listener::new();
    listener.record(&[recorded("2026-11-01T20:00:00.000Z", "1", "One", 200_000)]);
    listener.record(&[recorded("2026-11-01T20:00:01.300Z", "1", "One", 200_000)]);
    assert_eq!(listener.names(), ["One"]);
    let burst = ["21:00:00.000", "21:00:00.400", "21:00:00.900", "21:00:01.500"];
    listener.record(&burst.map(|time| recorded(&format!("2026-11-01T{time}Z"), "2", "Two", 200_000)));
    assert_eq!(listener.names(), ["One", "Two", "Two", "Two", "Two"]);
}

#[test]
fn the_length_of_a_recorded_play_is_no_longer_than_the_time_since_the_one_before() {
    let listener = Listener::new();
    listener.record(&[
        recorded("2026-11-01T20:00:00Z", "1", "One", 200_000),
        recorded("2026-11-01T20:00:40Z", "2", "Skipped", 200_000),
        recorded("2026-11-01T20:20:00Z", "3", "Three", 200_000),
    ]);
    let secs = || {
        listener
            .plays()
            .into_iter()
            .map(|(_, secs, _)| secs)
            .collect::<Vec<_>>()
    };
    assert_eq!(secs(), [200.0, 40.0, 200.0]);
    // A play that is filled in later makes the next one shorter.
    listener.record(&[recorded("2026-11-01T20:18:20Z", "4", "Filled in", 200_000)]);
    assert_eq!(secs(), [200.0, 40.0, 200.0, 100.0]);
}
