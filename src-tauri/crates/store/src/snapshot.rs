//! Snapshots: Spotify's own rankings, one of each a day, so that movement can be shown.

use plays::Snapshot;
use rusqlite::params;

use crate::{Store, StoreError, Write};

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

impl Store {
    /// Every snapshot, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn snapshots(&self) -> Result<Vec<Snapshot>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(
            "SELECT account, taken_on, list, time_range, uri, name FROM top_snapshot
             ORDER BY taken_on, account, list, time_range, rank",
        )?;
        let mut rows = select.query([])?;
        let mut snapshots: Vec<Snapshot> = Vec::new();
        while let Some(row) = rows.next()? {
            let next = Snapshot {
                account: row.get(0)?,
                taken_on: row.get(1)?,
                list: row.get(2)?,
                time_range: row.get(3)?,
                ranking: Vec::new(),
            };
            let entry = (row.get(4)?, row.get(5)?);
            let is_same = |last: &&mut Snapshot| {
                (&last.account, last.taken_on, &last.list, &last.time_range)
                    == (&next.account, next.taken_on, &next.list, &next.time_range)
            };
            match snapshots.last_mut().filter(is_same) {
                Some(last) => last.ranking.push(entry),
                None => snapshots.push(Snapshot {
                    ranking: vec![entry],
                    ..next
                }),
            }
        }
        Ok(snapshots)
    }
}
