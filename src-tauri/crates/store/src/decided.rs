//! What the listener decided about plays, which wins over every rule: rows that are plays of their own or tell of the same play as another,
//! and times in which nothing is missing. Stored here; what comes of it is decided elsewhere.

use plays::{RowDecision, RowName};
use rusqlite::{Connection, params};

use crate::{Store, StoreError, Write};

/// A row about which the listener has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedRow {
    /// Which it is.
    pub row: RowName,
    /// What was decided.
    pub decision: RowDecision,
    /// When it was decided, in milliseconds since 1970.
    pub decided_at: i64,
}

/// A time in which nothing is missing, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CompleteTime {
    /// From, inclusive.
    pub from: i64,
    /// To, exclusive.
    pub to: i64,
    /// When it was decided.
    pub decided_at: i64,
}

impl Write<'_> {
    /// Writes down a decision in the place of an earlier one about the same row.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_decided_row(&mut self, decided: &DecidedRow) -> Result<(), StoreError> {
        let same_as = match &decided.decision {
            RowDecision::OwnPlay => None,
            RowDecision::SameAs(row) => Some(row.to_string()),
        };
        let mut put = self
            .connection()
            .prepare_cached("INSERT OR REPLACE INTO decided_row (row, same_as, decided_at) VALUES (?1, ?2, ?3)")?;
        put.execute(params![decided.row.to_string(), same_as, decided.decided_at])?;
        Ok(())
    }

    /// Forgets what was decided about a row. `false` if nothing was.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn remove_decided_row(&mut self, row: &RowName) -> Result<bool, StoreError> {
        let sql = "DELETE FROM decided_row WHERE row = ?1";
        Ok(self.connection().execute(sql, [row.to_string()])? > 0)
    }

    /// As [`Store::decided_rows`].
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn decided_rows(&self) -> Result<Vec<DecidedRow>, StoreError> {
        decided_rows(self.connection())
    }

    /// Writes down that nothing is missing in a time.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_complete_time(&mut self, time: &CompleteTime) -> Result<(), StoreError> {
        let CompleteTime { from, to, decided_at } = time;
        self.connection().execute(
            "INSERT OR REPLACE INTO complete_time (from_at, to_at, decided_at) VALUES (?1, ?2, ?3)",
            [from, to, decided_at],
        )?;
        Ok(())
    }

    /// Forgets that nothing is missing in a time. `false` if that was never said.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn remove_complete_time(&mut self, from: i64, to: i64) -> Result<bool, StoreError> {
        let sql = "DELETE FROM complete_time WHERE from_at = ?1 AND to_at = ?2";
        Ok(self.connection().execute(sql, [from, to])? > 0)
    }
}

impl Store {
    /// The rows about which the listener has decided, the earliest decision first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn decided_rows(&self) -> Result<Vec<DecidedRow>, StoreError> {
        decided_rows(&*self.reader()?)
    }

    /// The times in which nothing is missing, the earliest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn complete_times(&self) -> Result<Vec<CompleteTime>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached("SELECT from_at, to_at, decided_at FROM complete_time ORDER BY 1, 2")?;
        let times = select.query_map([], |row| {
            Ok(CompleteTime {
                from: row.get(0)?,
                to: row.get(1)?,
                decided_at: row.get(2)?,
            })
        })?;
        Ok(times.collect::<Result<_, _>>()?)
    }
}

/// A decision that a newer program has written in a way of its own is left alone.
fn decided_rows(connection: &Connection) -> Result<Vec<DecidedRow>, StoreError> {
    let sql = "SELECT row, same_as, decided_at FROM decided_row ORDER BY decided_at, row";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query([])?;
    let mut decided = Vec::new();
    while let Some(columns) = rows.next()? {
        let row = columns.get::<_, String>(0)?.parse::<RowName>();
        let decision = match columns.get::<_, Option<String>>(1)? {
            None => Ok(RowDecision::OwnPlay),
            Some(same_as) => same_as.parse().map(RowDecision::SameAs),
        };
        if let (Ok(row), Ok(decision)) = (row, decision) {
            decided.push(DecidedRow {
                row,
                decision,
                decided_at: columns.get(2)?,
            });
        }
    }
    Ok(decided)
}
