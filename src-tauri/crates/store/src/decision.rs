//! Decisions as machines exchange them: of two about one thing, the later one holds. Which table has what holds is for the caller to know.

use plays::{Register, Stamp};
use rusqlite::params;

use crate::{Store, StoreError, Write, key_text::from_text};

impl Store {
    /// Every decision, in order of kind and key.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn decisions(&self) -> Result<Vec<Register>, StoreError> {
        let reader = self.reader()?;
        let sql = "SELECT kind, key, value, counter, machine FROM decision ORDER BY kind, key";
        let mut select = reader.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            decisions.push(Register {
                kind: row.get(0)?,
                key: row.get(1)?,
                value: row.get(2)?,
                stamp: Stamp {
                    counter: row.get::<_, i64>(3)?.unsigned_abs(),
                    machine: from_text(&row.get::<_, String>(4)?)?,
                },
            });
        }
        Ok(decisions)
    }
}

impl Write<'_> {
    /// Puts a decision in the place of the one about the same thing.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn put_decision(&mut self, decision: &Register) -> Result<(), StoreError> {
        let Register {
            kind,
            key,
            stamp,
            value,
        } = decision;
        let counter = i64::try_from(stamp.counter).unwrap_or(i64::MAX);
        let mut put = self.connection().prepare_cached(
            "INSERT OR REPLACE INTO decision (kind, key, value, counter, machine) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        put.execute(params![kind, key, value, counter, stamp.machine.to_string()])?;
        Ok(())
    }
}
