//! Tracks and artists as every list shows them. Names are as Spotify writes them, unaltered.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A cover or portrait, ready for an `img` element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cover {
    /// For rows: at least 64 px.
    pub small: String,
    /// For headlines: as large as Spotify has it.
    pub large: String,
}

/// A credited artist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Credit {
    pub name: String,
    /// `spotify:artist:…`, where Spotify names one.
    pub uri: Option<String>,
}

/// A track as the screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Track {
    /// `spotify:track:…`.
    pub uri: String,
    pub name: String,
    /// In Spotify's order.
    pub artists: Vec<Credit>,
    /// The release that was played.
    pub album: String,
    /// `spotify:album:…`.
    pub album_uri: Option<String>,
    /// The release's cover.
    pub cover: Option<Cover>,
    /// The track's length, not how long it was listened to.
    pub length_secs: u32,
}

/// An artist as the screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Artist {
    /// `spotify:artist:…`.
    pub uri: String,
    pub name: String,
    /// A portrait.
    pub picture: Option<Cover>,
    /// What Spotify sends, often nothing.
    pub genres: Vec<String>,
}

/// What plays now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NowPlaying {
    pub track: Track,
    /// How much of it has played.
    pub progress_secs: u32,
    /// False when it is paused.
    pub playing: bool,
}

/// Music or spoken word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ItemKind {
    /// A track.
    Music,
    /// An episode.
    Podcast,
    /// A chapter.
    Audiobook,
}
