//! A damaged file is put aside with its log, a new archive begins, and the newest backup that is whole is found.

use std::fs;

use store::{BackupReason, Store};

use crate::life::{Home, after, ends, is_sound, now, play};

/// What a program leaves that is killed after so many plays, most of them in the file and some in the log.
fn killed() -> Home {
    let home = Home::new();
    let store = home.store();
    play(&store, 0, 2_000);
    store.back_up(BackupReason::Asked, now()).unwrap();
    drop(store);
    let store = home.store();
    play(&store, 2_000, 10);
    let killed = home.copied();
    drop(store);
    assert!(fs::metadata(killed.beside("archive.db-wal")).unwrap().len() > 0);
    killed
}

/// Opens what was damaged, and looks whether all of it is still there under another name.
fn put_aside(home: &Home) -> Store {
    let before = home.files();
    let opened = home.open();
    let aside = opened.damaged.expect("it is damaged");
    assert!(
        aside
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("archive.damaged-")
    );
    for ending in ["", "-wal"] {
        let name = format!("{}{ending}", aside.file_name().unwrap().to_str().unwrap());
        let kept = home.files();
        assert!(kept.get(&name) == before.get(&format!("archive.db{ending}")), "{name}");
    }
    assert_eq!(ends(&opened.store), Vec::<i64>::new());
    is_sound(&opened.store);
    opened.store
}

fn flip(bytes: &mut [u8]) {
    let middle = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(middle / 4096 * 4096).take(16 * 4096) {
        *byte = !*byte;
    }
}

fn change(home: &Home, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(home.archive()).unwrap();
    change(&mut bytes);
    fs::write(home.archive(), bytes).unwrap();
}

#[test]
fn an_archive_that_was_killed_is_whole() {
    let home = killed();
    let store = home.store();
    assert_eq!(ends(&store).len(), 2_010);
    is_sound(&store);
}

#[test]
fn flipped_bytes_are_found_after_an_unclean_end() {
    let home = killed();
    change(&home, |bytes| flip(bytes));
    let store = put_aside(&home);
    // Recorded before the listener chose to restore: carried over by whoever asks for it.
    play(&store, 5_000, 3);
    let backup = store.newest_good_backup(None).expect("a backup");
    store
        .restore(&backup.name, after(1), |restored| {
            play(restored, 5_000, 3);
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
    assert_eq!(ends(&store).len(), 2_003);
    is_sound(&store);
}

#[test]
fn a_file_cut_off_is_found_after_an_unclean_end() {
    for part in [0, 10, 4096, 100_000] {
        let home = killed();
        change(&home, |bytes| bytes.truncate(part));
        put_aside(&home);
    }
}

#[test]
fn what_is_no_database_is_put_aside() {
    for text in ["<html>not found</html>".to_owned(), "x".repeat(100_000)] {
        let home = Home::new();
        fs::write(home.archive(), text).unwrap();
        put_aside(&home);
    }
}

#[test]
fn a_second_damaged_file_in_one_second_does_not_take_the_place_of_the_first() {
    let home = Home::new();
    for text in ["the first ".repeat(1_000), "the second ".repeat(1_000)] {
        fs::write(home.archive(), text).unwrap();
        put_aside(&home);
    }
    let kept = home.files();
    for text in ["the first ", "the second "] {
        assert!(kept.values().any(|bytes| bytes.starts_with(text.as_bytes())));
    }
}

#[test]
fn putting_aside_that_broke_off_between_file_and_log_is_finished() {
    let home = killed();
    change(&home, |bytes| flip(bytes));
    fs::rename(home.archive(), home.beside("archive.damaged-20260101T000000.db")).unwrap();
    let log = fs::read(home.beside("archive.db-wal")).unwrap();
    let opened = home.open();
    assert!(opened.damaged.is_some(), "the listener is told at last");
    assert!(home.files().values().any(|bytes| *bytes == log));
}

#[test]
fn a_damaged_newest_backup_is_passed_over() {
    let home = Home::new();
    let store = home.store();
    play(&store, 0, 2_000);
    let taken: Vec<_> = (0..5)
        .map(|at| store.back_up(BackupReason::Asked, after(at)).unwrap().name)
        .collect();
    let spoil = |name: &str, spoil: fn(&mut Vec<u8>)| {
        let path = home.beside("backups").join(name);
        let mut bytes = fs::read(&path).unwrap();
        spoil(&mut bytes);
        fs::write(path, bytes).unwrap();
    };
    spoil(&taken[4], |bytes| flip(bytes));
    spoil(&taken[3], |bytes| bytes.truncate(10_000));
    spoil(&taken[2], Vec::clear);
    spoil(&taken[1], |bytes| {
        *bytes = b"no database at all, but as long as one might well be".repeat(9)
    });
    assert_eq!(
        store.newest_good_backup(None).map(|backup| backup.name),
        Some(taken[0].clone())
    );
    for name in &taken[1..] {
        let restored = store.restore(name, after(9), |_| Ok::<_, store::StoreError>(()));
        assert!(
            matches!(restored, Err(store::StoreError::BackupUnusable(_))),
            "{restored:?}"
        );
    }
    assert_eq!(ends(&store).len(), 2_000);
}
