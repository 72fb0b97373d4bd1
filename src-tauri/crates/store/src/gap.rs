//! Gaps: times in which plays are missing from a recording, or may be. They stay noted when an import covers them later; the caller
//! subtracts what is covered.

use plays::{Gap, GapKind};
use rusqlite::{Connection, params};

use crate::{SourceId, Store, StoreError, Write};

/// The short name of every gap that the first releases noted, before a page that was full and of which nothing was known.
const NOT_RUNNING: &str = "not_running";
/// In such a gap plays are missing if it is as long as this, in milliseconds. In a shorter one, fifty plays may be all there were.
const SURE_NOT_RUNNING_MS: i64 = 12 * 60 * 60 * 1000;

impl Write<'_> {
    /// Notes a gap in a recording.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn add_gap(&mut self, recording: SourceId, gap: &Gap) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT OR IGNORE INTO gap (source, from_at, to_at, why) VALUES (?1, ?2, ?3, ?4)",
            params![recording, gap.from, gap.to, gap.kind.code()],
        )?;
        Ok(())
    }

    /// The gaps that are noted in a recording, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn gaps_in(&self, recording: SourceId) -> Result<Vec<Gap>, StoreError> {
        let mut gaps = gaps(self.connection())?;
        gaps.retain(|(source, _)| *source == recording);
        Ok(gaps.into_iter().map(|(_, gap)| gap).collect())
    }

    /// Forgets a gap in a recording.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn remove_gap(&mut self, recording: SourceId, gap: &Gap) -> Result<(), StoreError> {
        self.connection().execute(
            "DELETE FROM gap WHERE source = ?1 AND from_at = ?2 AND to_at = ?3",
            params![recording, gap.from, gap.to],
        )?;
        Ok(())
    }
}

impl Store {
    /// Every gap ever noted, with the recording that it is in, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn gaps(&self) -> Result<Vec<(SourceId, Gap)>, StoreError> {
        gaps(&*self.reader()?)
    }
}

fn gaps(connection: &Connection) -> Result<Vec<(SourceId, Gap)>, StoreError> {
    let mut select = connection.prepare_cached("SELECT source, from_at, to_at, why FROM gap ORDER BY 2, 3")?;
    let rows = select.query_map([], |row| {
        let (from, to) = (row.get(1)?, row.get(2)?);
        let kind = kind(&row.get::<_, String>(3)?, i64::saturating_sub(to, from));
        Ok((row.get(0)?, Gap { from, to, kind }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What the archive's `why` says of a gap of this length. A name that is not known promises nothing.
fn kind(why: &str, length_ms: i64) -> GapKind {
    let is_missing = why == GapKind::Missing.code() || (why == NOT_RUNNING && length_ms >= SURE_NOT_RUNNING_MS);
    if is_missing {
        GapKind::Missing
    } else {
        GapKind::MayBeMissing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_read_as_they_were_written() {
        for of in [GapKind::Missing, GapKind::MayBeMissing] {
            assert_eq!(kind(of.code(), 1), of);
        }
    }

    #[test]
    fn plays_are_missing_in_an_older_gap_of_half_a_day_and_may_be_in_a_shorter_one() {
        assert_eq!(kind("not_running", 12 * 60 * 60 * 1000), GapKind::Missing);
        assert_eq!(kind("not_running", 12 * 60 * 60 * 1000 - 1), GapKind::MayBeMissing);
    }

    #[test]
    fn a_name_from_a_later_release_promises_nothing() {
        assert_eq!(kind("struck_by_lightning", i64::MAX), GapKind::MayBeMissing);
    }
}
