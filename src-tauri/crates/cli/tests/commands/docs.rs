//! What the documents tell people to type: every command in a block of shell is run here, or listed with the reason why not. So is every
//! one inside a sentence, where a `tonearm-cli …` and a `cargo xtask …` have to be ones that there are.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::sandbox::{Sandbox, row, run, zip};

/// Beginnings of commands that are not run, each with the reason.
const NOT_RUN: &[(&str, &str)] = &[
    ("sudo apt install postgresql", "installs a server"),
    (
        "sudo apt install ./tonearm_",
        "`cargo xtask test --packages` installs it",
    ),
    (
        "sudo dnf install ./tonearm-",
        "`cargo xtask test --packages` lays its files over a system",
    ),
    (
        "sudo -u postgres create",
        "needs a server of the system; the tests of `remote` start one of their own",
    ),
    (
        "tonearm-cli remote add postgres:",
        "needs that server; `remote.rs` runs it with one",
    ),
    (
        "tonearm-cli remote init postgres:",
        "needs that server; `remote.rs` runs it with one",
    ),
    (
        "tonearm-cli remote listeners --at postgres:",
        "needs that server; `remote.rs` runs it with one",
    ),
    ("TONEARM_DB_PASSWORD=PASSWORD docker compose", "needs Docker"),
    (
        "psql --command",
        "needs that server; the tests of `remote` give these rights",
    ),
    ("git tag --sign v1.2.3", "makes a release"),
    ("git push origin", "makes a release, or takes one back"),
    (
        "npm exec --package=@tauri-apps/cli@2 -- tauri signer generate",
        "makes a key, with a program of some ten megabytes",
    ),
];

/// The same for commands inside sentences.
const NOT_RUN_IN_SENTENCES: &[(&str, &str)] = &[
    (
        "Get-FileHash ",
        "Windows alone has it, and it needs a release's installer",
    ),
    ("brew install --cask OWNER/tap/tonearm", "needs macOS, and a tap"),
    ("brew uninstall --cask tonearm", "needs macOS"),
    (
        "duckdb -c ",
        "needs DuckDB; the tests of `library` read the Parquet back",
    ),
    ("gh attestation verify FILE", "asks GitHub about a release"),
    ("git ls-remote --tags https://github.com/", "asks GitHub"),
    ("shasum -a 256 ", "needs a release's disk image"),
    ("sudo apt purge tonearm", "`cargo xtask test --packages` does it"),
    ("sudo dnf remove tonearm", "needs Fedora"),
];

/// Programs of others that listeners are told to call.
const OTHERS: &[&str] = &[
    "Get-FileHash",
    "brew",
    "docker",
    "duckdb",
    "flatpak",
    "gh",
    "git",
    "sha256sum",
    "shasum",
    "sudo",
    "winget",
];

/// The documents with their paths.
fn documents() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let mut found = Vec::new();
    for folder in ["", "docs", "docs/notes", "packaging"] {
        for entry in fs::read_dir(root.join(folder)).unwrap().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|kind| kind == "md") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// The commands in a document's blocks of shell, without comments.
fn commands(document: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut begun = String::new();
    let mut is_shell = false;
    for line in document.lines().map(str::trim) {
        if line.starts_with("```") {
            is_shell = line == "```sh";
        } else if is_shell {
            let line = line.split_once(" #").map_or(line, |(command, _)| command).trim();
            match line.strip_suffix('\\') {
                Some(begins) => begun.push_str(begins),
                None if line.is_empty() || line.starts_with('#') => {}
                None => commands.push(std::mem::take(&mut begun) + line),
            }
        }
    }
    commands
}

/// The commands inside sentences: ours, and those of [`OTHERS`] that say what to do. The name alone is no command.
fn inline(document: &str) -> impl Iterator<Item = Vec<&str>> {
    let prose = document.split("```").step_by(2);
    let quoted = prose.flat_map(|text| text.split('`').skip(1).step_by(2));
    let commands = quoted.map(|words| words.split_whitespace().collect::<Vec<_>>());
    commands.filter(|words| match words.as_slice() {
        ["tonearm-cli", _, ..] | ["cargo", "xtask", _, ..] => true,
        [program, _, ..] => OTHERS.contains(program),
        _ => false,
    })
}

fn reason(list: &[(&'static str, &str)], command: &str) -> Option<&'static str> {
    let listed = list.iter().find(|(beginning, _)| command.starts_with(beginning));
    listed.map(|(beginning, _)| *beginning)
}

/// A folder with what the documents speak of.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let rows = [
        row("2016-05-07T23:00:00Z", 200, "Bicep", "Just", "Just"),
        row("2016-05-14T01:00:00Z", 200, "Bicep", "Just", "Just"),
    ];
    zip(
        &sandbox.path("my_spotify_data.zip"),
        "Streaming_History_Audio_2016.json",
        &rows,
    );
    fs::create_dir_all(sandbox.path("Sync/tonearm")).unwrap();
    sandbox
}

#[test]
fn every_command_in_the_documents_works() {
    let sandbox = sandbox();
    // Some documents begin in the middle.
    sandbox.json(&["import", "my_spotify_data.zip"]);
    let mut not_run = BTreeSet::new();
    for (path, text) in documents() {
        for command in commands(&text) {
            if let Some(beginning) = reason(NOT_RUN, &command) {
                not_run.insert(beginning);
            } else {
                try_out(&sandbox, &command, &path);
            }
        }
    }
    assert_eq!(
        not_run,
        listed(NOT_RUN),
        "these are listed, and in no document any more"
    );
}

fn listed(list: &[(&'static str, &str)]) -> BTreeSet<&'static str> {
    list.iter().map(|(beginning, _)| *beginning).collect()
}

fn try_out(sandbox: &Sandbox, command: &str, document: &Path) {
    let told = format!("{}: {command}", document.display());
    let sync = sandbox.path("Sync").to_string_lossy().into_owned();
    let words: Vec<_> = command
        .split_whitespace()
        .map(|word| word.replace("/home/robin/Sync", &sync))
        .collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tonearm-cli", words @ ..] => {
            let run = sandbox.run(words);
            assert_eq!(run.code, 0, "{told}: {run:?}");
        }
        ["cargo", "xtask", words @ ..] => assert!(is_xtask(words), "{told}: there is no such command"),
        ["sqlite3", ..] if has("sqlite3") => {
            let run = run(Command::new("sh")
                .args(["-c", command])
                .current_dir(sandbox.path("data")));
            assert!(run.code == 0 && run.out.contains("Just"), "{told}: {run:?}");
        }
        ["sqlite3", ..] => println!("skipped: {told}, because there is no sqlite3 here"),
        _ => panic!("{told}: this is neither run nor listed with a reason"),
    }
}

/// Whether the developer's commands know these words. What they do is what whoever runs these tests has just done, or takes hours.
fn is_xtask(words: &[&str]) -> bool {
    let source = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../xtask/src")
            .join(file);
        fs::read_to_string(path).unwrap()
    };
    let (main, test) = (source("main.rs"), source("test.rs"));
    match words {
        ["test", flags @ ..] => flags.iter().all(|flag| test.contains(&format!("(\"{flag}\","))),
        [command, ..] => main.contains(&format!("\"{command}\" =>")),
        [] => false,
    }
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

#[test]
fn every_command_inside_a_sentence_is_one_that_there_is() {
    let sandbox = Sandbox::new();
    let documents = documents();
    let mut count = 0;
    let mut not_run = BTreeSet::new();
    for (path, text) in &documents {
        for command in inline(text) {
            let told = format!("{}: {}", path.display(), command.join(" "));
            match command.as_slice() {
                // All commands at once.
                ["cargo", "xtask", "…"] => {}
                ["cargo", "xtask", words @ ..] => assert!(is_xtask(words), "{told}: there is no such command"),
                [program, ..] if OTHERS.contains(program) => {
                    let listed = reason(NOT_RUN_IN_SENTENCES, &command.join(" "));
                    not_run.insert(listed.unwrap_or_else(|| panic!("{told}: this is not listed with a reason")));
                }
                words => {
                    let run = sandbox.run(&[&words[1..], &["--help"][..]].concat());
                    assert_eq!(run.code, 0, "{told}: {}", run.err);
                }
            }
            count += 1;
        }
    }
    assert!(count > 20, "the commands are found");
    let listed = listed(NOT_RUN_IN_SENTENCES);
    assert_eq!(not_run, listed, "these are listed, and in no document any more");
}

#[test]
fn commands_are_read_from_blocks_of_shell_alone() {
    let document = "`tonearm-cli top`\n\n   ```sh\n   tonearm-cli \\\n     sources   # all of them\n   # nothing\n   ls\n   ```\n\n```sql\nSELECT\n```\n";
    assert_eq!(commands(document), ["tonearm-cli sources", "ls"]);
    assert_eq!(inline(document).collect::<Vec<_>>(), [["tonearm-cli", "top"]]);
    let sentence = "Not `git` or `curl -O x`, but `sudo rm -r /`.";
    assert_eq!(inline(sentence).collect::<Vec<_>>(), [["sudo", "rm", "-r", "/"]]);
    assert_eq!(reason(NOT_RUN_IN_SENTENCES, "sudo rm -r /"), None);
    assert!(!is_xtask(&["no-such-command"]) && !is_xtask(&["test", "--no-such-flag"]));
    assert!(is_xtask(&["demo"]) && is_xtask(&["test", "--others"]));
}
