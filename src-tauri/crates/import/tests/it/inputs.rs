//! What can be given: zips, folders and files, in any mixture and order, once or twice.

use std::{fs, ops::ControlFlow};

use import::{ImportError, Progress, fingerprint, read};
use serde_json::json;

use crate::{
    export_folder::{ExportFolder, folder, gzipped, list, row, zipped},
    exports,
};

fn mixture() -> ExportFolder {
    folder()
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
    let export = mixture().read_only(&["folder", "four.json"]).unwrap();
    assert_eq!(export.rows, 1_000);
    let names: Vec<_> = export.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["deeper/two.json", "four.json", "one.json", "three.json"]);
    assert_eq!(export.other_files, 1);
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
fn a_name_is_held_once_in_whichever_file_it_stands() {
    let named = |ts: &str, name: &str| list(&[row(json!({ "ts": ts, "master_metadata_track_name": name }))]);
    let (old, new) = (
        named("2016-01-01T00:00:00Z", "Old"),
        named("2018-01-01T00:00:00Z", "New"),
    );
    for (first, second) in [(&old, &new), (&new, &old)] {
        let files = folder()
            .with("1.json", first)
            .with("2.json", second)
            .with("3.json", first);
        let export = files.read().unwrap();
        let names: Vec<&str> = export.items.iter().map(|item| &*item.name).collect();
        assert_eq!(names, ["New", "Old"]);
        assert_eq!(export.evidence.len(), 3);
    }
}

#[test]
fn what_is_given_twice_is_read_once() {
    let folder = mixture();
    let once = folder.read_only(&["folder", "four.json"]).unwrap();
    let twice = folder
        .read_only(&["folder", "folder/../four.json", "four.json", "folder/deeper"])
        .unwrap();
    assert_eq!((twice.rows, twice.sha256), (once.rows, once.sha256));
}

#[test]
fn the_fingerprint_is_known_before_reading_and_keeps_to_the_content() {
    let folder = mixture();
    let inputs = [folder.path("folder"), folder.path("four.json")];
    let before = fingerprint(&inputs).unwrap();
    assert_eq!(before, folder.read_only(&["folder", "four.json"]).unwrap().sha256);

    fs::copy(folder.path("four.json"), folder.path("renamed")).unwrap();
    fs::write(folder.path("folder/Userdata.json"), "{\"other\":1}").unwrap();
    assert_eq!(
        before,
        fingerprint(&[folder.path("renamed"), folder.path("folder")]).unwrap()
    );

    fs::write(folder.path("renamed"), exports::account(2, 0, 100, false)).unwrap();
    assert_ne!(
        before,
        fingerprint(&[folder.path("renamed"), folder.path("folder")]).unwrap()
    );
}

#[test]
fn a_refused_file_is_part_of_the_fingerprint() {
    let damaged = exports::extended(1, 0, 2_000);
    let folder = folder()
        .with("a.json", exports::extended(1, 0, 10))
        .with("b.json", damaged.replacen("},", "}", 1));
    let export = folder.read().unwrap();
    assert_eq!(export.rows, 10);
    assert_eq!(fingerprint(&[folder.root().to_owned()]).unwrap(), export.sha256);
}

#[test]
fn what_is_not_there_or_holds_nothing_is_said_to_be() {
    let folder = folder().with("empty/readme.txt", "hello");
    let missing = ImportError::Missing {
        file: "gone.zip".into(),
    };
    assert_eq!(folder.read_only(&["gone.zip"]), Err(missing.clone()));
    assert_eq!(fingerprint(&[folder.path("gone.zip")]), Err(missing));
    let not_history = ImportError::NotHistory {
        file: "empty".into(),
        only: None,
    };
    assert_eq!(folder.read_only(&["empty"]), Err(not_history.clone()));
    assert_eq!(fingerprint(&[folder.path("empty")]), Err(not_history));
    assert!(matches!(folder.read_only(&[]), Err(ImportError::NotHistory { .. })));
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed_in_a_circle_or_elsewhere() {
    let folder = mixture();
    std::os::unix::fs::symlink(folder.path("folder"), folder.path("folder/deeper/up")).unwrap();
    std::os::unix::fs::symlink(folder.path("folder/one.json"), folder.path("folder/again.json")).unwrap();
    let folder = folder.with("elsewhere/five.json", exports::extended(1, 900, 300));
    std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path("folder/elsewhere")).unwrap();
    assert_eq!(folder.read_only(&["folder"]).unwrap().rows, 900);
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_system_will_not_read_is_refused() {
    // A file that opens, and gives an error at its first byte.
    let unreadable = std::path::PathBuf::from("/proc/self/mem");
    let error = read(&[unreadable], &folder().options(), &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(error.code(), "file_unreadable");
    let device = read(&["/dev/zero".into()], &folder().options(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap_err();
    assert_eq!(
        device,
        ImportError::NotHistory {
            file: "zero".into(),
            only: None
        }
    );
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
    let folder = mixture().with("folder/broken.json", &exports::extended(9, 0, 3_000)[1..]);
    let mut reports: Vec<Progress> = Vec::new();
    let inputs = [folder.path("folder"), folder.path("four.json")];
    let export = read(&inputs, &folder.options(), &mut |progress| {
        reports.push(progress);
        ControlFlow::Continue(())
    });
    assert_eq!(export.unwrap().rows, 1_000);
    for pair in reports.windows(2) {
        assert!(
            pair[0].rows <= pair[1].rows && pair[0].bytes_read <= pair[1].bytes_read,
            "{pair:?}"
        );
        assert_eq!(pair[0].bytes_total, pair[1].bytes_total);
    }
    let last = reports.last().unwrap();
    assert_eq!((last.bytes_read, last.rows >= 1_000), (last.bytes_total, true));
}

#[test]
fn progress_ends_at_the_total_whatever_is_refused_or_packed() {
    let mut locked = zipped(&[("a.json", exports::extended(1, 0, 300).as_bytes())]);
    locked[6] |= 1;
    let listed = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    locked[listed + 8] |= 1;
    let inner = zipped(&[
        ("b.json", exports::extended(1, 300, 300).as_bytes()),
        ("c.zip", &locked),
    ]);
    let folder = folder()
        .with("locked.zip", &locked)
        .with_zip("outer.zip", &[("inner.zip", &inner), ("locked.zip", &locked)])
        .with("packed.json.gz", gzipped(exports::extended(1, 600, 300)));
    let mut last = Progress::default();
    let export = read(&[folder.root().to_owned()], &folder.options(), &mut |progress| {
        assert!(progress.bytes_read <= progress.bytes_total && last.bytes_total <= progress.bytes_total);
        last = progress;
        ControlFlow::Continue(())
    });
    assert_eq!(export.unwrap().rows, 600);
    assert_eq!(last.bytes_read, last.bytes_total);
}

#[test]
fn whoever_watches_can_stop_it_before_a_byte_is_read_and_after_the_last() {
    let folder = mixture();
    for last_call in [1, 2] {
        let mut reports = Vec::new();
        let stopped = read(&[folder.path("folder")], &folder.options(), &mut |progress| {
            reports.push(progress);
            let is_over = reports.len() == 1 && last_call == 1 || progress.bytes_read == progress.bytes_total;
            if is_over {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!(stopped, Err(ImportError::Cancelled));
        assert_eq!(reports[0].rows, 0);
        assert_eq!(reports.len() == 1, last_call == 1, "nothing is told after a stop");
    }
}
