//! The catalogue as scans need it: each track's album, artists and genres in flat lists.
//! Tracks have numbers of their own here, the most played first, so that most additions go to memory that is close
//! together; that makes scans fast. Answers have the catalogue's numbers.

use plays::Kind;

use crate::{Catalogue, TrackNo};

/// A few numbers for each of many, in one allocation.
#[derive(Debug, Default)]
pub(crate) struct NumberLists {
    /// Where each list ends and the next begins.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl NumberLists {
    pub(crate) fn new(lists: impl IntoIterator<Item = impl IntoIterator<Item = u32>>) -> Self {
        let (mut ends, mut numbers) = (vec![0], Vec::new());
        for list in lists {
            numbers.extend(list);
            ends.push(numbers.len() as u32);
        }
        Self { ends, numbers }
    }

    pub(crate) fn of(&self, at: u32) -> &[u32] {
        let at = at as usize;
        match self.ends.get(at..at + 2) {
            Some(&[from, to]) => self.numbers.get(from as usize..to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    fn bytes(&self) -> usize {
        (self.ends.capacity() + self.numbers.capacity()) * size_of::<u32>()
    }
}

/// Tracks and what they belong to. Vectors have one entry for each track, by its number here.
#[derive(Debug, Default)]
pub(crate) struct CatalogueIndex {
    /// The number in the catalogue.
    pub(crate) catalogue_numbers: Vec<u32>,
    /// The other way round: for each track of the catalogue its number here.
    index_numbers: Vec<u32>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) lengths_ms: Vec<Option<u32>>,
    pub(crate) albums: Vec<u32>,
    pub(crate) artists: NumberLists,
    /// With families.
    pub(crate) genres: NumberLists,
    /// By artist, with families.
    pub(crate) artist_genres: NumberLists,
    pub(crate) album_count: usize,
    pub(crate) artist_count: usize,
    /// Without families.
    pub(crate) genre_count: usize,
    pub(crate) family_count: usize,
}

impl CatalogueIndex {
    /// `order` says which track of the catalogue comes first, second and so on.
    pub(crate) fn new(catalogue: &Catalogue, order: Vec<u32>) -> Self {
        let mut index_numbers = vec![0; order.len()];
        for (number, in_catalogue) in (0..).zip(&order) {
            if let Some(entry) = index_numbers.get_mut(*in_catalogue as usize) {
                *entry = number;
            }
        }
        let tracks = || order.iter().filter_map(|track| catalogue.tracks.get(*track as usize));
        let genres = tracks().map(|track| {
            let of_artists = track
                .artists
                .iter()
                .filter_map(|artist| catalogue.artists.get(artist.index()));
            let mut genres: Vec<u32> = of_artists.flatten().map(|genre| genre.0).collect();
            genres.sort_unstable();
            genres.dedup();
            genres
        });
        Self {
            kinds: tracks().map(|track| track.kind).collect(),
            lengths_ms: tracks().map(|track| track.length_ms).collect(),
            albums: tracks().map(|track| track.album.0).collect(),
            artists: NumberLists::new(tracks().map(|track| track.artists.iter().map(|artist| artist.0))),
            genres: NumberLists::new(genres),
            artist_genres: NumberLists::new(
                catalogue
                    .artists
                    .iter()
                    .map(|genres| genres.iter().map(|genre| genre.0)),
            ),
            album_count: catalogue.albums as usize,
            artist_count: catalogue.artists.len(),
            genre_count: catalogue.genres as usize,
            family_count: catalogue.families as usize,
            index_numbers,
            catalogue_numbers: order,
        }
    }

    /// The number here of one of the catalogue's tracks.
    pub(crate) fn number_of(&self, track: TrackNo) -> Option<u32> {
        self.index_numbers.get(track.index()).copied()
    }

    /// The catalogue's number of a track here.
    pub(crate) fn track_no(&self, track: u32) -> TrackNo {
        TrackNo(self.catalogue_numbers.get(track as usize).copied().unwrap_or_default())
    }

    pub(crate) fn track_count(&self) -> usize {
        self.kinds.len()
    }

    /// The memory that it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.kinds.capacity()
            + self.lengths_ms.capacity() * size_of::<Option<u32>>()
            + (self.albums.capacity() + self.catalogue_numbers.capacity() + self.index_numbers.capacity())
                * size_of::<u32>()
            + self.artists.bytes()
            + self.genres.bytes()
            + self.artist_genres.bytes()
    }
}
