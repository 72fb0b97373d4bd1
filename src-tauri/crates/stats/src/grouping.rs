//! What plays are summed up by: tracks, or the albums, artists, genres or families of genres that tracks belong to.

use crate::{
    Filter,
    catalogue_index::{CatalogueIndex, NumberLists},
};

/// A sort of things to sum plays up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grouping {
    Track,
    Album,
    Artist,
    Genre,
    Family,
}

impl Grouping {
    pub(crate) const COUNT: usize = 5;

    /// Whether the filter chooses or excludes none of this sort.
    pub(crate) fn is_unfiltered(self, filter: &Filter) -> bool {
        match self {
            Self::Track => filter.tracks.is_any(),
            Self::Album => filter.albums.is_any(),
            Self::Artist => filter.artists.is_any(),
            Self::Genre | Self::Family => filter.genres.is_any(),
        }
    }

    /// The end of the numbers of this sort.
    pub(crate) fn count(self, catalogue: &CatalogueIndex) -> usize {
        match self {
            Self::Track => catalogue.track_count(),
            Self::Album => catalogue.album_count,
            Self::Artist => catalogue.artist_count,
            Self::Genre => catalogue.genre_count,
            Self::Family => catalogue.genre_count + catalogue.family_count,
        }
    }

    /// Whether a number in the lists of genres is of this sort.
    fn has(self, catalogue: &CatalogueIndex, genre: u32) -> bool {
        (genre as usize >= catalogue.genre_count) == (self == Self::Family)
    }

    /// Calls `visit` with each of this sort that a track belongs to.
    pub(crate) fn each(self, catalogue: &CatalogueIndex, track: u32, mut visit: impl FnMut(u32)) {
        match self {
            Self::Track => visit(track),
            Self::Album => catalogue
                .albums
                .get(track as usize)
                .copied()
                .into_iter()
                .for_each(visit),
            Self::Artist => catalogue.artists.of(track).iter().copied().for_each(visit),
            Self::Genre | Self::Family => {
                let all = catalogue.genres.of(track).iter().copied();
                all.filter(|genre| self.has(catalogue, *genre)).for_each(visit);
            }
        }
    }

    /// Sums up `track_sums` by this sort, of those `played` tracks that `takes` lets through.
    pub(crate) fn fold(
        self,
        catalogue: &CatalogueIndex,
        track_sums: &[u64],
        played: &[u32],
        takes: impl Fn(u32) -> bool,
        into: &mut Vec<u64>,
    ) {
        into.clear();
        into.resize(self.count(catalogue), 0);
        let sum = |track: u32| track_sums.get(track as usize).copied().unwrap_or_default();
        let sums = played
            .iter()
            .copied()
            .filter(|track| takes(*track))
            .map(|track| (track, sum(track)));
        match self {
            Self::Track => sums.for_each(|(track, sum)| add(into, track, sum)),
            Self::Album => sums.for_each(|(track, sum)| {
                if let Some(album) = catalogue.albums.get(track as usize) {
                    add(into, *album, sum);
                }
            }),
            Self::Artist => fold_lists(sums, &catalogue.artists, into),
            // What is not of this sort has a number beyond the end of the genres, or is wiped.
            Self::Genre => fold_lists(sums, &catalogue.genres, into),
            Self::Family => {
                fold_lists(sums, &catalogue.genres, into);
                into.iter_mut().take(catalogue.genre_count).for_each(|sum| *sum = 0);
            }
        }
    }
}

fn fold_lists(sums: impl Iterator<Item = (u32, u64)>, lists: &NumberLists, into: &mut [u64]) {
    for (track, sum) in sums {
        lists.of(track).iter().for_each(|one| add(into, *one, sum));
    }
}

fn add(sums: &mut [u64], at: u32, sum: u64) {
    if let Some(entry) = sums.get_mut(at as usize) {
        *entry += sum;
    }
}

/// Lists the tracks whose sum is not nothing.
pub(crate) fn list_played(track_sums: &[u64], into: &mut Vec<u32>) {
    into.resize(track_sums.len(), 0);
    let mut count = 0;
    // Whether a track was played is as good as random, so every track is written, without a branch, and the next one
    // overwrites it unless it is counted.
    for (sum, track) in track_sums.iter().zip(0..) {
        if let Some(entry) = into.get_mut(count) {
            *entry = track;
        }
        count += usize::from(*sum > 0);
    }
    into.truncate(count);
}
