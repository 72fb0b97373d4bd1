//! The rows of evidence and which of them are canonical, that is: count as plays.
//! Stores that decision, and never makes it.

use std::{collections::HashSet, ops::ControlFlow, sync::PoisonError};

use plays::{Evidence, PlayedAt, Provenance};
use rusqlite::{Connection, OptionalExtension};

use crate::{SourceId, Store, StoreError, Write, file};

/// What one source says of one play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EvidenceRow {
    /// What it says; item and circumstance are ids of this archive.
    pub evidence: Evidence,
    /// Which source says it.
    pub source: SourceId,
    /// Whether this row counts as the play; otherwise another row about the same play does, or none.
    pub is_canonical: bool,
}

impl Write<'_> {
    /// All rows about these tracks, or about all, in the order of the table: by end, track, length, provenance,
    /// circumstance and source.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn evidence(&self, about: Option<&HashSet<u32>>) -> Result<Vec<EvidenceRow>, StoreError> {
        let mut rows = Vec::new();
        scan(self.connection(), "", |row| {
            if about.is_none_or(|tracks| tracks.contains(&row.evidence.item)) {
                rows.push(row);
            }
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }

    /// The end of the latest play, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn last_end(&self) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT ended_at FROM play WHERE stands = 1 ORDER BY ended_at DESC LIMIT 1";
        Ok(self.connection().query_row(sql, [], |row| row.get(0)).optional()?)
    }

    /// Adds rows. A row that a source contains twice is added once.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn insert(&mut self, rows: &[EvidenceRow]) -> Result<(), StoreError> {
        let mut insert = self.connection().prepare_cached(
            "INSERT OR IGNORE INTO play (ended_at, track, ms_played, witness, circumstance, source, stands)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for row in rows {
            let Evidence {
                ended_at,
                item,
                ms_played,
                circumstance,
                provenance,
            } = row.evidence;
            insert.execute((
                ended_at.as_millis(),
                item,
                ms_played,
                provenance_number(provenance),
                circumstance,
                row.source,
                row.is_canonical,
            ))?;
        }
        Ok(())
    }

    /// Writes down for known rows whether they are canonical.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn update_canonical(&mut self, rows: &[EvidenceRow]) -> Result<(), StoreError> {
        let mut update = self.connection().prepare_cached(
            "UPDATE play SET stands = ?7 WHERE ended_at = ?1 AND track = ?2 AND ms_played = ?3 AND witness = ?4
             AND circumstance = ?5 AND source = ?6",
        )?;
        for row in rows {
            update.execute((
                row.evidence.ended_at.as_millis(),
                row.evidence.item,
                row.evidence.ms_played,
                provenance_number(row.evidence.provenance),
                row.evidence.circumstance,
                row.source,
                row.is_canonical,
            ))?;
        }
        Ok(())
    }
}

impl Store {
    /// Gives every play to `each`, oldest first, until it breaks. Blocks nobody else while it lasts.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn plays(&self, each: impl FnMut(EvidenceRow) -> ControlFlow<()>) -> Result<(), StoreError> {
        scan(&file::connect_read_only(&self.path)?, "WHERE stands = 1", each)
    }

    /// Gives every row of evidence to `each`, oldest first, until it breaks.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn evidence(&self, each: impl FnMut(EvidenceRow) -> ControlFlow<()>) -> Result<(), StoreError> {
        scan(&file::connect_read_only(&self.path)?, "", each)
    }

    /// How many plays there are.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn count(&self) -> Result<u64, StoreError> {
        let reader = self.reader();
        // Before counting: whatever is committed meanwhile makes the next call count again.
        let version = file::data_version(&reader)?;
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, plays)) = counted.filter(|(at, _)| *at == version) {
            return Ok(plays);
        }
        let sql = "SELECT count(*) FROM play WHERE stands = 1";
        let plays = reader.query_row(sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs();
        *counted = Some((version, plays));
        Ok(plays)
    }
}

/// Gives every row that matches `condition` to `each`, in the order of the table, until it breaks.
fn scan(
    connection: &Connection,
    condition: &str,
    mut each: impl FnMut(EvidenceRow) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached(&format!(
        "SELECT ended_at, track, ms_played, witness, circumstance, source, stands FROM play {condition}
         ORDER BY ended_at, track, ms_played, witness, circumstance, source"
    ))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let row = EvidenceRow {
            evidence: Evidence {
                ended_at: PlayedAt::from_millis(row.get(0)?),
                item: row.get(1)?,
                ms_played: row.get(2)?,
                provenance: provenance(row.get(3)?),
                circumstance: row.get(4)?,
            },
            source: row.get(5)?,
            is_canonical: row.get(6)?,
        };
        if each(row).is_break() {
            break;
        }
    }
    Ok(())
}

fn provenance_number(provenance: Provenance) -> u8 {
    match provenance {
        Provenance::Live => 0,
        Provenance::Account => 1,
        Provenance::Extended => 2,
    }
}

pub(crate) fn provenance(number: u8) -> Provenance {
    match number {
        0 => Provenance::Live,
        1 => Provenance::Account,
        // A CHECK of the table allows no other number.
        _ => Provenance::Extended,
    }
}
