//! Backups: complete, checked copies beside the archive. Which of them are kept is decided in `retention.rs`.
//! An existing backup is never written to. Only when something is to be gone from all of them, copies without it take their places.

mod content;
mod retention;
mod rewriting;

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

pub(crate) use self::content::{KnownContent, NOTE as CONTENT_NOTE};
pub use self::{content::BackupContent, retention::BackupTier, rewriting::RewrittenBackups};
use crate::{Store, StoreError, beside::beside, file, folder_sync::sync_folder, private, row_sums, schema};

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
    /// What it holds; `None` if it can't be read.
    pub content: Option<BackupContent>,
}

/// A backup, and why it is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBackup {
    /// The backup.
    pub backup: Backup,
    /// For a daily backup, which of the daily ones it is kept as.
    pub tier: Option<BackupTier>,
    /// No other has more plays. It is never dropped.
    pub is_fullest: bool,
}

/// Whether taking a backup may make older ones go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// As many as the tiers and quotas allow are kept.
    Tiers,
    /// Every backup stays. For a time in which it is not clear which of them is needed.
    KeepAll,
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
    /// Right before an import was undone or a recording forgotten.
    BeforeUndo,
    /// The listener asked for it.
    Asked,
}

impl BackupReason {
    const ALL: [Self; 6] = [
        Self::Daily,
        Self::BeforeImport,
        Self::BeforeUpdate,
        Self::BeforeRestore,
        Self::BeforeUndo,
        Self::Asked,
    ];

    /// As it is in the file's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::BeforeImport => "before-import",
            Self::BeforeUpdate => "before-update",
            Self::BeforeRestore => "before-restore",
            Self::BeforeUndo => "before-undo",
            Self::Asked => "asked",
        }
    }
}

impl Store {
    /// Takes a backup, and removes those that are too many then.
    ///
    /// # Errors
    /// When the copy can't be written, or does not pass its check. The earlier backups are still there then.
    pub fn back_up(
        &self,
        reason: BackupReason,
        now: DateTime<Utc>,
        retention: Retention,
    ) -> Result<Backup, StoreError> {
        let _lock = self.lock_backups()?;
        let backup = take(&self.path, reason, now)?;
        remove_leftovers(&self.path);
        if retention == Retention::Tiers {
            remove_old(&self.path, now, &self.known_content);
        }
        Ok(backup)
    }

    /// Held while copies are written: another program would remove them as leftovers.
    pub(crate) fn lock_backups(&self) -> Result<File, StoreError> {
        file::take_lock(&beside(&self.path, ".lock"), self.lock_limit)
    }

    /// The backups, newest first.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        list(&folder(&self.path), &self.known_content)
    }

    /// The backups, newest first, and why each is still there.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn kept_backups(&self) -> Result<Vec<KeptBackup>, StoreError> {
        let backups = self.backups()?;
        let is_daily = |backup: &&Backup| backup.reason == BackupReason::Daily;
        let mut tiers = retention::tiers(&backups.iter().filter(is_daily).collect::<Vec<_>>()).into_iter();
        let fullest = retention::fullest(&backups).map(|backup| backup.name.clone());
        let kept = backups.into_iter().map(|backup| KeptBackup {
            tier: if is_daily(&&backup) {
                tiers.next().flatten()
            } else {
                None
            },
            is_fullest: fullest.as_ref() == Some(&backup.name),
            backup,
        });
        Ok(kept.collect())
    }

    /// The newest backup that passes its check and whose rows are as they were written; with `before`, the newest that is older than
    /// that.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn newest_good_backup(&self, before: Option<DateTime<Utc>>) -> Result<Option<Backup>, StoreError> {
        let is_older = |backup: &Backup| before.is_none_or(|before| backup.taken_at < before);
        let is_good = |backup: &Backup| {
            let path = folder(&self.path).join(&backup.name);
            check(&path)
                .and_then(|()| row_sums::problems(&file::connect_read_only(&path)?))
                .is_ok_and(|found| found.is_empty())
        };
        Ok(self.backups()?.into_iter().filter(is_older).find(is_good))
    }
}

/// Copies the archive at `path`. The caller holds the lock.
pub(crate) fn take(path: &Path, reason: BackupReason, now: DateTime<Utc>) -> Result<Backup, StoreError> {
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
    // A connection of its own: nobody who reads or writes has to wait for the copy.
    let copied = file::connect_read_only(path).and_then(|archive| file::copy_checked(&archive, &part, content::write));
    let written = copied.and_then(|content| {
        put_in_place(&part, &folder.join(&name))?;
        Ok(content)
    });
    let content = match written {
        Ok(content) => content,
        Err(error) => {
            file::remove_leftover(&part);
            return Err(error);
        }
    };
    let bytes = folder.join(&name).metadata().map_or(0, |data| data.len());
    Ok(Backup {
        name,
        taken_at,
        reason,
        bytes,
        content: Some(content),
    })
}

/// Gives a finished copy its name. It is on disk before, so that no name stands for half a copy.
fn put_in_place(part: &Path, path: &Path) -> Result<(), StoreError> {
    // Not read-only: Windows can flush only a file that is open for writing.
    OpenOptions::new()
        .write(true)
        .open(part)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::file(part))?;
    in_use::rename(part, path).map_err(StoreError::file(part))?;
    // Whoever takes a backup is about to change the archive, and that may reach the disk at once.
    let folder = path.parent().unwrap_or(path);
    sync_folder(folder).map_err(StoreError::file(folder))
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

/// When the backups of the archive at this path were taken that hold plays, or that can't be read.
pub(crate) fn times_of_plays(path: &Path) -> Result<Vec<DateTime<Utc>>, StoreError> {
    let backups = list(&folder(path), &KnownContent::default())?.into_iter();
    let with_plays = backups.filter(|backup| backup.content.is_none_or(|content| content.plays > 0));
    Ok(with_plays.map(|backup| backup.taken_at).collect())
}

pub(crate) fn list(folder: &Path, known: &KnownContent) -> Result<Vec<Backup>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::file(folder)(error)),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let entry = entry.map_err(StoreError::file(folder))?;
        backups.extend(parse(&entry, known)?);
    }
    backups.sort_by(|a, b| (b.taken_at, &b.name).cmp(&(a.taken_at, &a.name)));
    Ok(backups)
}

/// `None` for a file that is no backup, or none any more.
fn parse(entry: &fs::DirEntry, known: &KnownContent) -> Result<Option<Backup>, StoreError> {
    let name = entry.file_name().to_string_lossy().into_owned();
    let Some((taken_at, reason)) = parse_name(&name) else {
        return Ok(None);
    };
    let bytes = match entry.metadata() {
        Ok(metadata) => metadata.len(),
        // Another program has dropped it since the folder was read.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::file(entry.path())(error)),
    };
    Ok(Some(Backup {
        content: known.of(&entry.path(), &name, bytes),
        name,
        taken_at,
        reason,
        bytes,
    }))
}

/// When and why a backup was taken.
fn parse_name(name: &str) -> Option<(DateTime<Utc>, BackupReason)> {
    let (time, reason) = name.strip_prefix("archive-")?.strip_suffix(".db")?.split_once('-')?;
    let taken_at = NaiveDateTime::parse_from_str(time, TIME_FORMAT).ok()?.and_utc();
    let reason = BackupReason::ALL.into_iter().find(|known| known.as_str() == reason)?;
    Some((taken_at, reason))
}

/// Removes the backups that are too many. The caller holds the lock.
pub(crate) fn remove_old(path: &Path, now: DateTime<Utc>, known: &KnownContent) {
    let folder = folder(path);
    let backups = match list(&folder, known) {
        Ok(backups) => backups,
        Err(error) => {
            log::warn!("the old backups stay: {error}");
            return;
        }
    };
    for old in retention::to_drop(&backups, now) {
        if let Err(error) = in_use::remove(&folder.join(&old.name)) {
            log::warn!("an old backup could not be dropped: {error}");
        }
    }
}

/// Removes what an interrupted restore or copy left. The caller holds the lock.
pub(crate) fn remove_leftovers(path: &Path) {
    file::remove_leftover(&beside(path, ".restoring"));
    let files = fs::read_dir(folder(path)).into_iter().flatten().flatten();
    // What lies beside a copy may be there without it, if the power failed.
    for part in files.filter(|entry| entry.file_name().to_string_lossy().contains(".part")) {
        file::remove_leftover(&part.path());
    }
}
