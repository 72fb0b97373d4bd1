//! Turning a list into a Spotify playlist: which list, what the dialog starts from, what was saved.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    filter::{CountingRule, ExploreFilter, Measure},
    range::TopRange,
};

/// Which list a playlist is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum PlaylistSource {
    /// The top tracks themselves.
    TopTracks { range: TopRange },
    /// One track of each top artist: the listener's own favourite where known, else Spotify's first hit.
    TopArtists { range: TopRange },
    /// The listener's tracks by the artists of one genre.
    TopGenre { range: TopRange, genre: String },
    /// The latest plays, each track once.
    Recent,
    /// The tracks that a filter ranks first.
    Explored {
        filter: Box<ExploreFilter>,
        rule: CountingRule,
        measure: Measure,
    },
}

/// What the dialog starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaylistSuggestion {
    pub name: String,
    pub description: String,
    /// How many tracks the list has.
    pub available: u32,
}

/// What the listener asks to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaylistDraft {
    pub source: PlaylistSource,
    /// 1 to 100 characters.
    pub name: String,
    /// Up to 300 characters.
    pub description: String,
    /// On the listener's profile for all to see.
    pub public: bool,
    /// How many tracks, from the top.
    pub count: u32,
}

/// A playlist that exists at Spotify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SavedPlaylist {
    /// As saved.
    pub name: String,
    /// `spotify:playlist:…`.
    pub uri: String,
    /// How many tracks are in it.
    pub saved: u32,
}

/// A playlist of which only a part was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UnfinishedPlaylist {
    /// The part that is saved.
    pub playlist: SavedPlaylist,
    /// How many tracks there should be.
    pub of: u32,
}
