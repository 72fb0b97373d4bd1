//! What the listener's Spotify holds, as plain values: nothing here knows how Spotify writes it down.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{AlbumId, ArtistId, PlaylistId, TrackId};

/// A track as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// Which track.
    pub id: TrackId,
    /// Its title, unaltered; empty if Spotify sent none.
    pub name: String,
    /// Every credited artist, in Spotify's order.
    pub artists: Vec<ArtistRef>,
    /// The release it is on.
    pub album: AlbumRef,
    /// Its length in milliseconds; 0 if Spotify sent none.
    pub duration_ms: u32,
    /// The recording's ISRC, which several releases may share.
    pub isrc: Option<String>,
}

/// An artist as a track credits them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtistRef {
    /// Which artist; `None` where only a name is known.
    pub id: Option<ArtistId>,
    /// Their name, unaltered.
    pub name: String,
}

/// An album as a track names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlbumRef {
    /// Which album; `None` where only a name is known.
    pub id: Option<AlbumId>,
    /// Its title, unaltered.
    pub name: String,
    /// Whom it is by, in Spotify's order; empty if Spotify sent none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artists: Vec<ArtistRef>,
    /// Its cover in several sizes, as Spotify ordered them (the widest first).
    pub images: Vec<Image>,
}

/// A picture's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Where it is.
    pub url: String,
    /// Its width in pixels, if told.
    pub width: Option<u32>,
    /// Its height in pixels, if told.
    pub height: Option<u32>,
}

/// An artist as a list shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artist {
    /// Which artist.
    pub id: ArtistId,
    /// Their name, unaltered.
    pub name: String,
    /// Their picture in several sizes.
    pub images: Vec<Image>,
    /// Their genres. Spotify leaves them out for apps in Development Mode: then it is empty.
    pub genres: Vec<String>,
}

/// Whose account this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Never changes: what is kept for an account is kept under this.
    pub account_id: String,
    /// Spotify's older user id.
    pub id: String,
    /// The name the listener chose, if any.
    pub display_name: Option<String>,
    /// Their picture in several sizes.
    pub images: Vec<Image>,
}

/// One entry of the fifty last plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentPlay {
    /// What was played.
    pub track: Track,
    /// Mostly when the play ended; on some days and devices, when it began.
    pub played_at: DateTime<Utc>,
}

/// One reading of the last plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentPage {
    /// The newest first. Local files are not among them.
    pub plays: Vec<RecentPlay>,
}

/// What plays at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NowPlaying {
    /// What is on.
    pub track: Track,
    /// How far into it, in milliseconds.
    pub progress_ms: u32,
    /// `false` while paused.
    pub is_playing: bool,
}

/// The span a top list looks back over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TimeRange {
    /// About four weeks.
    FourWeeks,
    /// About six months.
    SixMonths,
    /// About a year.
    Year,
}

impl TimeRange {
    /// As the `time_range` parameter spells it.
    pub fn as_spotify_says(self) -> &'static str {
        match self {
            Self::FourWeeks => "short_term",
            Self::SixMonths => "medium_term",
            Self::Year => "long_term",
        }
    }
}

/// One page of a longer list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it. Entries that Spotify left empty are not.
    pub items: Vec<T>,
    /// Where the next page starts; `None` on the last one.
    pub next_offset: Option<u32>,
    /// How long the whole list is, empty entries included.
    pub total: u32,
}

/// A playlist that exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Playlist {
    /// Which playlist.
    pub id: PlaylistId,
    /// Its name.
    pub name: String,
    /// Its page on open.spotify.com.
    pub url: String,
}

/// A playlist to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlaylist {
    /// Its name.
    pub name: String,
    /// A sentence below it; may be empty.
    pub description: String,
    /// Whether it shows on the listener's profile.
    pub public: bool,
}

/// A picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What the bytes are, such as `image/jpeg`.
    pub media_type: &'static str,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}, {} bytes)", self.media_type, self.bytes.len())
    }
}
