//! What a newer or another program wrote is refused, and not a byte of it is changed.

use std::fs::{self, File};

use rusqlite::Connection;
use store::{Store, StoreError};

use crate::archive_folder::{ArchiveFolder, now, play};
use crate::migration::{first_schema, schema_of};

fn open_refused(folder: &ArchiveFolder) -> StoreError {
    let before = folder.files();
    let refused = Store::open(&folder.archive(), now()).err().expect("it is refused");
    let after = folder.files();
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "it is untouched");
    refused
}

fn make_newer(connection: &Connection) {
    connection.pragma_update(None, "user_version", 1_000).unwrap();
}

#[test]
fn a_newer_archive_is_refused_with_what_to_do() {
    let folder = ArchiveFolder::new();
    play(&folder.store(), 0, 10);
    make_newer(&Connection::open(folder.archive()).unwrap());
    let error = open_refused(&folder);
    assert!(matches!(error, StoreError::TooNew { found: 1_000, .. }), "{error}");
    assert!(error.to_string().ends_with("update Tonearm"));
}

#[test]
fn a_newer_archive_with_a_log_keeps_its_log() {
    for checkpointed in [false, true] {
        let folder = ArchiveFolder::new();
        let store = folder.store();
        play(&store, 0, 10);
        let other = Connection::open(folder.archive()).unwrap();
        make_newer(&other);
        if checkpointed {
            other.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(())).unwrap();
        }
        other
            .execute_batch("CREATE TABLE of_tomorrow (id); INSERT INTO of_tomorrow VALUES (1)")
            .unwrap();
        let killed = folder.copy();
        assert!(fs::metadata(killed.beside("archive.db-wal")).unwrap().len() > 0);
        let error = open_refused(&killed);
        assert!(matches!(error, StoreError::TooNew { found: 1_000, .. }), "{error}");
    }
}

#[test]
fn another_programs_database_is_refused() {
    for with_log in [false, true] {
        let folder = ArchiveFolder::new();
        let other = Connection::open(folder.archive()).unwrap();
        if with_log {
            other.pragma_update(None, "journal_mode", "WAL").unwrap();
        }
        other
            .execute_batch("CREATE TABLE invoice (id); INSERT INTO invoice VALUES (1)")
            .unwrap();
        let left = folder.copy();
        assert_eq!(left.beside("archive.db-wal").exists(), with_log);
        let error = open_refused(&left);
        assert!(error.to_string().ends_with("it is a database, but not one of Tonearm"));
    }
}

#[test]
fn an_older_archive_waits_until_it_is_open_nowhere_else() {
    let folder = first_schema();
    let lock = File::create(folder.beside("archive.db.open")).unwrap();
    lock.lock_shared().unwrap();
    let error = Store::open(&folder.archive(), now()).err().expect("it is refused");
    assert!(matches!(error, StoreError::OpenElsewhere), "{error}");
    assert_eq!(schema_of(&folder), 1);
    assert!(!folder.beside("backups").exists());

    drop(lock);
    assert!(!folder.store().backups().unwrap().is_empty());
    assert!(schema_of(&folder) > 1);
}

#[test]
fn an_archive_of_this_schema_may_be_open_elsewhere() {
    let folder = ArchiveFolder::new();
    let (one, other) = (folder.store(), folder.store());
    play(&one, 0, 1);
    play(&other, 1, 1);
    assert_eq!((one.count().unwrap(), other.count().unwrap()), (2, 2));
}

#[test]
fn nothing_is_written_once_a_newer_program_has_changed_the_schema() {
    let folder = ArchiveFolder::new();
    let store = folder.store();
    play(&store, 0, 10);
    make_newer(&Connection::open(folder.archive()).unwrap());
    for begun in [store.write(), store.write_bulk()] {
        let error = begun.err().expect("it is refused");
        assert!(matches!(error, StoreError::TooNew { found: 1_000, .. }), "{error}");
    }
    assert_eq!(store.count().unwrap(), 10, "it can still be read");
}
