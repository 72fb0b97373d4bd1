//! The JSON has the shape of Spotify's files, so whoever reads those can read ours, and our own import reads all of it back.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::archive::{SONG, TestArchive, history_rows};
use crate::ExportFormat::Json;

fn rows(json: &str) -> Vec<Value> {
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_row_has_spotifys_keys_in_spotifys_order_and_none_that_is_personal() {
    let json = TestArchive::of(&history_rows()[..1]).export_text(Json);
    assert_eq!(
        json,
        concat!(
            "[\n",
            r#"{"ts":"2019-03-31T01:59:59Z","platform":"ios","ms_played":269000,"conn_country":"AT","#,
            r#""master_metadata_track_name":"Glue","master_metadata_album_artist_name":"Bicep","#,
            r#""master_metadata_album_album_name":"Bicep","#,
            r#""spotify_track_uri":"spotify:track:4uLU6hMCjMI75M1A2tKUQC","#,
            r#""episode_name":null,"episode_show_name":null,"spotify_episode_uri":null,"#,
            r#""audiobook_title":null,"audiobook_uri":null,"#,
            r#""audiobook_chapter_uri":null,"audiobook_chapter_title":null,"#,
            r#""reason_start":"clickrow","reason_end":"trackdone","#,
            r#""shuffle":true,"skipped":false,"offline":false,"offline_timestamp":null,"incognito_mode":true}"#,
            "\n]\n"
        )
    );
}

#[test]
fn an_empty_archive_is_an_empty_list() {
    assert_eq!(TestArchive::empty().export_text(Json), "[]\n");
}

#[test]
fn plays_are_told_oldest_first() {
    let mut history = history_rows();
    history.reverse();
    let exported = rows(&TestArchive::of(&history).export_text(Json));
    let times: Vec<&str> = exported.iter().filter_map(|row| row["ts"].as_str()).collect();
    assert_eq!(times.len(), history.len());
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn what_is_known_by_names_alone_has_names_and_no_uri_of_ours() {
    let json = TestArchive::of(&history_rows()[2..3]).export_text(Json);
    let exported = rows(&json);
    assert_eq!(exported[0]["spotify_track_uri"], Value::Null);
    for key in [
        "master_metadata_track_name",
        "master_metadata_album_artist_name",
        "master_metadata_album_album_name",
    ] {
        assert_eq!(exported[0][key], history_rows()[2][key], "{key}");
    }
    assert!(!json.contains("tonearm:"), "{json}");
}

#[test]
fn an_extended_history_comes_back_as_it_was() {
    let sample = TestArchive::of(&history_rows());
    let back = TestArchive::empty();
    let report = back.import(&sample.export_text(Json));
    assert_eq!(
        (report.counts.read, report.counts.added),
        (6, 6),
        "{:?}",
        report.rejects
    );
    // Spotify sometimes gives a fraction of a second; `ts` alone loses it.
    let whole = |sample: &TestArchive| {
        let plays = sample.plays().into_iter();
        let whole =
            plays.map(|(uri, end, ms, provenance, circumstance)| (uri, end - end % 1000, ms, provenance, circumstance));
        whole.collect::<Vec<_>>()
    };
    assert_eq!(whole(&back), whole(&sample));
    assert_eq!(
        back.export_text(Json).lines().count(),
        sample.export_text(Json).lines().count()
    );
}

#[test]
fn an_end_between_two_seconds_is_told_beside_spotifys_key() {
    let exported = rows(&TestArchive::of(&history_rows()[1..2]).export_text(Json));
    assert_eq!(exported[0]["ts"], "2019-03-31T02:05:00Z");
    assert_eq!(exported[0]["tonearm_ended_at"], "2019-03-31T02:05:00.250Z");
    assert_eq!(exported[0].get("tonearm_witness"), None);
}

#[test]
fn a_recorded_play_is_not_passed_off_as_exact() {
    let sample = TestArchive::empty();
    sample.record("2024-05-01T10:00:00.123Z");
    let exported = rows(&sample.export_text(Json));
    assert_eq!(exported[0]["ts"], "2024-05-01T10:00:00Z");
    assert_eq!(exported[0]["ms_played"], 269_000);
    assert_eq!(exported[0]["tonearm_witness"], "live");
    assert_eq!(exported[0]["tonearm_ended_at"], "2024-05-01T10:00:00.123Z");
    assert_eq!(exported[0]["master_metadata_album_artist_name"], "Bicep");
    assert_eq!(exported[0]["shuffle"], Value::Null);
}

/// A play is recognised by the names that it was told by, whatever another source calls the track.
#[test]
fn each_play_has_the_names_that_its_own_source_gives() {
    let mut row = history_rows()[0].clone();
    row["master_metadata_album_artist_name"] = "Various Artists".into();
    let sample = TestArchive::of(&[row]);
    sample.record("2024-05-01T10:00:00.123Z");
    let exported = rows(&sample.export_text(Json));
    let artists: Vec<&Value> = exported
        .iter()
        .map(|row| &row["master_metadata_album_artist_name"])
        .collect();
    assert_eq!(artists, ["Various Artists", "Bicep"]);
}

#[test]
fn a_play_that_account_data_tells_of_is_not_passed_off_as_exact() {
    let sample = TestArchive::empty();
    let row = json!([{"endTime": "2023-05-04 13:37", "artistName": "Bicep", "trackName": "Glue", "msPlayed": 31_000}]);
    sample.import(&row.to_string());
    let exported = rows(&sample.export_text(Json));
    assert_eq!(exported[0]["ts"], "2023-05-04T13:37:00Z");
    assert_eq!(exported[0]["tonearm_witness"], "account");
    assert_eq!(exported[0]["tonearm_ended_at"], "2023-05-04T13:37:00.000Z");
    assert_eq!(exported[0]["spotify_track_uri"], Value::Null);
}

#[test]
fn of_a_play_told_twice_only_what_stands_is_written() {
    let sample = TestArchive::of(&history_rows()[..1]);
    sample.record("2019-03-31T02:00:01.500Z");
    let exported = rows(&sample.export_text(Json));
    assert_eq!(exported.len(), 1);
    assert_eq!(exported[0].get("tonearm_witness"), None);
}

fn any_row() -> impl Strategy<Value = Value> {
    let flag = || proptest::option::of(any::<bool>());
    let word = || proptest::option::of("[a-z\"\\\\ö]{1,4}");
    // Few times, lengths and items, so that rows collide.
    let what = (0..3u8, 0..3u8, "[ab:%]?", "[ab\u{1F3B5}\n]?");
    let how = (flag(), flag(), word(), word());
    (0..300i64, 0..4u32, what, how).prop_map(|(secs, length, (kind, with_uri, maker, name), how)| {
        let ts = chrono::DateTime::from_timestamp(1_600_000_000 + secs, 0).unwrap();
        let mut row = json!({
            "ts": ts.to_rfc3339_opts(chrono::SecondsFormat::Secs, true), "ms_played": length * 9_000,
            "shuffle": how.0, "skipped": how.1, "reason_end": how.2, "platform": how.3,
        });
        let uri = (with_uri > 0).then(|| SONG.replace("4uL", &format!("{with_uri}uL")));
        let (keys, uri) = match kind {
            0 => (
                [
                    "master_metadata_track_name",
                    "master_metadata_album_artist_name",
                    "spotify_track_uri",
                ],
                uri,
            ),
            1 => (
                ["episode_name", "episode_show_name", "spotify_episode_uri"],
                uri.map(|uri| uri.replace("track", "episode")),
            ),
            _ => (
                ["audiobook_chapter_title", "audiobook_title", "audiobook_chapter_uri"],
                uri.map(|uri| uri.replace("track", "chapter")),
            ),
        };
        row[keys[0]] = name.into();
        row[keys[1]] = maker.into();
        row[keys[2]] = uri.into();
        row
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_extended_history_comes_back_as_it_was(mut rows in proptest::collection::vec(any_row(), 1..40)) {
        // A file without any play is refused.
        rows.extend(history_rows().into_iter().take(1));
        let sample = TestArchive::of(&rows);
        let back = TestArchive::empty();
        back.import(&sample.export_text(Json));
        prop_assert_eq!(back.plays(), sample.plays());
    }
}

#[test]
fn every_play_comes_back_as_what_it_is() {
    let sample = TestArchive::of(&history_rows());
    let row = json!([{"endTime": "2023-05-04 13:37", "artistName": "Bicep", "trackName": "Glue", "msPlayed": 31_000}]);
    sample.import(&row.to_string());
    sample.record("2024-05-01T10:00:00.123Z");
    let back = TestArchive::empty();
    back.import(&sample.export_text(Json));
    assert_eq!(sample.plays().len(), history_rows().len() + 2);
    assert_eq!(back.plays(), sample.plays());
    assert_eq!(back.export_text(Json), sample.export_text(Json));
}
