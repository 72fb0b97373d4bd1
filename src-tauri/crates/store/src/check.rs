//! A thorough check of the whole file, and a checked copy of it to another place.

use std::path::Path;

use crate::{Store, StoreError, file, row_sums};

/// What a thorough check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What is wrong, a sentence each; empty when all is well.
    pub problems: Vec<String>,
    /// Rows of evidence.
    pub rows: u64,
    /// Those that count as plays.
    pub plays: u64,
}

impl Store {
    /// Checks every page, every index, every reference, the counts of every import, and whether rows that were summed up are still as
    /// they were written. Takes seconds for a large archive; nobody else has to wait for it.
    ///
    /// # Errors
    /// When the archive can't be read at all.
    pub fn check(&self) -> Result<Check, StoreError> {
        let reader = file::connect_read_only(&self.path)?;
        // One state of the archive for all questions.
        reader.execute_batch("BEGIN")?;
        let mut integrity = reader.prepare("PRAGMA integrity_check(20)")?;
        let found = integrity.query_map([], |row| row.get(0))?;
        let mut problems: Vec<String> = found.collect::<Result<_, _>>()?;
        problems.retain(|found| found != "ok");
        let mut references =
            reader.prepare("SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")?;
        let broken = references.query_map([], |row| {
            let (table, parent, count): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("{count} rows of {table} name no row of {parent}"))
        })?;
        problems.extend(broken.collect::<Result<Vec<_>, _>>()?);
        let mut sums = reader.prepare(
            "SELECT name FROM source WHERE kind = 'import' AND read != added + already_known + merged
             + (SELECT coalesce(sum(count), 0) FROM reject WHERE source = source.id)",
        )?;
        for name in sums.query_map([], |row| row.get::<_, String>(0))? {
            problems.push(format!("the counts of {} do not add up", name?));
        }
        problems.extend(row_sums::problems(&reader)?);
        let (rows, plays): (i64, i64) =
            reader.query_row("SELECT count(*), coalesce(sum(stands), 0) FROM play", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok(Check {
            problems,
            rows: rows.unsigned_abs(),
            plays: plays.unsigned_abs(),
        })
    }

    /// Copies everything, checked, into one file at `to`, which must not exist.
    ///
    /// # Errors
    /// When `to` exists or can't be written.
    pub fn copy_to(&self, to: &Path) -> Result<(), StoreError> {
        if to.exists() {
            let why = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(StoreError::File {
                path: to.to_owned(),
                why,
            });
        }
        file::copy_checked(&file::connect_read_only(&self.path)?, to, |_| Ok(()))
    }
}
