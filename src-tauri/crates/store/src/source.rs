//! Sources: where plays come from, which is the live recording of an account, or an import. Every row of evidence belongs to one, so
//! that an import can be undone.

mod writing;

use chrono::{DateTime, Utc};
use plays::{MachineId, RefusedFile, Reject, SourceKey};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{Store, StoreError, key_text::from_text};

/// The id of a source in this archive.
pub type SourceId = u32;

/// Where plays came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Recorded or imported.
    pub kind: SourceKind,
    /// The file's name; for a recording, a digest of the account's id.
    pub name: String,
    /// When it was begun.
    pub added_at: DateTime<Utc>,
    /// Its name on every machine.
    pub key: SourceKey,
    /// Where it was recorded or imported.
    pub machine: MachineId,
    /// The digest of the whole import.
    pub sha256: Option<[u8; 32]>,
    /// What an import came to; zeros for a recording.
    pub counts: ImportCounts,
    /// The rows that were rejected, by reason.
    pub rejects: Vec<Reject>,
    /// Files of it that could not be read.
    pub refused: Vec<RefusedFile>,
    /// The ends of its first and last play, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
}

/// Recorded or imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// Recorded by asking Spotify now and then.
    Live,
    /// Imported from an export.
    Import,
}

/// A source to begin.
#[derive(Debug, Clone)]
pub struct NewSource<'a> {
    /// Recorded or imported.
    pub kind: SourceKind,
    /// The file's name; for a recording, a digest of the account's id.
    pub name: &'a str,
    /// The digest of the whole import.
    pub sha256: Option<[u8; 32]>,
    /// When it is begun.
    pub added_at: DateTime<Utc>,
    /// What it is called on every machine, and where it was begun; `None` for one that begins here.
    pub origin: Option<(SourceKey, MachineId)>,
}

/// An import in numbers: `read = added + already_known + merged +` the rejected rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// History files.
    pub files: u64,
    /// Rows in them.
    pub read: u64,
    /// Plays that were new.
    pub added: u64,
    /// Rows about a play that was known already.
    pub already_known: u64,
    /// Rows that replaced a recorded play.
    pub merged: u64,
}

impl Store {
    /// The import of exactly this input, if it is in the archive.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn import_of(&self, sha256: &[u8; 32]) -> Result<Option<SourceId>, StoreError> {
        import_of(&*self.reader()?, sha256)
    }

    /// Every source, newest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn sources(&self) -> Result<Vec<Source>, StoreError> {
        let reader = self.reader()?;
        let mut rejects =
            reader.prepare_cached("SELECT reason, count, sample FROM reject WHERE source = ?1 ORDER BY 1")?;
        let mut refused =
            reader.prepare_cached("SELECT file, code, why FROM refused_file WHERE source = ?1 ORDER BY 1")?;
        let mut sources = reader.prepare_cached(
            "SELECT id, kind, name, added_at, files, read, added, already_known, merged, first_at, last_at,
                    key, machine, sha256
             FROM source ORDER BY added_at DESC, id DESC",
        )?;
        let mut rows = sources.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Source {
                key: from_text(&row.get::<_, String>(11)?)?,
                machine: from_text(&row.get::<_, String>(12)?)?,
                ..source(row)?
            });
        }
        let complete = found.into_iter().map(|mut source| {
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
        complete.collect()
    }
}

fn import_of(connection: &Connection, sha256: &[u8; 32]) -> Result<Option<SourceId>, StoreError> {
    let sql = "SELECT id FROM source WHERE kind = 'import' AND sha256 = ?1";
    Ok(connection
        .query_row(sql, [sha256.as_slice()], |row| row.get(0))
        .optional()?)
}

/// All but its names.
fn source(row: &Row<'_>) -> rusqlite::Result<Source> {
    let count = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
    let span: (Option<i64>, Option<i64>) = (row.get(9)?, row.get(10)?);
    Ok(Source {
        id: row.get(0)?,
        kind: kind(&row.get::<_, String>(1)?),
        name: row.get(2)?,
        added_at: DateTime::from_timestamp_millis(row.get(3)?).unwrap_or_default(),
        key: SourceKey::default(),
        machine: MachineId::default(),
        sha256: row
            .get::<_, Option<Vec<u8>>>(13)?
            .and_then(|digest| digest.try_into().ok()),
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

pub(crate) fn kind(name: &str) -> SourceKind {
    if name == SourceKind::Live.as_str() {
        SourceKind::Live
    } else {
        SourceKind::Import
    }
}

impl SourceKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Import => "import",
        }
    }
}
