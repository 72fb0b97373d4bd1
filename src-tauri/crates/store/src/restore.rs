//! Puts the archive back to a backup, in one step. The archive as it is now becomes a backup first, but several restores in a row
//! leave one such backup: of the archive before the first of them.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::{BackupReason, Store, StoreError, backup, beside::beside, file, network_drive};

/// How often a restore starts again because another program wrote.
const MAX_ATTEMPTS: usize = 5;
/// The key of the note in a restored archive that says which imports it had then.
const RESTORED: &str = "restored";

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
        let backup = self.usable_backup(name)?;
        let copy = beside(&self.path, ".restoring");
        let restored = self.restore_through(&backup, &copy, now, carry_over);
        backup::remove_leftovers(&self.path);
        if restored.is_ok() {
            // Not earlier: the backup to restore may be one that goes, and after an error it has to be there for the next attempt.
            backup::remove_old(&self.path, now, &self.known_content);
        }
        restored
    }

    /// Gives what the archive would be after a restore to `look`. Nothing is restored.
    ///
    /// # Errors
    /// As [`Self::restore`], and those of `look`.
    pub fn preview_restore<T, E: From<StoreError>>(
        &self,
        name: &str,
        now: DateTime<Utc>,
        carry_over: impl FnOnce(&Store) -> Result<(), E>,
        look: impl FnOnce(&Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let _lock = self.lock_backups()?;
        let backup = self.usable_backup(name)?;
        let copy = beside(&self.path, ".restoring");
        let seen = self
            .prepare(&backup, &copy, now, carry_over)
            .and_then(|restored| look(&restored));
        backup::remove_leftovers(&self.path);
        seen
    }

    fn usable_backup(&self, name: &str) -> Result<PathBuf, StoreError> {
        if !self.backups()?.iter().any(|known| known.name == name) {
            return Err(StoreError::NoSuchBackup(name.to_owned()));
        }
        let backup = backup::folder(&self.path).join(name);
        match backup::check(&backup) {
            Ok(()) => Ok(backup),
            Err(error @ StoreError::TooNew { .. }) => Err(error),
            Err(other) => Err(StoreError::BackupUnusable(other.to_string())),
        }
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
            // Of the reader, because it also sees what is written in the moment before the writer gets its lock.
            let version = self.version()?;
            let restored = self.prepare(backup, copy, now, &mut carry_over)?;
            let imports = imports(&*restored.reader()?)?;
            let mut write = restored.write()?;
            write.set_note(RESTORED, Some(&imports))?;
            // It is an archive now, and grows.
            write.set_note(backup::CONTENT_NOTE, None)?;
            write.commit()?;
            drop(restored);
            if self.needs_way_back(&writer)? {
                backup::take(&self.path, BackupReason::BeforeRestore, now)?;
            }
            let from = file::connect_read_only(copy)?;
            if file::copy_if(&from, &mut writer, || Ok(self.version()? == version))? {
                return Ok(());
            }
        }
        Err(StoreError::Busy.into())
    }

    /// Makes the copy of a backup that could replace the archive.
    fn prepare<E: From<StoreError>>(
        &self,
        backup: &Path,
        copy: &Path,
        now: DateTime<Utc>,
        carry_over: impl FnOnce(&Store) -> Result<(), E>,
    ) -> Result<Store, E> {
        file::remove_leftover(copy);
        network_drive::mark_like(&self.path, copy)?;
        file::copy_checked(&file::connect_read_only(backup)?, copy, |_| Ok(()))?;
        let restored = Store::open_copy(copy, now)?.store;
        carry_over(&restored)?;
        Ok(restored)
    }

    /// Whether the archive has to be copied before it is replaced. Not if it is empty. Not if a backup was restored before and
    /// no import came or went since: then the backup from before that restore is the one to go back to, and must not make way
    /// for what is merely being looked at. Everything else that was written since is carried over by each restore.
    fn needs_way_back(&self, archive: &Connection) -> Result<bool, StoreError> {
        let is_empty: bool = archive.query_row("SELECT NOT EXISTS (SELECT 1 FROM play)", [], |row| row.get(0))?;
        if is_empty {
            return Ok(false);
        }
        if self.note(RESTORED)? != Some(imports(archive)?) {
            return Ok(true);
        }
        let folder = backup::folder(&self.path);
        let is_there = self.backups()?.iter().any(|backup| {
            backup.reason == BackupReason::BeforeRestore && backup::check(&folder.join(&backup.name)).is_ok()
        });
        Ok(!is_there)
    }
}

/// The imports that an archive has, as a text that is the same as long as none comes or goes.
fn imports(archive: &Connection) -> Result<String, StoreError> {
    let mut select =
        archive.prepare("SELECT coalesce(hex(sha256), ''), added_at FROM source WHERE kind = 'import' ORDER BY id")?;
    let imports = select.query_map([], |row| {
        Ok(format!("{} {}\n", row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
    })?;
    Ok(imports.collect::<Result<_, _>>()?)
}
