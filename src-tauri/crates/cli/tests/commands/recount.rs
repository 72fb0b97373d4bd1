//! What counting an older archive again has changed: said by every command until it was seen, listed, and forgotten.

use serde_json::json;

use crate::sandbox::Sandbox;

/// With an archive that version 0.1 wrote. Today's rules no longer count one of its plays.
fn of_version_0_1() -> Sandbox {
    let sandbox = Sandbox::new();
    let archive = include_bytes!("../../../../../tests/fixtures/v0.1/archive.db");
    sandbox.write("data/archive.db", archive);
    sandbox
}

const NOTICE: &str = "tonearm: plays are counted more carefully now: 1 play had been counted twice. \
                      See them with `tonearm-cli recount`.\n";

#[test]
fn every_command_says_it_on_one_line_beside_the_answer() {
    let sandbox = of_version_0_1();
    for words in [&["summary"][..], &["recent"], &["gaps"]] {
        let run = sandbox.run(words);
        assert_eq!((run.code, run.err.as_str()), (0, NOTICE), "{words:?}");
        assert!(!run.out.contains("carefully"), "{run:?}");
    }
    for silent in [&["summary", "--json"][..], &["summary", "--quiet"], &["recount"]] {
        assert_eq!(sandbox.run(silent).err, "", "{silent:?}");
    }
}

#[test]
fn the_list_says_which_plays_why_and_who_told_of_them() {
    let run = of_version_0_1().run(&["recount"]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.out,
        "1 play had been counted twice.\n\n\
         2026-11-19 20:58  Foreign Kingdom, The Patient Sparrows\n  \
           no longer counts: it was recorded, and the extended history tells of it as well\n  \
           told by the recording, 2026-11-19 20:58, ~1:18\n  \
           and by  my_spotify_data.zip, 2026-11-20 12:35, 1:18, which counts\n\n\
         Once you have seen them, forget them with: tonearm-cli recount --dismiss\n"
    );
}

#[test]
fn as_json_it_has_codes_and_both_rows() {
    let answer = of_version_0_1().json(&["recount"]);
    assert_eq!((&answer["no_longer"], &answer["newly"]), (&json!(1), &json!(0)));
    let change = &answer["plays"][0];
    assert_eq!(
        [
            &change["counts"],
            &change["why"],
            &change["source"],
            &change["ended_at"]
        ],
        [
            &json!(false),
            &json!("recorded_in_extended"),
            &json!("live"),
            &json!("2026-11-19T20:58:12.257Z")
        ]
    );
    let same = &change["same_as"];
    assert_eq!((&same["name"], &same["estimated"]), (&change["name"], &json!(false)));
    assert_eq!(same["source"], "my_spotify_data.zip");
}

#[test]
fn no_more_plays_are_listed_than_asked_for() {
    let sandbox = of_version_0_1();
    assert_eq!(sandbox.json(&["recount", "--limit", "0"])["plays"], json!([]));
    let run = sandbox.run(&["recount", "--limit", "0"]);
    assert!(run.out.contains("the latest 0 of 1"), "{run:?}");
}

#[test]
fn what_was_seen_is_said_no_more() {
    let sandbox = of_version_0_1();
    sandbox.run(&["summary"]);
    assert_eq!(sandbox.json(&["recount", "--dismiss"]), json!({"dismissed": true}));
    assert_eq!(sandbox.run(&["summary"]).err, "");
    assert_eq!(
        sandbox.json(&["recount"]),
        json!({"no_longer": 0, "newly": 0, "plays": []})
    );
    assert_eq!(sandbox.json(&["recount", "--dismiss"]), json!({"dismissed": false}));
    assert_eq!(sandbox.run(&["recount", "--dismiss", "--limit", "3"]).code, 2);
}

#[test]
fn an_archive_of_today_has_nothing_to_say() {
    let sandbox = Sandbox::with_history();
    assert_eq!(sandbox.run(&["summary"]).err, "");
    assert_eq!(
        sandbox.run(&["recount"]).out,
        "Nothing is counted differently than before.\n"
    );
}
