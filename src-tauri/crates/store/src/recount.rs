//! The recount: rows that count differently since better rules counted the archive again, until the listener has seen them.
//! Every row has a number, which goes up with the ends, so that a page of them is found at once however many there are.

use plays::Evidence;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    EvidenceRow, PlayEntry, SourceKind, Store, StoreError, Write, evidence::provenance_number, recent::entry_of,
    source::kind,
};

/// A row of evidence that counts differently than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecountRow {
    /// The row, as long as it was heard according to the rules that count it as a play.
    pub row: EvidenceRow,
    /// It counts now and did not before; otherwise it is the other way round.
    pub counts: bool,
    /// Why.
    pub reason: RecountReason,
    /// The play that it tells of as well, if it tells of another's.
    pub same: Option<EvidenceRow>,
}

/// Why a row counts differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecountReason {
    /// Spotify's list of recent plays told of the play twice.
    MovedStamp,
    /// A row of the extended history tells of the play, and so does this one of account data.
    AccountInExtended,
    /// The extended history tells of the play twice.
    Double,
    /// The extended history tells of the play as two tracks.
    OtherEdition,
    /// Account data tells of the play more than once.
    AccountRepeat,
    /// The play was recorded, and the extended history tells of it.
    RecordedInExtended,
    /// The play was recorded, and account data tells of it.
    RecordedInAccount,
    /// The play was recorded for another account.
    OtherAccount,
    /// It was taken for another play and is one of its own.
    OwnPlay,
    /// The listener decided that it is the same play.
    Decided,
    /// A reason of rules that this program does not know.
    Unknown,
}

impl RecountReason {
    const ALL: [Self; 11] = [
        Self::MovedStamp,
        Self::AccountInExtended,
        Self::Double,
        Self::OtherEdition,
        Self::AccountRepeat,
        Self::RecordedInExtended,
        Self::RecordedInAccount,
        Self::OtherAccount,
        Self::OwnPlay,
        Self::Decided,
        Self::Unknown,
    ];

    /// A short name that never changes, also in the archive: `double`.
    pub fn code(self) -> &'static str {
        match self {
            Self::MovedStamp => "moved_stamp",
            Self::AccountInExtended => "account_in_extended",
            Self::Double => "double",
            Self::OtherEdition => "other_edition",
            Self::AccountRepeat => "account_repeat",
            Self::RecordedInExtended => "recorded_in_extended",
            Self::RecordedInAccount => "recorded_in_account",
            Self::OtherAccount => "other_account",
            Self::OwnPlay => "own_play",
            Self::Decided => "decided",
            Self::Unknown => "unknown",
        }
    }

    fn of_code(code: &str) -> Self {
        let known = Self::ALL.into_iter().find(|reason| reason.code() == code);
        known.unwrap_or(Self::Unknown)
    }
}

/// A row of the recount as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecountEntry {
    /// Its number: what lists continue from.
    pub number: u32,
    /// What the row tells of.
    pub told: ToldPlay,
    /// It counts now and did not before; otherwise it is the other way round.
    pub counts: bool,
    /// Why.
    pub reason: RecountReason,
    /// The play that it tells of as well, if it tells of another's.
    pub same: Option<ToldPlay>,
}

/// A play, and who told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldPlay {
    /// What was told.
    pub play: PlayEntry,
    /// The kind and name of the source; `None` once it has been removed.
    pub source: Option<(SourceKind, String)>,
}

impl Write<'_> {
    /// Replaces the recount by these rows, which come in order of their ends.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn replace_recount(&mut self, rows: impl Iterator<Item = RecountRow>) -> Result<(), StoreError> {
        self.remove_recount()?;
        let mut insert = self.connection().prepare_cached(
            "INSERT INTO recount (ended_at, track, ms_played, witness, source, counts, why,
                same_ended_at, same_track, same_ms_played, same_witness, same_source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for RecountRow {
            row,
            counts,
            reason,
            same,
        } in rows
        {
            let same_evidence = same.map(|same| same.evidence);
            insert.execute(params![
                row.evidence.ended_at.as_millis(),
                row.evidence.item,
                row.ms_played,
                provenance_number(row.evidence.provenance),
                row.source,
                counts,
                reason.code(),
                same_evidence.map(|same: Evidence| same.ended_at.as_millis()),
                same_evidence.map(|same| same.item),
                same.map(|same| same.ms_played),
                same_evidence.map(|same| provenance_number(same.provenance)),
                same.map(|same| same.source),
            ])?;
        }
        Ok(())
    }

    /// Forgets the recount, and the tracks that only it has.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn forget_recount(&mut self) -> Result<(), StoreError> {
        let removed = "SELECT EXISTS (SELECT 1 FROM recount WHERE source IS NULL
                        OR (same_track IS NOT NULL AND same_source IS NULL))";
        let has_lost_sources: bool = self.connection().query_row(removed, [], |row| row.get(0))?;
        self.remove_recount()?;
        if has_lost_sources {
            self.remove_orphans()?;
        }
        Ok(())
    }

    /// Keeps the rows that a source told, without saying any more that it did.
    pub(crate) fn forget_in_recount(&mut self, source: u32) -> Result<(), StoreError> {
        for column in ["source", "same_source"] {
            let sql = format!("UPDATE recount SET {column} = NULL WHERE {column} = ?1");
            self.connection().execute(&sql, [source])?;
        }
        Ok(())
    }

    fn remove_recount(&mut self) -> Result<(), StoreError> {
        self.connection().execute("DELETE FROM recount", [])?;
        Ok(())
    }
}

impl Store {
    /// Rows of the recount, the latest end first; with `after`, those that come after the row of that number.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn recount(&self, after: Option<u32>, count: u32) -> Result<Vec<RecountEntry>, StoreError> {
        let reader = self.reader()?;
        let mut select = reader.prepare_cached(
            "SELECT id, counts, why, ended_at, track, ms_played, witness, source,
                same_ended_at, same_track, same_ms_played, same_witness, same_source
             FROM recount WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
        )?;
        let mut rows = select.query(params![after.map_or(i64::MAX, i64::from), count])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let has_same = row.get::<_, Option<u32>>(9)?.is_some();
            entries.push(RecountEntry {
                number: row.get(0)?,
                told: told(&reader, row, 3)?,
                counts: row.get(1)?,
                reason: RecountReason::of_code(&row.get::<_, String>(2)?),
                same: if has_same { Some(told(&reader, row, 8)?) } else { None },
            });
        }
        Ok(entries)
    }

    /// A row of evidence as a list shows it, as long as the row says that it was heard.
    ///
    /// # Errors
    /// When the archive can't be read, or no longer has the row's track.
    pub fn told(&self, row: &EvidenceRow) -> Result<ToldPlay, StoreError> {
        let Evidence {
            ended_at,
            item,
            told_ms,
            provenance,
            ..
        } = row.evidence;
        let heard = (ended_at.as_millis(), told_ms, provenance_number(provenance));
        told_by(&*self.reader()?, item, heard, Some(row.source))
    }
}

/// What the five columns from `first` on tell of.
fn told(connection: &Connection, row: &Row<'_>, first: usize) -> Result<ToldPlay, StoreError> {
    let heard = (row.get(first)?, row.get(first + 2)?, row.get(first + 3)?);
    told_by(connection, row.get(first + 1)?, heard, row.get(first + 4)?)
}

fn told_by(
    connection: &Connection,
    track: u32,
    heard: (i64, u32, u8),
    source: Option<u32>,
) -> Result<ToldPlay, StoreError> {
    let name = "SELECT kind, name FROM source WHERE id = ?1";
    let source = connection
        .prepare_cached(name)?
        .query_row([source], |row| Ok((kind(&row.get::<_, String>(0)?), row.get(1)?)))
        .optional()?;
    Ok(ToldPlay {
        play: entry_of(connection, track, heard)?,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_read_as_it_was_written() {
        for reason in RecountReason::ALL {
            assert_eq!(RecountReason::of_code(reason.code()), reason);
        }
    }

    #[test]
    fn a_reason_of_a_later_release_is_unknown() {
        assert_eq!(RecountReason::of_code("struck_by_lightning"), RecountReason::Unknown);
    }
}
