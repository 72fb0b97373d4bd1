//! Ids of artists: MusicBrainz' own, and Spotify's. Each type accepts what looks like its kind of id and nothing else.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;
use uuid::Uuid;

/// An artist's MusicBrainz id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(transparent)]
pub struct Mbid(Uuid);

/// An artist's Spotify id: 22 letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpotifyId(String);

/// Text that is no id of that kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no id of an artist")]
pub struct NotAnId;

impl FromStr for Mbid {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.parse().map(Self).map_err(|_| NotAnId)
    }
}

impl fmt::Display for Mbid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for SpotifyId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() == 22 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnId)
        }
    }
}

impl SpotifyId {
    /// The link as MusicBrainz keeps it.
    pub(crate) fn link(&self) -> String {
        format!("https://open.spotify.com/artist/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbid_is_written_as_musicbrainz_writes_it() {
        let text = "8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11";
        let mbid: Mbid = text.to_uppercase().parse().unwrap();
        assert_eq!(mbid.to_string(), text);
        assert_eq!("8f6bd1e4".parse::<Mbid>(), Err(NotAnId));
    }

    #[test]
    fn a_spotify_id_becomes_a_link() {
        let id: SpotifyId = "7jy3rLJdDQY21OgRLCZ9sD".parse().unwrap();
        assert_eq!(id.link(), "https://open.spotify.com/artist/7jy3rLJdDQY21OgRLCZ9sD");
        assert_eq!("7jy3rLJdDQY21OgRLCZ9s?".parse::<SpotifyId>(), Err(NotAnId));
    }
}
