//! Notes that the program keeps in the archive for itself, by key: whose it is, what was done today, and the like.

use rusqlite::OptionalExtension;

use crate::{Store, StoreError, Write};

impl Write<'_> {
    /// Sets a note; `None` removes it.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_note(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        match value {
            Some(value) => self.connection().execute(
                "INSERT INTO note (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                [key, value],
            )?,
            None => self.connection().execute("DELETE FROM note WHERE key = ?1", [key])?,
        };
        Ok(())
    }
}

impl Store {
    /// The note under `key`.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn note(&self, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM note WHERE key = ?1";
        Ok(self.reader()?.query_row(sql, [key], |row| row.get(0)).optional()?)
    }
}
