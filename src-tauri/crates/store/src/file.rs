//! The archive's file and those beside it: their names, their lock, and how connections to them are made, checked and copied.
//! Knows no table.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
    thread,
    time::Duration,
};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
    config::DbConfig,
};

use crate::{StoreError, beside::beside, network_drive, private, schema};

/// How long to wait for another program's write: a million plays take a few seconds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(60);
/// How often a lock is asked for while another program has it.
const LOCK_INTERVAL: Duration = Duration::from_millis(50);

pub(crate) fn open_lock_file(path: &Path) -> Result<File, StoreError> {
    let mut options = private::options();
    options.create(true).truncate(false);
    options.open(path).map_err(StoreError::file(path))
}

/// Takes the lock at `path` for this program alone, until what it returns is dropped; makes the file if there is none. Waits for whoever
/// has it, but not for longer than `limit`: a program that hangs never gives it up.
///
/// # Errors
/// [`StoreError::Locked`] after that time, or when the file can't be used.
pub fn take_lock(path: &Path, limit: Duration) -> Result<File, StoreError> {
    let file = open_lock_file(path)?;
    lock_by(|| file.try_lock(), path, limit)?;
    Ok(file)
}

/// Takes a lock that several programs may have at once, as [`take_lock`] does.
pub(crate) fn lock_shared(file: &File, path: &Path, limit: Duration) -> Result<(), StoreError> {
    lock_by(|| file.try_lock_shared(), path, limit)
}

fn lock_by(try_lock: impl Fn() -> Result<(), TryLockError>, path: &Path, limit: Duration) -> Result<(), StoreError> {
    let mut waited = Duration::ZERO;
    loop {
        match try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if waited < limit => {
                thread::sleep(LOCK_INTERVAL);
                waited += LOCK_INTERVAL;
            }
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked),
            Err(TryLockError::Error(why)) => return Err(StoreError::file(path)(why)),
        }
    }
}

/// Removes a file of ours that may be there, with what SQLite and opening leave beside it.
pub(crate) fn remove_leftover(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal", ".lock", ".open", ".network"] {
        match in_use::remove(&beside(path, ending)) {
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
    let on_network_drive = network_drive::is_marked(path);
    if on_network_drive {
        // Whatever comes first must not use the memory beside a log that another computer may have left.
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    }
    schema::check(&connection, path)?;
    if check {
        quick_check(&connection)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let journal = if on_network_drive { "DELETE" } else { "WAL" };
    connection.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))?;
    if on_network_drive {
        give_up_lock(&connection)?;
    }
    // A recorded play must survive a power cut a moment later. Without a log, that takes a flush of the folder too.
    connection.pragma_update(None, "synchronous", if on_network_drive { "EXTRA" } else { "FULL" })?;
    // On macOS a plain flush stops at the disk's own memory. Elsewhere these change nothing.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
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

/// Copies the archive behind `connection` into one file in one go, adds to the copy what `finish` writes, and checks it.
pub(crate) fn copy_checked<T>(
    connection: &Connection,
    to: &Path,
    finish: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    private::create_file(to).map_err(StoreError::file(to))?;
    let mut copy_connection = Connection::open(to)?;
    step(&Backup::new(connection, &mut copy_connection)?, -1)?;
    // Makes the copy one file, without a log beside it.
    copy_connection.pragma_update(None, "journal_mode", "DELETE")?;
    let finished = finish(&copy_connection)?;
    quick_check(&copy_connection)?;
    Ok(finished)
}

/// Copies everything, in one read of `from` and one write of `to`, if `is_wanted` when nobody else can write to `to` any more, though
/// others can read it. Returns whether it did.
pub(crate) fn copy_if(
    from: &Connection,
    to: &mut Connection,
    is_wanted: impl FnOnce() -> Result<bool, StoreError>,
) -> Result<bool, StoreError> {
    let mode: String = to.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode != "wal" {
        return copy_reserved(from, to, is_wanted);
    }
    let copying = Backup::new(from, to)?;
    // No page yet, but from here on `to` is locked.
    step(&copying, 0)?;
    if !is_wanted()? {
        return Ok(false);
    }
    step(&copying, -1)?;
    Ok(true)
}

/// As [`copy_if`], for an archive without a log; neither may `from` have one, for how a file is written is copied too. Here, a copy that has begun locks out readers too, and what is asked in `is_wanted`
/// would wait for ever. So `to` is reserved first: in this locking mode, the end of a write keeps its lock, and only a
/// commit would make it one that keeps readers out.
fn copy_reserved(
    from: &Connection,
    to: &mut Connection,
    is_wanted: impl FnOnce() -> Result<bool, StoreError>,
) -> Result<bool, StoreError> {
    to.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    let copied = to
        .execute_batch("BEGIN IMMEDIATE; ROLLBACK")
        .map_err(StoreError::from)
        .and_then(|()| {
            let is_wanted = is_wanted()?;
            if is_wanted {
                step(&Backup::new(from, to)?, -1)?;
            }
            Ok(is_wanted)
        });
    give_up_lock(to)?;
    copied
}

fn step(copying: &Backup<'_, '_>, pages: i32) -> Result<(), StoreError> {
    match copying.step(pages)? {
        StepResult::Done | StepResult::More => Ok(()),
        // SQLite has waited for as long as it may.
        _ => Err(StoreError::Busy),
    }
}

/// Goes back from the exclusive locking mode to the normal one.
fn give_up_lock(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "locking_mode", "NORMAL")?;
    // The next question gives the lock up, and not the setting by itself.
    schema::version(connection)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_flushed_through_the_disks_own_memory() {
        let folder = tempfile::tempdir().unwrap();
        let connection = connect(&folder.path().join("archive.db"), false).unwrap();
        for (setting, value) in [("synchronous", 2), ("fullfsync", 1), ("checkpoint_fullfsync", 1)] {
            let found: i64 = connection.pragma_query_value(None, setting, |row| row.get(0)).unwrap();
            assert_eq!(found, value, "{setting}");
        }
    }
    /// An archive with a table of one row.
    fn archive_at(path: &Path) -> Connection {
        let mut connection = connect(path, false).unwrap();
        schema::migrate(&mut connection).unwrap();
        connection
            .execute_batch("CREATE TABLE t (n); INSERT INTO t VALUES (1)")
            .unwrap();
        connection
    }

    #[test]
    fn nobody_writes_between_the_question_whether_to_copy_and_the_copy() {
        for marked in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let [from, to] = ["from.db", "to.db"].map(|name| folder.path().join(name));
            if marked {
                for path in [&from, &to] {
                    std::fs::write(beside(path, ".network"), "").unwrap();
                }
            }
            let from = archive_at(&from);
            let mut archive = archive_at(&to);
            let other = connect(&to, false).unwrap();
            other.busy_timeout(Duration::ZERO).unwrap();
            let write = |other: &Connection| other.execute("INSERT INTO t VALUES (2)", []);
            let count = |other: &Connection| other.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, u32>(0));
            write(&other).unwrap();
            for wanted in [false, true] {
                let copied = copy_if(&from, &mut archive, || {
                    assert!(write(&other).is_err(), "marked: {marked}");
                    assert_eq!(count(&other).unwrap(), 2, "marked: {marked}");
                    Ok(wanted)
                });
                assert_eq!(copied.unwrap(), wanted);
                assert_eq!(count(&other).unwrap(), if wanted { 1 } else { 2 });
            }
            write(&other).unwrap();
            assert_eq!(count(&archive).unwrap(), 2);
        }
    }
}
