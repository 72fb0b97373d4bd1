//! Why plays are counted as they are: the rows that tell of them, and which of these are one play.

use serde_json::json;

use crate::sandbox::Sandbox;

#[test]
fn it_says_which_rows_are_one_play_and_why() {
    let sandbox = Sandbox::with_a_play_told_twice();
    let latest = sandbox.json(&["why", "--from", "2024-05", "--to", "2024-05"])["latest"].clone();
    let row = |play: usize, row: usize| latest[play]["rows"][row]["row"].as_str().unwrap().to_owned();
    let (second_day, stands, other) = (row(0, 0), row(1, 0), row(1, 1));
    let run = sandbox.run(&["why", "--from", "2024-05", "--to", "2024-05"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    let expected = format!(
        "Rows that tell of them                                         3\n  \
           account data                                                 1\n  \
           extended history                                             2\n  \
           account data tells of it, and so does the extended history  -1\n\
         Plays                                                          2\n\n\
         2024-05-02 09:55  Atlas, Bicep, 5:00\n  \
           {second_day}  history.json (extended history), ended 2024-05-02 10:00, 5:00; counts\n\n\
         2024-05-01 09:55  Atlas, Bicep, 5:00\n  \
           {stands}  history.json (extended history), ended 2024-05-01 10:00, 5:00; counts\n  \
           {other}  StreamingHistory_music_0.json (account data), ended 2024-05-01 10:00, 5:00; the same play: \
           account data tells of it, and so does the extended history\n"
    );
    assert_eq!(run.out, expected);
}

#[test]
fn as_json_it_has_codes() {
    let answer = Sandbox::with_a_play_told_twice().json(&["why"]);
    assert_eq!(answer["rows"], json!({"account_data": 1, "extended_history": 6}));
    assert_eq!(answer["joined"], json!({"account_in_extended": 1}));
    assert_eq!(answer["plays"], 6);
    let play = &answer["latest"][2];
    assert_eq!(
        [&play["began_at"], &play["ms_played"]],
        [&json!("2024-05-01T09:55:00.000Z"), &json!(300_000)]
    );
    let rows = play["rows"].as_array().unwrap().iter();
    let told: Vec<_> = rows
        .map(|row| {
            (
                row["source"].as_str().unwrap(),
                row["provenance"].as_str().unwrap(),
                row["joined"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("history.json", "extended_history", None),
            (
                "StreamingHistory_music_0.json",
                "account_data",
                Some("account_in_extended")
            ),
        ]
    );
}

#[test]
fn only_plays_that_began_in_these_days_are_explained_and_no_more_than_asked_for() {
    let sandbox = Sandbox::with_a_play_told_twice();
    let run = sandbox.run(&["why", "--to", "2023"]);
    assert!(run.out.contains("\n2023-12-31 23:27  Glue, Bicep, 3:00\n"), "{run:?}");
    assert_eq!(sandbox.json(&["why", "--to", "2023"])["plays"], 1);
    let run = sandbox.run(&["why", "--limit", "1"]);
    assert!(
        run.out
            .ends_with("These are the latest 1 of 6 plays; --limit shows more.\n"),
        "{run:?}"
    );
    assert_eq!(
        sandbox.run(&["why", "--from", "2025"]).out,
        "No play began in these days.\n"
    );
    assert_eq!(sandbox.run(&["why", "--from", "2024", "--to", "2023"]).code, 2);
}

#[test]
fn an_empty_archive_says_how_to_begin() {
    let run = Sandbox::new().run(&["why"]);
    assert!(run.out.contains("Begin with: tonearm-cli import PATH"), "{run:?}");
}
