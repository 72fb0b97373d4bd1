//! A damaged file is moved aside with its log, a new archive is begun, and the newest intact backup is found.

use std::path::Path;
use std::{fs, io};

use store::{BackupReason, Damage, Retention, Store};

use crate::archive_folder::{ArchiveFolder, after, assert_intact, ends, now, play};

/// What a killed program leaves: most plays in the file and some in the log.
fn killed() -> ArchiveFolder {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 2_000);
    store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
    drop(store);
    let store = folder.store();
    play(&store, 2_000, 10);
    let killed = folder.copy();
    drop(store);
    assert!(fs::metadata(killed.beside("archive.db-wal")).unwrap().len() > 0);
    killed
}

/// Opens a damaged archive and checks that all of it is still there under another name.
fn open_damaged(folder: &ArchiveFolder) -> Store {
    let before = folder.files();
    let opened = folder.open();
    let Some(Damage::SetAside(moved)) = opened.damage else {
        panic!("it is damaged")
    };
    assert!(
        moved
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("archive.damaged-")
    );
    for ending in ["", "-wal"] {
        let name = format!("{}{ending}", moved.file_name().unwrap().to_str().unwrap());
        let kept = folder.files();
        assert!(kept.get(&name) == before.get(&format!("archive.db{ending}")), "{name}");
    }
    assert_eq!(ends(&opened.store), Vec::<i64>::new());
    assert_intact(&opened.store);
    opened.store
}

fn flip(bytes: &mut [u8]) {
    let middle = bytes.len() / 2;
    for byte in bytes.iter_mut().skip(middle / 4096 * 4096).take(16 * 4096) {
        *byte = !*byte;
    }
}

fn change(folder: &ArchiveFolder, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(folder.archive()).unwrap();
    change(&mut bytes);
    fs::write(folder.archive(), bytes).unwrap();
}

#[test]
fn an_archive_that_was_killed_is_whole() {
    let folder = killed();
    let store = folder.store();
    assert_eq!(ends(&store).len(), 2_010);
    assert_intact(&store);
}

#[test]
fn flipped_bytes_are_found_after_an_unclean_end() {
    let folder = killed();
    change(&folder, |bytes| flip(bytes));
    let store = open_damaged(&folder);
    // Recorded before the listener chose to restore; the caller carries these over.
    play(&store, 5_000, 3);
    let backup = store.newest_good_backup(None).unwrap().expect("a backup");
    store
        .restore(&backup.name, after(1), |restored| {
            play(restored, 5_000, 3);
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
    assert_eq!(ends(&store).len(), 2_003);
    assert_intact(&store);
}

#[test]
fn a_file_cut_off_is_found_after_an_unclean_end() {
    for part in [0, 10, 4096, 100_000] {
        let folder = killed();
        change(&folder, |bytes| bytes.truncate(part));
        open_damaged(&folder);
    }
}

#[test]
fn what_is_no_database_is_open_damaged() {
    for text in ["<html>not found</html>".to_owned(), "x".repeat(100_000)] {
        let folder = ArchiveFolder::new();
        fs::write(folder.archive(), text).unwrap();
        open_damaged(&folder);
    }
}

#[test]
fn an_archive_that_is_missing_or_empty_while_there_are_backups_is_damage() {
    let removals: [fn(&Path) -> io::Result<()>; 2] = [|path| fs::remove_file(path), |path| fs::write(path, b"")];
    for remove in removals {
        let folder = ArchiveFolder::new();
        let store = folder.store();
        play(&store, 0, 500);
        let backup = store.back_up(BackupReason::Daily, now(), Retention::Tiers).unwrap();
        drop(store);
        remove(&folder.archive()).unwrap();
        let opened = folder.open();
        assert_eq!(opened.damage, Some(Damage::Missing));
        assert_intact(&opened.store);
        let good = opened.store.newest_good_backup(None).unwrap().unwrap();
        assert_eq!(good, backup);
        let restored = opened
            .store
            .restore(&good.name, after(1), |_| Ok::<_, store::StoreError>(()));
        restored.unwrap();
        drop(opened);
        assert_eq!(ends(&folder.store()).len(), 500);
    }
}

#[test]
fn without_a_backup_of_any_play_a_missing_archive_is_a_first_start() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
    drop(store);
    fs::remove_file(folder.archive()).unwrap();
    assert_eq!(folder.open().damage, None);
}

#[test]
fn a_second_damaged_file_in_one_second_does_not_take_the_place_of_the_first() {
    let folder = ArchiveFolder::new();
    for text in ["the first ".repeat(1_000), "the second ".repeat(1_000)] {
        fs::write(folder.archive(), text).unwrap();
        open_damaged(&folder);
    }
    let kept = folder.files();
    for text in ["the first ", "the second "] {
        assert!(kept.values().any(|bytes| bytes.starts_with(text.as_bytes())));
    }
}

#[test]
fn putting_aside_that_broke_off_between_file_and_log_is_finished() {
    let folder = killed();
    change(&folder, |bytes| flip(bytes));
    in_use::rename(&folder.archive(), &folder.beside("archive.damaged-20260101T000000.db")).unwrap();
    let log = fs::read(folder.beside("archive.db-wal")).unwrap();
    let opened = folder.open();
    assert!(opened.damage.is_some(), "the listener is told at last");
    assert!(folder.files().values().any(|bytes| *bytes == log));
}

#[test]
fn a_damaged_archive_that_was_put_aside_is_told_of_also_after_a_kill_right_then() {
    for with_backup in [false, true] {
        let folder = ArchiveFolder::new();
        let store = folder.store();
        play(&store, 0, 500);
        if with_backup {
            store.back_up(BackupReason::Daily, now(), Retention::Tiers).unwrap();
        }
        drop(store);
        let aside = folder.beside("archive.damaged-20261128T120000.db");
        in_use::rename(&folder.archive(), &aside).unwrap();
        assert_eq!(
            folder.open().damage,
            Some(Damage::SetAside(aside)),
            "with a backup: {with_backup}"
        );
        assert_eq!(folder.open().damage, None, "only once");
    }
}

#[test]
fn an_archive_that_is_missing_long_after_another_was_put_aside_is_missing() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 500);
    fs::write(folder.beside("archive.damaged-20200101T000000.db"), "old").unwrap();
    store.back_up(BackupReason::Daily, now(), Retention::Tiers).unwrap();
    drop(store);
    fs::remove_file(folder.archive()).unwrap();
    assert_eq!(folder.open().damage, Some(Damage::Missing));
}

#[test]
fn a_damaged_newest_backup_is_passed_over() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 2_000);
    let taken: Vec<_> = (0..5)
        .map(|at| {
            store
                .back_up(BackupReason::Asked, after(at), Retention::KeepAll)
                .unwrap()
                .name
        })
        .collect();
    let spoil = |name: &str, spoil: fn(&mut Vec<u8>)| {
        let path = folder.beside("backups").join(name);
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
        store.newest_good_backup(None).unwrap().map(|backup| backup.name),
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
