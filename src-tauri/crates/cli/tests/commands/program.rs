//! How the program behaves as a program: usage, silence, pipes, manual and completions.

use std::{io::Read, process::Stdio};

use crate::sandbox::{Sandbox, run};

#[test]
fn a_wrong_command_line_ends_in_two() {
    let sandbox = Sandbox::new();
    for words in [
        &["play"][..],
        &["import"],
        &["top"],
        &["top", "songs"],
        &["summary", "--from", "yesterday"],
        &["summary", "--rule", "long"],
        &["summary", "--zone", "Mars/Olympus"],
        &["summary", "--from", "2024-02", "--to", "2024-01"],
        &["export", "out.json"],
    ] {
        let printed = sandbox.run(words);
        assert_eq!((printed.code, printed.out.as_str()), (2, ""), "{words:?}");
        assert!(printed.err.starts_with("error: "), "{printed:?}");
        assert_eq!(sandbox.error(words), ("usage".to_owned(), 2), "{words:?}");
    }
}

#[test]
fn help_tells_the_exit_codes() {
    let printed = Sandbox::new().run(&["--help"]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    for expected in ["Exit codes:", "130  interrupted", "TONEARM_DATA_DIR", "completions"] {
        assert!(printed.out.contains(expected), "{expected}");
    }
}

#[test]
fn quiet_leaves_out_what_was_not_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.export("history.json", &crate::sandbox::history());
    let import = sandbox.run(&["import", "history.json", "--quiet"]);
    assert_eq!((import.code, import.out.as_str(), import.err.as_str()), (0, "", ""));
    assert!(sandbox.run(&["summary", "--quiet"]).out.contains("Plays"));
}

#[test]
fn the_folder_on_the_command_line_goes_before_the_environments() {
    let sandbox = Sandbox::with_history();
    assert_eq!(sandbox.json(&["--data", "other", "summary"])["plays"], 0);
    assert!(sandbox.path("other/archive.db").exists());
}

#[test]
fn without_a_chosen_folder_it_is_the_apps() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["summary", "--json"]);
    command
        .env_remove("TONEARM_DATA_DIR")
        .env("XDG_DATA_HOME", sandbox.path("home"));
    command.env("APPDATA", sandbox.path("home"));
    assert_eq!(run(&mut command).code, 0);
    if cfg!(target_os = "linux") {
        assert!(sandbox.path("home/app.tonearm.desktop/archive.db").exists());
        let mut command = sandbox.command(&["summary", "--json"]);
        command
            .env_remove("TONEARM_DATA_DIR")
            .env("XDG_DATA_HOME", sandbox.path("home"));
        command.env("TONEARM_API_URL", "http://127.0.0.1:9/v1");
        assert_eq!(run(&mut command).code, 0);
        assert!(sandbox.path("home/app.tonearm.desktop/stand-in/archive.db").exists());
    }
}

#[test]
fn a_reader_that_has_read_enough_is_no_error() {
    let sandbox = Sandbox::with_history();
    let mut child = sandbox
        .command(&["man"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut printed = String::new();
    child.stderr.take().unwrap().read_to_string(&mut printed).unwrap();
    assert_eq!((child.wait().unwrap().code(), printed.as_str()), (Some(0), ""));
}

#[test]
fn every_shell_gets_completions() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let printed = sandbox.run(&["completions", shell]);
        assert_eq!(printed.code, 0);
        assert!(
            printed.out.contains("tonearm-cli") && printed.out.contains("playlist"),
            "{shell}"
        );
    }
    assert!(!sandbox.path("data").exists(), "nothing was opened");
}

#[test]
fn the_man_page_tells_everything() {
    let printed = Sandbox::new().run(&["man"]);
    assert_eq!(printed.code, 0);
    for expected in [
        ".TH tonearm",
        ".SH COMMANDS",
        ".SS import",
        ".SS hide time",
        ".SS playlist save",
        "EXIT STATUS",
        "130",
    ] {
        assert!(printed.out.contains(expected), "{expected}");
    }
}

/// Clears the screen, twice; turns the rest of the line around; and is a line of its own.
const EVIL: &str = "a\u{1b}[2J\u{9b}2J\u{202E}txt\u{2066}\u{7f}\nb";

#[track_caller]
fn assert_steers_nothing(words: &[&str], printed: &str) {
    let steers = |letter: char| {
        (letter.is_control() && letter != '\n') || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!printed.contains(steers), "{words:?}: {printed:?}");
}

#[test]
fn a_name_can_not_steer_the_terminal() {
    let sandbox = Sandbox::new();
    let row = |day: u32| {
        let ended = format!("2024-05-{day:02}T10:00:00Z");
        crate::sandbox::row(&ended, 60, &format!("Artist {EVIL}"), EVIL, &format!("Track {EVIL}"))
    };
    // Windows has no files with control characters in their names.
    let file = match cfg!(windows) {
        true => "history\u{202E}.json",
        false => "history\u{1b}[2J\u{202E}.json",
    };
    sandbox.export(file, &[row(1), row(2)]);
    sandbox.export("wrong\u{9b}.json", &[serde_json::json!({ EVIL: EVIL })]);
    for words in [
        &["import", file][..],
        &["import", "wrong\u{9b}.json"],
        &["import", "missing\u{9b}\u{202E}.json"],
        &["recent"],
        &["sources"],
        &["summary"],
        &["explore"],
        &["explore", "--artist", "Artist"],
        &["hide", "artist", "Artist"],
        &["hidden"],
        &["\u{9b}2J\u{202E}"],
        &["explore", "--from", "\u{9b}2J\u{202E}"],
    ] {
        for words in [words.to_vec(), [words, &["--json"]].concat()] {
            let run = sandbox.run(&words);
            assert_steers_nothing(&words, &run.out);
            assert_steers_nothing(&words, &run.err);
        }
    }
    let printed = sandbox.run(&["recent"]).out;
    assert_eq!(printed.lines().count(), 3, "{printed:?}");
    let told = sandbox.json(&["recent"]);
    assert_eq!(
        told[0]["name"],
        format!("Track {EVIL}"),
        "programs get the name as it is: {told}"
    );
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_data_folder() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_history();
    sandbox.run(&["backup"]);
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let assert_closed = || {
        for folder in ["data", "data/backups"] {
            assert_eq!(mode(&sandbox.path(folder)), 0o700, "{folder}");
        }
        for (file, _) in sandbox.data() {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    };
    assert_closed();
    // As an earlier version left them.
    let open = |path: &std::path::Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    sandbox.data().iter().for_each(|(file, _)| open(file, 0o644));
    for folder in ["data", "data/backups"] {
        open(&sandbox.path(folder), 0o755);
    }
    sandbox.json(&["summary"]);
    assert_closed();
}

#[test]
fn a_token_is_never_sent_to_another_computer() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["sync", "--json"]);
    command.env("TONEARM_API_URL", "http://192.0.2.1/v1");
    let run = run(&mut command);
    assert_eq!((run.code, run.error().as_str()), (1, "not_loopback"));
}
