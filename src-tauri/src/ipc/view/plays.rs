//! Plays in order of time, newest first: the Recent screen and the pages before it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    gap::Gap,
    play_key::PlayKey,
    track::{Cover, Credit, ItemKind},
};
use crate::ipc::error::UiError;

/// The latest plays, newest first, after asking Spotify.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecentPlays {
    pub rows: Vec<PlayRow>,
    /// Where plays are missing or may be among them, newest first.
    pub gaps: Vec<Gap>,
    /// What `older_plays` takes for the page after this one.
    pub next: Option<String>,
    /// When Spotify was last read.
    pub fetched_secs: Option<u32>,
    /// Why Spotify could not be read just now.
    pub error: Option<UiError>,
}

/// Older plays, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayPage {
    pub rows: Vec<PlayRow>,
    /// Where plays are missing or may be among them, newest first.
    pub gaps: Vec<Gap>,
    /// What `older_plays` takes for the page after this one.
    pub next: Option<String>,
}

/// One play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayRow {
    /// What explains it takes this.
    pub key: PlayKey,
    /// When it ended.
    pub played_secs: u32,
    /// How long it was listened to.
    pub heard_secs: u32,
    /// `heard_secs` is the track's length, because recording can't know better.
    pub estimated: bool,
    pub kind: ItemKind,
    /// `spotify:…`, where Spotify has a page for it.
    pub uri: Option<String>,
    /// Unaltered.
    pub name: String,
    /// In Spotify's order.
    pub artists: Vec<Credit>,
    /// The release, the podcast or the audiobook.
    pub album: String,
    /// `spotify:album:…`.
    pub album_uri: Option<String>,
    /// The release's cover.
    pub cover: Option<Cover>,
}
