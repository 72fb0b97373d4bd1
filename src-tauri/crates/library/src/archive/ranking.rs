//! Counting: what was played most, and how much in all. A play belongs to the day on which it began.
//! Artists and tracks that an export knows by name alone count with the one that Spotify's id is known of.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use plays::CountingRule;
use stats::Measure;
use store::{EntityKind, EvidenceRow, StoreError};

use super::{
    Archive, DayBounds, Zone,
    entities::{Entities, ResolvedHidden},
};

/// What to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountQuery {
    /// When it began, in milliseconds since 1970: from the first inclusive, to the second exclusive.
    pub began: (i64, i64),
    /// A play counts if it was heard for so long.
    pub least_ms: u32,
    /// Whether hidden things count.
    pub with_hidden: bool,
}

impl CountQuery {
    /// Every play, hidden ones too, by the default rule.
    pub fn everything() -> Self {
        Self {
            began: (i64::MIN, i64::MAX),
            least_ms: CountingRule::DEFAULT_LEAST_MS,
            with_hidden: true,
        }
    }

    /// What began on these days in `zone`, without what is hidden.
    pub fn of_days(days: DayBounds, zone: Zone, least_ms: u32) -> Self {
        Self {
            began: days.millis(zone),
            least_ms,
            with_hidden: false,
        }
    }
}

/// One rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedEntity {
    /// From 1.
    pub rank: usize,
    /// The name.
    pub name: String,
    /// Whose it is; `None` for artists and genres.
    pub artist: Option<String>,
    /// Its URI, where Spotify gave one.
    pub uri: Option<String>,
    /// Plays that count.
    pub plays: u64,
    /// Time listened, plays that do not count included.
    pub ms: u64,
}

/// How much in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ArchiveTotals {
    /// Plays of any length and kind.
    pub plays: u64,
    /// Those that count.
    pub counted_plays: u64,
    /// Time listened.
    pub ms: u64,
    /// Different music tracks.
    pub tracks: u64,
    /// Different credited artists.
    pub artists: u64,
    /// The end of the first play, in milliseconds since 1970.
    pub first: Option<i64>,
    /// The end of the last.
    pub last: Option<i64>,
}

impl Archive {
    /// A ranking, best first, at most `limit` long.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn top(
        &self,
        list: EntityKind,
        by: Measure,
        query: &CountQuery,
        limit: usize,
    ) -> Result<Vec<RankedEntity>, StoreError> {
        let entities = Entities::read(self)?;
        let tracks = count(self, &entities, query)?;
        let mut sums: HashMap<u32, Sum> = HashMap::new();
        for (track, sum) in tracks {
            for number in entities.of(list, track) {
                sums.entry(number).or_default().add(sum);
            }
        }
        let mut ranking: Vec<RankedEntity> = sums
            .into_iter()
            .filter(|(_, sum)| match by {
                Measure::Plays => sum.plays > 0,
                Measure::Time => sum.ms > 0,
            })
            .map(|(number, sum)| entities.ranked(list, number, sum.plays, sum.ms))
            .collect();
        let key = |ranked: &RankedEntity| match by {
            Measure::Plays => (ranked.plays, ranked.ms),
            Measure::Time => (ranked.ms, ranked.plays),
        };
        ranking.sort_by(|a, b| {
            let names = || (&a.name, &a.uri, &a.artist).cmp(&(&b.name, &b.uri, &b.artist));
            key(b).cmp(&key(a)).then_with(names)
        });
        ranking.truncate(limit);
        for (rank, ranked) in (1..).zip(&mut ranking) {
            ranked.rank = rank;
        }
        Ok(ranking)
    }

    /// How much in all.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn totals(&self, query: &CountQuery) -> Result<ArchiveTotals, StoreError> {
        summary(self, query, |_| ())
    }
}

/// Also hands over each play that it counts, oldest first.
pub(super) fn summary(
    archive: &Archive,
    query: &CountQuery,
    mut also: impl FnMut(&EvidenceRow),
) -> Result<ArchiveTotals, StoreError> {
    let entities = Entities::read(archive)?;
    let mut summary = ArchiveTotals::default();
    let tracks = each(archive, &entities, query, |row| {
        also(row);
        summary.plays += 1;
        summary.counted_plays += u64::from(row.evidence.ms_played >= query.least_ms);
        summary.ms += u64::from(row.evidence.ms_played);
        let end = row.evidence.ended_at.as_millis();
        summary.first = Some(summary.first.map_or(end, |first| first.min(end)));
        summary.last = Some(summary.last.map_or(end, |last| last.max(end)));
    })?;
    let different = |list| {
        let all = tracks.iter().flat_map(|(track, _)| entities.of(list, *track));
        all.collect::<HashSet<_>>().len() as u64
    };
    summary.tracks = different(EntityKind::Track);
    summary.artists = different(EntityKind::Artist);
    Ok(summary)
}

/// Plays that count, and time.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    plays: u64,
    ms: u64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.plays += other.plays;
        self.ms += other.ms;
    }
}

fn count(archive: &Archive, entities: &Entities, query: &CountQuery) -> Result<Vec<(u32, Sum)>, StoreError> {
    each(archive, entities, query, |_| ())
}

/// Hands over each play that `query` is about, and sums them up by the place of their track in the catalogue.
fn each(
    archive: &Archive,
    entities: &Entities,
    query: &CountQuery,
    mut seen: impl FnMut(&EvidenceRow),
) -> Result<Vec<(u32, Sum)>, StoreError> {
    let hidden = if query.with_hidden {
        Vec::new()
    } else {
        archive.hidden()?
    };
    let hidden = ResolvedHidden::new(&hidden, entities);
    let mut sums: Vec<Option<Sum>> = vec![None; entities.catalogue.tracks.len()];
    let (from, to) = query.began;
    archive.store().plays(|row| {
        let end = row.evidence.ended_at.as_millis();
        let began = end - i64::from(row.evidence.ms_played);
        let place = entities.place(row.evidence.item);
        if (from..to).contains(&began)
            && let Some(place) = place
            && !hidden.hides(place, end)
        {
            seen(&row);
            if let Some(sum) = sums.get_mut(place) {
                sum.get_or_insert_default().add(Sum {
                    plays: u64::from(row.evidence.ms_played >= query.least_ms),
                    ms: u64::from(row.evidence.ms_played),
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    let numbered = (0u32..).zip(sums);
    Ok(numbered.filter_map(|(place, sum)| Some((place, sum?))).collect())
}
