//! How the program behaves as a program: usage, silence, pipes, manual and completions.

use std::{io::Read, process::Stdio};

use crate::shelf::{Shelf, run};

#[test]
fn a_wrong_command_line_ends_in_two() {
    let shelf = Shelf::new();
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
        let said = shelf.run(words);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{words:?}");
        assert!(said.err.starts_with("error: "), "{said:?}");
        assert_eq!(shelf.error(words), ("usage".to_owned(), 2), "{words:?}");
    }
}

#[test]
fn help_tells_the_exit_codes() {
    let said = Shelf::new().run(&["--help"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    for told in ["Exit codes:", "130  interrupted", "TONEARM_DATA_DIR", "completions"] {
        assert!(said.out.contains(told), "{told}");
    }
}

#[test]
fn quiet_leaves_out_what_was_not_asked_for() {
    let shelf = Shelf::new();
    shelf.export("history.json", &crate::shelf::history());
    let import = shelf.run(&["import", "history.json", "--quiet"]);
    assert_eq!((import.code, import.out.as_str(), import.err.as_str()), (0, "", ""));
    assert!(shelf.run(&["summary", "--quiet"]).out.contains("Plays"));
}

#[test]
fn the_folder_on_the_command_line_goes_before_the_environments() {
    let shelf = Shelf::with_history();
    assert_eq!(shelf.json(&["--data", "other", "summary"])["plays"], 0);
    assert!(shelf.path("other/archive.db").exists());
}

#[test]
fn without_a_chosen_folder_it_is_the_apps() {
    let shelf = Shelf::new();
    let mut command = shelf.command(&["summary", "--json"]);
    command
        .env_remove("TONEARM_DATA_DIR")
        .env("XDG_DATA_HOME", shelf.path("home"));
    command.env("APPDATA", shelf.path("home"));
    assert_eq!(run(&mut command).code, 0);
    if cfg!(target_os = "linux") {
        assert!(shelf.path("home/app.tonearm.desktop/archive.db").exists());
        let mut command = shelf.command(&["summary", "--json"]);
        command
            .env_remove("TONEARM_DATA_DIR")
            .env("XDG_DATA_HOME", shelf.path("home"));
        command.env("TONEARM_API_URL", "http://127.0.0.1:9/v1");
        assert_eq!(run(&mut command).code, 0);
        assert!(shelf.path("home/app.tonearm.desktop/stand-in/archive.db").exists());
    }
}

#[test]
fn a_reader_that_has_read_enough_is_no_error() {
    let shelf = Shelf::with_history();
    let mut child = shelf
        .command(&["man"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn every_shell_gets_completions() {
    let shelf = Shelf::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = shelf.run(&["completions", shell]);
        assert_eq!(said.code, 0);
        assert!(
            said.out.contains("tonearm-cli") && said.out.contains("playlist"),
            "{shell}"
        );
    }
    assert!(!shelf.path("data").exists(), "nothing was opened");
}

#[test]
fn the_man_page_tells_everything() {
    let said = Shelf::new().run(&["man"]);
    assert_eq!(said.code, 0);
    for told in [
        ".TH tonearm",
        ".SH COMMANDS",
        ".SS import",
        ".SS hide time",
        ".SS playlist save",
        "EXIT STATUS",
        "130",
    ] {
        assert!(said.out.contains(told), "{told}");
    }
}

#[test]
fn a_name_can_not_steer_the_terminal() {
    let shelf = Shelf::new();
    let evil = crate::shelf::row("2024-05-01T10:00:00Z", 60, "A\u{1b}[2Jrtist", "Album", "Tra\nck");
    shelf.export("history.json", &[evil]);
    shelf.json(&["import", "history.json"]);
    let said = shelf.run(&["recent"]);
    assert!(
        !said.out.contains('\u{1b}') && said.out.lines().count() == 2,
        "{said:?}"
    );
}
