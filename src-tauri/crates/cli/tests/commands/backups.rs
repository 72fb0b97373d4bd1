//! Backups, restoring, verifying and taking the archive elsewhere.

use std::fs;

use serde_json::json;

use crate::sandbox::{Sandbox, row};

#[test]
fn a_backup_brings_back_what_an_undo_took() {
    let sandbox = Sandbox::with_history();
    let backup = sandbox.json(&["backup"]);
    assert_eq!(backup["why"], "asked");
    assert!(backup["bytes"].as_u64().unwrap() > 0);
    sandbox.json(&["undo", "1"]);
    let name = backup["name"].as_str().unwrap();
    assert_eq!((&backup["plays"], backup["first"].is_string()), (&json!(6), true));
    let answer = |plays, dry_run| json!({"name": name, "plays": plays, "gone": 0, "back": 6, "dry_run": dry_run});
    assert_eq!(sandbox.json(&["restore", name, "--dry-run"]), answer(0, true));
    assert_eq!(sandbox.json(&["restore", name]), answer(6, false));
    assert_eq!(sandbox.json(&["summary"])["plays"], 6);
    let backups = sandbox.json(&["backups"]);
    assert_eq!(
        (&backups[0]["kept_as"], &backups[0]["fullest"], &backups[1]["fullest"]),
        (&json!(null), &json!(true), &json!(false))
    );
    assert_eq!(
        (&backups[0]["why"], &backups[1]["name"]),
        (&json!("before-undo"), &json!(name))
    );
}

#[test]
fn a_backup_is_taken_before_each_import() {
    let sandbox = Sandbox::with_history();
    sandbox.export(
        "more.json",
        &[row("2024-08-01T10:00:00Z", 60, "Four Tet", "Rounds", "Opal")],
    );
    sandbox.json(&["import", "more.json"]);
    assert_eq!(sandbox.json(&["backups"])[0]["why"], "before-import");
    sandbox.json(&["restore", "latest"]);
    assert_eq!(sandbox.json(&["summary"])["plays"], 6);
}

#[test]
fn a_backup_that_is_not_there_is_said_not_to_be() {
    let sandbox = Sandbox::with_history();
    assert_eq!(
        sandbox.error(&["restore", "archive.db"]),
        ("no_such_backup".to_owned(), 1)
    );
    assert_eq!(
        sandbox.error(&["restore", "../archive.db"]),
        ("no_such_backup".to_owned(), 1)
    );
    assert_eq!(sandbox.error(&["restore", "latest"]), ("no_such_backup".to_owned(), 1));
}

#[test]
fn a_healthy_archive_verifies() {
    let sandbox = Sandbox::with_history();
    assert_eq!(
        sandbox.json(&["verify"]),
        json!({"ok": true, "troubles": [], "rows": 6, "plays": 6})
    );
}

#[test]
fn what_was_exported_comes_back_the_same() {
    let sandbox = Sandbox::with_history();
    let exported = sandbox.json(&["export", "--format", "json", "out.json"]);
    assert_eq!((&exported["plays"], &exported["format"]), (&json!(6), &json!("json")));
    let elsewhere = |words: &[&str]| sandbox.json(&[&["--data", "other"], words].concat());
    assert_eq!(elsewhere(&["import", "out.json"])["added"], 6);
    for question in [
        &["summary"][..],
        &["recent"],
        &["top", "tracks", "--rule", "0s"],
        &["top", "albums"],
    ] {
        assert_eq!(elsewhere(question), sandbox.json(question), "{question:?}");
    }
    // Seen from the archive that it came from, it adds nothing new.
    assert_eq!(sandbox.json(&["import", "out.json"])["added"], 0);
}

#[test]
fn every_format_writes_a_file() {
    let sandbox = Sandbox::with_history();
    for (format, begins) in [
        ("json", "["),
        ("csv", ""),
        ("parquet", "PAR1"),
        ("sqlite", "SQLite format 3"),
    ] {
        let out = format!("out.{format}");
        assert_eq!(
            sandbox.json(&["export", "--format", format, &out])["path"],
            out.as_str()
        );
        let bytes = fs::read(sandbox.path(&out)).unwrap();
        assert!(bytes.len() > 6 && bytes.starts_with(begins.as_bytes()), "{format}");
    }
}

#[test]
fn the_archive_itself_can_be_taken_elsewhere() {
    let sandbox = Sandbox::with_history();
    fs::create_dir(sandbox.path("other")).unwrap();
    sandbox.json(&["export", "--format", "sqlite", "other/archive.db"]);
    assert_eq!(
        sandbox.json(&["--data", "other", "summary"]),
        sandbox.json(&["summary"])
    );
}

#[test]
fn an_export_never_takes_the_place_of_the_archive() {
    let sandbox = Sandbox::with_history();
    sandbox.json(&["backup"]);
    for ours in [
        "data/archive.db",
        "data/../data/archive.db-wal",
        "data/tonearm.json",
        "data/backups/x.json",
    ] {
        let error = sandbox.error(&["export", "--format", "sqlite", ours]);
        assert_eq!(error, ("belongs_to_tonearm".to_owned(), 1), "{ours}");
    }
    assert_eq!(
        sandbox.error(&["export", "--format", "sqlite", "data"]),
        ("is_a_folder".to_owned(), 1)
    );
    assert_eq!(sandbox.error(&["export", "--format", "sqlite", "no/where.db"]).1, 1);
    assert_eq!(sandbox.json(&["summary"])["plays"], 6);
}

#[test]
fn an_export_by_year_is_a_folder_for_each() {
    let sandbox = Sandbox::with_history();
    let words = ["export", "--format", "parquet", "--partition", "year", "plays"];
    assert_eq!(sandbox.json(&words)["plays"], 6);
    let years: Vec<_> = fs::read_dir(sandbox.path("plays"))
        .unwrap()
        .map(|year| year.unwrap().file_name())
        .collect();
    assert!(
        !years.is_empty() && years.iter().all(|year| year.to_str().unwrap().starts_with("year=20")),
        "{years:?}"
    );
    assert_eq!(
        sandbox.error(&words),
        ("export".to_owned(), 1),
        "there is something now"
    );
    let as_csv = ["export", "--format", "csv", "--partition", "year", "other"];
    assert_eq!(sandbox.error(&as_csv), ("usage".to_owned(), 2));
}
