//! What the archive answers, against sums made by hand.

use serde_json::{Value, json};

use crate::shelf::{Shelf, row, uri};

fn names(ranking: &Value) -> Vec<String> {
    let ranks = ranking.as_array().unwrap().iter();
    ranks
        .map(|rank| format!("{} {} {}", rank["rank"], rank["name"].as_str().unwrap(), rank["plays"]))
        .collect()
}

#[test]
fn a_summary_adds_up() {
    let shelf = Shelf::with_history();
    assert_eq!(
        shelf.json(&["summary"]),
        json!({
            "plays": 6, "counted_plays": 5, "ms": 2_009_000, "tracks": 3, "artists": 2,
            "first": "2023-12-31T23:30:00Z", "last": "2024-07-01T10:00:00Z",
            "from": null, "to": null, "rule_ms": 30_000,
        })
    );
    assert_eq!(shelf.json(&["summary", "--rule", "0s"])["counted_plays"], 6);
    assert_eq!(shelf.json(&["summary", "--rule", "4m"])["counted_plays"], 3);
}

#[test]
fn an_empty_archive_says_so() {
    let shelf = Shelf::new();
    let summary = shelf.json(&["summary"]);
    assert_eq!(
        (&summary["plays"], &summary["first"], &summary["last"]),
        (&json!(0), &Value::Null, &Value::Null)
    );
    for question in [
        &["recent"][..],
        &["top", "tracks"],
        &["gaps"],
        &["sources"],
        &["hidden"],
        &["backups"],
    ] {
        assert_eq!(shelf.json(question), json!([]), "{question:?}");
    }
    let said = shelf.run(&["top", "artists"]);
    assert!(said.out.contains("tonearm-cli import"), "{said:?}");
}

#[test]
fn tracks_rank_by_plays_or_time() {
    let shelf = Shelf::with_history();
    let first = json!({
        "rank": 1, "name": "Atlas", "artist": "Bicep", "uri": uri("Atlas"), "plays": 2, "ms": 600_000,
    });
    assert_eq!(shelf.json(&["top", "tracks", "--limit", "1"]), json!([first]));
    assert_eq!(
        names(&shelf.json(&["top", "tracks"])),
        ["1 Atlas 2", "2 Glue 2", "3 Opal 1"]
    );
    let by_time = shelf.json(&["top", "tracks", "--by", "time"]);
    assert_eq!(names(&by_time), ["1 Opal 1", "2 Atlas 2", "3 Glue 2"]);
    let all = shelf.json(&["top", "tracks", "--rule", "0s"]);
    assert_eq!(names(&all)[0], "1 Glue 3");
}

#[test]
fn artists_and_albums_rank_too() {
    let shelf = Shelf::with_history();
    let artists = shelf.json(&["top", "artists"]);
    assert_eq!(
        artists[0],
        json!({"rank": 1, "name": "Bicep", "plays": 4, "ms": 1_009_000})
    );
    assert_eq!(
        names(&shelf.json(&["top", "albums"])),
        ["1 Isles 2", "2 Bicep 2", "3 Rounds 1"]
    );
    assert_eq!(shelf.json(&["top", "genres"]), json!([]));
}

#[test]
fn days_are_the_listeners_own() {
    let shelf = Shelf::with_history();
    let plays = |words: &[&str]| shelf.json(&[&["summary"], words].concat())["plays"].as_u64().unwrap();
    // Began at 23:27 UTC on New Year's Eve: in Vienna it was 0:27.
    assert_eq!(plays(&["--from", "2024"]), 5);
    assert_eq!(plays(&["--from", "2024", "--zone", "Europe/Vienna"]), 6);
    assert_eq!(plays(&["--to", "2023-12-31"]), 1);
    assert_eq!(plays(&["--to", "2023", "--zone", "Europe/Vienna"]), 0);
    assert_eq!(plays(&["--from", "2024-05", "--to", "2024-05"]), 2);
    assert_eq!(plays(&["--from", "2024-05-02", "--to", "2024-05-02"]), 1);
}

#[test]
fn a_day_on_which_clocks_changed_is_as_long_as_it_was() {
    let shelf = Shelf::new();
    // 31 March 2024 lasted in Vienna from 23:00 UTC of the day before until 22:00 UTC.
    let rows: Vec<_> = [
        "2024-03-30T23:00:30Z",
        "2024-03-30T23:02:00Z",
        "2024-03-31T22:00:30Z",
        "2024-03-31T22:02:00Z",
    ]
    .map(|ended| row(ended, 60, "Bicep", "Isles", "Atlas"))
    .into();
    shelf.export("history.json", &rows);
    shelf.json(&["import", "history.json"]);
    let day = ["--from", "2024-03-31", "--to", "2024-03-31", "--zone", "Europe/Vienna"];
    let summary = shelf.json(&[&["summary"], &day[..]].concat());
    assert_eq!((&summary["plays"], &summary["from"]), (&json!(2), &json!("2024-03-31")));
    assert_eq!(summary["first"], "2024-03-30T23:02:00Z");
    assert_eq!(summary["last"], "2024-03-31T22:00:30Z");
}

#[test]
fn recent_plays_come_newest_first() {
    let shelf = Shelf::with_history();
    let recent = shelf.json(&["recent", "--limit", "2"]);
    assert_eq!(recent.as_array().unwrap().len(), 2);
    assert_eq!(
        recent[0],
        json!({
            "ended_at": "2024-07-01T10:00:00.000Z", "ms_played": 1_000_000, "estimated": false, "kind": "music",
            "name": "Opal", "artists": ["Four Tet"], "album": "Rounds", "uri": uri("Opal"),
        })
    );
    let said = shelf.run(&["recent", "--limit", "1", "--zone", "Asia/Tokyo"]);
    assert_eq!(
        said.out,
        "Ended             Heard  What  By\n2024-07-01 19:00  16:40  Opal  Four Tet\n"
    );
}

#[test]
fn spoken_word_is_heard_but_does_not_rank() {
    let shelf = Shelf::new();
    let episode = json!({
        "ts": "2024-01-01T10:00:00Z", "ms_played": 600_000, "episode_name": "One", "episode_show_name": "A show",
        "spotify_episode_uri": "spotify:episode:1111111111111111111111",
    });
    shelf.export("history.json", &[episode]);
    shelf.json(&["import", "history.json"]);
    assert_eq!(shelf.json(&["recent"])[0]["kind"], "podcast");
    assert_eq!(shelf.json(&["top", "tracks"]), json!([]));
    assert_eq!(shelf.json(&["summary"])["plays"], 1);
}

#[test]
fn a_table_lines_up() {
    let shelf = Shelf::with_history();
    let said = shelf.run(&["top", "tracks", "--limit", "2"]);
    assert_eq!(
        said.out,
        "No.  Plays        Time  Name   Artist\n  1      2  10 min 0 s  Atlas  Bicep\n  2      2  6 min 49 s  Glue   Bicep\n"
    );
}
