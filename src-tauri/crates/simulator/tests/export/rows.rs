//! Exports of given rows, and of what a running simulator's listener heard.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use simulator::{
    Options,
    export::{Row, write_zip},
    start,
};

use crate::files::{rows, unzip};

/// Saturday 21 November 2026, 22:00.
const EVENING_SECS: i64 = 1_795_298_400;

fn row(uri: Option<&str>, name: &str, ended_at_ms: i64, ms_played: i64) -> Row {
    Row {
        uri: uri.map(str::to_owned),
        name: name.to_owned(),
        artist: "Björk".to_owned(),
        album: "Say \"A\\B\" 🌧️".to_owned(),
        ended_at_ms,
        ms_played,
    }
}

#[test]
fn given_rows_come_back_as_given() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.zip");
    let given = [
        row(
            Some("spotify:track:4uLU6hMCjMI75M1A2tKUQC"),
            "Jóga",
            1_367_674_620_999,
            30_000,
        ),
        row(None, "Gone", 1_367_674_700_000, 0),
        row(
            Some("spotify:episode:4uLU6hMCjMI75M1A2tKUQC"),
            "One",
            1_735_689_600_000,
            5,
        ),
        row(
            Some("spotify:chapter:4uLU6hMCjMI75M1A2tKUQC"),
            "Two",
            1_735_689_700_000,
            6,
        ),
    ];
    write_zip(&path, &given).unwrap();
    let members = unzip(&path);
    assert_eq!(
        members[0].0,
        "Spotify Extended Streaming History/Streaming_History_Audio_2013-2025_0.json"
    );
    let read = rows(&members, "");
    assert_eq!(read.len(), 4);
    assert_eq!(read[0]["ts"], "2013-05-04T13:37:00Z");
    assert_eq!(read[0]["ms_played"], 30_000);
    assert_eq!(read[0]["spotify_track_uri"], "spotify:track:4uLU6hMCjMI75M1A2tKUQC");
    assert_eq!(read[0]["master_metadata_track_name"], "Jóga");
    assert_eq!(read[0]["master_metadata_album_artist_name"], "Björk");
    assert_eq!(read[0]["master_metadata_album_album_name"], "Say \"A\\B\" 🌧️");
    assert!(read[1]["spotify_track_uri"].is_null());
    assert_eq!(read[1]["master_metadata_track_name"], "Gone");
    assert_eq!(read[2]["spotify_episode_uri"], "spotify:episode:4uLU6hMCjMI75M1A2tKUQC");
    assert_eq!(read[2]["episode_name"], "One");
    assert!(read[2]["master_metadata_track_name"].is_null());
    assert_eq!(read[3]["audiobook_chapter_title"], "Two");
    assert_eq!(read[3]["audiobook_title"], "Say \"A\\B\" 🌧️");
}

#[test]
fn no_rows_are_an_export_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.zip");
    write_zip(&path, &[]).unwrap();
    assert!(rows(&unzip(&path), "Streaming_History_Audio").is_empty());
}

#[tokio::test]
async fn a_running_simulator_exports_what_its_listener_heard_and_nothing_else() {
    let evening: DateTime<Utc> = DateTime::from_timestamp(EVENING_SECS, 0).unwrap();
    let simulator = start(Options::new(Arc::new(move || evening))).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("heard.zip");
    simulator.play(3);
    let plays = simulator.export_extended(&path, evening - TimeDelta::days(7)).unwrap();
    let read = rows(&unzip(&path), "");
    assert_eq!(read.len(), plays);
    assert!((100..700).contains(&plays), "{plays}");
    let catalogue = simulator.catalogue();
    let ends: Vec<_> = read.iter().map(|row| row["ts"].as_str().unwrap()).collect();
    assert!(ends.is_sorted());
    assert!(ends[0] >= "2026-11-14T22:00:00Z" && ends[plays - 1] == "2026-11-21T22:00:00Z");
    for row in &read {
        let uri = row["spotify_track_uri"].as_str().unwrap();
        assert!(catalogue.iter().any(|known| known == uri));
        assert!(row["ms_played"].as_i64() > Some(0));
    }

    simulator.empty_listener();
    simulator.play(2);
    assert_eq!(
        simulator.export_extended(&path, evening - TimeDelta::days(7)).unwrap(),
        2
    );
}
