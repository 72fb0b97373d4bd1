//! Two runs of the program on one folder at the same time: each sees the archive as it was or as it will be, and none is refused.

use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::sandbox::{Run, Sandbox, history, row};

/// Enough rows that others come and go while they are imported.
const MANY: u32 = 6_000;

/// Rows of a year of their own, one every half hour.
fn many(year: u32) -> Vec<Value> {
    (0..MANY)
        .map(|number| {
            let (day, half_hour) = (number / 48, number % 48);
            let ended = format!(
                "{year}-{:02}-{:02}T{:02}:{:02}:00Z",
                1 + day / 28,
                1 + day % 28,
                half_hour / 2,
                30 * (half_hour % 2)
            );
            let artist = format!("Artist {}", number % 40);
            row(&ended, 200, &artist, "Album", &format!("Track {}", number % 300))
        })
        .collect()
}

fn begin(sandbox: &Sandbox, words: &[&str]) -> Child {
    let mut command = sandbox.command(&[words, &["--json"]].concat());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[track_caller]
fn end(child: Child) -> Value {
    let output = child.wait_with_output().unwrap();
    let run = Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    run.json()
}

/// Everything that the archive answers which does not depend on the order of imports.
fn answers(sandbox: &Sandbox) -> Vec<Value> {
    assert_eq!(sandbox.json(&["verify"])["troubles"], json!([]));
    [
        &["summary"][..],
        &["top", "tracks", "--limit", "400"],
        &["top", "artists", "--by", "time"],
        &["recent", "--limit", "50"],
        &["gaps"],
    ]
    .map(|question| sandbox.json(question))
    .into()
}

/// An archive into which one run after the other has imported these.
fn alone(imports: &[Vec<Value>]) -> Vec<Value> {
    let sandbox = Sandbox::new();
    for (number, rows) in imports.iter().enumerate() {
        let name = format!("{number}.json");
        sandbox.export(&name, rows);
        sandbox.json(&["import", &name]);
    }
    answers(&sandbox)
}

#[test]
fn while_one_imports_another_asks_backs_up_and_verifies() {
    let sandbox = Sandbox::with_history();
    sandbox.export("many.json", &many(2020));
    let mut import = begin(&sandbox, &["import", "many.json"]);
    let mut rounds = 0;
    while rounds == 0 || import.try_wait().unwrap().is_none() {
        let plays = sandbox.json(&["summary", "--rule", "0s"])["plays"].as_u64().unwrap();
        assert!(
            [6, 6 + u64::from(MANY)].contains(&plays),
            "{plays} are neither all nor those before"
        );
        sandbox.json(&["backup"]);
        assert_eq!(sandbox.json(&["verify"])["troubles"], json!([]));
        rounds += 1;
    }
    assert_eq!(end(import)["added"], MANY);
    assert_eq!(answers(&sandbox), alone(&[history(), many(2020)]));
}

#[test]
fn two_that_import_at_once_add_each_play_once() {
    let sandbox = Sandbox::new();
    let (mut early, mut late) = (many(2020), many(2021));
    // Both know these.
    early.extend(history());
    late.extend(history());
    sandbox.export("early.json", &early);
    sandbox.export("late.json", &late);
    let imports = ["early.json", "late.json"].map(|name| begin(&sandbox, &["import", name]));
    let added: u64 = imports
        .map(|import| end(import)["added"].as_u64().unwrap())
        .iter()
        .sum();
    assert_eq!(added, 2 * u64::from(MANY) + 6);
    assert_eq!(answers(&sandbox), alone(&[early, late]));
}

#[test]
fn an_export_during_an_undo_holds_all_or_what_is_left() {
    let sandbox = Sandbox::with_history();
    sandbox.export("many.json", &many(2020));
    sandbox.json(&["import", "many.json"]);
    let export = begin(&sandbox, &["export", "--format", "csv", "out.csv"]);
    sandbox.json(&["undo", "latest"]);
    let plays = end(export)["plays"].as_u64().unwrap();
    assert!([6, 6 + u64::from(MANY)].contains(&plays), "{plays}");
    let lines = std::fs::read_to_string(sandbox.path("out.csv"))
        .unwrap()
        .lines()
        .count();
    assert_eq!(lines as u64, plays + 1, "with the heading");
    assert_eq!(answers(&sandbox), alone(&[history()]));
}

#[test]
fn a_restore_waits_for_a_backup_that_another_takes() {
    let sandbox = Sandbox::with_history();
    let first = sandbox.json(&["backup"])["name"].as_str().unwrap().to_owned();
    sandbox.export("many.json", &many(2020));
    sandbox.json(&["import", "many.json"]);
    let backup = begin(&sandbox, &["backup"]);
    sandbox.json(&["restore", &first]);
    end(backup);
    assert_eq!(answers(&sandbox), alone(&[history()]));
}
