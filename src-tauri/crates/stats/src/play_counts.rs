//! How often every track, album, artist and genre was played, for search results in order of plays.

use crate::{Subject, TrackNo, catalogue_index::CatalogueIndex, flags::TRACK, grouping::Grouping};

/// Plays of any length of everything, hidden ones included. Lists are by the catalogue's numbers.
#[derive(Debug)]
pub struct PlayCounts {
    tracks: Vec<u64>,
    albums: Vec<u64>,
    artists: Vec<u64>,
    genres: Vec<u64>,
}

impl PlayCounts {
    pub(crate) fn new(catalogue: &CatalogueIndex, flagged_tracks: &[u32]) -> Self {
        let mut counts = vec![0; catalogue.track_count()];
        for flagged in flagged_tracks {
            if let Some(plays) = counts.get_mut((flagged & TRACK) as usize) {
                *plays += 1;
            }
        }
        let all: Vec<u32> = (0..counts.len() as u32).collect();
        let fold = |grouping: Grouping| {
            let mut sums = Vec::new();
            grouping.fold(catalogue, &counts, &all, |_| true, &mut sums);
            sums
        };
        let (albums, artists) = (fold(Grouping::Album), fold(Grouping::Artist));
        let mut genres = fold(Grouping::Genre);
        genres.extend(fold(Grouping::Family).into_iter().skip(catalogue.genre_count));
        let of_track = |track: u32| {
            let number = catalogue.number_of(TrackNo(track));
            number.and_then(|number| counts.get(number as usize))
        };
        Self {
            tracks: all
                .iter()
                .map(|track| of_track(*track).copied().unwrap_or_default())
                .collect(),
            albums,
            artists,
            genres,
        }
    }

    /// The plays of one subject.
    pub fn of(&self, subject: Subject) -> u32 {
        let (plays, at) = match subject {
            Subject::Track(track) => (&self.tracks, track.index()),
            Subject::Album(album) => (&self.albums, album.index()),
            Subject::Artist(artist) => (&self.artists, artist.index()),
            Subject::Genre(genre) => (&self.genres, genre.index()),
        };
        plays
            .get(at)
            .map_or(0, |plays| u32::try_from(*plays).unwrap_or(u32::MAX))
    }
}
