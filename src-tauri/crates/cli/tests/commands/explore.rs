//! What `explore` answers, against sums made by hand.

mod filters;

use serde_json::{Value, json};

use crate::shelf::{Shelf, history, row, uri};

/// The answer to `explore` with these words.
#[track_caller]
fn explore(shelf: &Shelf, words: &[&str]) -> Value {
    shelf.json(&[&["explore"], words].concat())
}

/// How many plays count.
#[track_caller]
fn plays(shelf: &Shelf, words: &[&str]) -> u64 {
    explore(shelf, words)["totals"]["plays"].as_u64().unwrap()
}

/// A shelf with these rows in its archive.
fn shelf_of(rows: &[Value]) -> Shelf {
    let shelf = Shelf::new();
    shelf.export("history.json", rows);
    shelf.json(&["import", "history.json"]);
    shelf
}

fn names(ranking: &Value) -> Vec<String> {
    let ranks = ranking.as_array().unwrap().iter();
    ranks
        .map(|rank| format!("{} {} {}", rank["rank"], rank["name"].as_str().unwrap(), rank["plays"]))
        .collect()
}

#[test]
fn everything_adds_up() {
    let told = explore(&Shelf::with_history(), &[]);
    assert_eq!(
        told["totals"],
        json!({
            "plays": 5, "ms": 2_009_000, "tracks": 3, "artists": 2, "albums": 3, "days": 5, "new_artists": 2,
        })
    );
    assert_eq!(told["range"], json!({"from": "2023-12-31", "to": "2024-07-01"}));
    assert_eq!((&told["before"], &told["totals_before"]), (&Value::Null, &Value::Null));
    assert_eq!(names(&told["tracks"]), ["1 Atlas 2", "2 Glue 2", "3 Opal 1"]);
    assert_eq!(names(&told["artists"]), ["1 Bicep 4", "2 Four Tet 1"]);
    assert_eq!(names(&told["albums"]), ["1 Isles 2", "2 Bicep 2", "3 Rounds 1"]);
    assert_eq!(told["genres"], json!([]));
    assert_eq!(
        told["streaks"]["longest"],
        json!({"from": "2024-05-01", "to": "2024-05-02"})
    );
    assert_eq!(
        told["sessions"],
        json!({
            "count": 5, "typical_mins": 5, "longest": {"began": "2024-07-01T09:43:20", "secs": 1000, "plays": 1},
        })
    );
}

#[test]
fn a_rank_tells_what_it_was_and_when_it_began() {
    let shelf = Shelf::with_history();
    // Three days, with three days before them.
    let told = explore(&shelf, &["--from", "2024-05-02", "--to", "2024-05-04"]);
    assert_eq!(told["before"], json!({"from": "2024-04-29", "to": "2024-05-01"}));
    assert_eq!(told["totals_before"]["plays"], 1);
    assert_eq!(
        told["tracks"],
        json!([{
            "rank": 1, "rank_before": 1, "key": uri("Atlas"), "name": "Atlas", "artists": ["Bicep"], "uri": uri("Atlas"),
            "plays": 1, "ms": 300_000, "first_heard": "2024-05-01",
        }])
    );
    assert_eq!(
        told["artists"],
        json!([{
            "rank": 1, "rank_before": 1, "key": "tonearm:artist:Bicep", "name": "Bicep", "plays": 1, "ms": 300_000,
            "first_heard": "2023-12-31",
        }])
    );
}

#[test]
fn charts_are_lists_with_their_days_and_hours() {
    let told = explore(&Shelf::with_history(), &["--from", "2024-05", "--to", "2024-05"]);
    let some = |chart: &Value| -> Vec<Value> {
        let bars = chart.as_array().unwrap().iter();
        bars.filter(|bar| bar["ms"] != 0).cloned().collect()
    };
    assert_eq!(told["clock"].as_array().unwrap().len(), 7 * 24);
    assert_eq!(
        some(&told["clock"]),
        [
            json!({"weekday": "wed", "hour": 9, "plays": 1, "ms": 300_000}),
            json!({"weekday": "thu", "hour": 9, "plays": 1, "ms": 300_000}),
        ]
    );
    assert_eq!(told["calendar"].as_array().unwrap().len(), 366);
    assert_eq!(
        some(&told["calendar"])[0],
        json!({"day": "2024-03-31", "plays": 1, "ms": 229_000})
    );
    // The whole life, in weeks.
    assert_eq!(
        some(&told["timeline"])[0],
        json!({
            "from": "2023-12-25", "to": "2023-12-31", "plays": 1, "ms": 180_000, "all_plays": 1, "all_ms": 180_000,
        })
    );
    assert_eq!(told["timeline"].as_array().unwrap().len(), 28);
    let stream = told["stream"].as_array().unwrap();
    assert_eq!(
        (&stream[0]["name"], &stream[1]["name"], &stream[1]["key"]),
        (&json!("Bicep"), &json!("others"), &Value::Null)
    );
    assert_eq!(some(&stream[0]["bins"]).len(), 2);
    let earlier = explore(&Shelf::with_history(), &["--year", "2023"]);
    assert_eq!(earlier["calendar"][364]["day"], "2023-12-31");
    assert_eq!(earlier["calendar"][364]["plays"], 1);
}

#[test]
fn rankings_are_as_long_as_asked_for_and_by_what() {
    let shelf = Shelf::with_history();
    let told = explore(&shelf, &["--by", "time", "--limit", "1"]);
    assert_eq!(names(&told["tracks"]), ["1 Opal 1"]);
    assert_eq!(
        (&told["filter"]["by"], &told["filter"]["limit"]),
        (&json!("time"), &json!(1))
    );
    assert_eq!(explore(&shelf, &["--limit", "0"])["tracks"], json!([]));
    let rows: Vec<_> = (10..70)
        .map(|at| row("2024-05-01T10:00:00Z", 60, "Bicep", "Isles", &format!("Track {at}")))
        .collect();
    let shelf = shelf_of(&rows);
    assert_eq!(explore(&shelf, &[])["tracks"].as_array().unwrap().len(), 50);
    let said = shelf.run(&["explore"]);
    assert_eq!(
        said.out.lines().filter(|line| line.contains("Track ")).count(),
        10,
        "{said:?}"
    );
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
    let told = explore(&shelf_of(&rows), &[]);
    let day = &told["on_this_day"][0];
    assert_eq!(told["on_this_day"].as_array().unwrap().len(), 1);
    assert_eq!(
        day["day"].as_str().unwrap()[4..],
        told["filter"]["today"].as_str().unwrap()[4..]
    );
    assert_eq!((&day["plays"], &day["track"]["name"]), (&json!(1), &json!("Atlas")));
}

#[test]
fn an_empty_archive_says_so() {
    let shelf = Shelf::new();
    let told = explore(&shelf, &[]);
    assert_eq!(
        (&told["range"], &told["totals"]["plays"], &told["sessions"]),
        (&Value::Null, &json!(0), &Value::Null)
    );
    let said = shelf.run(&["explore"]);
    assert!(said.out.contains("tonearm-cli import"), "{said:?}");
    assert!(
        shelf
            .run(&["explore", "--artist", "Bicep"])
            .err
            .contains("tonearm-cli import")
    );
}

#[test]
fn answering_again_tells_how_long_that_took() {
    let shelf = Shelf::with_history();
    let told = explore(&shelf, &["--repeat", "5", "--artist", "Bicep"]);
    let ms = |name: &str| told["repeat"][name].as_f64().unwrap();
    assert_eq!(told["repeat"]["runs"], 5);
    assert!(0.0 < ms("p50_ms") && ms("p50_ms") <= ms("p95_ms"), "{told}");
    assert!(ms("first_ms") > 0.0, "{told}");
    assert_eq!(told["totals"]["plays"], 4, "the answer is the same");
    assert_eq!(explore(&shelf, &[])["repeat"], Value::Null);
    let said = shelf.run(&["explore", "--repeat", "5"]);
    let line = said.out.lines().last().unwrap();
    assert!(
        line.starts_with("answered in p50 ") && line.contains(" ms, p95 ") && line.contains("over 5 runs"),
        "{said:?}"
    );
}

#[test]
fn people_get_a_screenful() {
    let shelf = Shelf::with_history();
    let said = shelf.run(&[
        "explore", "--from", "2024-05", "--to", "2024-06", "--artist", "Bicep", "--hour", "22-12",
    ]);
    assert_eq!(
        said.out,
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
Skipped         0 of 2 plays of which it is known (0 %)
Discovery       0 new artists with 0 plays (0 %); 0 heard again after 30 days
"
    );
}

#[test]
fn that_something_is_hidden_is_said() {
    let shelf = shelf_of(&history());
    shelf.json(&["hide", "track", "Opal"]);
    let said = shelf.run(&["explore"]);
    assert!(
        said.out
            .contains("Hidden          1 hidden thing is left out; --with-hidden counts them"),
        "{said:?}"
    );
    assert!(!shelf.run(&["explore", "--with-hidden"]).out.contains("--with-hidden"));
}
