//! Begins, finishes and removes sources.

use plays::{RefusedFile, Reject};
use rusqlite::params;

use super::{ImportCounts, NewSource, SourceId, import_of};
use crate::{StoreError, Write, row_sums};

impl Write<'_> {
    /// Begins a source.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn begin_source(&mut self, new: &NewSource<'_>) -> Result<SourceId, StoreError> {
        let (key, machine) = new.origin.unzip();
        self.connection().execute(
            "INSERT INTO source (kind, name, sha256, added_at, key, machine)
             VALUES (?1, ?2, ?3, ?4, coalesce(?5, lower(hex(randomblob(16)))),
                     coalesce(?6, (SELECT value FROM note WHERE key = 'machine')))",
            params![
                new.kind.as_str(),
                new.name,
                new.sha256.map(|digest| digest.to_vec()),
                new.added_at.timestamp_millis(),
                key.map(|key| key.to_string()),
                machine.map(|machine| machine.to_string()),
            ],
        )?;
        Ok(self
            .connection()
            .query_row("SELECT last_insert_rowid()", [], |row| row.get(0))?)
    }

    /// The import of exactly this input, if it is in the archive.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn import_of(&self, sha256: &[u8; 32]) -> Result<Option<SourceId>, StoreError> {
        import_of(self.connection(), sha256)
    }

    /// Writes what an import came to.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn finish_source(
        &mut self,
        id: SourceId,
        counts: &ImportCounts,
        rejects: &[Reject],
        refused: &[RefusedFile],
    ) -> Result<(), StoreError> {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.connection().execute(
            "UPDATE source SET files = ?2, read = ?3, added = ?4, already_known = ?5, merged = ?6 WHERE id = ?1",
            params![
                id,
                count(counts.files),
                count(counts.read),
                count(counts.added),
                count(counts.already_known),
                count(counts.merged)
            ],
        )?;
        for reject in rejects {
            self.connection().execute(
                "INSERT INTO reject (source, reason, count, sample) VALUES (?1, ?2, ?3, ?4)",
                params![id, reject.reason, count(reject.count), reject.sample],
            )?;
        }
        for RefusedFile { file, code, why } in refused {
            self.connection().execute(
                "INSERT OR IGNORE INTO refused_file (source, file, code, why) VALUES (?1, ?2, ?3, ?4)",
                params![id, file, code, why],
            )?;
        }
        Ok(())
    }

    /// Removes a source with everything that it says. The caller then decides again which rows are canonical.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`], or when the archive can't be written.
    pub fn remove_source(&mut self, id: SourceId) -> Result<(), StoreError> {
        self.has_changed_evidence = true;
        // Table by table, because a bulk write has foreign keys off and so no cascades.
        for what in ["play", "reject", "refused_file", "source_span", "gap", "fingerprint"] {
            let sql = format!("DELETE FROM {what} WHERE source = ?1");
            self.connection().execute(&sql, [id])?;
        }
        row_sums::forget_source(self.connection(), id)?;
        self.forget_in_recount(id)?;
        match self.connection().execute("DELETE FROM source WHERE id = ?1", [id])? {
            0 => Err(StoreError::NoSuchSource(id)),
            _ => Ok(()),
        }
    }
}
