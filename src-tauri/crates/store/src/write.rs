//! One write: all of it reaches the disk, or nothing does. What can be written is in the files for each table.

use std::sync::MutexGuard;

use rusqlite::Connection;

use crate::{Store, StoreError, schema};

/// A write in progress. Dropping it rolls everything back.
pub struct Write<'a> {
    connection: MutexGuard<'a, Connection>,
    committed: bool,
    bulk: bool,
    /// It has added or removed rows of evidence.
    pub(crate) has_changed_evidence: bool,
}

/// Enough for a million plays and everything about them, so that no page is written twice.
const BULK_CACHE_KIB: i64 = 64 * 1024;
const USUAL_CACHE_KIB: i64 = 2 * 1024;

impl Store {
    /// Begins a write. Waits for other writes, also of other programs.
    ///
    /// # Errors
    /// [`StoreError::Busy`] after a minute, [`StoreError::TooNew`] if a newer program has changed the schema meanwhile, or when the
    /// archive can't be written.
    pub fn write(&self) -> Result<Write<'_>, StoreError> {
        let connection = self.writer();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let write = Write {
            connection,
            committed: false,
            bulk: false,
            has_changed_evidence: false,
        };
        write.check_schema()?;
        Ok(write)
    }

    /// Begins a write of very many rows, which takes more memory while it lasts.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_bulk(&self) -> Result<Write<'_>, StoreError> {
        let connection = self.writer();
        connection.pragma_update(None, "cache_size", -BULK_CACHE_KIB)?;
        // The same write has created every id that its rows refer to. Looking each of them up again would take as long as writing
        // the rows.
        connection.pragma_update(None, "foreign_keys", false)?;
        // From here on, dropping it resets the two settings.
        let write = Write {
            connection,
            committed: false,
            bulk: true,
            has_changed_evidence: false,
        };
        write.connection.execute_batch("BEGIN IMMEDIATE")?;
        write.check_schema()?;
        Ok(write)
    }
}

impl Write<'_> {
    /// A newer program may have changed the schema since this one opened the file.
    fn check_schema(&self) -> Result<(), StoreError> {
        match schema::version(&self.connection)? {
            schema::NEWEST => Ok(()),
            found => Err(StoreError::TooNew {
                found,
                known: schema::NEWEST,
            }),
        }
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Brings everything to the disk.
    ///
    /// # Errors
    /// When that failed; everything is rolled back then.
    pub fn commit(mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("COMMIT")?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        // After a failed commit SQLite may have rolled back itself.
        if !self.committed
            && !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            log::error!("a write could not be taken back: {error}");
        }
        if self.bulk {
            let usual = [("cache_size", -USUAL_CACHE_KIB), ("foreign_keys", 1)];
            let reset = usual
                .into_iter()
                .try_for_each(|(name, value)| self.connection.pragma_update(None, name, value));
            let reset = reset.and_then(|()| self.connection.execute_batch("PRAGMA shrink_memory"));
            if let Err(error) = reset {
                log::error!("the archive's settings are not as they were: {error}");
            }
        }
    }
}

#[cfg(test)]
mod tests;
