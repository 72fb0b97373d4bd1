//! Puts the archive back to a backup, in one step. The archive as it is now becomes a backup first.

use std::{fs, path::Path};

use chrono::{DateTime, Utc};

use crate::{BackupReason, Store, StoreError, backup, file};

/// How often a restore starts again because another program wrote.
const MAX_ATTEMPTS: usize = 5;

impl Store {
    /// Puts the archive back to what it was when the backup `name` was taken. `carry_over` may first write into the copy that
    /// will replace the archive; it is called again if another program wrote meanwhile.
    ///
    /// # Errors
    /// When there is no such backup, it can't be used, or `carry_over` fails. The archive is as before then.
    pub fn restore<E: From<StoreError>>(
        &self,
        name: &str,
        now: DateTime<Utc>,
        carry_over: impl FnMut(&Store) -> Result<(), E>,
    ) -> Result<(), E> {
        let _lock = self.lock_backups()?;
        let backup = backup::folder(&self.path).join(name);
        if !self.backups()?.iter().any(|known| known.name == name) {
            return Err(StoreError::NoSuchBackup(name.to_owned()).into());
        }
        backup::check(&backup).map_err(|error| match error {
            StoreError::TooNew { .. } => error,
            other => StoreError::BackupUnusable(other.to_string()),
        })?;
        let copy = file::beside(&self.path, ".restoring");
        let restored = self.restore_through(&backup, &copy, now, carry_over);
        // Not earlier: the oldest backup may be the one to restore.
        backup::remove_old(&self.path, now);
        restored
    }

    fn restore_through<E: From<StoreError>>(
        &self,
        backup: &Path,
        copy: &Path,
        now: DateTime<Utc>,
        mut carry_over: impl FnMut(&Store) -> Result<(), E>,
    ) -> Result<(), E> {
        // Held throughout: plays recorded after `carry_over` has looked would be lost.
        let mut writer = self.writer();
        for _ in 0..MAX_ATTEMPTS {
            let version = file::data_version(&writer)?;
            file::remove_leftover(copy);
            fs::copy(backup, copy).map_err(StoreError::file(copy))?;
            carry_over(&Store::open_copy(copy, now)?.store)?;
            backup::take(&*self.reader()?, &self.path, BackupReason::BeforeRestore, now)?;
            let from = file::connect_read_only(copy)?;
            if file::data_version(&writer)? == version {
                file::copy(&from, &mut writer)?;
                return Ok(());
            }
        }
        Err(StoreError::Busy.into())
    }
}
