//! Keeps the archive safe: backups, and a check of the whole file.

use chrono::{DateTime, TimeDelta};
use store::{Backup, BackupReason, Check, KeptBackup, StoreError};

use super::{Archive, damage::Damage};

/// The key of the archive's note that says when everything in it was checked last, in milliseconds since 1970.
const CHECKED_AT: &str = "checked at";

impl Archive {
    /// Takes a backup because the listener asked for one.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up(&self) -> Result<Backup, StoreError> {
        self.store().back_up(BackupReason::Asked, self.now(), self.retention()?)
    }

    /// Takes a backup, unless there is one of the last day or the archive is empty.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up_daily(&self) -> Result<Option<Backup>, StoreError> {
        let now = self.now();
        // If the clock was set back, every backup is from the future, and none of the last day.
        let of_today = |backup: &Backup| (TimeDelta::zero()..TimeDelta::days(1)).contains(&(now - backup.taken_at));
        if self.damage()?.is_some() || self.backups()?.iter().any(of_today) || !self.store().has_evidence()? {
            return Ok(None);
        }
        self.store()
            .back_up(BackupReason::Daily, now, self.retention()?)
            .map(Some)
    }

    /// Checks everything in the file, unless that was done in the last week. What is found is damage, which is remembered until the
    /// listener has dealt with it. Returns whether there is any.
    ///
    /// # Errors
    /// When the archive can't be read or written.
    pub fn check_weekly(&self) -> Result<bool, StoreError> {
        let now = self.now();
        let last = self.store().note(CHECKED_AT)?.and_then(|at| at.parse().ok());
        let since = last.and_then(DateTime::from_timestamp_millis).map(|last| now - last);
        // If the clock was set back, the last check is in the future.
        let is_due = since.is_none_or(|since| !(TimeDelta::zero()..TimeDelta::days(7)).contains(&since));
        if self.damage()?.is_some() || !is_due {
            return Ok(false);
        }
        let problems = match self.verify() {
            Err(StoreError::Damaged(why)) => vec![why],
            checked => checked?.problems,
        };
        if !problems.is_empty() {
            log::error!("the archive is damaged: {}", problems.join("; "));
            self.note_damage(&Damage::Altered)?;
            return Ok(true);
        }
        self.store().sum_up_rows()?;
        let mut write = self.store().write()?;
        write.set_note(CHECKED_AT, Some(&now.timestamp_millis().to_string()))?;
        write.commit()?;
        Ok(false)
    }

    /// Takes a backup because the archive is about to lose or gain much. None of an empty archive, and none of one that has begun
    /// anew while a backup may still be restored over it.
    pub(super) fn back_up_before(&self, reason: BackupReason) -> Result<(), StoreError> {
        if !self.has_begun_anew()? && self.store().has_evidence()? {
            self.store().back_up(reason, self.now(), self.retention()?)?;
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
    ///
    /// # Errors
    /// When the backups' folder can't be read.
    pub fn newest_good_backup(&self) -> Result<Option<Backup>, StoreError> {
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
