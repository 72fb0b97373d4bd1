//! The calls that there are, and a request as tests see it.

use chrono::{DateTime, Utc};
use tokio::time::Instant;
use url::form_urlencoded;

/// A kind of call; a fault concerns one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Call {
    /// In a fault and when counting: every call to MusicBrainz.
    MusicBrainz,
    /// In a fault and when counting: every call to ListenBrainz.
    ListenBrainz,
    /// MusicBrainz's `/url?resource=…`.
    Urls,
    /// MusicBrainz's `/artist?query=…`.
    ArtistSearch,
    /// MusicBrainz's `/artist/{mbid}`.
    Artist,
    /// MusicBrainz's `/recording?query=…`.
    RecordingSearch,
    /// MusicBrainz's `/recording?artist={mbid}`.
    RecordingsOfArtist,
    /// ListenBrainz's `/metadata/artist/`.
    ArtistMetadata,
    /// ListenBrainz's `/metadata/lookup/`.
    Lookup,
}

impl Call {
    /// The call to MusicBrainz with this path below `/ws/2` and this query.
    pub(super) fn to_musicbrainz(path: &str, query: &str) -> Self {
        let has = |name: &str| form_urlencoded::parse(query.as_bytes()).any(|(key, _)| key == name);
        let parts: Vec<_> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["url"] => Self::Urls,
            ["artist"] => Self::ArtistSearch,
            ["artist", _] => Self::Artist,
            ["recording"] if has("artist") && !has("query") => Self::RecordingsOfArtist,
            ["recording"] => Self::RecordingSearch,
            _ => Self::MusicBrainz,
        }
    }

    /// The call to ListenBrainz with this path below `/1`.
    pub(super) fn to_listenbrainz(path: &str) -> Self {
        match path {
            "/metadata/artist/" => Self::ArtistMetadata,
            "/metadata/lookup/" => Self::Lookup,
            _ => Self::ListenBrainz,
        }
    }

    /// Whether a call of kind `other` is of this kind.
    pub(super) fn includes(self, other: Self) -> bool {
        let to_listenbrainz = matches!(other, Self::ListenBrainz | Self::ArtistMetadata | Self::Lookup);
        match self {
            Self::MusicBrainz => !to_listenbrainz,
            Self::ListenBrainz => to_listenbrainz,
            one => one == other,
        }
    }
}

/// One request and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// When it came, by the simulator's clock.
    pub at: DateTime<Utc>,
    /// When it came, by tokio's time, which tests can pause.
    pub instant: Instant,
    /// The kind of call; [`Call::MusicBrainz`] or [`Call::ListenBrainz`] for a path that there is not.
    pub call: Call,
    /// The query as sent, without the question mark; empty if there was none.
    pub query: String,
    /// The `User-Agent` header; empty if there was none.
    pub user_agent: String,
    /// The status of the answer; 0 until there is one.
    pub status: u16,
    /// Whether there was an `Authorization` header.
    pub had_token: bool,
}
