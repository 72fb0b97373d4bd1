//! One write: all of it reaches the disk, or nothing does.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
    sync::MutexGuard,
};

use plays::{Circumstance, Evidence, PlayedAt, Provenance};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{SourceId, Store, StoreError};

/// What one source says of one play, and whether it stands for the play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EvidenceRow {
    /// What it says; item and circumstance are numbers of this archive.
    pub evidence: Evidence,
    /// Who says it.
    pub source: SourceId,
    /// Whether this row is the play, or another one is.
    pub is_canonical: bool,
}

/// A write under way. Dropping it takes everything back.
pub struct Write<'a> {
    connection: MutexGuard<'a, Connection>,
    done: bool,
    bulk: bool,
}

/// A million plays and all that they are about, without writing a page twice.
const BULK_CACHE_KIB: i64 = 64 * 1024;
const USUAL_CACHE_KIB: i64 = 2 * 1024;

impl Store {
    /// Begins a write. Waits for other writes, another program's too.
    ///
    /// # Errors
    /// [`StoreError::Busy`] after a minute, or when the archive can't be written.
    pub fn write(&self) -> Result<Write<'_>, StoreError> {
        let connection = self.writer();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Write {
            connection,
            done: false,
            bulk: false,
        })
    }

    /// Begins a write of very many rows, which takes more memory while it lasts.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_bulk(&self) -> Result<Write<'_>, StoreError> {
        let connection = self.writer();
        connection.pragma_update(None, "cache_size", -BULK_CACHE_KIB)?;
        // Every number in a bulk of rows was handed out by the same write: looking each up again takes as long as writing it.
        connection.pragma_update(None, "foreign_keys", false)?;
        // From here on, dropping it puts everything back.
        let write = Write {
            connection,
            done: false,
            bulk: true,
        };
        write.connection.execute_batch("BEGIN IMMEDIATE")?;
        Ok(write)
    }
}

impl Write<'_> {
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Brings everything onto the disk.
    ///
    /// # Errors
    /// When it could not be done; everything is taken back then.
    pub fn commit(mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("COMMIT")?;
        self.done = true;
        Ok(())
    }

    /// The archive's numbers for these circumstances, in their order; new ones are added.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn circumstance_ids(&mut self, wanted: &[Circumstance]) -> Result<Vec<u32>, StoreError> {
        let mut known: HashMap<Circumstance, u32> =
            self.circumstances()?.into_iter().map(|(id, what)| (what, id)).collect();
        let mut add = self.connection.prepare_cached(
            "INSERT INTO circumstance (reason_start, reason_end, shuffle, skipped, offline, incognito, platform, country)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
        )?;
        let mut ids = Vec::with_capacity(wanted.len());
        for what in wanted {
            let id = match known.get(what) {
                Some(id) => *id,
                None => {
                    let id = add.query_row(
                        params![
                            what.reason_start,
                            what.reason_end,
                            what.shuffle,
                            what.skipped,
                            what.offline,
                            what.incognito,
                            what.platform,
                            what.country
                        ],
                        |row| row.get(0),
                    )?;
                    known.insert(what.clone(), id);
                    id
                }
            };
            ids.push(id);
        }
        Ok(ids)
    }

    /// Every circumstance with its number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn circumstances(&self) -> Result<Vec<(u32, Circumstance)>, StoreError> {
        circumstances(&self.connection)
    }

    /// All rows about these tracks, or about all, in the order of the table: by end, track, length, provenance,
    /// circumstance and source.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn evidence(&self, about: Option<&HashSet<u32>>) -> Result<Vec<EvidenceRow>, StoreError> {
        let mut rows = Vec::new();
        scan(&self.connection, "", |row| {
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
        Ok(self.connection.query_row(sql, [], |row| row.get(0)).optional()?)
    }

    /// Adds rows. Those that a source says twice are added once.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn insert(&mut self, rows: &[EvidenceRow]) -> Result<(), StoreError> {
        let mut insert = self.connection.prepare_cached(
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

    /// Says of known rows whether they stand.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn update_canonical(&mut self, rows: &[EvidenceRow]) -> Result<(), StoreError> {
        let mut update = self.connection.prepare_cached(
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

impl Drop for Write<'_> {
    fn drop(&mut self) {
        // After a failed commit SQLite may have taken it back itself.
        if !self.done
            && !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            log::error!("a write could not be taken back: {error}");
        }
        if self.bulk {
            let usual = [("cache_size", -USUAL_CACHE_KIB), ("foreign_keys", 1)];
            let back = usual
                .into_iter()
                .try_for_each(|(name, value)| self.connection.pragma_update(None, name, value));
            let back = back.and_then(|()| self.connection.execute_batch("PRAGMA shrink_memory"));
            if let Err(error) = back {
                log::error!("the archive's settings are not as they were: {error}");
            }
        }
    }
}

/// Hands over every row that `condition` lets through, in the order of the table, until told to stop.
pub(crate) fn scan(
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

pub(crate) fn circumstances(connection: &Connection) -> Result<Vec<(u32, Circumstance)>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT id, reason_start, reason_end, shuffle, skipped, offline, incognito, platform, country FROM circumstance",
    )?;
    let text = |row: &rusqlite::Row<'_>, column| row.get::<_, Option<String>>(column).map(|text| text.map(Into::into));
    let rows = select.query_map([], |row| {
        Ok((
            row.get(0)?,
            Circumstance {
                reason_start: text(row, 1)?,
                reason_end: text(row, 2)?,
                shuffle: row.get(3)?,
                skipped: row.get(4)?,
                offline: row.get(5)?,
                incognito: row.get(6)?,
                platform: text(row, 7)?,
                country: text(row, 8)?,
            },
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn provenance_number(provenance: Provenance) -> u8 {
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
        // The table lets no other number in.
        _ => Provenance::Extended,
    }
}

#[cfg(test)]
mod tests;
