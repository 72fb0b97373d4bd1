//! Rankings and totals for one range of time, counted directly from the archive. A play belongs to the day on which it began.
//! Artists and tracks that an export knows by name alone count with the one that has an id at Spotify.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use plays::CountingRule;
use stats::Measure;
use store::{EntityKind, EvidenceRow, StoreError};

use super::{Archive, DayBounds, Zone, entities::Entities, hidden::ResolvedHidden};

/// Which plays to count, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountQuery {
    /// When a play began, in milliseconds since 1970: from the first (included) to the second (excluded).
    pub began: (i64, i64),
    /// A play counts if it lasted at least this long.
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

    /// Plays that began on these days in `zone`, without what is hidden.
    pub fn of_days(days: DayBounds, zone: Zone, least_ms: u32) -> Self {
        Self {
            began: days.millis(zone),
            least_ms,
            with_hidden: false,
        }
    }
}

/// One place in a ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedEntity {
    /// From 1.
    pub rank: usize,
    /// What it is called.
    pub name: String,
    /// Its artist; `None` for artists and genres.
    pub artist: Option<String>,
    /// Its URI, if Spotify gave one.
    pub uri: Option<String>,
    /// How many plays count.
    pub plays: u64,
    /// Time listened, including plays that do not count.
    pub ms: u64,
}

/// Totals over a range of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ArchiveTotals {
    /// Plays of any length and kind.
    pub plays: u64,
    /// Plays that count.
    pub counted_plays: u64,
    /// Time listened.
    pub ms: u64,
    /// How many different music tracks.
    pub tracks: u64,
    /// How many different credited artists.
    pub artists: u64,
    /// The end of the first play, in milliseconds since 1970.
    pub first: Option<i64>,
    /// The end of the last play, in milliseconds since 1970.
    pub last: Option<i64>,
}

impl Archive {
    /// A ranking, best first, at most `limit` long.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn top(
        &self,
        kind: EntityKind,
        measure: Measure,
        query: &CountQuery,
        limit: usize,
    ) -> Result<Vec<RankedEntity>, StoreError> {
        let entities = Entities::read(self)?;
        let tracks = visit_plays(self, &entities, query, |_| ())?;
        let mut sums: HashMap<u32, Amount> = HashMap::new();
        for (track, sum) in tracks {
            for place in entities.credited(kind, track) {
                sums.entry(place).or_default().add(sum);
            }
        }
        let mut ranking: Vec<RankedEntity> = sums
            .into_iter()
            .filter(|(_, sum)| match measure {
                Measure::Plays => sum.plays > 0,
                Measure::Time => sum.ms > 0,
            })
            .map(|(place, amount)| ranked(&entities, kind, place, amount))
            .collect();
        let key = |ranked: &RankedEntity| match measure {
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

    /// The totals of everything that `query` is about.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn totals(&self, query: &CountQuery) -> Result<ArchiveTotals, StoreError> {
        totals_visiting(self, query, |_| ())
    }
}

/// Also passes each play that is counted to `visit`, oldest first.
pub(super) fn totals_visiting(
    archive: &Archive,
    query: &CountQuery,
    mut visit: impl FnMut(&EvidenceRow),
) -> Result<ArchiveTotals, StoreError> {
    let entities = Entities::read(archive)?;
    let mut totals = ArchiveTotals::default();
    let tracks = visit_plays(archive, &entities, query, |row| {
        visit(row);
        totals.plays += 1;
        totals.counted_plays += u64::from(row.ms_played >= query.least_ms);
        totals.ms += u64::from(row.ms_played);
        let end = row.evidence.ended_at.as_millis();
        totals.first = Some(totals.first.map_or(end, |first| first.min(end)));
        totals.last = Some(totals.last.map_or(end, |last| last.max(end)));
    })?;
    let different = |kind| {
        let all = tracks.iter().flat_map(|(track, _)| entities.credited(kind, *track));
        all.collect::<HashSet<_>>().len() as u64
    };
    totals.tracks = different(EntityKind::Track);
    totals.artists = different(EntityKind::Artist);
    Ok(totals)
}

/// The entry at `place`, still without its rank.
fn ranked(entities: &Entities, kind: EntityKind, place: u32, amount: Amount) -> RankedEntity {
    let (catalogue, at) = (&entities.catalogue, place as usize);
    let (name, artist, uri) = match kind {
        EntityKind::Track => catalogue.tracks.get(at).map(|track| {
            let uri = Some(track.uri.clone()).filter(|uri| uri.starts_with("spotify:"));
            (track.name.clone(), Some(track.artist.clone()), uri)
        }),
        EntityKind::Album => {
            let album = catalogue.albums.get(at);
            album.map(|album| (album.name.clone(), Some(album.artist.clone()), album.uri.clone()))
        }
        EntityKind::Artist | EntityKind::Genre => {
            let artist = catalogue.artists.get(at);
            artist.map(|artist| (artist.name.clone(), None, artist.uri.clone()))
        }
    }
    .unwrap_or_default();
    RankedEntity {
        rank: 0,
        name,
        artist,
        uri,
        plays: amount.plays,
        ms: amount.ms,
    }
}

/// Plays that count, and time.
#[derive(Debug, Clone, Copy, Default)]
struct Amount {
    plays: u64,
    ms: u64,
}

impl Amount {
    fn add(&mut self, other: Self) {
        self.plays += other.plays;
        self.ms += other.ms;
    }
}

/// Passes each play that `query` is about to `visit`, and sums them up by the place of their track in the catalogue.
fn visit_plays(
    archive: &Archive,
    entities: &Entities,
    query: &CountQuery,
    mut visit: impl FnMut(&EvidenceRow),
) -> Result<Vec<(u32, Amount)>, StoreError> {
    let hidden = if query.with_hidden {
        Vec::new()
    } else {
        archive.hidden()?
    };
    let hidden = ResolvedHidden::new(&hidden, entities);
    let mut sums: Vec<Option<Amount>> = vec![None; entities.catalogue.tracks.len()];
    let (from, to) = query.began;
    archive.store().plays(|row| {
        let end = row.evidence.ended_at.as_millis();
        let began = end - i64::from(row.ms_played);
        let place = entities.place(row.evidence.item);
        if (from..to).contains(&began)
            && let Some(place) = place
            && !hidden.hides(place, end)
        {
            visit(&row);
            if let Some(sum) = sums.get_mut(place) {
                sum.get_or_insert_default().add(Amount {
                    plays: u64::from(row.ms_played >= query.least_ms),
                    ms: u64::from(row.ms_played),
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    let numbered = (0u32..).zip(sums);
    Ok(numbered.filter_map(|(place, sum)| Some((place, sum?))).collect())
}
