//! The circumstances of plays. A few thousand combinations serve a million plays, so each is stored once.

use std::collections::HashMap;

use plays::Circumstance;
use rusqlite::{Connection, params};

use crate::{Store, StoreError, Write, row_id::last_row_id};

impl Write<'_> {
    /// The ids of these circumstances, in their order; new ones are added.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn circumstance_ids(&mut self, wanted: &[Circumstance]) -> Result<Vec<u32>, StoreError> {
        let mut known: HashMap<Circumstance, u32> = self
            .circumstances()?
            .into_iter()
            .map(|(id, circumstance)| (circumstance, id))
            .collect();
        let mut insert = self.connection().prepare_cached(
            "INSERT INTO circumstance (reason_start, reason_end, shuffle, skipped, offline, incognito, platform, country)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let mut ids = Vec::with_capacity(wanted.len());
        for circumstance in wanted {
            let id = match known.get(circumstance) {
                Some(id) => *id,
                None => {
                    insert.execute(params![
                        circumstance.reason_start,
                        circumstance.reason_end,
                        circumstance.shuffle,
                        circumstance.skipped,
                        circumstance.offline,
                        circumstance.incognito,
                        circumstance.platform,
                        circumstance.country
                    ])?;
                    let id = last_row_id(self.connection())?;
                    known.insert(circumstance.clone(), id);
                    id
                }
            };
            ids.push(id);
        }
        Ok(ids)
    }

    /// Every circumstance with its id.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn circumstances(&self) -> Result<Vec<(u32, Circumstance)>, StoreError> {
        circumstances(self.connection())
    }
}

impl Store {
    /// Every circumstance by its id.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn circumstances(&self) -> Result<HashMap<u32, Circumstance>, StoreError> {
        Ok(circumstances(&*self.reader()?)?.into_iter().collect())
    }
}

fn circumstances(connection: &Connection) -> Result<Vec<(u32, Circumstance)>, StoreError> {
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
