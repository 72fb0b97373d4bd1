//! Spans: the times that a source covers. What an import covers without a break and does not mention was not played, so a gap in it
//! is closed.

use rusqlite::params;

use crate::{SourceId, Store, StoreError, Write};

impl Write<'_> {
    /// Widens the time from a source's first to its last play to include these ends, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn widen_span(&mut self, id: SourceId, first: i64, last: i64) -> Result<(), StoreError> {
        self.connection().execute(
            "UPDATE source SET first_at = min(coalesce(first_at, ?2), ?2), last_at = max(coalesce(last_at, ?3), ?3)
             WHERE id = ?1",
            params![id, first, last],
        )?;
        Ok(())
    }

    /// Notes that an import covers everything between these ends, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn add_span(&mut self, id: SourceId, first: i64, last: i64) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR IGNORE INTO source_span (source, first_at, last_at) VALUES (?1, ?2, ?3)",
            params![id, first, last],
        )?;
        Ok(())
    }
}

impl Store {
    /// The times that imports cover, by their first and last end, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn spans(&self) -> Result<Vec<(i64, i64)>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT first_at, last_at FROM source_span ORDER BY 1, 2")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
