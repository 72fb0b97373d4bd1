//! What the rows of a source in one month come to. The sums are the caller's; they are kept here until one of the rows changes, because
//! reading a million rows takes longer than asking another machine what it has.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike};
use rusqlite::{Connection, params};

use crate::{SourceId, Store, StoreError, Write};

/// A month of a source. Months count from January 1970, in UTC.
pub type SourceMonth = (SourceId, i32);

/// How many rows there are, and two sums over their marks.
pub type RowSums = (u64, u64, u64);

/// The month of a time in milliseconds since 1970. Times beyond what a calendar knows share the first month of all.
pub fn month_of(ended_at_ms: i64) -> i32 {
    DateTime::from_timestamp_millis(ended_at_ms).map_or(i32::MIN, |at| (at.year() - 1970) * 12 + at.month0() as i32)
}

/// From which time to which a month lasts, in milliseconds since 1970.
pub(crate) fn bounds(month: i32) -> (i64, i64) {
    let first = |month: i32| {
        let date = chrono::NaiveDate::from_ymd_opt(1970 + month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
        date.and_then(|date| date.and_hms_opt(0, 0, 0))
            .map(|at| at.and_utc().timestamp_millis())
    };
    match (first(month), first(month.saturating_add(1))) {
        (Some(from), Some(to)) => (from, to),
        _ => (i64::MIN, i64::MAX),
    }
}

/// Says that rows of these months have changed.
pub(crate) fn forget(connection: &Connection, months: &BTreeSet<SourceMonth>) -> Result<(), StoreError> {
    let mut forget = connection.prepare_cached("INSERT OR REPLACE INTO fingerprint (source, month) VALUES (?1, ?2)")?;
    for (source, month) in months {
        forget.execute(params![source, month])?;
    }
    Ok(())
}

impl Store {
    /// Every month of every source that has rows, with what they come to; `None` if they have changed since that was written down.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn fingerprints(&self) -> Result<Vec<(SourceMonth, Option<RowSums>)>, StoreError> {
        let reader = self.reader()?;
        let sql = "SELECT source, month, \"rows\", low, high FROM fingerprint ORDER BY source, month";
        let mut select = reader.prepare_cached(sql)?;
        let rows = select.query_map([], |row| {
            let sum = |column| row.get::<_, i64>(column).map(i64::unsigned_abs);
            let rows = row.get::<_, Option<i64>>(2)?.map(i64::unsigned_abs);
            let sums = match rows {
                Some(rows) => Some((rows, sum(3)?, sum(4)?)),
                None => None,
            };
            Ok(((row.get(0)?, row.get(1)?), sums))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Write<'_> {
    /// Writes down what the rows of a month of a source come to; nothing is written if the month has none any more.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_fingerprint(&mut self, (source, month): SourceMonth, sums: RowSums) -> Result<(), StoreError> {
        let (rows, low, high) = sums;
        let sum = |sum: u64| i64::try_from(sum).unwrap_or(i64::MAX);
        let sql = if rows == 0 {
            "DELETE FROM fingerprint WHERE source = ?1 AND month = ?2 AND ?3 = 0 AND ?4 = 0 AND ?5 = 0"
        } else {
            "UPDATE fingerprint SET \"rows\" = ?3, low = ?4, high = ?5 WHERE source = ?1 AND month = ?2"
        };
        let mut put = self.connection().prepare_cached(sql)?;
        put.execute(params![source, month, sum(rows), sum(low), sum(high)])?;
        Ok(())
    }
}
