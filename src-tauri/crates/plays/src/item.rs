//! What can be played: a track, a podcast episode, a chapter of an audiobook.
//! Every item has a URI. If a source gives only names, the URI is made from them and is the same on every machine.

use std::{fmt, str::FromStr};

/// What can be played, as a source names it. Texts are unaltered, and empty where the source does not say. Sources, and rows of one
/// source, may name one item in several ways.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Item {
    /// Which it is.
    pub uri: ItemUri,
    /// Music or spoken word.
    pub kind: Kind,
    /// The track's, episode's or chapter's name.
    pub name: Box<str>,
    /// The album's artist; empty for podcasts and audiobooks. Spotify's list of recent plays names several: the track's and the
    /// album's, one a line.
    pub artist: Box<str>,
    /// The album, the podcast or the audiobook.
    pub album: Box<str>,
    /// The length of the whole item in milliseconds, where the source tells it.
    pub length_ms: Option<u32>,
    /// The recording's ISRC, where the source tells it.
    pub isrc: Option<Box<str>>,
}

impl Item {
    /// Whether the source names it at all.
    pub fn has_names(&self) -> bool {
        [&self.name, &self.artist, &self.album]
            .iter()
            .any(|name| !name.is_empty())
    }
}

/// Music or spoken word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A track, music videos included.
    Music,
    /// An episode.
    Podcast,
    /// A chapter.
    Audiobook,
}

/// `spotify:track:…`, `spotify:episode:…`, `spotify:local:…` and the like, or `tonearm:…` if only names are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemUri(Box<str>);

/// The four escaped names of a local file stay below this length.
const MAX_BYTES: usize = 8 * 1024;

impl ItemUri {
    /// The URI of an item that is known by its names only.
    pub fn from_names(kind: Kind, artist: &str, name: &str) -> Self {
        let kind = match kind {
            Kind::Music => "track",
            Kind::Podcast => "episode",
            Kind::Audiobook => "chapter",
        };
        Self(format!("tonearm:{kind}:{}:{}", escaped(artist), escaped(name)).into())
    }

    /// The URI of the Spotify track with this id, which is 22 letters and digits.
    pub fn of_spotify_track(id: &str) -> Self {
        Self(format!("spotify:track:{id}").into())
    }

    /// A URI that was written down from [`Self::as_str`]. Nothing is checked: those made from names can't be parsed.
    pub fn written_down(uri: impl Into<Box<str>>) -> Self {
        Self(uri.into())
    }

    /// The whole URI.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is Spotify's own and can be opened there.
    pub fn is_from_spotify(&self) -> bool {
        self.0.starts_with("spotify:")
    }
}

/// A text as one part of a `tonearm:…` URI. Letters and digits of any script stay as they are; everything else, including the separator,
/// becomes `%` and the byte in hexadecimal.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            escaped.push(letter);
        } else {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    escaped
}

/// The text from which [`escaped`] made this part; `None` if it cannot have made it.
pub fn unescaped(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |digit: Option<u8>| char::from(digit?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

impl FromStr for ItemUri {
    type Err = InvalidItemUri;

    fn from_str(uri: &str) -> Result<Self, InvalidItemUri> {
        let (kind, rest) = uri
            .strip_prefix("spotify:")
            .and_then(|rest| rest.split_once(':'))
            .ok_or(InvalidItemUri)?;
        let known = match kind {
            "local" => uri.len() <= MAX_BYTES && !rest.contains(char::is_control),
            "track" | "episode" | "chapter" | "show" | "video" => {
                rest.len() == 22 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
            _ => false,
        };
        known.then(|| Self(uri.into())).ok_or(InvalidItemUri)
    }
}

impl From<crate::TrackId> for ItemUri {
    fn from(track: crate::TrackId) -> Self {
        Self(track.as_uri().into())
    }
}

impl fmt::Display for ItemUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not the URI of anything that Spotify plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidItemUri;

impl fmt::Display for InvalidItemUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a Spotify URI of a track, an episode, a chapter or a local file")
    }
}

impl std::error::Error for InvalidItemUri {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spotify_plays_has_a_uri_of_spotifys() {
        for right in [
            "spotify:track:4uLU6hMCjMI75M1A2tKUQC",
            "spotify:episode:4uLU6hMCjMI75M1A2tKUQC",
            "spotify:local:A%20band:An+album:A+song:204",
            "spotify:local::::0",
        ] {
            let uri: ItemUri = right.parse().unwrap();
            assert_eq!((uri.as_str(), uri.is_from_spotify()), (right, true));
        }
        for wrong in [
            "",
            "spotify:track:short",
            "spotify:album:4uLU6hMCjMI75M1A2tKUQC",
            "4uLU6hMCjMI75M1A2tKUQC",
        ] {
            assert_eq!(wrong.parse::<ItemUri>(), Err(InvalidItemUri), "{wrong}");
        }
    }

    #[test]
    fn names_alone_make_a_uri_that_no_other_names_make() {
        let uri = |artist, name| ItemUri::from_names(Kind::Music, artist, name);
        assert_eq!(uri("Björk", "Jóga").as_str(), "tonearm:track:Björk:Jóga");
        assert_ne!(uri("a:b", "c"), uri("a", "b:c"));
        assert_ne!(uri("a%3Ab", "c"), uri("a:b", "c"));
        assert!(!uri("a", "b").is_from_spotify());
    }

    #[test]
    fn an_escaped_text_comes_back_unaltered() {
        for text in ["", "Sigur Rós", "a:b/c%", "久石譲", "\u{1f3b5} 100 %", "-"] {
            assert_eq!(unescaped(&escaped(text)).as_deref(), Some(text));
        }
        for wrong in ["%", "%4", "%zz", "%FF"] {
            assert_eq!(unescaped(wrong), None, "{wrong}");
        }
    }
}
