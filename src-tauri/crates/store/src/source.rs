//! Where plays come from: the live recording of an account, or an import. Every row belongs to one, so that an import can
//! be undone.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};

use crate::{Store, StoreError, Write};

/// Names a source within this archive.
pub type SourceId = u32;

/// Where plays came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Which it is.
    pub id: SourceId,
    /// Recorded or imported.
    pub kind: SourceKind,
    /// The file's name; for a recording, a digest of the account's id.
    pub name: String,
    /// When it began.
    pub added_at: DateTime<Utc>,
    /// What was imported, counted.
    pub counts: ImportCounts,
    /// What was set aside, by reason.
    pub rejects: Vec<Reject>,
    /// Files of it that could not be read.
    pub refused: Vec<RefusedFile>,
    /// The ends of the first and last play that it tells of, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
}

/// Recorded or imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// By asking Spotify now and then.
    Live,
    /// From an export.
    Import,
}

/// A source to be.
#[derive(Debug, Clone)]
pub struct NewSource<'a> {
    /// Recorded or imported.
    pub kind: SourceKind,
    /// The file's name; for a recording, a digest of the account's id.
    pub name: &'a str,
    /// Of the whole input.
    pub sha256: Option<[u8; 32]>,
    /// When it begins.
    pub added_at: DateTime<Utc>,
}

/// An import in numbers: `read = added + already_known + merged +` what was set aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// History files.
    pub files: u64,
    /// Rows in them.
    pub read: u64,
    /// Plays that nobody had told of.
    pub added: u64,
    /// Rows that tell of a play already told.
    pub already_known: u64,
    /// Rows that took the place of a recorded play.
    pub merged: u64,
}

/// Rows that were set aside for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// BackupReason, as a short name.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// One of them, and where it stands.
    pub sample: String,
}

/// A file that could not be read, while others of the same import were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFile {
    /// Its name.
    pub file: String,
    /// What ails it, as a short name that never changes.
    pub code: String,
    /// What ails it, in words that follow its name.
    pub why: String,
}

impl Write<'_> {
    /// Begins a source.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn begin_source(&mut self, new: &NewSource<'_>) -> Result<SourceId, StoreError> {
        self.connection().execute(
            "INSERT INTO source (kind, name, sha256, added_at) VALUES (?1, ?2, ?3, ?4)",
            params![
                new.kind.as_str(),
                new.name,
                new.sha256.map(|digest| digest.to_vec()),
                new.added_at.timestamp_millis()
            ],
        )?;
        Ok(self
            .connection()
            .query_row("SELECT last_insert_rowid()", [], |row| row.get(0))?)
    }

    /// The source that an account is recorded under, if it ever was.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn live_source(&self, name: &str) -> Result<Option<SourceId>, StoreError> {
        let sql = "SELECT id FROM source WHERE kind = 'live' AND name = ?1";
        Ok(self.connection().query_row(sql, [name], |row| row.get(0)).optional()?)
    }

    /// The recordings of accounts that the archive does not belong to.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn foreign_recordings(&self) -> Result<Vec<SourceId>, StoreError> {
        let mut select = self.connection().prepare_cached(
            "SELECT id FROM source WHERE kind = 'live' AND name IS NOT (SELECT value FROM note WHERE key = 'owner')",
        )?;
        Ok(select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Says whose recordings stand. Tells whether that is somebody else than before.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_owner(&mut self, name: &str) -> Result<bool, StoreError> {
        let sql = "INSERT INTO note (key, value) VALUES ('owner', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1
                   WHERE value != ?1";
        Ok(self.connection().execute(sql, [name])? > 0)
    }

    /// The import of exactly this input, if it is in the archive.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn import_of(&self, sha256: &[u8; 32]) -> Result<Option<SourceId>, StoreError> {
        import_of(self.connection(), sha256)
    }

    /// Writes down what an import came to.
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

    /// Makes a source's span reach to these ends, in milliseconds since 1970.
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

    /// Notes that an import tells of everything between these ends, in milliseconds since 1970.
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

    /// Takes a source out, with all that it says. What then stands is to be decided anew.
    ///
    /// # Errors
    /// [`StoreError::NoSuchSource`], or when the archive can't be written.
    pub fn remove_source(&mut self, id: SourceId) -> Result<(), StoreError> {
        // By itself, as a bulk write does not cascade.
        for what in ["play", "reject", "refused_file", "source_span", "gap"] {
            let sql = format!("DELETE FROM {what} WHERE source = ?1");
            self.connection().execute(&sql, [id])?;
        }
        match self.connection().execute("DELETE FROM source WHERE id = ?1", [id])? {
            0 => Err(StoreError::NoSuchSource(id)),
            _ => Ok(()),
        }
    }
}

impl Store {
    /// The times that imports tell of without a break, by their first and last end, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn spans(&self) -> Result<Vec<(i64, i64)>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT first_at, last_at FROM source_span ORDER BY 1, 2")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The import of exactly this input, if it is in the archive.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn import_of(&self, sha256: &[u8; 32]) -> Result<Option<SourceId>, StoreError> {
        import_of(&self.reader(), sha256)
    }

    /// Every source, newest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let reader = self.reader();
        let mut rejects =
            reader.prepare_cached("SELECT reason, count, sample FROM reject WHERE source = ?1 ORDER BY 1")?;
        let mut refused =
            reader.prepare_cached("SELECT file, code, why FROM refused_file WHERE source = ?1 ORDER BY 1")?;
        let mut sources = reader.prepare_cached(
            "SELECT id, kind, name, added_at, files, read, added, already_known, merged, first_at, last_at
             FROM source ORDER BY added_at DESC, id DESC",
        )?;
        let found: Vec<Source> = sources.query_map([], source)?.collect::<Result<_, _>>()?;
        let with_rejects = found.into_iter().map(|mut source| {
            let rows = rejects.query_map([source.id], |row| {
                Ok(Reject {
                    reason: row.get(0)?,
                    count: row.get::<_, i64>(1)?.unsigned_abs(),
                    sample: row.get(2)?,
                })
            })?;
            source.rejects = rows.collect::<Result<_, _>>()?;
            let rows = refused.query_map([source.id], |row| {
                Ok(RefusedFile {
                    file: row.get(0)?,
                    code: row.get(1)?,
                    why: row.get(2)?,
                })
            })?;
            source.refused = rows.collect::<Result<_, _>>()?;
            Ok(source)
        });
        with_rejects.collect()
    }
}

fn import_of(connection: &Connection, sha256: &[u8; 32]) -> Result<Option<SourceId>, StoreError> {
    let sql = "SELECT id FROM source WHERE kind = 'import' AND sha256 = ?1";
    Ok(connection
        .query_row(sql, [sha256.as_slice()], |row| row.get(0))
        .optional()?)
}

fn source(row: &SqlRow<'_>) -> rusqlite::Result<Source> {
    let count = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
    let span: (Option<i64>, Option<i64>) = (row.get(9)?, row.get(10)?);
    Ok(Source {
        id: row.get(0)?,
        kind: if row.get::<_, String>(1)? == "live" {
            SourceKind::Live
        } else {
            SourceKind::Import
        },
        name: row.get(2)?,
        added_at: DateTime::from_timestamp_millis(row.get(3)?).unwrap_or_default(),
        counts: ImportCounts {
            files: count(4)?,
            read: count(5)?,
            added: count(6)?,
            already_known: count(7)?,
            merged: count(8)?,
        },
        rejects: Vec::new(),
        refused: Vec::new(),
        span: span.0.zip(span.1),
    })
}

impl SourceKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Import => "import",
        }
    }
}
