//! Snapshots: Spotify's own rankings, one of each a day, so that movement can be shown.

use rusqlite::params;

use crate::{StoreError, Write};

/// One of Spotify's rankings on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Whose: a digest of the account's id.
    pub account: String,
    /// Days since 1970-01-01, UTC.
    pub taken_on: i32,
    /// `tracks` or `artists`.
    pub list: &'static str,
    /// Spotify's name for the range.
    pub time_range: &'static str,
    /// URI and name, best first.
    pub ranking: Vec<(String, String)>,
}

impl Write<'_> {
    /// Writes a snapshot; it replaces the same day's earlier one.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_snapshot(&mut self, snapshot: &Snapshot) -> Result<(), StoreError> {
        let Snapshot {
            account,
            taken_on,
            list,
            time_range,
            ranking,
        } = snapshot;
        self.connection().execute(
            "DELETE FROM top_snapshot WHERE account = ?1 AND taken_on = ?2 AND list = ?3 AND time_range = ?4",
            params![account, taken_on, list, time_range],
        )?;
        let mut insert = self.connection().prepare_cached(
            "INSERT INTO top_snapshot (account, taken_on, list, time_range, rank, uri, name)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (rank, (uri, name)) in (1u32..).zip(ranking) {
            insert.execute(params![account, taken_on, list, time_range, rank, uri, name])?;
        }
        Ok(())
    }
}
