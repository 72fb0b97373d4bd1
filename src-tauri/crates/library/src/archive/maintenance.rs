//! Keeps the archive safe: backups, and a check of the whole file.

use chrono::TimeDelta;
use store::{Backup, BackupReason, Check, KeptBackup, StoreError};

use super::Archive;

impl Archive {
    /// Takes a backup because the listener asked for one.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up(&self) -> Result<Backup, StoreError> {
        self.store().back_up(BackupReason::Asked, self.now(), self.retention())
    }

    /// Takes a backup, unless there is one of the last day or the archive is empty.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up_daily(&self) -> Result<Option<Backup>, StoreError> {
        let now = self.now();
        // If the clock was set back, every backup is from the future, and none of the last day.
        let of_today = |backup: &Backup| (TimeDelta::zero()..TimeDelta::days(1)).contains(&(now - backup.taken_at));
        if self.damage().is_some() || self.backups()?.iter().any(of_today) || self.store().count()? == 0 {
            return Ok(None);
        }
        self.store()
            .back_up(BackupReason::Daily, now, self.retention())
            .map(Some)
    }

    /// Takes a backup because the archive is about to lose or gain much. None of an empty archive, and none while a backup may
    /// still be restored over a damaged one.
    pub(super) fn back_up_before(&self, reason: BackupReason) -> Result<(), StoreError> {
        if self.damage().is_none() && self.store().count()? > 0 {
            self.store().back_up(reason, self.now(), self.retention())?;
        }
        Ok(())
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

    /// The backups, newest first, and why each is still there.
    ///
    /// # Errors
    /// When their folder can't be read.
    pub fn kept_backups(&self) -> Result<Vec<KeptBackup>, StoreError> {
        self.store().kept_backups()
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
