//! Spotify's ids, one type for each kind of thing: 22 letters and digits that cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How many base 62 digits an id has.
const LENGTH: usize = 22;

/// A text that is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not the id of {wanted} on Spotify (22 letters and digits)")]
pub struct NotAnId {
    wanted: &'static str,
    found: String,
}

macro_rules! id {
    ($name:ident, $kind:literal, $wanted:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the bare id: 22 letters and digits.
            ///
            /// # Errors
            /// [`NotAnId`] for anything else.
            pub fn parse(text: &str) -> Result<Self, NotAnId> {
                if text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(NotAnId {
                        wanted: $wanted,
                        found: text.to_owned(),
                    })
                }
            }

            #[doc = concat!("Reads `spotify:", $kind, ":ID`.")]
            ///
            /// # Errors
            /// [`NotAnId`] for another kind of URI, or none.
            pub fn from_uri(uri: &str) -> Result<Self, NotAnId> {
                let refused = || NotAnId {
                    wanted: $wanted,
                    found: uri.to_owned(),
                };
                // A bare id is not a URI: it does not say what kind of thing it is the id of.
                let id = uri
                    .strip_prefix(concat!("spotify:", $kind, ":"))
                    .ok_or_else(refused)?;
                Self::parse(id)
            }

            /// The bare id.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[doc = concat!("`spotify:", $kind, ":ID`")]
            pub fn uri(&self) -> String {
                format!(concat!("spotify:", $kind, ":{}"), self.0)
            }

            /// The page on open.spotify.com.
            pub fn url(&self) -> String {
                format!(concat!("https://open.spotify.com/", $kind, "/{}"), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

id!(TrackId, "track", "a track", "A track, one release of one recording.");
id!(ArtistId, "artist", "an artist", "An artist.");
id!(AlbumId, "album", "an album", "An album, single or compilation.");
id!(PlaylistId, "playlist", "a playlist", "A playlist.");

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "4uLU6hMCjMI75M1A2tKUQC";

    #[test]
    fn an_id_knows_its_uri_and_its_page() {
        let track = TrackId::parse(ID).unwrap();
        assert_eq!(track.uri(), format!("spotify:track:{ID}"));
        assert_eq!(track.url(), format!("https://open.spotify.com/track/{ID}"));
        assert_eq!(track.to_string(), ID);
        assert_eq!(TrackId::from_uri(&track.uri()).unwrap(), track);
    }

    #[test]
    fn anything_but_22_letters_and_digits_is_refused() {
        for text in [
            "",
            "4uLU6hMCjMI75M1A2tKUQ",
            "4uLU6hMCjMI75M1A2tKUQCC",
            "4uLU6hMCjMI75M1A2tKU-C",
            "4uLU6hMCjMI75M1A2tKé",
        ] {
            assert!(TrackId::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_uri_of_another_kind_is_refused() {
        for uri in [
            format!("spotify:album:{ID}"),
            ID.to_owned(),
            format!("https://open.spotify.com/track/{ID}"),
            "spotify:local:a:b:c:10".to_owned(),
        ] {
            assert!(TrackId::from_uri(&uri).is_err(), "{uri}");
        }
    }

    #[test]
    fn in_json_an_id_is_a_string() {
        let json = format!("\"{ID}\"");
        assert_eq!(serde_json::to_string(&ArtistId::parse(ID).unwrap()).unwrap(), json);
        assert_eq!(serde_json::from_str::<ArtistId>(&json).unwrap().as_str(), ID);
        assert!(serde_json::from_str::<ArtistId>("\"x\"").is_err());
    }
}
