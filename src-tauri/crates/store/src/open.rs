//! Opens the archive. A newer file is refused and not touched; a damaged one is moved aside and never deleted; an older one is
//! brought up to date after a backup.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::{
    BackupReason, Store, StoreError,
    backup::{self, KnownContent},
    beside::beside,
    file, network_drive, private,
    readers::Readers,
    row_sums, schema,
};

/// How long to wait for a lock that another program has. Restoring a large archive takes some seconds.
const LOCK_LIMIT: Duration = Duration::from_secs(30);

/// The time in the name of a damaged archive that was set aside.
const SET_ASIDE_FORMAT: &str = "%Y%m%dT%H%M%S";

/// An opened archive, and whether a damaged one was found in its place.
pub struct Opened {
    /// Ready for use.
    pub store: Store,
    /// What was found instead of an archive in order; `store` is then a new, empty one.
    pub damage: Option<Damage>,
}

/// What was found instead of an archive in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// A damaged file, which was moved here.
    SetAside(PathBuf),
    /// Nothing, or an empty file, though there are backups of what was there before.
    Missing,
}

impl Store {
    /// Opens the archive at `path`, creates it if there is none, and brings an older one up to date after a backup.
    /// After an unclean end the file is checked first; a damaged one is moved aside, with the time `now` in its new name.
    ///
    /// # Errors
    /// When a newer program wrote the file, or the file or its folder can't be used. Nothing is changed then.
    pub fn open(path: &Path, now: DateTime<Utc>) -> Result<Opened, StoreError> {
        Self::open_within(path, now, LOCK_LIMIT)
    }

    /// As [`Self::open`], but waits for locks that other programs have no longer than `lock_limit`, now and later.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_within(path: &Path, now: DateTime<Utc>, lock_limit: Duration) -> Result<Opened, StoreError> {
        Self::open_then_migrate(path, now, lock_limit, || {
            backup::take(path, BackupReason::BeforeUpdate, now)?;
            backup::remove_leftovers(path);
            backup::remove_old(path, now, &KnownContent::default());
            Ok(())
        })
    }

    /// Opens a copy that will replace an archive: an older one is brought up to date without a backup of the copy.
    pub(crate) fn open_copy(path: &Path, now: DateTime<Utc>) -> Result<Opened, StoreError> {
        Self::open_then_migrate(path, now, LOCK_LIMIT, || Ok(()))
    }

    fn open_then_migrate(
        path: &Path,
        now: DateTime<Utc>,
        lock_limit: Duration,
        before_migration: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<Opened, StoreError> {
        if let Some(folder) = path.parent() {
            private::create_folder(folder).map_err(StoreError::file(folder))?;
        }
        // Only one program at a time may find out whether it is alone, move a file away or change the schema.
        let _lock = file::take_lock(&beside(path, ".lock"), lock_limit)?;
        let open = file::open_lock_file(&beside(path, ".open"))?;
        network_drive::mark_if_there(path)?;
        if network_drive::is_marked(path) {
            log::warn!(
                "the archive is on a network drive: one computer at a time may use it, and writing is slower there"
            );
        }
        let alone = open.try_lock().is_ok();
        let doubtful = alone && file::is_unclean(path);
        let checked = if doubtful && !has_content(path) {
            // SQLite would delete the log.
            Err(StoreError::Damaged("only its log is there".to_owned()))
        } else {
            file::connect(path, doubtful)
        };
        let damage = match checked {
            Err(StoreError::Damaged(why)) if alone => Some(Damage::SetAside(move_damaged(path, now, &why)?)),
            Err(error) => return Err(error),
            Ok(connection) if schema::version(&connection)? == 0 => what_was_there(path)?,
            Ok(_) => None,
        };
        let mut writer = file::connect(path, false)?;
        let found = schema::version(&writer)?;
        if found > 0 && found < schema::NEWEST {
            // Whoever has it open knows the older schema, and would go on writing to it.
            if !alone {
                return Err(StoreError::OpenElsewhere);
            }
            before_migration()?;
        }
        schema::migrate(&mut writer)?;
        if found < schema::NEWEST {
            row_sums::forget_all(&writer)?;
        }
        let readers = Readers::open(path)?;
        // Not `unlock`: where the lock could not be had, Windows calls that an error.
        drop(open);
        let open = file::open_lock_file(&beside(path, ".open"))?;
        file::lock_shared(&open, path, lock_limit)?;
        let store = Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers,
            counted: Mutex::default(),
            known_content: KnownContent::default(),
            lock_limit,
            _open: open,
        };
        Ok(Opened { store, damage })
    }
}

/// What there was in the place of a new archive. The program that set a damaged one aside may have ended right then, and then nobody was
/// told.
fn what_was_there(path: &Path) -> Result<Option<Damage>, StoreError> {
    // Who has backups has had an archive.
    let backups = backup::times_of_plays(path)?;
    let newest_backup = backups.iter().max();
    match newest_set_aside(path)? {
        Some((set_aside_at, file)) if newest_backup.is_none_or(|taken_at| set_aside_at >= *taken_at) => {
            Ok(Some(Damage::SetAside(file)))
        }
        _ if newest_backup.is_some() => {
            log::error!("the archive is missing, though there are backups of it");
            Ok(Some(Damage::Missing))
        }
        _ => Ok(None),
    }
}

/// The damaged archive that was set aside last, and when.
fn newest_set_aside(path: &Path) -> Result<Option<(DateTime<Utc>, PathBuf)>, StoreError> {
    let folder = path.parent().unwrap_or(path);
    let start = format!("{}.damaged-", path.file_stem().unwrap_or_default().to_string_lossy());
    let mut newest = None;
    for entry in fs::read_dir(folder).map_err(StoreError::file(folder))? {
        let file = entry.map_err(StoreError::file(folder))?.path();
        let set_aside_at = set_aside_at(&file, &start);
        newest = newest.max(set_aside_at.map(|at| (at, file)));
    }
    Ok(newest)
}

fn set_aside_at(file: &Path, start: &str) -> Option<DateTime<Utc>> {
    let name = file.file_name()?.to_string_lossy();
    let rest = name.strip_suffix(".db")?.strip_prefix(start)?;
    let (time, _) = NaiveDateTime::parse_and_remainder(rest, SET_ASIDE_FORMAT).ok()?;
    Some(time.and_utc())
}

/// A log without an archive is left when the file was truncated, or when moving a damaged one broke off.
fn has_content(path: &Path) -> bool {
    path.metadata().is_ok_and(|file| file.len() > 0)
}

/// Moves the file and its log out of the way, under a name that says what it is.
fn move_damaged(path: &Path, now: DateTime<Utc>, why: &str) -> Result<PathBuf, StoreError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let named = |number: u32| {
        let suffix = if number == 0 {
            String::new()
        } else {
            format!("-{number}")
        };
        path.with_file_name(format!("{stem}.damaged-{}{suffix}.db", now.format(SET_ASIDE_FORMAT)))
    };
    let target = (0..)
        .map(named)
        .find(|target| !target.exists() && !beside(target, "-wal").exists())
        .unwrap_or_else(|| named(0));
    log::error!("the archive is damaged ({why}); it is kept as {}", target.display());
    // The log last: a log without its file shows the next start that this broke off here.
    for ending in ["", "-journal", "-shm", "-wal"] {
        let part = beside(path, ending);
        match in_use::rename(&part, &beside(&target, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(StoreError::file(&part)(error)),
            _ => {}
        }
    }
    Ok(target)
}
