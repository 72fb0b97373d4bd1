//! A damaged archive, and folders that can't be used: reported, never silently replaced by an empty one, and repaired by a
//! restore.

use std::fs;

use crate::sandbox::Sandbox;

/// The archive's file is overwritten with something else, as a failing disk does.
fn ruin(sandbox: &Sandbox) {
    fs::write(sandbox.archive(), b"no archive any more ".repeat(5000)).unwrap();
}

#[test]
fn a_damaged_archive_is_said_to_be_by_every_command_until_it_is_restored() {
    let sandbox = Sandbox::with_history();
    let backup = sandbox.json(&["backup"])["name"].as_str().unwrap().to_owned();
    ruin(&sandbox);
    for question in ["summary", "recent", "sources"] {
        let run = sandbox.run(&[question, "--json"]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(
            run.err.contains("archive.damaged-") && run.err.contains(&backup),
            "{run:?}"
        );
    }
    let kept = fs::read_dir(sandbox.path("data")).unwrap().flatten();
    let kept = kept.filter(|entry| entry.file_name().to_string_lossy().starts_with("archive.damaged-"));
    assert_eq!(kept.count(), 1);
    assert_eq!(sandbox.run(&["restore", "latest"]).code, 0);
    let run = sandbox.run(&["summary", "--json"]);
    assert_eq!((run.json()["plays"].as_u64(), run.err.as_str()), (Some(6), ""));
}

#[test]
fn a_missing_archive_is_said_to_be_by_every_command_until_its_backup_is_restored() {
    let sandbox = Sandbox::with_history();
    let backup = sandbox.json(&["backup"])["name"].as_str().unwrap().to_owned();
    fs::remove_file(sandbox.archive()).unwrap();
    for question in ["summary", "recent", "sources"] {
        let run = sandbox.run(&[question, "--json"]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains("is missing") && run.err.contains(&backup), "{run:?}");
    }
    assert_eq!(sandbox.run(&["restore", "latest"]).code, 0);
    let run = sandbox.run(&["summary", "--json"]);
    assert_eq!((run.json()["plays"].as_u64(), run.err.as_str()), (Some(6), ""));
}

#[test]
fn without_a_backup_it_says_to_import_again() {
    let sandbox = Sandbox::with_history();
    ruin(&sandbox);
    let run = sandbox.run(&["import", "history.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("import your exports again"), "{run:?}");
    assert_eq!(sandbox.json(&["summary"])["plays"], 6);
}

#[test]
fn damage_deep_in_the_file_is_found_by_verify() {
    let sandbox = Sandbox::with_history();
    let mut bytes = fs::read(sandbox.archive()).unwrap();
    // A page with names of tracks, which no start looks at.
    let named = bytes.windows(5).position(|name| name == b"Atlas").unwrap();
    let page = named / 4096 * 4096;
    bytes[page..page + 4096].fill(0xA5);
    fs::write(sandbox.archive(), bytes).unwrap();
    let run = sandbox.run(&["verify", "--json"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert_eq!(run.any_json()["ok"], false);
    assert!(!run.any_json()["troubles"].as_array().unwrap().is_empty());
}

#[test]
fn a_folder_that_can_not_be_one_is_said_not_to_be() {
    let sandbox = Sandbox::new();
    sandbox.write("file", b"a file");
    let run = sandbox.run(&["summary", "--data", "file/below"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("--data"), "{run:?}");
}

// Where there is a keychain, the sign-in would begin.
#[cfg(target_os = "linux")]
#[test]
fn settings_that_the_app_is_just_writing_are_read_from_their_copy() {
    let sandbox = Sandbox::new();
    let whole = format!(r#"{{"clientId": "{}"}}"#, simulator::DEMO_CLIENT_ID);
    let half = &whole[..whole.len() / 2];
    sandbox.write("data/tonearm.json", half.as_bytes());
    assert_eq!(sandbox.error(&["sign-in"]), ("client_id_missing".to_owned(), 1));

    sandbox.write("data/tonearm.copy.json", whole.as_bytes());
    // The Client ID is known, so the next thing missing is the keychain.
    assert_eq!(sandbox.error(&["sign-in"]), ("no_keychain".to_owned(), 1));

    let read = |name: &str| fs::read_to_string(sandbox.path("data").join(name)).unwrap();
    assert_eq!(
        [read("tonearm.json").as_str(), &read("tonearm.copy.json")],
        [half, &whole]
    );
}
