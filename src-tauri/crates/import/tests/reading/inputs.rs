//! What can be given: zips, folders, files, in any mixture and order, once or twice.

use std::{fs, ops::ControlFlow, path::PathBuf};

use import::{ImportError, Progress, fingerprint, read};
use serde_json::json;

use crate::{
    exports,
    stage::{Stage, list, row, stage},
};

fn mixture() -> Stage {
    stage()
        .with("folder/one.json", exports::extended(1, 0, 300))
        .with("folder/deeper/two.json", exports::extended(1, 300, 300))
        .with("folder/Userdata.json", "{}")
        .with_zip(
            "folder/zips/data.zip",
            &[("three.json", exports::extended(1, 600, 300).as_bytes())],
        )
        .with("four.json", exports::account(1, 0, 100, false))
}

#[test]
fn folders_files_and_zips_are_read_together() {
    let reading = mixture().read_only(&["folder", "four.json"]).unwrap();
    assert_eq!(reading.rows, 1_000);
    let names: Vec<_> = reading.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["deeper/two.json", "four.json", "one.json", "three.json"]);
    assert_eq!(reading.other_files, 1);
}

#[test]
fn neither_the_order_nor_the_number_of_threads_shows() {
    let one = mixture().threads(1).read_only(&["folder", "four.json"]).unwrap();
    for (threads, names) in [
        (2, ["four.json", "folder"]),
        (4, ["folder", "four.json"]),
        (0, ["four.json", "folder"]),
    ] {
        assert_eq!(mixture().threads(threads).read_only(&names).unwrap(), one, "{threads}");
    }
}

#[test]
fn the_latest_name_counts_in_whichever_file_it_stands() {
    let named = |ts: &str, name: &str| list(&[row(json!({ "ts": ts, "master_metadata_track_name": name }))]);
    let (old, new) = (
        named("2016-01-01T00:00:00Z", "Old"),
        named("2018-01-01T00:00:00Z", "New"),
    );
    for (first, second) in [(&old, &new), (&new, &old)] {
        let reading = stage().with("1.json", first).with("2.json", second).read().unwrap();
        assert_eq!((reading.items.len(), &*reading.items[0].name), (1, "New"));
        assert_eq!(reading.evidence.len(), 2);
    }
}

#[test]
fn what_is_given_twice_is_read_once() {
    let stage = mixture();
    let once = stage.read_only(&["folder", "four.json"]).unwrap();
    let twice = stage
        .read_only(&["folder", "folder/../four.json", "four.json", "folder/deeper"])
        .unwrap();
    assert_eq!((twice.rows, twice.sha256), (once.rows, once.sha256));
}

#[test]
fn the_fingerprint_is_known_before_reading_and_keeps_to_the_content() {
    let stage = mixture();
    let inputs = [stage.path("folder"), stage.path("four.json")];
    let before = fingerprint(&inputs).unwrap();
    assert_eq!(before, stage.read_only(&["folder", "four.json"]).unwrap().sha256);

    fs::rename(stage.path("four.json"), stage.path("renamed")).unwrap();
    fs::write(stage.path("folder/Userdata.json"), "{\"other\":1}").unwrap();
    assert_eq!(
        before,
        fingerprint(&[stage.path("renamed"), stage.path("folder")]).unwrap()
    );

    fs::write(stage.path("renamed"), exports::account(2, 0, 100, false)).unwrap();
    assert_ne!(
        before,
        fingerprint(&[stage.path("renamed"), stage.path("folder")]).unwrap()
    );
}

#[test]
fn a_refused_file_is_part_of_the_fingerprint() {
    let damaged = exports::extended(1, 0, 2_000);
    let stage = stage()
        .with("a.json", exports::extended(1, 0, 10))
        .with("b.json", damaged.replacen("},", "}", 1));
    let reading = stage.read().unwrap();
    assert_eq!(reading.rows, 10);
    assert_eq!(fingerprint(&[stage.folder().to_owned()]).unwrap(), reading.sha256);
}

#[test]
fn what_is_not_there_or_holds_nothing_is_said_to_be() {
    let stage = stage().with("empty/readme.txt", "hello");
    let missing = ImportError::Missing {
        file: "gone.zip".into(),
    };
    assert_eq!(stage.read_only(&["gone.zip"]), Err(missing.clone()));
    assert_eq!(fingerprint(&[stage.path("gone.zip")]), Err(missing));
    let not_history = ImportError::NotHistory { file: "empty".into() };
    assert_eq!(stage.read_only(&["empty"]), Err(not_history.clone()));
    assert_eq!(fingerprint(&[stage.path("empty")]), Err(not_history));
    assert!(matches!(stage.read_only(&[]), Err(ImportError::NotHistory { .. })));
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed_in_a_circle_or_elsewhere() {
    let stage = mixture();
    std::os::unix::fs::symlink(stage.path("folder"), stage.path("folder/deeper/up")).unwrap();
    std::os::unix::fs::symlink(stage.path("folder/one.json"), stage.path("folder/again.json")).unwrap();
    let stage = stage.with("elsewhere/five.json", exports::extended(1, 900, 300));
    std::os::unix::fs::symlink(stage.path("elsewhere"), stage.path("folder/elsewhere")).unwrap();
    assert_eq!(stage.read_only(&["folder"]).unwrap().rows, 900);
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_system_will_not_read_is_refused() {
    // A file that opens, and gives an error at its first byte.
    let unreadable = PathBuf::from("/proc/self/mem");
    let error = read(&[unreadable], &stage().options(), &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(error.code(), "file_unreadable");
    let device = read(&["/dev/zero".into()], &stage().options(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap_err();
    assert_eq!(device, ImportError::NotHistory { file: "zero".into() });
}

#[test]
fn limits_end_in_a_sentence() {
    let limited = |limit: fn(&mut import::Limits)| {
        mixture()
            .limited(limit)
            .read_only(&["folder", "four.json"])
            .unwrap_err()
    };
    assert_eq!(
        limited(|limits| limits.files = 3),
        ImportError::TooManyFiles { limit: 3 }
    );
    assert_eq!(
        limited(|limits| limits.rows = 999),
        ImportError::TooManyRows { limit: 999 }
    );
    assert_eq!(
        limited(|limits| limits.bytes = 100_000),
        ImportError::TooMuchData { limit_bytes: 100_000 }
    );
    assert_eq!(
        limited(|limits| limits.text_bytes = 9_000),
        ImportError::TooMuchText { limit_bytes: 9_000 }
    );
    let fits = |limits: &mut import::Limits| limits.rows = 1_000;
    assert!(mixture().limited(fits).read_only(&["folder", "four.json"]).is_ok());
}

#[test]
fn progress_never_falls_and_ends_at_the_total() {
    let stage = mixture().with("folder/broken.json", &exports::extended(9, 0, 3_000)[1..]);
    let mut told: Vec<Progress> = Vec::new();
    let inputs = [stage.path("folder"), stage.path("four.json")];
    let reading = read(&inputs, &stage.options(), &mut |progress| {
        told.push(progress);
        ControlFlow::Continue(())
    });
    assert_eq!(reading.unwrap().rows, 1_000);
    for pair in told.windows(2) {
        assert!(
            pair[0].rows <= pair[1].rows && pair[0].bytes_read <= pair[1].bytes_read,
            "{pair:?}"
        );
        assert_eq!(pair[0].bytes_total, pair[1].bytes_total);
    }
    let last = told.last().unwrap();
    assert_eq!((last.bytes_read, last.rows >= 1_000), (last.bytes_total, true));
}

#[test]
fn whoever_watches_can_stop_it_before_a_byte_is_read_and_after_the_last() {
    let stage = mixture();
    for last_call in [1, 2] {
        let mut told = Vec::new();
        let stopped = read(&[stage.path("folder")], &stage.options(), &mut |progress| {
            told.push(progress);
            let is_over = told.len() == 1 && last_call == 1 || progress.bytes_read == progress.bytes_total;
            if is_over {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(stopped, Err(ImportError::Cancelled));
        assert_eq!(told[0].rows, 0);
        assert_eq!(told.len() == 1, last_call == 1, "nothing is told after a stop");
    }
}
