//! Backups: the right ones are kept, each is consistent and says what it holds, and no other file is mistaken for one.

use std::fs;
use std::time::Duration;

use chrono::{DateTime, Utc};
use store::{BackupContent, BackupReason, BackupTier, Retention, Store, StoreError};

use crate::archive_folder::{ArchiveFolder, after, assert_intact, ends, import, now, play};

fn carry_over_nothing(_: &store::Store) -> Result<(), StoreError> {
    Ok(())
}

/// The names of the backups, newest first.
fn names(store: &Store) -> Vec<String> {
    store.backups().unwrap().into_iter().map(|backup| backup.name).collect()
}

fn day(day: i64) -> DateTime<Utc> {
    after(day * 24 * 60)
}

fn daily(store: &Store, at: DateTime<Utc>) -> String {
    store.back_up(BackupReason::Daily, at, Retention::Tiers).unwrap().name
}

#[test]
fn looking_at_several_backups_in_turn_drops_none_of_them() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    import(&store, 0, 10);
    let looked_at: Vec<String> = (0..7).map(|at| daily(&store, day(at))).collect();
    import(&store, 10, 10);
    for (name, at) in looked_at.iter().zip(8..) {
        store.restore(name, day(at), carry_over_nothing).unwrap();
        play(&store, 1_000 + 10 * at as usize, 1);
    }
    let left = store.backups().unwrap();
    assert!(
        looked_at
            .iter()
            .all(|name| left.iter().any(|backup| backup.name == *name))
    );
    let [way_back] = left
        .iter()
        .filter(|backup| backup.reason == BackupReason::BeforeRestore)
        .collect::<Vec<_>>()[..]
    else {
        panic!("there is one copy from before the restores: {left:?}")
    };
    assert_eq!(
        way_back.content.unwrap().plays,
        20,
        "it is of the archive before the first of them"
    );
    store.restore(&way_back.name, day(20), carry_over_nothing).unwrap();
    assert_eq!(ends(&store).len(), 20);
}

#[test]
fn a_restore_after_an_import_into_a_restored_archive_keeps_that_import() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    import(&store, 0, 10);
    let backup = daily(&store, day(0));
    store.restore(&backup, day(1), carry_over_nothing).unwrap();
    import(&store, 10, 5);
    store.restore(&backup, day(2), carry_over_nothing).unwrap();
    let newest = store.backups().unwrap().remove(0);
    assert_eq!(
        (newest.reason, newest.content.unwrap().plays),
        (BackupReason::BeforeRestore, 15)
    );
}

#[test]
fn an_empty_archive_is_not_worth_a_copy_before_a_restore() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let source = import(&store, 0, 10);
    let backup = daily(&store, day(0));
    let mut write = store.write().unwrap();
    write.remove_source(source).unwrap();
    write.commit().unwrap();
    store.restore(&backup, day(1), carry_over_nothing).unwrap();
    assert_eq!(names(&store), [backup]);
}

#[test]
fn a_backup_says_what_it_holds_and_an_old_one_is_counted() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let new = store.back_up(BackupReason::Asked, day(0), Retention::Tiers).unwrap();
    let all = ends(&store);
    let content = Some(BackupContent {
        plays: 10,
        span: Some((all[0], all[9])),
    });
    assert_eq!(new.content, content);
    // The first releases wrote no such note.
    let old = folder.beside("backups").join("archive-20200101T000000000-daily.db");
    fs::copy(folder.beside("backups").join(&new.name), &old).unwrap();
    rusqlite::Connection::open(&old)
        .unwrap()
        .execute("DELETE FROM note WHERE key = 'backup holds'", [])
        .unwrap();
    let listed: Vec<_> = folder
        .store()
        .backups()
        .unwrap()
        .into_iter()
        .map(|backup| backup.content)
        .collect();
    assert_eq!(listed, [content, content]);
    store
        .restore("archive-20200101T000000000-daily.db", day(1), carry_over_nothing)
        .unwrap();
    assert_eq!(ends(&store), all);
}

#[test]
fn the_fullest_backup_and_the_tiers_are_named() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    let source = play(&store, 0, 10);
    let fullest = daily(&store, day(0));
    let mut write = store.write().unwrap();
    write.remove_source(source).unwrap();
    write.commit().unwrap();
    play(&store, 0, 1);
    for at in 1..30 {
        daily(&store, day(at));
    }
    let kept = store.kept_backups().unwrap();
    let of = |tier| kept.iter().filter(|kept| kept.tier == Some(tier)).count();
    assert_eq!(
        (of(BackupTier::Daily), of(BackupTier::Weekly), of(BackupTier::Monthly)),
        (7, 2, 1)
    );
    let full: Vec<_> = kept
        .iter()
        .filter(|kept| kept.is_fullest)
        .map(|kept| &kept.backup.name)
        .collect();
    assert_eq!(full, [&fullest]);
}

#[test]
fn four_of_one_moment_have_four_names() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    for _ in 0..4 {
        store.back_up(BackupReason::Asked, now(), Retention::KeepAll).unwrap();
    }
    assert_eq!(store.backups().unwrap().len(), 4);
}

#[test]
fn a_wrong_clock_costs_no_backup() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let good: Vec<String> = (0..6).map(|at| daily(&store, day(at))).collect();
    daily(&store, day(3_650));
    for at in 6..9 {
        daily(&store, day(-4_000 + at));
    }
    let left = names(&store);
    assert!(good.iter().all(|name| left.contains(name)), "{left:?}");
    assert_eq!(left.len(), 10);
}

#[test]
fn only_known_names_are_restored() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let backup = store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
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
    let name = store
        .back_up(BackupReason::Asked, now(), Retention::Tiers)
        .unwrap()
        .name;
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
    store.back_up(BackupReason::Asked, after(1), Retention::Tiers).unwrap();
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
            let backup = store.back_up(BackupReason::Asked, after(at), Retention::Tiers).unwrap();
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
fn a_lock_that_is_never_given_up_ends_in_an_error_that_says_what_to_do() {
    let folder = ArchiveFolder::new();
    let store = Store::open_within(&folder.archive(), now(), Duration::from_millis(100))
        .unwrap()
        .store;
    play(&store, 0, 10);
    let backup = daily(&store, day(0));
    let hung = fs::File::options()
        .write(true)
        .open(folder.beside("archive.db.lock"))
        .unwrap();
    hung.lock().unwrap();
    let locked = [
        store.back_up(BackupReason::Asked, day(1), Retention::Tiers).err(),
        store.restore(&backup, day(1), carry_over_nothing).err(),
        Store::open_within(&folder.archive(), now(), Duration::from_millis(100)).err(),
    ];
    for error in locked {
        assert!(matches!(error, Some(StoreError::Locked)), "{error:?}");
        assert!(error.unwrap().to_string().contains("close every other Tonearm"));
    }
    drop(hung);
    store.restore(&backup, day(1), carry_over_nothing).unwrap();
}

#[test]
fn the_oldest_is_not_dropped_before_it_is_restored() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let oldest = store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
    play(&store, 10, 10);
    for at in 1..4 {
        store
            .back_up(BackupReason::Asked, after(at), Retention::KeepAll)
            .unwrap();
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
    let left = names(&store);
    assert!(left.len() == 4 && !left.contains(&oldest.name), "{left:?}");
}

#[test]
fn what_another_program_records_during_a_restore_is_asked_about_again() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    let backup = store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
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
