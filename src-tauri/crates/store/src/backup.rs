//! Backups: whole, checked copies beside the archive. The last seven are kept; restoring takes one of the archive first.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::Connection;

use crate::{Store, StoreError, open, schema};

/// How many are kept.
const KEPT: usize = 7;
const TIME: &str = "%Y%m%dT%H%M%S%3f";

/// A copy of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file's name, which says when and why.
    pub name: String,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// Why.
    pub why: Why,
    /// The file's size.
    pub bytes: u64,
}

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
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

impl Why {
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
    pub fn back_up(&self, why: Why, now: DateTime<Utc>) -> Result<Backup, StoreError> {
        // Another program would sweep away the copy being written.
        let turn = open::lock_file(&open::beside(&self.path, ".lock"))?;
        turn.lock().map_err(StoreError::file(&self.path))?;
        take(&self.reader(), &self.path, why, now)
    }

    /// The backups, newest first.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        all(&folder(&self.path))
    }

    /// The newest backup that can be read from end to end.
    pub fn newest_good_backup(&self) -> Option<Backup> {
        let good = |backup: &Backup| check(&folder(&self.path).join(&backup.name)).is_ok();
        self.backups().ok()?.into_iter().find(good)
    }

    /// Puts the archive back to what it was when `name` was taken, in one step. `carry_over` may first write into the
    /// copy that will take its place. A backup of the archive as it is now is taken before.
    ///
    /// # Errors
    /// When there is no such backup, it can't be used, or `carry_over` fails. The archive is as before then.
    pub fn restore<E: From<StoreError>>(
        &self,
        name: &str,
        now: DateTime<Utc>,
        carry_over: impl FnOnce(&Store) -> Result<(), E>,
    ) -> Result<(), E> {
        let backup = folder(&self.path).join(name);
        if !self.backups()?.iter().any(|known| known.name == name) {
            return Err(StoreError::NoSuchBackup(name.to_owned()).into());
        }
        check(&backup).map_err(|error| match error {
            StoreError::TooNew { .. } => error,
            other => StoreError::BackupUnusable(other.to_string()),
        })?;
        let next = open::beside(&self.path, ".restoring");
        sweep_away(&next);
        let done = self.restore_through(&backup, &next, now, carry_over);
        sweep_away(&next);
        done
    }

    fn restore_through<E: From<StoreError>>(
        &self,
        backup: &Path,
        next: &Path,
        now: DateTime<Utc>,
        carry_over: impl FnOnce(&Store) -> Result<(), E>,
    ) -> Result<(), E> {
        fs::copy(backup, next).map_err(StoreError::file(next))?;
        carry_over(&Store::open(next, now)?.store)?;
        self.back_up(Why::BeforeRestore, now)?;
        let from = open::read_only(next)?;
        open::copy(&from, &mut self.writer())?;
        Ok(())
    }
}

/// Copies the archive behind `connection`, which lies at `path`.
pub(crate) fn take(connection: &Connection, path: &Path, why: Why, now: DateTime<Utc>) -> Result<Backup, StoreError> {
    let folder = folder(path);
    fs::create_dir_all(&folder).map_err(StoreError::file(&folder))?;
    // Two in the same millisecond would be one file.
    let mut taken_at = now;
    let named = |taken_at: DateTime<Utc>| format!("archive-{}-{}.db", taken_at.format(TIME), why.as_str());
    while folder.join(named(taken_at)).exists() {
        taken_at += chrono::TimeDelta::milliseconds(1);
    }
    let name = named(taken_at);
    let part = folder.join(format!("{name}.part"));
    sweep_away(&part);
    let written = open::copy_checked(connection, &part).and_then(|()| {
        fs::File::open(&part)
            .and_then(|file| file.sync_all())
            .map_err(StoreError::file(&part))?;
        fs::rename(&part, folder.join(&name)).map_err(StoreError::file(&part))
    });
    if let Err(error) = written {
        sweep_away(&part);
        return Err(error);
    }
    drop_old(&folder);
    let bytes = folder.join(&name).metadata().map_or(0, |data| data.len());
    Ok(Backup {
        name,
        taken_at,
        why,
        bytes,
    })
}

fn check(backup: &Path) -> Result<(), StoreError> {
    let connection = open::read_only(backup)?;
    schema::check(&connection)?;
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
    let (time, why) = name.strip_prefix("archive-")?.strip_suffix(".db")?.split_once('-')?;
    Some(Backup {
        taken_at: NaiveDateTime::parse_from_str(time, TIME).ok()?.and_utc(),
        why: Why::ALL.into_iter().find(|known| known.as_str() == why)?,
        bytes: entry.metadata().ok()?.len(),
        name,
    })
}

fn drop_old(folder: &Path) {
    let Ok(backups) = all(folder) else { return };
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
