//! Exports of given rows.

use sample::{Circumstances, Device, Row, write_zip, write_zip_with};

use crate::files::{rows, unzip};

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

#[test]
fn a_skip_is_flagged_except_in_the_years_in_which_none_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("skips.zip");
    let on_the_way = Circumstances {
        device: Device::Phone,
        country: "PT",
        is_skipped: true,
        is_shuffled: true,
    };
    // 2019 and 2024.
    let given = [1_560_000_000_000, 1_720_000_000_000].map(|end| (row(None, "Gone", end, 5_000), on_the_way));
    write_zip_with(&path, &given).unwrap();
    let read = rows(&unzip(&path), "");
    for (row, (flag, platform)) in read.iter().zip([
        (false, "Android OS 8.0.0 API 26 (samsung, SM-G950F)"),
        (true, "android"),
    ]) {
        assert_eq!((&row["skipped"], &row["platform"]), (&flag.into(), &platform.into()));
        assert_eq!(
            (&row["reason_end"], &row["conn_country"]),
            (&"fwdbtn".into(), &"PT".into())
        );
        assert_eq!(row["shuffle"], true);
    }
}
