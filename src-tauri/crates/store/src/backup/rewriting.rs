//! Takes out of the backups what the listener wants to be gone, not only from the archive: each backup that has it is replaced by a copy
//! without it.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::{check, content, folder, put_in_place};
use crate::{Store, StoreError, beside::beside, file, folder_sync::sync_folder, network_drive};

/// What became of the backups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RewrittenBackups {
    /// How many were replaced by a copy.
    pub replaced: usize,
    /// How many were removed, because nothing would have been left in them.
    pub removed: usize,
    /// The names of those that this program can't read. They are as they were.
    pub unreadable: Vec<String>,
}

impl Store {
    /// Has `rewrite` change a copy of each backup; those in which it returns `true` take the backup's place, under the same name. `last`
    /// is called before anybody can take a new backup. What was done when an error comes stays done; calling this again does the rest.
    ///
    /// # Errors
    /// When a copy can't be made or put in place, and those of `rewrite` and `last`.
    pub fn rewrite_backups<E: From<StoreError>>(
        &self,
        now: DateTime<Utc>,
        mut rewrite: impl FnMut(&Store) -> Result<bool, E>,
        last: impl FnOnce() -> Result<(), E>,
    ) -> Result<RewrittenBackups, E> {
        let _lock = self.lock_backups()?;
        let mut done = RewrittenBackups::default();
        for backup in self.backups()? {
            let path = folder(&self.path).join(&backup.name);
            if let Err(error) = check(&path) {
                log::warn!("{} is left as it is: {error}", backup.name);
                done.unreadable.push(backup.name);
                continue;
            }
            let [changed, finished] = [".changed.part", ".part"].map(|ending| beside(&path, ending));
            let rewritten = self.rewrite_backup(&path, &changed, &finished, now, &mut rewrite);
            for part in [&changed, &finished] {
                file::remove_leftover(part);
            }
            match rewritten? {
                Rewritten::Unchanged => {}
                Rewritten::Replaced => done.replaced += 1,
                Rewritten::Removed => done.removed += 1,
            }
            self.known_content.forget(&backup.name);
        }
        last()?;
        Ok(done)
    }

    fn rewrite_backup<E: From<StoreError>>(
        &self,
        path: &Path,
        changed: &Path,
        finished: &Path,
        now: DateTime<Utc>,
        rewrite: impl FnOnce(&Store) -> Result<bool, E>,
    ) -> Result<Rewritten, E> {
        for part in [changed, finished] {
            file::remove_leftover(part);
        }
        network_drive::mark_like(&self.path, changed)?;
        file::copy_checked(&file::connect_read_only(path)?, changed, |_| Ok(()))?;
        let copy = Store::open_copy(changed, now)?.store;
        if !rewrite(&copy)? {
            return Ok(Rewritten::Unchanged);
        }
        if !copy.has_evidence()? {
            in_use::remove(path).map_err(StoreError::file(path))?;
            let folder = folder(&self.path);
            sync_folder(&folder).map_err(StoreError::file(&folder))?;
            return Ok(Rewritten::Removed);
        }
        copy.rewrite()?;
        file::copy_checked(&*copy.reader()?, finished, content::write)?;
        put_in_place(finished, path)?;
        Ok(Rewritten::Replaced)
    }
}

enum Rewritten {
    Unchanged,
    Replaced,
    Removed,
}
