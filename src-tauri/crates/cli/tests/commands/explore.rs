//! What `explore` answers, against sums made by hand.

mod filters;

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, history, names, row, uri};

/// The answer to `explore` with these words.
#[track_caller]
fn explore(sandbox: &Sandbox, words: &[&str]) -> Value {
    sandbox.json(&[&["explore"], words].concat())
}

/// How many plays count.
#[track_caller]
fn plays(sandbox: &Sandbox, words: &[&str]) -> u64 {
    explore(sandbox, words)["totals"]["plays"].as_u64().unwrap()
}

/// A sandbox with these rows in its archive.
fn sandbox_with(rows: &[Value]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.export("history.json", rows);
    sandbox.json(&["import", "history.json"]);
    sandbox
}

#[test]
fn everything_adds_up() {
    let answer = explore(&Sandbox::with_history(), &[]);
    assert_eq!(
        answer["totals"],
        json!({
            "plays": 5, "ms": 2_009_000, "tracks": 3, "artists": 2, "albums": 3, "days": 5, "new_artists": 2,
        })
    );
    assert_eq!(answer["range"], json!({"from": "2023-12-31", "to": "2024-07-01"}));
    assert_eq!(
        (&answer["before"], &answer["totals_before"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(names(&answer["tracks"]), ["1 Atlas 2", "2 Glue 2", "3 Opal 1"]);
    assert_eq!(names(&answer["artists"]), ["1 Bicep 4", "2 Four Tet 1"]);
    assert_eq!(names(&answer["albums"]), ["1 Isles 2", "2 Bicep 2", "3 Rounds 1"]);
    assert_eq!(answer["genres"], json!([]));
    assert_eq!(
        answer["streaks"]["longest"],
        json!({"from": "2024-05-01", "to": "2024-05-02"})
    );
    assert_eq!(
        answer["sessions"],
        json!({
            "count": 5, "typical_mins": 5, "longest": {"began": "2024-07-01T09:43:20", "secs": 1000, "plays": 1},
        })
    );
}

#[test]
fn a_rank_tells_what_it_was_and_when_it_began() {
    let sandbox = Sandbox::with_history();
    // Three days, with three days before them.
    let answer = explore(&sandbox, &["--from", "2024-05-02", "--to", "2024-05-04"]);
    assert_eq!(answer["before"], json!({"from": "2024-04-29", "to": "2024-05-01"}));
    assert_eq!(answer["totals_before"]["plays"], 1);
    assert_eq!(
        answer["tracks"],
        json!([{
            "rank": 1, "rank_before": 1, "key": uri("Atlas"), "name": "Atlas", "artists": ["Bicep"], "uri": uri("Atlas"),
            "plays": 1, "ms": 300_000, "first_heard": "2024-05-01",
        }])
    );
    assert_eq!(
        answer["artists"],
        json!([{
            "rank": 1, "rank_before": 1, "key": "tonearm:artist:Bicep", "name": "Bicep", "plays": 1, "ms": 300_000,
            "first_heard": "2023-12-31",
        }])
    );
}

#[test]
fn charts_are_lists_with_their_days_and_hours() {
    let answer = explore(&Sandbox::with_history(), &["--from", "2024-05", "--to", "2024-05"]);
    let some = |chart: &Value| -> Vec<Value> {
        let bars = chart.as_array().unwrap().iter();
        bars.filter(|bar| bar["ms"] != 0).cloned().collect()
    };
    assert_eq!(answer["clock"].as_array().unwrap().len(), 7 * 24);
    assert_eq!(
        some(&answer["clock"]),
        [
            json!({"weekday": "wed", "hour": 9, "plays": 1, "ms": 300_000}),
            json!({"weekday": "thu", "hour": 9, "plays": 1, "ms": 300_000}),
        ]
    );
    assert_eq!(answer["calendar"].as_array().unwrap().len(), 366);
    assert_eq!(
        some(&answer["calendar"])[0],
        json!({"day": "2024-03-31", "plays": 1, "ms": 229_000})
    );
    // The whole life, in weeks.
    assert_eq!(
        some(&answer["timeline"])[0],
        json!({
            "from": "2023-12-25", "to": "2023-12-31", "plays": 1, "ms": 180_000, "all_plays": 1, "all_ms": 180_000,
        })
    );
    assert_eq!(answer["timeline"].as_array().unwrap().len(), 28);
    let stream = answer["stream"].as_array().unwrap();
    assert_eq!(
        (&stream[0]["name"], &stream[1]["name"], &stream[1]["key"]),
        (&json!("Bicep"), &json!("others"), &Value::Null)
    );
    assert_eq!(some(&stream[0]["bins"]).len(), 2);
    let earlier = explore(&Sandbox::with_history(), &["--year", "2023"]);
    assert_eq!(earlier["calendar"][364]["day"], "2023-12-31");
    assert_eq!(earlier["calendar"][364]["plays"], 1);
}

#[test]
fn rankings_are_as_long_as_asked_for_and_by_what() {
    let sandbox = Sandbox::with_history();
    let answer = explore(&sandbox, &["--by", "time", "--limit", "1"]);
    assert_eq!(names(&answer["tracks"]), ["1 Opal 1"]);
    assert_eq!(
        (&answer["filter"]["by"], &answer["filter"]["limit"]),
        (&json!("time"), &json!(1))
    );
    assert_eq!(explore(&sandbox, &["--limit", "0"])["tracks"], json!([]));
    let rows: Vec<_> = (10..70)
        .map(|at| {
            let ended = format!("2024-05-01T{:02}:{:02}:00Z", at / 60 + 10, at % 60);
            row(&ended, 60, "Bicep", "Isles", &format!("Track {at}"))
        })
        .collect();
    let sandbox = sandbox_with(&rows);
    assert_eq!(explore(&sandbox, &[])["tracks"].as_array().unwrap().len(), 50);
    let printed = sandbox.run(&["explore"]);
    assert_eq!(
        printed
            .out
            .lines()
            .filter(|line| line.contains("1 min 0 s  Track "))
            .count(),
        10,
        "{printed:?}"
    );
}

#[test]
fn one_day_is_told_by_the_hour_with_its_first_play() {
    let sandbox = sandbox_with(&[
        row("2024-05-01T10:10:00Z", 60, "Bicep", "Isles", "Atlas"),
        row("2024-05-01T10:20:00Z", 60, "Bicep", "Isles", "Apricots"),
        row("2024-05-01T13:10:00Z", 60, "Bicep", "Isles", "Sundial"),
    ]);
    let answer = explore(&sandbox, &["--zone", "UTC"]);
    let timeline = answer["timeline"].as_array().unwrap();
    assert_eq!(timeline.len(), 24);
    assert_eq!(
        timeline[10],
        json!({
            "from": "2024-05-01", "to": "2024-05-01", "hour": 10,
            "plays": 2, "ms": 120_000, "all_plays": 2, "all_ms": 120_000,
        })
    );
    assert_eq!(answer["stream"][0]["bins"][10]["hour"], json!(10));
    assert_eq!(
        answer["best_day"],
        json!({"day": "2024-05-01", "plays": 3, "ms": 180_000})
    );
    assert_eq!(
        (&answer["first"]["began"], &answer["first"]["track"]["name"]),
        (&json!("2024-05-01T10:09:00"), &json!("Atlas"))
    );
    assert_eq!(
        (&answer["last"]["began"], &answer["last"]["track"]["name"]),
        (&json!("2024-05-01T13:09:00"), &json!("Sundial"))
    );
    let printed = sandbox.run(&["explore", "--zone", "UTC"]);
    let first = "First play      2024-05-01 10:09: Atlas by Bicep";
    assert!(printed.out.contains(first), "{printed:?}");
    assert!(
        printed.out.contains("Best day        2024-05-01: 3 plays"),
        "{printed:?}"
    );
}

#[test]
fn the_best_day_is_told_by_what_is_measured() {
    let sandbox = Sandbox::with_history();
    let best_day = |by: &str| {
        let printed = sandbox.run(&["explore", "--zone", "UTC", "--by", by]);
        let mut lines = printed.out.lines().map(str::to_owned);
        lines.find(|line| line.starts_with("Best day")).unwrap()
    };
    assert_eq!(best_day("plays"), "Best day        2023-12-31: 1 play");
    assert_eq!(best_day("time"), "Best day        2024-07-01: 16 min 40 s");
}

#[test]
fn this_day_in_another_year_is_told() {
    let days = chrono::NaiveDate::from_ymd_opt(2020, 1, 1)
        .unwrap()
        .iter_days()
        .take(366);
    let rows: Vec<_> = days
        .map(|day| row(&format!("{day}T12:00:00Z"), 60, "Bicep", "Isles", "Atlas"))
        .collect();
    let answer = explore(&sandbox_with(&rows), &[]);
    let day = &answer["on_this_day"][0];
    assert_eq!(answer["on_this_day"].as_array().unwrap().len(), 1);
    assert_eq!(
        day["day"].as_str().unwrap()[4..],
        answer["filter"]["today"].as_str().unwrap()[4..]
    );
    assert_eq!((&day["plays"], &day["track"]["name"]), (&json!(1), &json!("Atlas")));
}

#[test]
fn an_empty_archive_says_so() {
    let sandbox = Sandbox::new();
    let answer = explore(&sandbox, &[]);
    assert_eq!(
        (&answer["range"], &answer["totals"]["plays"], &answer["sessions"]),
        (&Value::Null, &json!(0), &Value::Null)
    );
    let printed = sandbox.run(&["explore"]);
    assert!(printed.out.contains("tonearm-cli import"), "{printed:?}");
    assert!(
        sandbox
            .run(&["explore", "--artist", "Bicep"])
            .err
            .contains("tonearm-cli import")
    );
}

#[test]
fn answering_again_tells_how_long_that_took() {
    let sandbox = Sandbox::with_history();
    let answer = explore(&sandbox, &["--repeat", "5", "--artist", "Bicep"]);
    let ms = |name: &str| answer["repeat"][name].as_f64().unwrap();
    assert_eq!(answer["repeat"]["runs"], 5);
    assert!(0.0 < ms("p50_ms") && ms("p50_ms") <= ms("p95_ms"), "{answer}");
    assert!(ms("first_ms") > 0.0, "{answer}");
    assert_eq!(answer["totals"]["plays"], 4, "the answer is the same");
    assert_eq!(explore(&sandbox, &[])["repeat"], Value::Null);
    let printed = sandbox.run(&["explore", "--repeat", "5"]);
    let line = printed.out.lines().last().unwrap();
    assert!(
        line.starts_with("answered in p50 ") && line.contains(" ms, p95 ") && line.contains("over 5 runs"),
        "{printed:?}"
    );
}

#[test]
fn people_get_a_screenful() {
    let sandbox = Sandbox::with_history();
    let printed = sandbox.run(&[
        "explore", "--from", "2024-05", "--to", "2024-06", "--artist", "Bicep", "--hour", "22-12",
    ]);
    assert_eq!(
        printed.out,
        "All music from 2024-05-01 to 2024-06-30; days are of UTC; a play counts if heard for 30 s or more.
Only what is by the artist “Bicep”, begun in the hours 22-12.

                    Now      Before
Plays                 2           1
Time         10 min 0 s  3 min 49 s
Tracks                1           1
Artists               1           1
Albums                1           1
Days                  2           1
New artists           0           0
Before: 2024-03-01 to 2024-04-30

Tracks
No.  Was  Plays        Time  Name   Artist
  1    -      2  10 min 0 s  Atlas  Bicep

Artists, whatever is chosen by --artist and --not-artist
No.  Was  Plays        Time  Name
  1    1      2  10 min 0 s  Bicep

Albums
No.  Was  Plays        Time  Name   Artist
  1    -      2  10 min 0 s  Isles  Bicep

Busiest hour    Wednesday from 9:00, 1 play in 5 min 0 s
Sessions        2, half of them of 5 min or more; the longest began 2024-05-01 09:55 and lasted 5 min 0 s with 1 play
Longest streak  2 days, from 2024-05-01 to 2024-05-02; 0 days up to today
Best day        2024-05-01: 1 play
First play      2024-05-01 09:55: Atlas by Bicep
Skipped         0 of 2 plays of which it is known (0 %)
Discovery       0 new artists with 0 plays (0 %); 0 heard again after 30 days
"
    );
}

#[test]
fn that_something_is_hidden_is_said() {
    let sandbox = sandbox_with(&history());
    sandbox.json(&["hide", "track", "Opal"]);
    let printed = sandbox.run(&["explore"]);
    assert!(
        printed
            .out
            .contains("Hidden          1 hidden thing is left out; --with-hidden counts them"),
        "{printed:?}"
    );
    assert!(!sandbox.run(&["explore", "--with-hidden"]).out.contains("--with-hidden"));
}
