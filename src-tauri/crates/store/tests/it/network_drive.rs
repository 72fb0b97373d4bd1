//! An archive on a network drive, as the file beside it says: written without memory that programs share, and nothing of it is lost on
//! the way there and back.

use std::fs;
use std::thread;

use store::{BackupReason, Retention, Store};

use crate::archive_folder::{ArchiveFolder, after, import, now, play};

fn mark(folder: &ArchiveFolder) {
    fs::write(folder.beside("archive.db.network"), "").unwrap();
}

/// Neither the log nor the memory beside it is there, and the file's head says that there is none.
fn assert_has_no_log(folder: &ArchiveFolder) {
    for ending in ["-wal", "-shm"] {
        assert!(!folder.beside(&format!("archive.db{ending}")).exists(), "{ending}");
    }
    let formats = fs::read(folder.archive()).unwrap()[18..20].to_vec();
    assert_eq!(formats, [1, 1]);
}

#[test]
fn an_archive_on_a_network_drive_has_no_log() {
    let folder = ArchiveFolder::new();
    mark(&folder);
    let store = folder.store();
    assert!(store.is_on_network_drive());
    play(&store, 0, 10);
    assert_has_no_log(&folder);
    assert_eq!(folder.store().count().unwrap(), 10);
    let backup = store.back_up(BackupReason::Asked, now(), Retention::Tiers).unwrap();
    import(&store, 10, 10);
    store
        .restore::<store::StoreError>(&backup.name, after(1), |_| Ok(()))
        .unwrap();
    assert_eq!(store.count().unwrap(), 10);
    play(&store, 30, 5);
    assert_has_no_log(&folder);
    assert_eq!(store.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn what_is_in_the_log_of_a_killed_program_is_still_there_on_a_network_drive() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    assert!(!store.is_on_network_drive());
    play(&store, 0, 10);
    let killed = folder.copy();
    assert!(killed.beside("archive.db-wal").exists());
    mark(&killed);
    let store = killed.store();
    assert_eq!(store.count().unwrap(), 10);
    assert_has_no_log(&killed);
    drop(store);
    // On this computer's own disk again.
    fs::remove_file(killed.beside("archive.db.network")).unwrap();
    let store = killed.store();
    play(&store, 10, 1);
    assert_eq!(store.count().unwrap(), 11);
    assert_eq!(fs::read(killed.archive()).unwrap()[18..20], [2, 2]);
}

#[test]
fn several_programs_write_and_read_on_a_network_drive() {
    let folder = ArchiveFolder::new();
    mark(&folder);
    folder.store();
    thread::scope(|scope| {
        for program in 0..3 {
            let folder = &folder;
            scope.spawn(move || {
                let store = Store::open(&folder.archive(), now()).unwrap().store;
                for at in 0..10 {
                    play(&store, 100 * program + 5 * at, 5);
                    store.latest(None, 50).unwrap();
                }
            });
        }
    });
    assert_eq!(folder.store().count().unwrap(), 150);
}
