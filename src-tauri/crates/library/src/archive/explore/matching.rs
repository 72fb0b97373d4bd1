//! Which rows of the archive are the plays that a query matches.

use stats::began_second;
use store::{EntityKind, EvidenceRow, StoreError};

use super::{
    super::{Archive, Zone},
    query::ExploreQuery,
};

/// The plays that a query matches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::archive) struct MatchingRows {
    /// The places of those that count.
    pub(in crate::archive) counted: Vec<usize>,
    /// How many others pass the filter.
    pub(in crate::archive) uncounted: u32,
}

impl Archive {
    /// Looks for the plays of a query among `rows`, which are all rows of the archive in the order of the store, as they were at
    /// `version`. `None` if the history in memory is of another version: it is made current, and the rows have to be read again.
    pub(in crate::archive) fn matching_rows(
        &self,
        query: &ExploreQuery,
        zone: Zone,
        rows: &[EvidenceRow],
        version: i64,
    ) -> Result<Option<MatchingRows>, StoreError> {
        let (history, _) = self.current_history(zone)?;
        if history.version() != version {
            self.refresh(zone)?;
            return Ok(None);
        }
        let question = self.resolve_query(query, &history)?;
        let matching = self.with_engine(&history, |engine| engine.matching_plays(&question));
        // The table got the plays in the order of the store, and keeps those of one second in it.
        let is_play =
            |row: &EvidenceRow| row.is_canonical && history.subject(EntityKind::Track, row.evidence.item).is_some();
        let mut plays: Vec<(u32, usize)> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| is_play(row))
            .map(|(place, row)| {
                let began_ms = row.evidence.ended_at.as_millis() - i64::from(row.ms_played);
                (began_second(began_ms), place)
            })
            .collect();
        plays.sort_by_key(|(second, _)| *second);
        let place = |number: &u32| plays.get(*number as usize).map(|(_, place)| *place);
        Ok(Some(MatchingRows {
            counted: matching.counted.iter().filter_map(place).collect(),
            uncounted: matching.uncounted,
        }))
    }
}
