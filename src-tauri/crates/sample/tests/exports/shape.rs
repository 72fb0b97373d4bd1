//! The keys and types of each generation of exports.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::files::{Export, end_secs};

const TRACK_AND_EPISODE: [&str; 7] = [
    "master_metadata_track_name",
    "master_metadata_album_artist_name",
    "master_metadata_album_album_name",
    "spotify_track_uri",
    "episode_name",
    "episode_show_name",
    "spotify_episode_uri",
];
const CIRCUMSTANCES: [&str; 7] = [
    "reason_start",
    "reason_end",
    "shuffle",
    "skipped",
    "offline",
    "offline_timestamp",
    "incognito_mode",
];
const BOOK: [&str; 4] = [
    "audiobook_title",
    "audiobook_uri",
    "audiobook_chapter_uri",
    "audiobook_chapter_title",
];
/// 2019-01-01, 2023-06-01 and 2023-10-19.
const NO_USER_FROM: i64 = 1_546_300_800;
const BOOKS_FROM: i64 = 1_685_577_600;
const COARSE_FROM: i64 = 1_697_673_600;

fn keys(row: &Value) -> BTreeSet<&str> {
    row.as_object().unwrap().keys().map(String::as_str).collect()
}

fn types<'a>(rows: &'a [Value], key: &str) -> BTreeSet<&'a str> {
    rows.iter()
        .map(|row| match &row[key] {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Number(_) => "number",
            Value::String(text) if text.is_empty() => "empty",
            Value::String(_) => "text",
            _ => "other",
        })
        .collect()
}

#[test]
fn todays_rows_have_the_keys_of_their_time() {
    for row in Export::of(2_000, 1).extended() {
        let Some(end) = end_secs(&row).filter(|end| *end > 0) else {
            continue;
        };
        let mut expected: BTreeSet<&str> = ["ts", "platform", "ms_played", "conn_country", "ip_addr"].into();
        expected.extend(TRACK_AND_EPISODE);
        expected.extend(CIRCUMSTANCES);
        if end < NO_USER_FROM {
            expected.extend(["username", "user_agent_decrypted"]);
        }
        if end >= BOOKS_FROM {
            expected.extend(BOOK);
        }
        assert_eq!(keys(&row), expected, "{row}");
    }
}

#[test]
fn older_rows_have_other_keys_and_looser_types() {
    let export = Export::of(2_000, 1);
    let older = export.older();
    let mut expected: BTreeSet<&str> = [
        "ts",
        "username",
        "platform",
        "ms_played",
        "conn_country",
        "ip_addr_decrypted",
        "user_agent_decrypted",
    ]
    .into();
    expected.extend(TRACK_AND_EPISODE);
    expected.extend(CIRCUMSTANCES);
    assert!(older.iter().all(|row| keys(row) == expected));
    assert_eq!(types(&older, "shuffle"), ["bool", "empty", "null"].into());
    assert_eq!(types(&older, "offline"), ["bool", "empty", "null"].into());
    assert_eq!(types(&older, "incognito_mode"), ["bool", "empty", "null"].into());
    assert_eq!(types(&older, "skipped"), ["bool", "null", "number", "text"].into());
    assert_eq!(types(&older, "offline_timestamp"), ["empty", "null", "number"].into());
    let hints: Vec<i64> = older
        .iter()
        .filter_map(|row| row["offline_timestamp"].as_i64())
        .collect();
    assert!(hints.contains(&0), "nothing");
    assert!(
        hints.iter().any(|hint| (1_000_000_000..2_000_000_000).contains(hint)),
        "seconds"
    );
    assert!(hints.iter().any(|hint| *hint > 1_000_000_000_000), "milliseconds");
    let (_, bytes) = &export.older_members()[0];
    assert!(bytes.is_ascii() && !bytes.contains(&b'\n'), "escaped, and on one line");
    let ends: Vec<_> = older.iter().filter_map(end_secs).collect();
    assert!(!ends.is_sorted(), "in no order");
}

#[test]
fn account_rows_have_names_minutes_and_lengths() {
    let export = Export::of(3_000, 1);
    let account = export.account();
    let music: BTreeSet<&str> = ["endTime", "artistName", "trackName", "msPlayed"].into();
    let podcast: BTreeSet<&str> = ["endTime", "podcastName", "episodeName", "msPlayed"].into();
    assert!(account.iter().any(|row| keys(row) == music));
    assert!(account.iter().any(|row| keys(row) == podcast));
    for row in &account {
        assert!(keys(row) == music || keys(row) == podcast);
        let end = row["endTime"].as_str().unwrap();
        assert!(end.len() == 16 && ("2025-11-15".."2026-11-16").contains(&end), "{end}");
    }
}

#[test]
fn rows_are_laid_out_one_key_a_line() {
    let members = Export::of(300, 1).extended_members();
    let text = std::str::from_utf8(&members[1].1).unwrap();
    assert!(text.starts_with("[\n{\n  \"ts\": \"20"), "{}", &text[..60]);
    assert!(text.ends_with("\n}\n]"));
    assert!(text.contains("\",\n  \"platform\": \""));
}

#[test]
fn platforms_are_detailed_once_and_coarse_later() {
    for row in Export::of(2_000, 1).extended() {
        let coarse = row["platform"].as_str().unwrap();
        let coarse = coarse == "not_applicable" || coarse.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        match end_secs(&row) {
            Some(end) if end >= COARSE_FROM => assert!(coarse, "{row}"),
            Some(end) if end > 0 && row["platform"] != "ps4" => assert!(!coarse, "{row}"),
            _ => {}
        }
    }
}

#[test]
fn personal_values_are_there_to_be_searched_for() {
    let export = Export::of(2_000, 1);
    for (members, file) in [(export.extended_members(), 1), (export.older_members(), 0)] {
        let text = std::str::from_utf8(&members[file].1).unwrap();
        assert!(text.contains("robin.ashdown.secret") && text.contains("198.51.100."));
    }
}
