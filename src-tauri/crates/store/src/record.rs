//! What the archive notes beside plays: gaps, Spotify's rankings by day, what is hidden, and notes of its own.

use rusqlite::{OptionalExtension, params};

use crate::{SourceId, Store, StoreError, Write};

/// A span in which plays are known to be missing, in milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The last play known before.
    pub from: i64,
    /// The first play known after.
    pub to: i64,
    /// BackupReason, as a short name.
    pub why: String,
}

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

/// Something that the listener does not want counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenEntry {
    /// Which it is.
    pub id: u32,
    /// What is hidden.
    pub target: HiddenTarget,
}

/// What can be hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HiddenTarget {
    /// A track, by URI.
    Track(String),
    /// An album, by URI or name.
    Album(String),
    /// An artist, by URI or name.
    Artist(String),
    /// Everything that ended in this span, in milliseconds since 1970.
    Time {
        /// From, inclusive.
        from: i64,
        /// To, exclusive.
        to: i64,
    },
}

impl HiddenTarget {
    fn parts(&self) -> (&'static str, Option<&str>, Option<i64>, Option<i64>) {
        match self {
            Self::Track(what) => ("track", Some(what), None, None),
            Self::Album(what) => ("album", Some(what), None, None),
            Self::Artist(what) => ("artist", Some(what), None, None),
            Self::Time { from, to } => ("time", None, Some(*from), Some(*to)),
        }
    }
}

impl Write<'_> {
    /// Notes that plays are missing from a recording.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn add_gap(&mut self, recording: SourceId, gap: &Gap) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR IGNORE INTO gap (source, from_at, to_at, why) VALUES (?1, ?2, ?3, ?4)",
            params![recording, gap.from, gap.to, gap.why],
        )?;
        Ok(())
    }

    /// Writes one of Spotify's rankings down; the day's earlier one is replaced.
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

    /// Hides something; hiding it again changes nothing.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn hide(&mut self, what: &HiddenTarget, now_ms: i64) -> Result<(), StoreError> {
        let (kind, name, from, to) = what.parts();
        // Not by the index: to it, no two NULLs are the same.
        self.connection().execute(
            "INSERT INTO hidden (hidden_at, kind, what, from_at, to_at) SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = ?2 AND what IS ?3 AND from_at IS ?4 AND to_at IS ?5)",
            params![now_ms, kind, name, from, to],
        )?;
        Ok(())
    }

    /// Counts something again. `false` if it was not hidden.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn unhide(&mut self, id: u32) -> Result<bool, StoreError> {
        Ok(self.connection().execute("DELETE FROM hidden WHERE id = ?1", [id])? > 0)
    }

    /// Notes something of the archive itself; `None` takes the note away.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_note(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        match value {
            Some(value) => self.connection().execute(
                "INSERT INTO note (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                [key, value],
            )?,
            None => self.connection().execute("DELETE FROM note WHERE key = ?1", [key])?,
        };
        Ok(())
    }
}

impl Store {
    /// Every gap that was ever noted, with the recording that it is in, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn gaps(&self) -> Result<Vec<(SourceId, Gap)>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT source, from_at, to_at, why FROM gap ORDER BY 2, 3")?;
        let rows = select.query_map([], |row| {
            let gap = Gap {
                from: row.get(1)?,
                to: row.get(2)?,
                why: row.get(3)?,
            };
            Ok((row.get(0)?, gap))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is hidden, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn hidden(&self) -> Result<Vec<HiddenEntry>, StoreError> {
        let reader = self.reader();
        let mut select = reader.prepare_cached("SELECT id, kind, what, from_at, to_at FROM hidden ORDER BY id")?;
        let rows = select.query_map([], |row| {
            let name = || row.get::<_, Option<String>>(2).map(Option::unwrap_or_default);
            let target = match row.get::<_, String>(1)?.as_str() {
                "track" => HiddenTarget::Track(name()?),
                "album" => HiddenTarget::Album(name()?),
                "artist" => HiddenTarget::Artist(name()?),
                _ => HiddenTarget::Time {
                    from: row.get(3)?,
                    to: row.get(4)?,
                },
            };
            Ok(HiddenEntry {
                id: row.get(0)?,
                target,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What was noted under `key`.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn note(&self, key: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM note WHERE key = ?1";
        Ok(self.reader().query_row(sql, [key], |row| row.get(0)).optional()?)
    }
}
