//! Keys: the lasting names of artists, albums, tracks, genres and families of genres, used in addresses and on command lines. A key is
//! Spotify's address where there is one, or else made of names. The numbers in a table can't serve for that: they change whenever a table
//! is built.

use plays::{escaped, unescaped};

const FAMILY: &str = "tonearm:family:";

pub(super) fn of_artist(uri: Option<&str>, name: &str) -> String {
    uri.map_or_else(|| format!("tonearm:artist:{}", escaped(name)), str::to_owned)
}

pub(super) fn of_album(uri: Option<&str>, artist: &str, name: &str) -> String {
    uri.map_or_else(
        || format!("tonearm:album:{}:{}", escaped(artist), escaped(name)),
        str::to_owned,
    )
}

pub(super) fn of_genre(name: &str) -> String {
    format!("tonearm:genre:{}", escaped(name))
}

pub(super) fn of_family(name: &str) -> String {
    format!("{FAMILY}{}", escaped(name))
}

/// The name in the key of a family; `None` for other keys.
pub(super) fn family_in(key: &str) -> Option<String> {
    unescaped(key.strip_prefix(FAMILY)?)
}

/// The name in a key that is made of names, and the artist if it is the key of an album or a track. `None` for other keys.
pub(super) fn names_in(key: &str) -> Option<(String, Option<String>)> {
    let (sort, rest) = key.strip_prefix("tonearm:")?.split_once(':')?;
    match sort {
        "artist" | "genre" | "family" => Some((unescaped(rest)?, None)),
        _ => {
            let (artist, name) = rest.split_once(':')?;
            Some((unescaped(name)?, Some(unescaped(artist)?)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_made_of_names_gives_them_back() {
        let album = of_album(None, "Sigur Rós", "( )");
        assert_eq!(names_in(&album), Some(("( )".into(), Some("Sigur Rós".into()))));
        assert_eq!(names_in(&of_artist(None, "a:b")), Some(("a:b".into(), None)));
        assert_eq!(names_in(&of_genre("R&B")), Some(("R&B".into(), None)));
        assert_eq!(names_in(&of_family("R&B")), Some(("R&B".into(), None)));
        assert_eq!(family_in(&of_family("hip hop")), Some("hip hop".into()));
        assert_eq!(family_in(&of_genre("hip hop")), None);
        assert_eq!(names_in("spotify:artist:4uLU6hMCjMI75M1A2tKUQC"), None);
    }
}
