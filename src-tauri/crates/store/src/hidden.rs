//! What the listener does not want counted. Plays are never deleted for it.

use plays::HiddenTarget;
use rusqlite::params;

use crate::{Store, StoreError, Write};

/// Something that is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenEntry {
    /// Its id.
    pub id: u32,
    /// What is hidden.
    pub target: HiddenTarget,
    /// When it was hidden, in milliseconds since 1970.
    pub hidden_at: i64,
}

/// As the table has it: kind, name, and the two times.
fn columns(target: &HiddenTarget) -> (&'static str, Option<&str>, Option<i64>, Option<i64>) {
    match target {
        HiddenTarget::Track(name) => ("track", Some(name), None, None),
        HiddenTarget::Album(name) => ("album", Some(name), None, None),
        HiddenTarget::Artist(name) => ("artist", Some(name), None, None),
        HiddenTarget::Time { from, to } => ("time", None, Some(*from), Some(*to)),
    }
}

impl Write<'_> {
    /// Hides something; hiding it again changes nothing.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn hide(&mut self, target: &HiddenTarget, hidden_at: i64) -> Result<(), StoreError> {
        let (kind, name, from, to) = columns(target);
        // Not by a unique index: there, no two NULLs are equal.
        self.connection().execute(
            "INSERT INTO hidden (hidden_at, kind, what, from_at, to_at) SELECT ?1, ?2, ?3, ?4, ?5
             WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE kind = ?2 AND what IS ?3 AND from_at IS ?4 AND to_at IS ?5)",
            params![hidden_at, kind, name, from, to],
        )?;
        Ok(())
    }

    /// Hides something since a time in milliseconds since 1970, whatever was said about it before; `None` makes it count again.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_hidden(&mut self, target: &HiddenTarget, hidden_at: Option<i64>) -> Result<(), StoreError> {
        let (kind, name, from, to) = columns(target);
        self.connection().execute(
            "DELETE FROM hidden WHERE kind = ?1 AND what IS ?2 AND from_at IS ?3 AND to_at IS ?4",
            params![kind, name, from, to],
        )?;
        match hidden_at {
            Some(hidden_at) => self.hide(target, hidden_at),
            None => Ok(()),
        }
    }

    /// Counts something again. `false` if it was not hidden.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn unhide(&mut self, id: u32) -> Result<bool, StoreError> {
        Ok(self.connection().execute("DELETE FROM hidden WHERE id = ?1", [id])? > 0)
    }
}

impl Store {
    /// What is hidden, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn hidden(&self) -> Result<Vec<HiddenEntry>, StoreError> {
        let reader = self.reader()?;
        let mut select =
            reader.prepare_cached("SELECT id, kind, what, from_at, to_at, hidden_at FROM hidden ORDER BY id")?;
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
                hidden_at: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
