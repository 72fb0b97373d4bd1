//! Backups: complete, checked copies beside the archive, of which the last seven are kept.
//! An existing backup is never written to.

use std::{
    cmp::Reverse,
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rusqlite::Connection;

use crate::{Store, StoreError, file, private, schema};

const MAX_BACKUPS: usize = 7;
/// The time in a backup's file name.
const TIME_FORMAT: &str = "%Y%m%dT%H%M%S%3f";

/// A copy of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file's name, which says when and why.
    pub name: String,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// Why it was taken.
    pub reason: BackupReason,
    /// The file's size.
    pub bytes: u64,
}

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupReason {
    /// One is taken every day.
    Daily,
    /// Right before an import.
    BeforeImport,
    /// Right before a newer Tonearm changed the schema.
    BeforeUpdate,
    /// Right before another backup was restored.
    BeforeRestore,
    /// The listener asked for it.
    Asked,
}

impl BackupReason {
    const ALL: [Self; 5] = [
        Self::Daily,
        Self::BeforeImport,
        Self::BeforeUpdate,
        Self::BeforeRestore,
        Self::Asked,
    ];

    /// As it is in the file's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::BeforeImport => "before-import",
            Self::BeforeUpdate => "before-update",
            Self::BeforeRestore => "before-restore",
            Self::Asked => "asked",
        }
    }
}

impl Store {
    /// Takes a backup and removes all but the last seven.
    ///
    /// # Errors
    /// When the copy can't be written, or does not pass its check. The earlier backups are still there then.
    pub fn back_up(&self, reason: BackupReason, now: DateTime<Utc>) -> Result<Backup, StoreError> {
        let _lock = self.lock_backups()?;
        let backup = take(&*self.reader()?, &self.path, reason, now)?;
        remove_old(&self.path, now);
        Ok(backup)
    }

    /// Held while copies are written: another program would remove them as leftovers.
    pub(crate) fn lock_backups(&self) -> Result<File, StoreError> {
        let lock = file::open_lock_file(&file::beside(&self.path, ".lock"))?;
        lock.lock().map_err(StoreError::file(&self.path))?;
        Ok(lock)
    }

    /// The backups, newest first.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        list(&folder(&self.path))
    }

    /// The newest backup that passes its check; with `before`, the newest that is older than that.
    pub fn newest_good_backup(&self, before: Option<DateTime<Utc>>) -> Option<Backup> {
        let is_older = |backup: &Backup| before.is_none_or(|before| backup.taken_at < before);
        let is_good = |backup: &Backup| check(&folder(&self.path).join(&backup.name)).is_ok();
        self.backups().ok()?.into_iter().filter(is_older).find(is_good)
    }
}

/// Copies the archive at `path`, which is open as `connection`. The caller holds the lock.
pub(crate) fn take(
    connection: &Connection,
    path: &Path,
    reason: BackupReason,
    now: DateTime<Utc>,
) -> Result<Backup, StoreError> {
    let folder = folder(path);
    private::create_folder(&folder).map_err(StoreError::file(&folder))?;
    // Two backups of the same millisecond would have the same name.
    let mut taken_at = now;
    let named = |taken_at: DateTime<Utc>| format!("archive-{}-{}.db", taken_at.format(TIME_FORMAT), reason.as_str());
    while folder.join(named(taken_at)).exists() {
        taken_at += TimeDelta::milliseconds(1);
    }
    let name = named(taken_at);
    let part = folder.join(format!("{name}.part"));
    file::remove_leftover(&part);
    let written = file::copy_checked(connection, &part).and_then(|()| {
        // Not read-only: Windows can flush only a file that is open for writing.
        OpenOptions::new()
            .write(true)
            .open(&part)
            .and_then(|file| file.sync_all())
            .map_err(StoreError::file(&part))?;
        fs::rename(&part, folder.join(&name)).map_err(StoreError::file(&part))
    });
    if let Err(error) = written {
        file::remove_leftover(&part);
        return Err(error);
    }
    let bytes = folder.join(&name).metadata().map_or(0, |data| data.len());
    Ok(Backup {
        name,
        taken_at,
        reason,
        bytes,
    })
}

/// Fails unless the backup is an archive that this program can use and every page of it is in order.
pub(crate) fn check(backup: &Path) -> Result<(), StoreError> {
    let connection = file::connect_read_only(backup)?;
    if schema::check(&connection, backup)? == 0 {
        return Err(StoreError::Damaged("it is empty".to_owned()));
    }
    file::quick_check(&connection)
}

/// The folder with the backups of the archive at this path.
pub(crate) fn folder(archive: &Path) -> PathBuf {
    archive.with_file_name("backups")
}

fn list(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::file(folder)(error)),
    };
    let mut backups: Vec<_> = entries.flatten().filter_map(|entry| parse(&entry)).collect();
    backups.sort_by(|a, b| (b.taken_at, &b.name).cmp(&(a.taken_at, &a.name)));
    Ok(backups)
}

fn parse(entry: &fs::DirEntry) -> Option<Backup> {
    let name = entry.file_name().into_string().ok()?;
    let (time, reason) = name.strip_prefix("archive-")?.strip_suffix(".db")?.split_once('-')?;
    Some(Backup {
        taken_at: NaiveDateTime::parse_from_str(time, TIME_FORMAT).ok()?.and_utc(),
        reason: BackupReason::ALL.into_iter().find(|known| known.as_str() == reason)?,
        bytes: entry.metadata().ok()?.len(),
        name,
    })
}

/// Removes the copy that an interrupted restore left, and all backups but the newest. The caller holds the lock.
pub(crate) fn remove_old(path: &Path, now: DateTime<Utc>) {
    file::remove_leftover(&file::beside(path, ".restoring"));
    remove_old_backups(&folder(path), now);
}

fn remove_old_backups(folder: &Path, now: DateTime<Utc>) {
    let Ok(mut backups) = list(folder) else { return };
    // Backups from the future are removed first: after the clock was wrong once, every new backup would otherwise count as the
    // oldest and be removed at once.
    let is_from_the_future = |backup: &Backup| backup.taken_at > now + TimeDelta::minutes(1);
    backups.sort_by_key(|backup| (is_from_the_future(backup), Reverse(backup.taken_at)));
    for old in backups.iter().skip(MAX_BACKUPS) {
        if let Err(error) = fs::remove_file(folder.join(&old.name)) {
            log::warn!("an old backup could not be dropped: {error}");
        }
    }
    // What an interrupted copy left.
    let parts = fs::read_dir(folder).into_iter().flatten().flatten();
    for part in parts.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "part")) {
        file::remove_leftover(&part.path());
    }
}
