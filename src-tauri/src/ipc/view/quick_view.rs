//! The quick view: what plays, the latest plays, and how much was heard today and this week.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    gap::Gap,
    track::{Cover, NowPlaying},
};
use crate::ipc::error::UiError;

/// Everything that the quick view shows beside the status. Comes from this computer alone: Spotify is not asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuickView {
    /// What played when Spotify was last asked, as far as it must have come by now; `None` once it must be over.
    pub now_playing: Option<NowPlaying>,
    /// `None` if the archive can't be read.
    pub heard: Option<Heard>,
    /// Why it can't be read.
    pub error: Option<UiError>,
}

/// The latest plays, and how much was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Heard {
    /// Ten at most, newest first.
    pub plays: Vec<LatestPlay>,
    /// Where plays are missing or may be between them, newest first.
    pub gaps: Vec<Gap>,
    /// How many plays of today count.
    pub today_plays: u32,
    /// Time listened today, in seconds, by the hour of the day: 24 numbers.
    pub today_secs_by_hour: Vec<u32>,
    /// Time listened since Monday.
    pub week_secs: u32,
}

/// One of the latest plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LatestPlay {
    /// The key of the track's page.
    pub key: String,
    /// When it ended.
    pub played_secs: u32,
    /// Unaltered.
    pub name: String,
    /// The artists, or the podcast where there are none.
    pub by: String,
    /// `spotify:…`, where Spotify has a page for it.
    pub uri: Option<String>,
    /// The release's cover.
    pub cover: Option<Cover>,
}
