//! Imports: what comes in, what a report says, what is refused and how the program ends then.

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, history, row, zip, zip_of};

fn numbers(report: &Value) -> [u64; 4] {
    ["read", "added", "already_known", "merged"].map(|key| report[key].as_u64().unwrap())
}

#[test]
fn an_import_reports_every_row() {
    let sandbox = Sandbox::new();
    let mut rows = history();
    rows.push(row("yesterday", 100, "Bicep", "Isles", "Atlas"));
    rows.push(json!({"ts": "2024-01-01T00:00:00Z", "ms_played": 5000}));
    sandbox.export("history.json", &rows);
    let report = sandbox.json(&["import", "history.json"]);
    let took = report["took_ms"].clone();
    assert!(took.is_u64());
    assert_eq!(
        report,
        json!({
            "source": 1, "name": "history.json", "files": 1, "read": 8, "added": 6, "already_known": 0, "merged": 0,
            "set_aside": {"time_unreadable": 1, "nothing_played": 1},
            "samples": report["samples"],
            "refused": [], "gaps_closed": 0,
            "first": "2023-12-31T23:30:00Z", "last": "2024-07-01T10:00:00Z", "dry_run": false, "took_ms": took,
        })
    );
    assert!(
        report["samples"]["time_unreadable"]
            .as_str()
            .unwrap()
            .contains("history.json, row 7")
    );
}

#[test]
fn a_second_import_of_the_same_adds_nothing() {
    let sandbox = Sandbox::with_history();
    let again = sandbox.json(&["import", "history.json"]);
    assert_eq!((numbers(&again), &again["source"]), ([6, 0, 6, 0], &Value::Null));
    let printed = sandbox.run(&["import", "history.json"]);
    assert_eq!(printed.code, 0);
    assert!(printed.out.starts_with("Nothing new:"), "{printed:?}");
}

#[test]
fn an_overlap_adds_only_what_is_new() {
    let sandbox = Sandbox::with_history();
    let mut rows = history().split_off(3);
    rows.push(row("2024-08-01T10:00:00Z", 60, "Four Tet", "Rounds", "Opal"));
    sandbox.export("more.json", &rows);
    assert_eq!(numbers(&sandbox.json(&["import", "more.json"])), [4, 1, 3, 0]);
}

#[test]
fn several_paths_are_one_source() {
    let sandbox = Sandbox::new();
    let mut early = history();
    let late = early.split_off(3);
    sandbox.export("folder/early.json", &early);
    zip(&sandbox.path("late.zip"), "Streaming_History_Audio_2024_0.json", &late);
    let report = sandbox.json(&["import", "folder", "late.zip"]);
    assert_eq!((numbers(&report), report["files"].as_u64()), ([6, 6, 0, 0], Some(2)));
    assert_eq!(sandbox.json(&["sources"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_dry_run_tells_the_same_and_leaves_nothing() {
    let sandbox = Sandbox::new();
    sandbox.export("history.json", &history());
    let dry = sandbox.json(&["import", "history.json", "--dry-run"]);
    assert_eq!(
        (numbers(&dry), &dry["source"], &dry["dry_run"]),
        ([6, 6, 0, 0], &Value::Null, &json!(true))
    );
    assert_eq!(sandbox.json(&["summary"])["plays"], 0);
    assert_eq!(sandbox.json(&["sources"]), json!([]));
    assert_eq!(sandbox.json(&["backups"]), json!([]));
    assert_eq!(numbers(&sandbox.json(&["import", "history.json"])), [6, 6, 0, 0]);
}

#[test]
fn an_import_can_be_undone() {
    let sandbox = Sandbox::with_history();
    sandbox.export(
        "more.json",
        &[row("2024-08-01T10:00:00Z", 60, "Four Tet", "Rounds", "Opal")],
    );
    sandbox.json(&["import", "more.json"]);
    let undone = sandbox.json(&["undo", "latest"]);
    assert_eq!(
        undone,
        json!({"source": 2, "name": "more.json", "removed": 1, "backups_changed": 0, "backups_unreadable": []})
    );
    assert_eq!(sandbox.json(&["summary"])["plays"], 6);
    assert_eq!(sandbox.json(&["undo", "1"])["removed"], 6);
    assert_eq!(sandbox.json(&["summary"])["plays"], 0);
    assert_eq!(sandbox.error(&["undo", "1"]), ("no_such_source".to_owned(), 1));
    assert_eq!(sandbox.error(&["undo", "latest"]), ("no_such_source".to_owned(), 1));
    assert_eq!(sandbox.error(&["undo", "everything"]), ("usage".to_owned(), 2));
}

#[test]
fn sources_say_what_came_from_where() {
    let sandbox = Sandbox::with_history();
    let sources = sandbox.json(&["sources"]);
    let mut source = sources[0].clone();
    assert!(source["added_at"].as_str().unwrap().ends_with('Z'));
    source.as_object_mut().unwrap().remove("added_at");
    assert_eq!(
        source,
        json!({
            "id": 1, "kind": "import", "name": "history.json", "plays": 6, "files": 1, "read": 6, "added": 6,
            "already_known": 0, "merged": 0, "set_aside": {},
            "first": "2023-12-31T23:30:00Z", "last": "2024-07-01T10:00:00Z",
        })
    );
}

#[test]
fn what_is_no_history_is_never_a_success() {
    let sandbox = Sandbox::new();
    sandbox.write("letter.pdf", b"%PDF-1.7 nothing to hear");
    sandbox.write("other.json", br#"{"some": "thing"}"#);
    let error = |path: &str| sandbox.error(&["import", path]);
    assert_eq!(error("letter.pdf"), ("not_history".to_owned(), 1));
    assert_eq!(error("other.json"), ("not_history".to_owned(), 1));
    assert_eq!(error("missing.zip"), ("missing".to_owned(), 1));
    assert_eq!(sandbox.json(&["sources"]), json!([]));
    let printed = sandbox.run(&["import", "missing.zip"]);
    assert_eq!((printed.code, printed.out.as_str()), (1, ""));
    assert!(printed.err.contains("“missing.zip” is not there"), "{printed:?}");
}

#[test]
fn an_export_without_a_play_is_said_to_be_empty() {
    let sandbox = Sandbox::new();
    zip(&sandbox.path("empty.zip"), "Streaming_History_Audio_2024_0.json", &[]);
    assert_eq!(
        sandbox.error(&["import", "empty.zip"]),
        ("nothing_to_import".to_owned(), 1)
    );
}

#[test]
fn a_download_that_broke_off_is_said_to_have() {
    let sandbox = Sandbox::new();
    zip(
        &sandbox.path("whole.zip"),
        "Streaming_History_Audio_2024_0.json",
        &history(),
    );
    let whole = std::fs::read(sandbox.path("whole.zip")).unwrap();
    sandbox.write("broken.zip", &whole[..whole.len() / 2]);
    assert_eq!(sandbox.error(&["import", "broken.zip"]), ("zip_broken".to_owned(), 1));
    assert_eq!(sandbox.json(&["summary"])["plays"], 0);
}

#[test]
fn one_refused_file_among_others_is_named() {
    let sandbox = Sandbox::new();
    let whole = serde_json::to_string(&history()).unwrap();
    sandbox.export("export/good.json", &history());
    sandbox.write("export/cut.json", &whole.as_bytes()[..whole.len() - 20]);
    let run = sandbox.run(&["import", "export", "--json"]);
    let report = run.any_json();
    assert_eq!((run.code, numbers(&report)), (4, [6, 6, 0, 0]));
    assert_eq!(report["refused"][0]["code"], "ends_in_the_middle");
    assert!(report["refused"][0]["file"].as_str().unwrap().ends_with("cut.json"));
    assert!(!report["refused"][0]["why"].as_str().unwrap().is_empty());
    assert!(run.err.contains("cut.json"), "{run:?}");
}

/// Packed by gzip.
fn gzipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;

    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn packed_and_wide_files_are_read_and_what_is_not_is_named() {
    let sandbox = Sandbox::new();
    let [a, b, c] = [0, 2, 4].map(|first| serde_json::to_string(&history()[first..first + 2]).unwrap());
    sandbox.write("export/a.json.gz", &gzipped(a.as_bytes()));
    let wide: Vec<u8> = b.encode_utf16().flat_map(u16::to_be_bytes).collect();
    sandbox.write("export/b.json", &wide);
    zip(
        &sandbox.path("c.zip"),
        "Streaming_History_Audio_2024_0.json",
        &serde_json::from_str::<Vec<Value>>(&c).unwrap(),
    );
    let inner = std::fs::read(sandbox.path("c.zip")).unwrap();
    zip_of(
        &sandbox.path("export/drive.zip"),
        &[("c.zip", &inner), ("zeros.json", &[0; 100])],
    );
    sandbox.write("export/older.7z", b"7z\xBC\xAF\x27\x1C\0\x04");
    sandbox.write("export/.d.json.icloud", b"bplist00");
    sandbox.write(
        "export/listens.jsonl",
        br#"{"listened_at": 1700000000, "track_metadata": {"artist_name": "Bicep"}}"#,
    );
    sandbox.write("export/Read_Me_First.pdf", b"%PDF-1.7");
    let run = sandbox.run(&["import", "export", "--json"]);
    let report = run.any_json();
    assert_eq!((run.code, numbers(&report)), (4, [6, 6, 0, 0]), "{run:?}");
    let refused: Vec<_> = report["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|refused| (refused["file"].as_str().unwrap(), refused["code"].as_str().unwrap()))
        .collect();
    let expected = [
        (".d.json.icloud", "in_the_cloud"),
        ("listens.jsonl", "other_service"),
        ("older.7z", "other_container"),
        ("drive.zip/zeros.json", "only_zeros"),
    ];
    assert_eq!(refused, expected);
    assert!(
        run.err
            .contains("“listens.jsonl” is a ListenBrainz export; Tonearm can't read it yet."),
        "{run:?}"
    );

    let again = sandbox.run(&["import", "export", "--json"]);
    assert_eq!(again.code, 4, "what is still not read is named again: {again:?}");
    assert_eq!(again.any_json()["refused"].as_array().unwrap().len(), 4);
}

#[test]
fn a_file_that_joins_an_export_and_is_not_read_is_named_although_no_play_is_new() {
    let sandbox = Sandbox::new();
    sandbox.export("export/good.json", &history());
    sandbox.json(&["import", "export"]);
    sandbox.write("export/2022.json", &[0; 100]);
    let run = sandbox.run(&["import", "export", "--json"]);
    assert_eq!((run.code, numbers(&run.any_json())), (4, [6, 0, 6, 0]));
    assert_eq!(run.any_json()["refused"][0]["code"], "only_zeros");
}

#[test]
fn an_import_of_which_nothing_is_understood_is_an_error() {
    let sandbox = Sandbox::new();
    sandbox.export("bad.json", &[row("long ago", 100, "Bicep", "Isles", "Atlas")]);
    assert_eq!(
        sandbox.error(&["import", "bad.json"]),
        ("nothing_understood".to_owned(), 1)
    );
    sandbox.write("cut.json", b"[{");
    let run = sandbox.run(&["import", "bad.json", "cut.json"]);
    assert!(
        run.err.contains("“bad.json”") && run.err.contains("“cut.json”"),
        "{run:?}"
    );
    assert_eq!(sandbox.json(&["sources"]), json!([]));
}

#[test]
fn times_that_have_not_come_are_set_aside_and_times_as_numbers_are_read() {
    let sandbox = Sandbox::new();
    let mut rows = history();
    for ts in ["1970-01-01T00:00:00Z", "2005-01-01T00:00:00Z", "2099-01-01T00:00:00Z"] {
        rows.push(row(ts, 100, "Bicep", "Isles", "Atlas"));
    }
    rows[0]["ts"] = json!(1_704_065_400);
    rows[1]["ts"] = json!("2024-03-31T15:30:00.000000+0530");
    sandbox.export("history.json", &rows);
    let report = sandbox.json(&["import", "history.json"]);
    assert_eq!(numbers(&report), [9, 6, 0, 0]);
    assert_eq!(report["set_aside"], json!({"time_impossible": 3}));
    assert_eq!(report["first"], "2023-12-31T23:30:00Z");
}

#[test]
fn audiobooks_of_the_account_data_are_a_kind_of_their_own() {
    let sandbox = Sandbox::new();
    let rows = [
        json!({"endTime": "2025-02-03 20:15", "audiobookName": "The Tin Orchard", "chapterName": "Chapter 1",
               "authorName": "Mara Invented", "msPlayed": 1_500_000}),
        json!({"endTime": "2025-02-04 21:02", "audiobookName": "Salt Maps", "authorName": "Jon Nobody", "msPlayed": 900_000}),
    ];
    sandbox.export("StreamingHistory_audiobook_0.json", &rows);
    assert_eq!(
        numbers(&sandbox.json(&["import", "StreamingHistory_audiobook_0.json"])),
        [2, 2, 0, 0]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_unicode_is_imported() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    let sandbox = Sandbox::new();
    sandbox.export("history.json", &history());
    let odd = sandbox.path("x").with_file_name(OsStr::from_bytes(b"H\xF6ren.json"));
    std::fs::copy(sandbox.path("history.json"), &odd).unwrap();
    let mut command = sandbox.command(&["import", "--json"]);
    let report = crate::sandbox::run(command.arg(&odd)).json();
    assert_eq!(numbers(&report), [6, 6, 0, 0]);
    assert_eq!(report["name"], "H\u{FFFD}ren.json");
}

#[test]
fn what_is_personal_reaches_no_file() {
    let sandbox = Sandbox::new();
    let mut rows = history();
    rows[0]["ip_addr"] = json!("203.0.113.77");
    rows[0]["username"] = json!("someone-private");
    rows[0]["user_agent_decrypted"] = json!("agent-private");
    sandbox.export("history.json", &rows);
    sandbox.json(&["import", "history.json"]);
    sandbox.json(&["backup"]);
    for (path, bytes) in sandbox.data() {
        for private in ["203.0.113.77", "someone-private", "agent-private"] {
            let found = bytes.windows(private.len()).any(|window| window == private.as_bytes());
            assert!(!found, "{private} in {}", path.display());
        }
    }
}

/// A listener presses Ctrl-C as soon as the program would hear it.
#[cfg(target_os = "linux")]
#[test]
fn a_stopped_import_adds_nothing() {
    use std::{fs, process::Command, process::Stdio};

    let sandbox = Sandbox::new();
    let row = serde_json::to_string(&history()[0]).unwrap();
    sandbox.write("long.json", format!("[{}]", vec![row; 200_000].join(",")).as_bytes());
    let mut command = sandbox.command(&["import", "long.json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let hears = || {
        let status = fs::read_to_string(&status).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let caught = caught.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
        caught & 0b10 != 0
    };
    while !hears() {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    let pressed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(pressed.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), printed.trim()),
        (Some(130), "error: The import was stopped. Nothing was added.")
    );
    assert_eq!(sandbox.json(&["summary"])["plays"], 0);
    assert_eq!(sandbox.json(&["sources"]), json!([]));
}
