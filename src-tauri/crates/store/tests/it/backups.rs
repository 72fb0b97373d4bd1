//! Backups: the seven newest are kept, each is consistent, and no other file is mistaken for one.

use std::fs;

use store::{BackupReason, StoreError};

use crate::archive_folder::{ArchiveFolder, after, assert_intact, ends, now, play};

fn carry_over_nothing(_: &store::Store) -> Result<(), StoreError> {
    Ok(())
}

#[test]
fn the_seven_newest_are_kept() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let taken: Vec<_> = (0..12)
        .map(|at| store.back_up(BackupReason::Daily, after(at)).unwrap().name)
        .collect();
    let kept: Vec<_> = store.backups().unwrap().into_iter().map(|backup| backup.name).collect();
    assert_eq!(kept, taken.iter().rev().take(7).cloned().collect::<Vec<_>>());
}

#[test]
fn seven_of_one_moment_are_seven() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    for _ in 0..9 {
        store.back_up(BackupReason::Asked, now()).unwrap();
    }
    assert_eq!(store.backups().unwrap().len(), 7);
}

#[test]
fn a_clock_that_ran_ahead_once_costs_no_backup_of_today() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    for at in 0..7 {
        store.back_up(BackupReason::Daily, after(5_000_000 + at)).unwrap();
    }
    for at in 0..3 {
        let taken = store.back_up(BackupReason::Daily, after(at)).unwrap();
        assert!(store.backups().unwrap().contains(&taken));
    }
    assert_eq!(store.backups().unwrap().len(), 7);
}

#[test]
fn only_known_names_are_restored() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let backup = store.back_up(BackupReason::Asked, now()).unwrap();
    fs::copy(
        folder.beside("backups").join(&backup.name),
        folder.beside("stranger.db"),
    )
    .unwrap();
    let before = folder.files();
    let up = format!("../backups/{}", backup.name);
    let whole = folder.beside("backups").join(&backup.name);
    for name in [
        "",
        ".",
        "..",
        "../stranger.db",
        "stranger.db",
        &up,
        whole.to_str().unwrap(),
    ] {
        let restored = store.restore(name, after(1), carry_over_nothing);
        assert!(
            matches!(restored, Err(StoreError::NoSuchBackup(_))),
            "{name}: {restored:?}"
        );
    }
    assert!(folder.files() == before);
}

#[test]
fn what_a_copy_left_behind_is_no_backup_and_goes_with_the_next() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let name = store.back_up(BackupReason::Asked, now()).unwrap().name;
    let leftovers = [
        format!("backups/{name}.part"),
        format!("backups/{name}.part-journal"),
        "archive.db.restoring".to_owned(),
        "archive.db.restoring-wal".to_owned(),
    ];
    for leftover in &leftovers {
        fs::write(folder.beside(leftover), "half").unwrap();
    }
    assert_eq!(store.backups().unwrap().len(), 1);
    store.back_up(BackupReason::Asked, after(1)).unwrap();
    let left = folder.files();
    assert!(
        leftovers.iter().all(|leftover| !left.contains_key(leftover)),
        "{:?}",
        left.keys()
    );
}

#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 100);
    let writer = folder.store();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| (1..40).for_each(|at| assert!(play(&writer, at * 100, 100) > 0)));
        let mut at = 0;
        while !writing.is_finished() {
            let backup = store.back_up(BackupReason::Asked, after(at)).unwrap();
            at += 1;
            let copy = ArchiveFolder::new();
            fs::copy(folder.beside("backups").join(backup.name), copy.archive()).unwrap();
            let copy = copy.store();
            assert_intact(&copy);
            assert_eq!(ends(&copy).len() % 100, 0, "no write is half there");
        }
    });
    assert_eq!(ends(&store).len(), 4_000);
}

#[test]
fn the_oldest_of_seven_is_not_dropped_before_it_is_restored() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let oldest = store.back_up(BackupReason::Asked, now()).unwrap();
    play(&store, 10, 10);
    for at in 1..7 {
        store.back_up(BackupReason::Daily, after(at)).unwrap();
    }
    let seen = |_: &store::Store| {
        assert!(folder.beside("backups").join(&oldest.name).exists());
        Err(StoreError::DiskFull)
    };
    assert!(store.restore(&oldest.name, after(8), seen).is_err());
    assert!(
        store.backups().unwrap().contains(&oldest),
        "it failed, so it can be tried again"
    );
    store.restore(&oldest.name, after(9), carry_over_nothing).unwrap();
    assert_eq!(ends(&store).len(), 10);
    assert_eq!(store.backups().unwrap().len(), 7);
}

#[test]
fn what_another_program_records_during_a_restore_is_asked_about_again() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let backup = store.back_up(BackupReason::Asked, now()).unwrap();
    let other = folder.store();
    let mut asked = 0;
    let carry_over = |_: &store::Store| {
        asked += 1;
        if asked == 1 {
            play(&other, 10, 5);
        }
        Ok::<_, StoreError>(())
    };
    store.restore(&backup.name, after(1), carry_over).unwrap();
    assert_eq!(asked, 2);
}
