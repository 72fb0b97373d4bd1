//! Spotify's rankings: the range to ask for, and genres with their shares.

use library::Genre;
use spotify::TimeRange;

use crate::ipc::view;

impl From<view::TopRange> for TimeRange {
    fn from(range: view::TopRange) -> Self {
        match range {
            view::TopRange::FourWeeks => Self::FourWeeks,
            view::TopRange::SixMonths => Self::SixMonths,
            view::TopRange::Year => Self::Year,
        }
    }
}

impl From<&Genre> for view::Genre {
    fn from(genre: &Genre) -> Self {
        Self {
            name: genre.name.clone(),
            // A share is between 0 and 1.
            share_permille: (genre.share * 1000.0).round() as u32,
            artists: genre.artists.iter().map(|artist| artist.name.clone()).collect(),
        }
    }
}
