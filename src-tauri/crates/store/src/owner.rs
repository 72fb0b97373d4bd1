//! Whose recordings count: those of the account that owns the archive, and of no other that was recorded into it.

use rusqlite::{Connection, OptionalExtension};

use crate::{SourceId, Store, StoreError, Write};

impl Write<'_> {
    /// The source that an account is recorded under on this machine, if it ever was.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn live_source(&self, name: &str) -> Result<Option<SourceId>, StoreError> {
        let sql = "SELECT id FROM source WHERE kind = 'live' AND name = ?1
                   AND machine = (SELECT value FROM note WHERE key = 'machine') ORDER BY id DESC LIMIT 1";
        Ok(self.connection().query_row(sql, [name], |row| row.get(0)).optional()?)
    }

    /// The recordings of accounts that do not own the archive.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn foreign_recordings(&self) -> Result<Vec<SourceId>, StoreError> {
        foreign_recordings(self.connection())
    }

    /// Makes this account the owner. `true` if another one was before, or none.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_owner(&mut self, name: &str) -> Result<bool, StoreError> {
        let sql = "INSERT INTO note (key, value) VALUES ('owner', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1
                   WHERE value != ?1";
        Ok(self.connection().execute(sql, [name])? > 0)
    }

    /// Makes this account the owner of an archive that has none. `false` if it has one.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_first_owner(&mut self, name: &str) -> Result<bool, StoreError> {
        let sql = "INSERT OR IGNORE INTO note (key, value) VALUES ('owner', ?1)";
        Ok(self.connection().execute(sql, [name])? > 0)
    }
}

impl Store {
    /// As [`Write::foreign_recordings`].
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn foreign_recordings(&self) -> Result<Vec<SourceId>, StoreError> {
        foreign_recordings(&*self.reader()?)
    }
}

fn foreign_recordings(connection: &Connection) -> Result<Vec<SourceId>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT id FROM source WHERE kind = 'live' AND name IS NOT (SELECT value FROM note WHERE key = 'owner')",
    )?;
    Ok(select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
