//! Gaps: times in which plays are known to be missing from a recording. They stay noted when an import covers them later; the
//! caller subtracts what is covered.

use rusqlite::params;

use crate::{SourceId, Store, StoreError, Write};

/// A time in which plays are missing, in milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The end of the last play known before.
    pub from: i64,
    /// The start of the first play known after.
    pub to: i64,
    /// Why they are missing, as a short name.
    pub why: String,
}

impl Write<'_> {
    /// Notes a gap in a recording.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn add_gap(&mut self, recording: SourceId, gap: &Gap) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR IGNORE INTO gap (source, from_at, to_at, why) VALUES (?1, ?2, ?3, ?4)",
            params![recording, gap.from, gap.to, gap.why],
        )?;
        Ok(())
    }
}

impl Store {
    /// Every gap ever noted, with the recording that it is in, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn gaps(&self) -> Result<Vec<(SourceId, Gap)>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT source, from_at, to_at, why FROM gap ORDER BY 2, 3")?;
        let rows = select.query_map([], |row| {
            let gap = Gap {
                from: row.get(1)?,
                to: row.get(2)?,
                why: row.get(3)?,
            };
            Ok((row.get(0)?, gap))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
