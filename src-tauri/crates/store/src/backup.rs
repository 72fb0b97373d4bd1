//! Backups: whole, checked copies beside the archive. The last seven are kept; restoring takes one of the archive first.

use std::{
    cmp::Reverse,
    fs::{self, File, OpenOptions},
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rusqlite::Connection;

use crate::{Store, StoreError, open, schema};

/// How many are kept.
const KEPT: usize = 7;
/// How often a restore begins anew because another program wrote.
const ATTEMPTS: usize = 5;
const TIME: &str = "%Y%m%dT%H%M%S%3f";

/// A copy of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file's name, which says when and why.
    pub name: String,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// Why.
    pub reason: BackupReason,
    /// The file's size.
    pub bytes: u64,
}

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupReason {
    /// Once a day.
    Daily,
    /// An import came next.
    BeforeImport,
    /// A newer Tonearm changed the schema next.
    BeforeUpdate,
    /// Another backup was restored next.
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

    /// As the file's name has it.
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
    /// Takes a backup and drops those beyond the last seven.
    ///
    /// # Errors
    /// When the copy can't be written, or does not hold. The backups from before are still there then.
    pub fn back_up(&self, reason: BackupReason, now: DateTime<Utc>) -> Result<Backup, StoreError> {
        let _turn = self.turn()?;
        let taken = take(&self.reader(), &self.path, reason, now)?;
        tidy(&self.path, now);
        Ok(taken)
    }

    /// Held while copies are written: another program would sweep them away.
    fn turn(&self) -> Result<File, StoreError> {
        let turn = open::lock_file(&open::beside(&self.path, ".lock"))?;
        turn.lock().map_err(StoreError::file(&self.path))?;
        Ok(turn)
    }

    /// The backups, newest first.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        all(&folder(&self.path))
    }

    /// The newest backup that can be read from end to end; with `before`, the newest that is older.
    pub fn newest_good_backup(&self, before: Option<DateTime<Utc>>) -> Option<Backup> {
        let old = |backup: &Backup| before.is_none_or(|before| backup.taken_at < before);
        let good = |backup: &Backup| check(&folder(&self.path).join(&backup.name)).is_ok();
        self.backups().ok()?.into_iter().filter(old).find(good)
    }

    /// Puts the archive back to what it was when `name` was taken, in one step. `carry_over` may first write into the
    /// copy that will take its place; it is asked again if another program wrote meanwhile. A backup of the archive as it
    /// is now is taken before.
    ///
    /// # Errors
    /// When there is no such backup, it can't be used, or `carry_over` fails. The archive is as before then.
    pub fn restore<E: From<StoreError>>(
        &self,
        name: &str,
        now: DateTime<Utc>,
        carry_over: impl FnMut(&Store) -> Result<(), E>,
    ) -> Result<(), E> {
        let _turn = self.turn()?;
        let backup = folder(&self.path).join(name);
        if !self.backups()?.iter().any(|known| known.name == name) {
            return Err(StoreError::NoSuchBackup(name.to_owned()).into());
        }
        check(&backup).map_err(|error| match error {
            StoreError::TooNew { .. } => error,
            other => StoreError::BackupUnusable(other.to_string()),
        })?;
        let next = open::beside(&self.path, ".restoring");
        let done = self.restore_through(&backup, &next, now, carry_over);
        // Not before: the oldest backup may be the one that was asked for.
        tidy(&self.path, now);
        done
    }

    fn restore_through<E: From<StoreError>>(
        &self,
        backup: &Path,
        next: &Path,
        now: DateTime<Utc>,
        mut carry_over: impl FnMut(&Store) -> Result<(), E>,
    ) -> Result<(), E> {
        // What was recorded after the look at what is to be kept would be lost.
        let mut writer = self.writer();
        for _ in 0..ATTEMPTS {
            let before = version(&writer)?;
            sweep_away(next);
            fs::copy(backup, next).map_err(StoreError::file(next))?;
            carry_over(&Store::open_copy(next, now)?.store)?;
            take(&self.reader(), &self.path, BackupReason::BeforeRestore, now)?;
            let from = open::read_only(next)?;
            if version(&writer)? == before {
                open::copy(&from, &mut writer)?;
                return Ok(());
            }
        }
        Err(StoreError::Busy.into())
    }
}

/// Grows whenever another program has written.
fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

/// Copies the archive behind `connection`, which lies at `path`.
pub(crate) fn take(
    connection: &Connection,
    path: &Path,
    reason: BackupReason,
    now: DateTime<Utc>,
) -> Result<Backup, StoreError> {
    let folder = folder(path);
    fs::create_dir_all(&folder).map_err(StoreError::file(&folder))?;
    // Two in the same millisecond would be one file.
    let mut taken_at = now;
    let named = |taken_at: DateTime<Utc>| format!("archive-{}-{}.db", taken_at.format(TIME), reason.as_str());
    while folder.join(named(taken_at)).exists() {
        taken_at += TimeDelta::milliseconds(1);
    }
    let name = named(taken_at);
    let part = folder.join(format!("{name}.part"));
    sweep_away(&part);
    let written = open::copy_checked(connection, &part).and_then(|()| {
        // Not read-only: Windows has nothing to bring onto the disk then.
        OpenOptions::new()
            .write(true)
            .open(&part)
            .and_then(|file| file.sync_all())
            .map_err(StoreError::file(&part))?;
        fs::rename(&part, folder.join(&name)).map_err(StoreError::file(&part))
    });
    if let Err(error) = written {
        sweep_away(&part);
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

fn check(backup: &Path) -> Result<(), StoreError> {
    let connection = open::read_only(backup)?;
    if schema::check(&connection, backup)? == 0 {
        return Err(StoreError::Damaged("it is empty".to_owned()));
    }
    open::quick_check(&connection)
}

fn folder(archive: &Path) -> PathBuf {
    archive.with_file_name("backups")
}

fn all(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::file(folder)(error)),
    };
    let mut backups: Vec<_> = entries.flatten().filter_map(|entry| parsed(&entry)).collect();
    backups.sort_by(|a, b| (b.taken_at, &b.name).cmp(&(a.taken_at, &a.name)));
    Ok(backups)
}

fn parsed(entry: &fs::DirEntry) -> Option<Backup> {
    let name = entry.file_name().into_string().ok()?;
    let (time, reason) = name.strip_prefix("archive-")?.strip_suffix(".db")?.split_once('-')?;
    Some(Backup {
        taken_at: NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc(),
        reason: BackupReason::ALL.into_iter().find(|known| known.as_str() == reason)?,
        bytes: entry.metadata().ok()?.len(),
        name,
    })
}

/// Leaves nothing of the archive at `path` but itself and its newest backups. Only for whoever has the turn.
pub(crate) fn tidy(path: &Path, now: DateTime<Utc>) {
    sweep_away(&open::beside(path, ".restoring"));
    drop_old(&folder(path), now);
}

fn drop_old(folder: &Path, now: DateTime<Utc>) {
    let Ok(mut backups) = all(folder) else { return };
    // A clock that ran ahead once would have every backup since dropped as soon as it is taken.
    let ahead = |backup: &Backup| backup.taken_at > now + TimeDelta::minutes(1);
    backups.sort_by_key(|backup| (ahead(backup), Reverse(backup.taken_at)));
    for old in backups.iter().skip(KEPT) {
        if let Err(error) = fs::remove_file(folder.join(&old.name)) {
            log::warn!("an old backup could not be dropped: {error}");
        }
    }
    // What a copy that broke off left behind.
    let parts = fs::read_dir(folder).into_iter().flatten().flatten();
    for part in parts.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "part")) {
        sweep_away(&part.path());
    }
}

/// Removes a file of ours that may be there, with what SQLite and opening leave beside it.
fn sweep_away(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal", ".lock", ".open"] {
        match fs::remove_file(open::beside(path, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => log::warn!("a leftover stays: {error}"),
            _ => {}
        }
    }
}
