//! The catalogue as the engine wants it: for each track its album, artists and genres, in flat lists.
//! Tracks are numbered anew here, the most played first: what is asked for most lies close together, which is what makes the
//! passes over a life fast. Whoever leaves the crate has the catalogue's own numbers again.

use plays::Kind;

use crate::{Catalogue, TrackNo};

/// For each of many, a few of others.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    ends: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    pub(crate) fn new(lists: impl IntoIterator<Item = impl IntoIterator<Item = u32>>) -> Self {
        let (mut ends, mut all) = (vec![0], Vec::new());
        for list in lists {
            all.extend(list);
            ends.push(all.len() as u32);
        }
        Self { ends, all }
    }

    pub(crate) fn of(&self, at: u32) -> &[u32] {
        let at = at as usize;
        match self.ends.get(at..at + 2) {
            Some(&[from, to]) => self.all.get(from as usize..to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    fn bytes(&self) -> usize {
        (self.ends.capacity() + self.all.capacity()) * size_of::<u32>()
    }
}

/// Who and what, by number.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// The catalogue's number of each track.
    pub(crate) outer: Vec<u32>,
    /// And back.
    inner: Vec<u32>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) lengths_ms: Vec<Option<u32>>,
    pub(crate) albums: Vec<u32>,
    pub(crate) artists: Lists,
    pub(crate) genres: Lists,
    pub(crate) artist_genres: Lists,
    pub(crate) album_count: usize,
    pub(crate) artist_count: usize,
    pub(crate) genre_count: usize,
}

impl Groups {
    /// `outer` says which track of the catalogue comes first, second and so on.
    pub(crate) fn new(catalogue: &Catalogue, outer: Vec<u32>) -> Self {
        let mut inner = vec![0; outer.len()];
        for (number, outer) in (0..).zip(&outer) {
            if let Some(inner) = inner.get_mut(*outer as usize) {
                *inner = number;
            }
        }
        let tracks = || outer.iter().filter_map(|outer| catalogue.tracks.get(*outer as usize));
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
            artists: Lists::new(tracks().map(|track| track.artists.iter().map(|artist| artist.0))),
            genres: Lists::new(genres),
            artist_genres: Lists::new(
                catalogue
                    .artists
                    .iter()
                    .map(|genres| genres.iter().map(|genre| genre.0)),
            ),
            album_count: catalogue.albums as usize,
            artist_count: catalogue.artists.len(),
            genre_count: catalogue.genres as usize,
            inner,
            outer,
        }
    }

    /// The number here of one of the catalogue's tracks.
    pub(crate) fn inner(&self, track: TrackNo) -> Option<u32> {
        self.inner.get(track.index()).copied()
    }

    /// The catalogue's number of a track here.
    pub(crate) fn outer(&self, track: u32) -> TrackNo {
        TrackNo(self.outer.get(track as usize).copied().unwrap_or_default())
    }

    pub(crate) fn tracks(&self) -> usize {
        self.kinds.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.kinds.capacity()
            + self.lengths_ms.capacity() * size_of::<Option<u32>>()
            + (self.albums.capacity() + self.outer.capacity() + self.inner.capacity()) * size_of::<u32>()
            + self.artists.bytes()
            + self.genres.bytes()
            + self.artist_genres.bytes()
    }
}
