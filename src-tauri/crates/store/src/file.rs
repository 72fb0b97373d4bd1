//! The archive's file and those beside it: their names, their lock, and how connections to them are made, checked and copied.
//! Knows no table.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{StoreError, private, schema};

/// How long to wait for another program's write: a million plays take a few seconds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(60);

/// `archive.db` -> `archive.db-wal` and the like.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

pub(crate) fn open_lock_file(path: &Path) -> Result<File, StoreError> {
    let mut options = private::options();
    options.write(true).create(true).truncate(false);
    options.open(path).map_err(StoreError::file(path))
}

/// Removes a file of ours that may be there, with what SQLite and opening leave beside it.
pub(crate) fn remove_leftover(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal", ".lock", ".open"] {
        match fs::remove_file(beside(path, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => log::warn!("a leftover stays: {error}"),
            _ => {}
        }
    }
}

/// Whether the last program that had the archive open did not close it: SQLite removes the log at a clean end.
pub(crate) fn is_unclean(path: &Path) -> bool {
    beside(path, "-wal").metadata().is_ok_and(|log| log.len() > 0)
}

/// Opens the archive to read and write it; with `check`, looks at its pages first.
// Never reads the file itself: POSIX drops all locks of a process on a file when the process closes it anywhere, so this would
// release the locks that SQLite holds on it.
pub(crate) fn connect(path: &Path, check: bool) -> Result<Connection, StoreError> {
    // SQLite gives the files beside it the same rights.
    private::create_file(path).map_err(StoreError::file(path))?;
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // A file that turns out to be newer, damaged or another program's keeps its log as it is.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, is_unclean(path))?;
    schema::check(&connection, path)?;
    if check {
        quick_check(&connection)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A recorded play must survive a power cut a moment later.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "journal_size_limit", 16 * 1024 * 1024)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

pub(crate) fn connect_read_only(path: &Path) -> Result<Connection, StoreError> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// Changes whenever another connection has written.
pub(crate) fn data_version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

pub(crate) fn quick_check(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(found))
    }
}

/// Copies the archive behind `connection` into one file, and checks the copy.
pub(crate) fn copy_checked(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    private::create_file(to).map_err(StoreError::file(to))?;
    let mut copy_connection = Connection::open(to)?;
    copy(connection, &mut copy_connection)?;
    // Makes the copy one file, without a log beside it.
    copy_connection.pragma_update(None, "journal_mode", "DELETE")?;
    quick_check(&copy_connection)
}

pub(crate) fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let copying = rusqlite::backup::Backup::new(from, to)?;
    Ok(copying.run_to_completion(i32::MAX, Duration::from_millis(50), None)?)
}
