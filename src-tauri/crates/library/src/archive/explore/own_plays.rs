//! How often the listener played what a list of somebody else's names, such as Spotify's own ranking.

use std::collections::HashMap;

use stats::{Ranked, Subject};
use store::{EntityKind, StoreError};

use super::{
    super::{Archive, Zone},
    query::ExploreQuery,
};

/// One entry of a list: a track or an artist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Spotify's address for it.
    pub key: String,
    /// Its name. An artist whom the archive knows only from exports has no address there, and is found by it.
    pub name: String,
}

impl Archive {
    /// How many plays of each entry pass the query's filter and count; 0 for what the archive does not have. Only tracks and
    /// artists are looked for, and the query should select none of them, because rankings leave their own part of a filter out.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn own_plays(
        &self,
        kind: EntityKind,
        entries: &[ListEntry],
        query: &ExploreQuery,
        zone: Zone,
    ) -> Result<Vec<u32>, StoreError> {
        let (history, _) = self.current_history(zone)?;
        let mut question = self.resolve_query(query, &history)?;
        question.ranks = usize::MAX;
        let summary = self.with_engine(&history, |engine| engine.summary(&question));
        let plays: HashMap<Subject, u32> = match kind {
            EntityKind::Track => plays_by_subject(&summary.tracks, Subject::Track),
            EntityKind::Artist => plays_by_subject(&summary.artists, Subject::Artist),
            EntityKind::Album | EntityKind::Genre => HashMap::new(),
        };
        let count = |entry: &ListEntry| -> Result<u32, StoreError> {
            let mut subjects = self.subjects(&history, kind, &entry.key)?;
            if subjects.is_empty() && kind == EntityKind::Artist {
                subjects = self.subjects(&history, kind, &entry.name)?;
            }
            Ok(subjects.iter().filter_map(|subject| plays.get(subject)).sum())
        };
        entries.iter().map(count).collect()
    }
}

fn plays_by_subject<N: Copy>(ranking: &[Ranked<N>], subject: impl Fn(N) -> Subject) -> HashMap<Subject, u32> {
    ranking
        .iter()
        .map(|ranked| (subject(ranked.number), ranked.amount.plays))
        .collect()
}
