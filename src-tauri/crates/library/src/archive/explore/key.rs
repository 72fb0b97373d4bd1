//! Keys: what an artist, album, track or genre is called for good, in addresses and on command lines. Spotify's address where
//! there is one, else one made of names; numbers change whenever a table is made.

use plays::{escaped, unescaped};
use stats::{AlbumNo, ArtistNo, GenreNo, Subject, TrackNo};
use store::{EntityKind, StoreError};

use super::{super::Archive, LoadedHistory};

/// A number of one sort of subject.
pub(super) trait Number: Sized {
    /// Which sort.
    const KIND: EntityKind;
    /// Stands for nothing: no table is so large.
    const NOTHING: Self;

    /// The number of a subject of this sort.
    fn of(subject: Subject) -> Option<Self>;
}

macro_rules! number {
    ($($kind:ident $name:ident,)*) => {$(
        impl Number for $name {
            const KIND: EntityKind = EntityKind::$kind;
            const NOTHING: Self = Self(u32::MAX);

            fn of(subject: Subject) -> Option<Self> {
                match subject {
                    Subject::$kind(number) => Some(number),
                    _ => None,
                }
            }
        }
    )*};
}
number! {
    Track TrackNo,
    Album AlbumNo,
    Artist ArtistNo,
    Genre GenreNo,
}

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

/// The name that a key of ours says, and the artist of an album.
pub(in super::super) fn names(key: &str) -> Option<(String, Option<String>)> {
    let (sort, rest) = key.strip_prefix("tonearm:")?.split_once(':')?;
    match sort {
        "artist" | "genre" => Some((unescaped(rest)?, None)),
        _ => {
            let (artist, name) = rest.split_once(':')?;
            Some((unescaped(name)?, Some(unescaped(artist)?)))
        }
    }
}

impl Archive {
    /// What a key names, each once: several where only a name is known that several have. A bare name is looked for as well.
    pub(super) fn subjects(
        &self,
        known: &LoadedHistory,
        list: EntityKind,
        key: &str,
    ) -> Result<Vec<Subject>, StoreError> {
        let mut ids = self.store().ids_with_uri(list, key)?;
        if ids.is_empty() {
            let (name, artist) = names(key).unwrap_or_else(|| (key.to_owned(), None));
            ids = self.store().ids_with_name(list, &name, artist.as_deref())?;
        }
        let mut subjects: Vec<Subject> = Vec::new();
        for subject in ids.into_iter().filter_map(|id| known.subject(list, id)) {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        Ok(subjects)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_made_of_names_tells_them_again() {
        let album = of_album(None, "Sigur Rós", "( )");
        assert_eq!(names(&album), Some(("( )".into(), Some("Sigur Rós".into()))));
        assert_eq!(names(&of_artist(None, "a:b")), Some(("a:b".into(), None)));
        assert_eq!(names(&of_genre("R&B")), Some(("R&B".into(), None)));
        assert_eq!(names("spotify:artist:4uLU6hMCjMI75M1A2tKUQC"), None);
    }
}
