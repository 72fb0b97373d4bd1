//! What another program wrote is refused, and is untouched byte for byte.

use std::fs;

use rusqlite::Connection;
use store::{Store, StoreError};

use crate::life::{Home, now, play};

fn refused(home: &Home) -> StoreError {
    let before = home.files();
    let refused = Store::open(&home.archive(), now()).err().expect("it is refused");
    let after = home.files();
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "it is untouched");
    refused
}

fn newer(connection: &Connection) {
    connection.pragma_update(None, "user_version", 1_000).unwrap();
}

#[test]
fn a_newer_archive_is_refused_with_what_to_do() {
    let home = Home::new();
    play(&home.store(), 0, 10);
    newer(&Connection::open(home.archive()).unwrap());
    let error = refused(&home);
    assert!(matches!(error, StoreError::TooNew { found: 1_000, .. }), "{error}");
    assert!(error.to_string().ends_with("update Tonearm"));
}

#[test]
fn a_newer_archive_with_a_log_keeps_its_log() {
    for checkpointed in [false, true] {
        let home = Home::new();
        let store = home.store();
        play(&store, 0, 10);
        let other = Connection::open(home.archive()).unwrap();
        newer(&other);
        if checkpointed {
            other.query_row("PRAGMA wal_checkpoint(FULL)", [], |_| Ok(())).unwrap();
        }
        other
            .execute_batch("CREATE TABLE of_tomorrow (id); INSERT INTO of_tomorrow VALUES (1)")
            .unwrap();
        let killed = home.copied();
        assert!(fs::metadata(killed.beside("archive.db-wal")).unwrap().len() > 0);
        let error = refused(&killed);
        assert!(matches!(error, StoreError::TooNew { found: 1_000, .. }), "{error}");
    }
}

#[test]
fn another_programs_database_is_refused() {
    for with_log in [false, true] {
        let home = Home::new();
        let other = Connection::open(home.archive()).unwrap();
        if with_log {
            other.pragma_update(None, "journal_mode", "WAL").unwrap();
        }
        other
            .execute_batch("CREATE TABLE invoice (id); INSERT INTO invoice VALUES (1)")
            .unwrap();
        let left = home.copied();
        assert_eq!(left.beside("archive.db-wal").exists(), with_log);
        let error = refused(&left);
        assert!(error.to_string().ends_with("it is a database, but not one of Tonearm"));
    }
}
