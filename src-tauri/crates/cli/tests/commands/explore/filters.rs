//! Each part of the filter lets through what it says.

use serde_json::{Value, json};

use super::{explore, plays, sandbox_with};
use crate::sandbox::{Sandbox, history, names, row, uri};

fn with(mut row: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        row[name] = value.clone();
    }
    row
}

#[test]
fn days_are_the_listeners_own() {
    let sandbox = Sandbox::with_history();
    // Began at 23:27 UTC on New Year's Eve: in Vienna it was 0:27.
    assert_eq!(plays(&sandbox, &["--from", "2024"]), 4);
    assert_eq!(plays(&sandbox, &["--from", "2024", "--zone", "Europe/Vienna"]), 5);
    assert_eq!(plays(&sandbox, &["--to", "2023", "--zone", "Europe/Vienna"]), 0);
    assert_eq!(plays(&sandbox, &["--from", "2024-05", "--to", "2024-05"]), 2);
    assert_eq!(plays(&sandbox, &["--from", "2024-05-02", "--to", "2024-05-02"]), 1);
}

#[test]
fn weekdays_and_hours_are_those_of_the_beginning() {
    let sandbox = Sandbox::with_history();
    // Sundays but for a Wednesday, a Thursday and a Monday.
    assert_eq!(plays(&sandbox, &["--weekday", "sun"]), 2);
    assert_eq!(plays(&sandbox, &["--weekday", "mon-thu"]), 3);
    assert_eq!(plays(&sandbox, &["--weekday", "sun-mon"]), 3);
    assert_eq!(plays(&sandbox, &["--weekday", "wed,sun", "--weekday", "thu"]), 4);
    // At 23:27, 10:01, 9:55, 9:55 and 9:43.
    assert_eq!(plays(&sandbox, &["--hour", "9"]), 3);
    assert_eq!(plays(&sandbox, &["--hour", "22-2"]), 1);
    assert_eq!(plays(&sandbox, &["--hour", "22-2,10"]), 2);
    assert_eq!(plays(&sandbox, &["--hour", "22-2", "--zone", "Asia/Tokyo"]), 0);
    assert_eq!(
        explore(&sandbox, &["--hour", "23-1", "--weekday", "sat-mon"])["filter"]["hours"],
        json!([0, 1, 23])
    );
}

#[test]
fn who_and_what_is_chosen_or_excluded() {
    let sandbox = Sandbox::with_history();
    assert_eq!(plays(&sandbox, &["--artist", "Bicep"]), 4);
    assert_eq!(plays(&sandbox, &["--artist", "four tet"]), 1, "in other capitals");
    assert_eq!(plays(&sandbox, &["--artist", "Bicep", "--artist", "Four Tet"]), 5);
    assert_eq!(plays(&sandbox, &["--not-artist", "Bicep"]), 1);
    assert_eq!(plays(&sandbox, &["--album", "Isles"]), 2);
    assert_eq!(plays(&sandbox, &["--not-album", "Isles", "--artist", "Bicep"]), 2);
    assert_eq!(plays(&sandbox, &["--track", &uri("Glue")]), 2);
    let link = uri("Glue").replace("spotify:track:", "https://open.spotify.com/intl-de/track/");
    assert_eq!(plays(&sandbox, &["--not-track", &link]), 3);
    let answer = explore(&sandbox, &["--artist", "Bicep"]);
    assert_eq!(
        names(&answer["artists"]),
        ["1 Bicep 4", "2 Four Tet 1"],
        "so that others can be chosen"
    );
    assert_eq!(names(&answer["tracks"]), ["1 Atlas 2", "2 Glue 2"]);
    assert_eq!(answer["filter"]["artists"]["only"][0]["name"], "Bicep");
}

#[test]
fn a_name_that_several_bear_is_all_of_them() {
    let mut other = row("2024-09-01T10:00:00Z", 60, "Somebody", "Else", "Glue");
    other["spotify_track_uri"] = json!("spotify:track:9999999999999999999999");
    let sandbox = sandbox_with(&[history(), vec![other]].concat());
    assert_eq!(plays(&sandbox, &["--track", "Glue"]), 3);
    assert_eq!(plays(&sandbox, &["--track", "spotify:track:9999999999999999999999"]), 1);
}

#[test]
fn a_name_that_nothing_bears_is_asked_back() {
    let sandbox = Sandbox::with_history();
    for flag in ["artist", "album", "track", "genre", "not-artist", "not-genre"] {
        let flag = format!("--{flag}");
        assert_eq!(
            sandbox.error(&["explore", &flag, "Nobody"]),
            ("not_in_the_archive".to_owned(), 1),
            "{flag}"
        );
    }
    let printed = |words: &[&str]| sandbox.run(&[&["explore"], words].concat()).err;
    assert_eq!(
        printed(&["--artist", "Bicip"]),
        "error: No artist in the archive is called “Bicip”. There is “Bicep”. \
         See how it is written: tonearm-cli top artists --limit 100\n"
    );
    assert!(printed(&["--artist", "Tet"]).contains("There is “Four Tet”."));
    assert!(printed(&["--artist", "Glue"]).contains("There is the track “Glue” (--track)."));
    assert!(printed(&["--track", &uri("Nothing")]).contains("has the address"));
}

#[test]
fn a_rule_may_ask_for_half_the_track_or_its_end() {
    let ended = |secs, reason: &str| {
        let row = row(&format!("2024-05-01T1{secs}:00:00Z"), 0, "Bicep", "Isles", "Atlas");
        with(row, &json!({"ms_played": secs * 40_000, "reason_end": reason}))
    };
    // The track is as long as its longest play that ended by itself: 200 s. Heard of it: 200, 120, 80 and 20.
    let mut rows = vec![ended(5, "trackdone"), ended(3, "endplay"), ended(2, "fwdbtn")];
    rows.push(with(ended(1, "fwdbtn"), &json!({"ms_played": 20_000})));
    let sandbox = sandbox_with(&rows);
    assert_eq!(plays(&sandbox, &[]), 3);
    assert_eq!(plays(&sandbox, &["--rule", "0s"]), 4);
    assert_eq!(plays(&sandbox, &["--rule", "2m"]), 2);
    assert_eq!(plays(&sandbox, &["--rule", "half"]), 2);
    assert_eq!(plays(&sandbox, &["--rule", "end"]), 1);
    let answer = explore(&sandbox, &["--rule", "half"]);
    assert_eq!(
        (&answer["filter"]["rule"], &answer["filter"]["rule_ms"]),
        (&json!("half"), &Value::Null)
    );
    assert_eq!(answer["totals"]["ms"], 420_000, "time is all that was heard");
}

#[test]
fn how_it_was_played_can_be_asked_for() {
    let at = |hour, more: &Value| {
        let row = row(&format!("2024-05-01T{hour}:00:00Z"), 60, "Bicep", "Isles", "Atlas");
        with(row, more)
    };
    let sandbox = sandbox_with(&[
        at(10, &json!({"skipped": true, "reason_end": "fwdbtn"})),
        at(
            11,
            &json!({"shuffle": true, "platform": "android", "conn_country": "DE"}),
        ),
        at(12, &json!({"platform": "ios"})),
        // Nothing is known about this one.
        at(
            13,
            &json!({"skipped": null, "reason_end": null, "shuffle": null, "platform": null, "conn_country": "ZZ"}),
        ),
    ]);
    for (words, count) in [
        (&["--skipped", "yes"][..], 1),
        (&["--skipped", "no"], 2),
        (&["--shuffle", "yes"], 1),
        (&["--shuffle", "no"], 2),
        (&["--platform", "android,ios"], 2),
        (&["--platform", "linux", "--platform", "ios"], 2),
        (&["--platform", "car"], 0),
        (&["--country", "at"], 2),
        (&["--country", "AT,DE"], 3),
        (&["--country", "DE", "--shuffle", "no"], 0),
    ] {
        assert_eq!(plays(&sandbox, words), count, "{words:?}");
    }
    let answer = explore(&sandbox, &[]);
    assert_eq!((&answer["skipped"], &answer["skips_known"]), (&json!(1), &json!(3)));
}

#[test]
fn spoken_word_has_to_be_asked_for() {
    let episode = json!({
        "ts": "2024-01-01T10:00:00Z", "ms_played": 600_000, "episode_name": "One", "episode_show_name": "A show",
        "spotify_episode_uri": "spotify:episode:1111111111111111111111",
    });
    let sandbox = sandbox_with(&[history(), vec![episode]].concat());
    assert_eq!(plays(&sandbox, &[]), 5);
    assert_eq!(plays(&sandbox, &["--kind", "podcasts"]), 1);
    assert_eq!(plays(&sandbox, &["--kind", "music,podcasts"]), 6);
    assert_eq!(plays(&sandbox, &["--kind", "audiobooks"]), 0);
    assert_eq!(plays(&sandbox, &["--kind", "podcasts", "--album", "A show"]), 1);
}

#[test]
fn what_is_hidden_is_left_out_unless_asked_for() {
    let sandbox = Sandbox::with_history();
    sandbox.json(&["hide", "artist", "Bicep"]);
    let answer = explore(&sandbox, &[]);
    assert_eq!((&answer["totals"]["plays"], &answer["hidden"]), (&json!(1), &json!(1)));
    assert_eq!(names(&answer["artists"]), ["1 Four Tet 1"]);
    assert_eq!(plays(&sandbox, &["--with-hidden"]), 5);
    assert_eq!(plays(&sandbox, &["--artist", "Bicep"]), 0, "known, but not counted");
}

#[test]
fn what_can_not_be_is_refused() {
    let sandbox = Sandbox::with_history();
    for words in [
        &["--from", "2024-02", "--to", "2024-01"][..],
        &["--weekday", "someday"],
        &["--weekday", ""],
        &["--hour", "24"],
        &["--kind", "songs"],
        &["--skipped", "maybe"],
        &["--platform", "fridge"],
        &["--country", "Austria"],
        &["--rule", "third"],
        &["--year", "24"],
        &["--repeat", "0"],
        &["--limit", "-1"],
    ] {
        let words = [&["explore"], words].concat();
        assert_eq!(sandbox.error(&words), ("usage".to_owned(), 2), "{words:?}");
    }
}
