//! What the listener knows better than the rules: rows that are two plays, plays that are one, times in which nothing is missing.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// What `why` calls the rows of the play that began then.
fn rows(sandbox: &Sandbox, began: &str) -> Vec<String> {
    let answer = sandbox.json(&["why"]);
    let plays = answer["latest"].as_array().unwrap();
    let play = plays.iter().find(|play| play["began_at"] == began).unwrap();
    let rows = play["rows"].as_array().unwrap().iter();
    rows.map(|row| row["row"].as_str().unwrap().to_owned()).collect()
}

fn plays(sandbox: &Sandbox) -> Value {
    sandbox.json(&["summary", "--rule", "0s"])["plays"].clone()
}

const TOLD_TWICE: &str = "2024-05-01T09:55:00.000Z";

#[test]
fn one_play_becomes_two_and_the_rules_get_it_back() {
    let sandbox = Sandbox::with_a_play_told_twice();
    let [stands, other] = &rows(&sandbox, TOLD_TWICE)[..] else {
        panic!("two rows tell of it");
    };
    assert_eq!(plays(&sandbox), 6);

    assert_eq!(
        sandbox.json(&["decide", "apart", other]),
        json!({"plays_before": 6, "plays": 7})
    );
    assert_eq!(plays(&sandbox), 7);
    let decided = sandbox.json(&["decisions"]);
    assert_eq!(
        [&decided[0]["what"], &decided[0]["id"]],
        [&json!("apart"), &json!(other)]
    );
    let listed = sandbox.run(&["decisions"]);
    let expected = format!("{other}  a play of its own: Atlas, Bicep, StreamingHistory_music_0.json (account data), ");
    assert!(listed.out.starts_with(&expected), "{listed:?}");

    let again = sandbox.run(&["decide", "apart", stands]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("counts as a play already"), "{again:?}");

    assert_eq!(
        sandbox.json(&["decide", "undo", other]),
        json!({"plays_before": 7, "plays": 6})
    );
    assert_eq!(plays(&sandbox), 6);
    assert_eq!(sandbox.run(&["decide", "undo", other]).code, 1);
    assert!(sandbox.run(&["decisions"]).out.starts_with("Nothing was decided."));
}

#[test]
fn two_plays_become_one_and_it_says_who_decided() {
    let sandbox = Sandbox::with_a_play_told_twice();
    let one = rows(&sandbox, TOLD_TWICE).remove(0);
    let other = rows(&sandbox, "2024-05-02T09:55:00.000Z").remove(0);

    assert_eq!(
        sandbox.json(&["decide", "same", &one, &other]),
        json!({"plays_before": 6, "plays": 5})
    );

    let explained = sandbox.json(&["why", "--from", "2024-05-02", "--to", "2024-05-02"]);
    assert_eq!(explained["joined"], json!({"decided": 2}));
    let run = sandbox.run(&["why", "--from", "2024-05-02", "--to", "2024-05-02"]);
    assert!(
        run.out.contains("the same play: you decided that it is the same play"),
        "{run:?}"
    );
    let again = sandbox.run(&["decide", "same", &one, &other]);
    assert!(again.err.contains("These rows tell of one play already"), "{again:?}");

    // Both rows of the play go with one of them.
    assert_eq!(
        sandbox.json(&["decide", "undo", &one]),
        json!({"plays_before": 5, "plays": 6})
    );
    assert_eq!(sandbox.json(&["decisions"]), json!([]));
}

#[test]
fn a_decision_holds_when_the_file_is_undone_and_imported_again() {
    let sandbox = Sandbox::with_a_play_told_twice();
    let other = rows(&sandbox, TOLD_TWICE).remove(1);
    sandbox.json(&["decide", "apart", &other]);
    sandbox.json(&["undo", "latest"]);
    assert_eq!(plays(&sandbox), 6);
    let listed = sandbox.run(&["decisions"]);
    assert!(listed.out.contains("a row that no source has any more"), "{listed:?}");

    sandbox.json(&["import", "StreamingHistory_music_0.json"]);

    assert_eq!(plays(&sandbox), 7);
}

#[test]
fn what_has_no_such_name_is_named() {
    let sandbox = Sandbox::with_a_play_told_twice();
    for command in [
        &["decide", "apart", "0123456789ab"][..],
        &["decide", "same", "0123456789ab", "0123456789ab"],
    ] {
        let run = sandbox.run(command);
        assert_eq!(run.code, 1);
        assert!(run.err.contains("No row is called 0123456789ab"), "{run:?}");
    }
    let run = sandbox.run(&["decide", "complete", "2024-05-02", "2024-05-01"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("does not come before"), "{run:?}");
}

#[test]
fn a_time_without_a_gap_may_be_called_complete_all_the_same() {
    let sandbox = Sandbox::with_a_play_told_twice();
    let run = sandbox.run(&["decide", "complete", "2024-05-01", "2024-05-03"]);
    assert!(run.out.starts_with("No gap lies in this time."), "{run:?}");
    let decided = sandbox.json(&["decisions"]);
    assert_eq!(decided[0]["what"], "complete");
    let id = decided[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(sandbox.run(&["decide", "undo", &id]).code, 0);
    assert_eq!(sandbox.json(&["decisions"]), json!([]));
}
