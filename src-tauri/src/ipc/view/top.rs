//! Spotify's own rankings: top tracks, artists and genres.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    genres::GenreSource,
    track::{Artist, Track},
};
use crate::ipc::error::UiError;

/// Top tracks, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TopTracks {
    pub rows: Vec<Track>,
    /// When Spotify gave this answer.
    pub fetched_secs: u32,
    /// Why this is older than asked for.
    pub error: Option<UiError>,
}

/// Top artists, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TopArtists {
    pub rows: Vec<Artist>,
    /// When Spotify gave this answer.
    pub fetched_secs: u32,
    /// Why this is older than asked for.
    pub error: Option<UiError>,
}

/// Top genres, best first, weighted by the ranks of the artists that have them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TopGenres {
    /// Empty when no genre is known of any of the artists.
    pub rows: Vec<Genre>,
    /// How many top artists there are.
    pub artists: u32,
    /// How many of them have a genre.
    pub artists_with_genres: u32,
    /// Who named the genres.
    pub sources: Vec<GenreSource>,
    /// When Spotify gave this answer.
    pub fetched_secs: u32,
    /// Why this is older than asked for.
    pub error: Option<UiError>,
}

/// A genre and its share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Genre {
    /// As its source writes it, or the name of a family.
    pub name: String,
    /// Its share of all genres' weight, in thousandths.
    pub share_permille: u32,
    /// The artists that have it, best ranked first.
    pub artists: Vec<String>,
}
