//! Rankings: the best few of many, and where they stood before.

use std::cmp::Ordering;

use crate::{
    Filter, Measure, PlayTable, Ranked, day,
    ground::{Firsts, Ground},
    groups::{Groups, Lists},
    packed, sieve,
};

/// Sums of many, told by number.
#[derive(Clone, Copy)]
pub(crate) struct Sums<'a> {
    pub(crate) table: &'a PlayTable,
    pub(crate) sums: &'a [u64],
    pub(crate) firsts: &'a Firsts,
    pub(crate) measure: Measure,
    /// What decides between equals, where their numbers here do not.
    pub(crate) outer: Option<&'a [u32]>,
}

/// A place in the usual order: more by the measure, then by the other one, then the earlier heard, then the lower number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    key: u64,
    first: u32,
    outer: u32,
    pub(crate) number: u32,
}

impl Place {
    fn order(&self, other: &Self) -> Ordering {
        (other.key, self.first, self.outer).cmp(&(self.key, other.first, other.outer))
    }
}

impl Sums<'_> {
    fn place(&self, number: u32) -> Option<Place> {
        let sum = *self.sums.get(number as usize)?;
        packed::any(sum, self.measure).then(|| self.at(number, sum))
    }

    fn at(&self, number: u32, sum: u64) -> Place {
        let at = number as usize;
        Place {
            key: packed::key(sum, self.measure),
            first: self.firsts.of(number).map_or(u32::MAX, |row| self.table.second(row)),
            outer: self
                .outer
                .map_or(number, |outer| outer.get(at).copied().unwrap_or_default()),
            number,
        }
    }

    /// The usual order of two.
    pub(crate) fn order(&self, one: u32, other: u32) -> Ordering {
        let place = |number: u32| self.at(number, self.sums.get(number as usize).copied().unwrap_or_default());
        place(one).order(&place(other))
    }

    /// How many have a rank.
    pub(crate) fn count(&self) -> usize {
        self.sums.iter().filter(|sum| packed::any(**sum, self.measure)).count()
    }

    /// The first `count` in the usual order.
    pub(crate) fn best(&self, count: usize) -> Vec<Place> {
        let mut best: Vec<Place> = Vec::new();
        // What is below it is none of the best.
        let mut bar = 0;
        for (sum, number) in self.sums.iter().zip(0..) {
            // Looked at before the rest of it is: most are none of the best.
            if packed::key(*sum, self.measure) < bar || !packed::any(*sum, self.measure) || count == 0 {
                continue;
            }
            best.push(self.at(number, *sum));
            if best.len() >= count.saturating_mul(4).max(64) {
                best.select_nth_unstable_by(count - 1, Place::order);
                best.truncate(count);
                bar = best.iter().map(|place| place.key).min().unwrap_or_default();
            }
        }
        best.sort_unstable_by(Place::order);
        best.truncate(count);
        best
    }

    /// The rank of each of `some`; `None` for those without one.
    pub(crate) fn ranks(&self, some: impl IntoIterator<Item = u32>) -> Vec<Option<u32>> {
        let places: Vec<Option<Place>> = some.into_iter().map(|number| self.place(number)).collect();
        let mut order: Vec<(Place, usize)> = places
            .iter()
            .zip(0..)
            .filter_map(|(place, at)| Some(((*place)?, at)))
            .collect();
        order.sort_unstable_by(|(a, _), (b, _)| a.order(b));
        let Some((worst, _)) = order.last().copied() else {
            return vec![None; places.len()];
        };
        // How many come between one of them and the next better one.
        let mut between = vec![0; order.len() + 1];
        for (sum, number) in self.sums.iter().zip(0..) {
            // Looked at before the rest of it is: most are below.
            if packed::key(*sum, self.measure) < worst.key {
                continue;
            }
            let place = self.at(number, *sum);
            let at = order.partition_point(|(better, _)| better.order(&place) != Ordering::Greater);
            if let Some(count) = between.get_mut(at) {
                *count += 1;
            }
        }
        let mut ranks = vec![None; places.len()];
        let mut before = 0;
        for ((_, at), better) in order.iter().zip(between) {
            before += better;
            if let Some(rank) = ranks.get_mut(*at) {
                *rank = Some(before + 1);
            }
        }
        ranks
    }
}

/// The best of `now`, and where they stood `before`.
pub(crate) fn ranked<N>(
    now: Sums<'_>,
    before: Option<Sums<'_>>,
    count: usize,
    number: impl Fn(u32) -> N,
) -> Vec<Ranked<N>> {
    let best = now.best(count);
    let ranks = before.map_or_else(
        || vec![None; best.len()],
        |before| before.ranks(best.iter().map(|place| place.number)),
    );
    let told = |(place, rank_before): (&Place, Option<u32>)| Ranked {
        number: number(place.number),
        amount: packed::amount(now.sums.get(place.number as usize).copied().unwrap_or_default()),
        rank_before,
        first_heard: now
            .firsts
            .of(place.number)
            .and_then(|row| now.table.run_of(row))
            .map(|run| day::date(i32::from(run.day))),
    };
    best.iter().zip(ranks).map(told).collect()
}

/// What tracks are summed up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Track,
    Album,
    Artist,
    Genre,
}

impl By {
    pub(crate) const ALL: [Self; 4] = [Self::Track, Self::Album, Self::Artist, Self::Genre];

    /// Whether the filter says nothing about these themselves.
    pub(crate) fn is_any(self, filter: &Filter) -> bool {
        match self {
            Self::Track => filter.tracks.is_any(),
            Self::Album => filter.albums.is_any(),
            Self::Artist => filter.artists.is_any(),
            Self::Genre => filter.genres.is_any(),
        }
    }

    /// Everything of the filter but what is about these themselves.
    pub(crate) fn but_itself(self) -> u8 {
        sieve::ALL
            & !match self {
                Self::Track => sieve::TRACKS,
                Self::Album => sieve::ALBUMS,
                Self::Artist => sieve::ARTISTS,
                Self::Genre => sieve::GENRES,
            }
    }

    pub(crate) fn firsts(self, ground: &Ground) -> &Firsts {
        match self {
            Self::Track => &ground.tracks,
            Self::Album => &ground.albums,
            Self::Artist => &ground.artists,
            Self::Genre => &ground.genres,
        }
    }

    pub(crate) fn count(self, groups: &Groups) -> usize {
        match self {
            Self::Track => groups.tracks(),
            Self::Album => groups.album_count,
            Self::Artist => groups.artist_count,
            Self::Genre => groups.genre_count,
        }
    }

    /// Tells each that a track belongs to.
    pub(crate) fn each(self, groups: &Groups, track: u32, mut tell: impl FnMut(u32)) {
        match self {
            Self::Track => tell(track),
            Self::Album => groups.albums.get(track as usize).copied().into_iter().for_each(tell),
            Self::Artist => groups.artists.of(track).iter().copied().for_each(tell),
            Self::Genre => groups.genres.of(track).iter().copied().for_each(tell),
        }
    }

    /// Adds the sum of each of `heard` to all that it belongs to, if `takes` takes the track.
    pub(crate) fn fold(
        self,
        groups: &Groups,
        tracks: &[u64],
        heard: &[u32],
        takes: impl Fn(u32) -> bool,
        into: &mut Vec<u64>,
    ) {
        into.clear();
        into.resize(self.count(groups), 0);
        let sum = |track: u32| tracks.get(track as usize).copied().unwrap_or_default();
        let sums = heard
            .iter()
            .copied()
            .filter(|track| takes(*track))
            .map(|track| (track, sum(track)));
        match self {
            Self::Track => sums.for_each(|(track, sum)| add(into, track, sum)),
            Self::Album => sums.for_each(|(track, sum)| {
                if let Some(album) = groups.albums.get(track as usize) {
                    add(into, *album, sum);
                }
            }),
            Self::Artist => spread(sums, &groups.artists, into),
            Self::Genre => spread(sums, &groups.genres, into),
        }
    }
}

fn spread(sums: impl Iterator<Item = (u32, u64)>, lists: &Lists, into: &mut [u64]) {
    for (track, sum) in sums {
        lists.of(track).iter().for_each(|one| add(into, *one, sum));
    }
}

/// The tracks that have any sum.
pub(crate) fn heard(tracks: &[u64], into: &mut Vec<u32>) {
    into.resize(tracks.len(), 0);
    let mut count = 0;
    // Whether a track was heard is as good as random: each is noted, and kept by counting it.
    for (sum, track) in tracks.iter().zip(0..) {
        if let Some(place) = into.get_mut(count) {
            *place = track;
        }
        count += usize::from(*sum > 0);
    }
    into.truncate(count);
}

fn add(sums: &mut [u64], at: u32, sum: u64) {
    if let Some(entry) = sums.get_mut(at as usize) {
        *entry += sum;
    }
}
