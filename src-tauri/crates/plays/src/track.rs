//! A track by its Spotify URI.

use std::{fmt, str::FromStr};

/// A track is its Spotify URI, `spotify:track:` and 22 letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackId(Box<str>);

impl TrackId {
    /// The URI as Spotify writes it.
    pub fn as_uri(&self) -> &str {
        &self.0
    }
}

impl FromStr for TrackId {
    type Err = InvalidTrackUri;

    fn from_str(uri: &str) -> Result<Self, InvalidTrackUri> {
        let id = uri.strip_prefix("spotify:track:").ok_or(InvalidTrackUri)?;
        let whole = id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric());
        whole.then(|| Self(uri.into())).ok_or(InvalidTrackUri)
    }
}

impl fmt::Display for TrackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not the URI of a Spotify track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidTrackUri;

impl fmt::Display for InvalidTrackUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a Spotify track URI (spotify:track: and 22 letters and digits)")
    }
}

impl std::error::Error for InvalidTrackUri {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_named_by_its_uri_and_nothing_else() {
        let uri = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";
        assert_eq!(uri.parse::<TrackId>().unwrap().as_uri(), uri);
        for wrong in [
            "4uLU6hMCjMI75M1A2tKUQC",
            "spotify:track:",
            "spotify:track:short",
            "spotify:episode:4uLU6hMCjMI75M1A2tKUQC",
            "spotify:track:4uLU6hMCjMI75M1A2tKU-C",
        ] {
            assert_eq!(wrong.parse::<TrackId>(), Err(InvalidTrackUri), "{wrong}");
        }
    }
}
