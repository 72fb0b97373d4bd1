//! Keeps the archive safe: backups, and a check of the whole file.

use chrono::TimeDelta;
use store::{Backup, BackupReason, Check, StoreError};

use super::Archive;

impl Archive {
    /// Takes a backup because the listener asked for one.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up(&self) -> Result<Backup, StoreError> {
        self.store().back_up(BackupReason::Asked, self.now())
    }

    /// Takes a backup, unless there is one of the last day or the archive is empty.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up_daily(&self) -> Result<Option<Backup>, StoreError> {
        let now = self.now();
        // If the clock was set back, every backup is from the future, and none of the last day.
        let of_today = |backup: &Backup| (TimeDelta::zero()..TimeDelta::days(1)).contains(&(now - backup.taken_at));
        // While a backup may still be restored over a damaged archive, backups of the new one would displace it.
        let is_damaged = self.damaged_file().is_some();
        if is_damaged || self.store().backups()?.iter().any(of_today) || self.store().count()? == 0 {
            return Ok(None);
        }
        self.store().back_up(BackupReason::Daily, now).map(Some)
    }

    /// Moves everything into the one file. Called at the end of a run.
    ///
    /// # Errors
    /// When the archive can't be written. Nothing is lost: the next start does it, after a check.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.store().checkpoint()
    }

    /// The backups, newest first.
    ///
    /// # Errors
    /// When their folder can't be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        self.store().backups()
    }

    /// The newest backup that can be read from end to end. After damage, only a backup from before the damage was found.
    pub fn newest_good_backup(&self) -> Option<Backup> {
        self.store().newest_good_backup(self.damaged_at())
    }

    /// Where plays came from, newest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn sources(&self) -> Result<Vec<store::Source>, StoreError> {
        self.store().sources()
    }

    /// Checks everything in the file.
    ///
    /// # Errors
    /// When the archive can't be read at all.
    pub fn verify(&self) -> Result<Check, StoreError> {
        self.store().check()
    }
}
