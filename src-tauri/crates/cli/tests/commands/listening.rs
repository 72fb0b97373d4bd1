//! What the archive answers, against sums made by hand.

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, names, row, uri};

#[test]
fn a_summary_adds_up() {
    let sandbox = Sandbox::with_history();
    assert_eq!(
        sandbox.json(&["summary"]),
        json!({
            "plays": 6, "counted_plays": 5, "ms": 2_009_000, "tracks": 3, "artists": 2,
            "first": "2023-12-31T23:30:00Z", "last": "2024-07-01T10:00:00Z",
            "from": null, "to": null, "rule_ms": 30_000,
        })
    );
    assert_eq!(sandbox.json(&["summary", "--rule", "0s"])["counted_plays"], 6);
    assert_eq!(sandbox.json(&["summary", "--rule", "4m"])["counted_plays"], 3);
}

#[test]
fn an_empty_archive_says_so() {
    let sandbox = Sandbox::new();
    let summary = sandbox.json(&["summary"]);
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
        assert_eq!(sandbox.json(question), json!([]), "{question:?}");
    }
    let printed = sandbox.run(&["top", "artists"]);
    assert!(printed.out.contains("tonearm-cli import"), "{printed:?}");
}

#[test]
fn tracks_rank_by_plays_or_time() {
    let sandbox = Sandbox::with_history();
    let first = json!({
        "rank": 1, "name": "Atlas", "artist": "Bicep", "uri": uri("Atlas"), "plays": 2, "ms": 600_000,
    });
    assert_eq!(sandbox.json(&["top", "tracks", "--limit", "1"]), json!([first]));
    assert_eq!(
        names(&sandbox.json(&["top", "tracks"])),
        ["1 Atlas 2", "2 Glue 2", "3 Opal 1"]
    );
    let by_time = sandbox.json(&["top", "tracks", "--by", "time"]);
    assert_eq!(names(&by_time), ["1 Opal 1", "2 Atlas 2", "3 Glue 2"]);
    let all = sandbox.json(&["top", "tracks", "--rule", "0s"]);
    assert_eq!(names(&all)[0], "1 Glue 3");
}

#[test]
fn artists_and_albums_rank_too() {
    let sandbox = Sandbox::with_history();
    let artists = sandbox.json(&["top", "artists"]);
    assert_eq!(
        artists[0],
        json!({"rank": 1, "name": "Bicep", "plays": 4, "ms": 1_009_000})
    );
    assert_eq!(
        names(&sandbox.json(&["top", "albums"])),
        ["1 Isles 2", "2 Bicep 2", "3 Rounds 1"]
    );
    assert_eq!(sandbox.json(&["top", "genres"]), json!([]));
}

#[test]
fn days_are_the_listeners_own() {
    let sandbox = Sandbox::with_history();
    let plays = |words: &[&str]| sandbox.json(&[&["summary"], words].concat())["plays"].as_u64().unwrap();
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
    let sandbox = Sandbox::new();
    // 31 March 2024 lasted in Vienna from 23:00 UTC of the day before until 22:00 UTC.
    let rows: Vec<_> = [
        "2024-03-30T23:00:30Z",
        "2024-03-30T23:02:00Z",
        "2024-03-31T22:00:30Z",
        "2024-03-31T22:02:00Z",
    ]
    .map(|ended| row(ended, 60, "Bicep", "Isles", "Atlas"))
    .into();
    sandbox.export("history.json", &rows);
    sandbox.json(&["import", "history.json"]);
    let day = ["--from", "2024-03-31", "--to", "2024-03-31", "--zone", "Europe/Vienna"];
    let summary = sandbox.json(&[&["summary"], &day[..]].concat());
    assert_eq!((&summary["plays"], &summary["from"]), (&json!(2), &json!("2024-03-31")));
    assert_eq!(summary["first"], "2024-03-30T23:02:00Z");
    assert_eq!(summary["last"], "2024-03-31T22:00:30Z");
}

#[test]
fn recent_plays_come_newest_first() {
    let sandbox = Sandbox::with_history();
    let recent = sandbox.json(&["recent", "--limit", "2"]);
    assert_eq!(recent.as_array().unwrap().len(), 2);
    assert_eq!(
        recent[0],
        json!({
            "ended_at": "2024-07-01T10:00:00.000Z", "ms_played": 1_000_000, "estimated": false, "kind": "music",
            "name": "Opal", "artists": ["Four Tet"], "album": "Rounds", "uri": uri("Opal"),
        })
    );
    let printed = sandbox.run(&["recent", "--limit", "1", "--zone", "Asia/Tokyo"]);
    assert_eq!(
        printed.out,
        "Ended             Heard  What  By\n2024-07-01 19:00  16:40  Opal  Four Tet\n"
    );
}

#[test]
fn spoken_word_is_heard_but_does_not_rank() {
    let sandbox = Sandbox::new();
    let episode = json!({
        "ts": "2024-01-01T10:00:00Z", "ms_played": 600_000, "episode_name": "One", "episode_show_name": "A show",
        "spotify_episode_uri": "spotify:episode:1111111111111111111111",
    });
    sandbox.export("history.json", &[episode]);
    sandbox.json(&["import", "history.json"]);
    assert_eq!(sandbox.json(&["recent"])[0]["kind"], "podcast");
    assert_eq!(sandbox.json(&["top", "tracks"]), json!([]));
    assert_eq!(sandbox.json(&["summary"])["plays"], 1);
}

#[test]
fn a_table_lines_up() {
    let sandbox = Sandbox::with_history();
    let printed = sandbox.run(&["top", "tracks", "--limit", "2"]);
    assert_eq!(
        printed.out,
        "No.  Plays        Time  Name   Artist\n  1      2  10 min 0 s  Atlas  Bicep\n  2      2  6 min 49 s  Glue   Bicep\n"
    );
}
