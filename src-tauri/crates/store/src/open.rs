//! Opening the archive, safely: a newer file is refused untouched, a damaged one is set aside and never deleted.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{BackupReason, Store, StoreError, backup, schema};

/// How long another program's write is waited for: a million plays take a few seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// An archive, and what had to be done to get one.
pub struct Opened {
    /// Ready for use.
    pub store: Store,
    /// Where the file was put that was found damaged; `store` is then a new, empty one.
    pub damaged: Option<PathBuf>,
}

impl Store {
    /// Opens the archive at `path`, makes it where there is none, and brings an older one up to date after a backup.
    /// After an unclean end the file is checked first; a damaged one is set aside with the time `now` in its name.
    ///
    /// # Errors
    /// When the file is a newer program's, or it and its folder can't be used. Nothing is changed then.
    pub fn open(path: &Path, now: DateTime<Utc>) -> Result<Opened, StoreError> {
        Self::open_after(path, now, |old| {
            backup::take(old, path, BackupReason::BeforeUpdate, now)?;
            backup::tidy(path, now);
            Ok(())
        })
    }

    /// Opens a copy of an archive that will take its place: an older one is brought up to date without a backup of itself.
    pub(crate) fn open_copy(path: &Path, now: DateTime<Utc>) -> Result<Opened, StoreError> {
        Self::open_after(path, now, |_| Ok(()))
    }

    fn open_after(
        path: &Path,
        now: DateTime<Utc>,
        before_update: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Opened, StoreError> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(StoreError::file(folder))?;
        }
        // Only one at a time may look whether it is alone, move a file away or change the schema.
        let turn = lock_file(&beside(path, ".lock"))?;
        turn.lock().map_err(StoreError::file(path))?;
        let open = lock_file(&beside(path, ".open"))?;
        let alone = open.try_lock().is_ok();
        let doubtful = alone && is_unclean(path);
        let looked_at = if doubtful && !is_begun(path) {
            // SQLite would throw the log away.
            Err(StoreError::Damaged("only its log is there".to_owned()))
        } else {
            connect(path, doubtful)
        };
        let damaged = match looked_at {
            Err(StoreError::Damaged(why)) if alone => Some(set_aside(path, now, &why)?),
            Err(error) => return Err(error),
            Ok(connection) => {
                drop(connection);
                None
            }
        };
        let mut writer = connect(path, false)?;
        let found = schema::version(&writer)?;
        if found > 0 && found < schema::NEWEST {
            before_update(&writer)?;
        }
        schema::migrate(&mut writer)?;
        let reader = connect(path, false)?;
        reader.pragma_update(None, "query_only", true)?;
        open.unlock().map_err(StoreError::file(path))?;
        open.lock_shared().map_err(StoreError::file(path))?;
        let store = Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            counted: Mutex::default(),
            _open: open,
        };
        Ok(Opened { store, damaged })
    }
}

/// `archive.db` -> `archive.db-wal` and the like.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

pub(crate) fn lock_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    options.open(path).map_err(StoreError::file(path))
}

/// SQLite takes the log away at a clean end.
fn is_unclean(path: &Path) -> bool {
    beside(path, "-wal").metadata().is_ok_and(|log| log.len() > 0)
}

/// A log alone is what is left when a file is cut off, or when setting it aside broke off.
fn is_begun(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.len() > 0)
}

// Never reads the file itself: to close it anywhere in a process lets go of the locks that SQLite holds on it for all of
// that process, and only a new SQLite then still keeps another program from taking the log away.
fn connect(path: &Path, doubtful: bool) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    // What turns out to be newer, damaged or somebody else's keeps its log as it is.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, is_unclean(path))?;
    schema::check(&connection, path)?;
    if doubtful {
        quick_check(&connection)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A recorded play survives the power going out a moment later.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "journal_size_limit", 16 * 1024 * 1024)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

pub(crate) fn quick_check(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged(found))
    }
}

/// Opens a file to read it and nothing else.
pub(crate) fn read_only(path: &Path) -> Result<Connection, StoreError> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Moves the file and its log out of the way, under a name that says what it is.
fn set_aside(path: &Path, now: DateTime<Utc>, why: &str) -> Result<PathBuf, StoreError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let named = |number: u32| {
        let again = if number == 0 {
            String::new()
        } else {
            format!("-{number}")
        };
        path.with_file_name(format!("{stem}.damaged-{}{again}.db", now.format("%Y%m%dT%H%M%S")))
    };
    let aside = (0..)
        .map(named)
        .find(|aside| !aside.exists() && !beside(aside, "-wal").exists())
        .unwrap_or_else(|| named(0));
    log::error!("the archive is damaged ({why}); it is kept as {}", aside.display());
    // The log last: found without its file, it tells of a start that broke off here.
    for ending in ["", "-shm", "-wal"] {
        let part = beside(path, ending);
        match fs::rename(&part, beside(&aside, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(StoreError::file(&part)(error)),
            _ => {}
        }
    }
    Ok(aside)
}

/// Copies the archive behind `connection` into one file, and looks whether the copy holds.
pub(crate) fn copy_checked(connection: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut written = Connection::open(to)?;
    copy(connection, &mut written)?;
    // A copy is one file, without a log beside it.
    written.pragma_update(None, "journal_mode", "DELETE")?;
    quick_check(&written)
}

pub(crate) fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let copying = rusqlite::backup::Backup::new(from, to)?;
    Ok(copying.run_to_completion(i32::MAX, Duration::from_millis(50), None)?)
}
