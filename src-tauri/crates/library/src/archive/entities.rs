//! The catalogue, and which of its entries are the same: an artist, album or track that an export knows by name alone counts
//! with the one that has an id at Spotify.

use std::collections::{HashMap, HashSet};

use plays::Kind;
use store::{Catalogue, EntityKind, StoreError};

use super::{Archive, key};

/// The catalogue, and which of its entries are the same.
pub(super) struct Entities {
    pub(super) catalogue: Catalogue,
    /// For each place in the catalogue the place of the entry that it counts as, mostly itself.
    pub(super) same_track: Vec<u32>,
    pub(super) same_album: Vec<u32>,
    pub(super) same_artist: Vec<u32>,
}

impl Entities {
    pub(super) fn read(archive: &Archive) -> Result<Self, StoreError> {
        let catalogue = archive.store().catalogue()?;
        let same_track = representatives(&catalogue.tracks, |track| {
            let by_uri = track.uri.starts_with("spotify:");
            (
                (track.artist.as_str(), track.name.as_str()),
                by_uri.then_some(track.uri.as_str()),
                Choice::First,
            )
        });
        let same_album = representatives(&catalogue.albums, |album| {
            (
                (album.artist.as_str(), album.name.as_str()),
                album.uri.as_deref(),
                Choice::OnlyOne,
            )
        });
        let same_artist = representatives(&catalogue.artists, |artist| {
            (("", artist.name.as_str()), artist.uri.as_deref(), Choice::OnlyOne)
        });
        Ok(Self {
            catalogue,
            same_track,
            same_album,
            same_artist,
        })
    }

    /// The place in the catalogue of the track with this number in the archive.
    pub(super) fn place(&self, track: u32) -> Option<usize> {
        self.catalogue
            .tracks
            .binary_search_by_key(&track, |track| track.id)
            .ok()
    }

    /// The entries that a play of the track at `place` counts for, as places. None for spoken word, which is not ranked with
    /// music.
    pub(super) fn credited(&self, kind: EntityKind, place: u32) -> Vec<u32> {
        let Some(track) = self.catalogue.tracks.get(place as usize) else {
            return Vec::new();
        };
        if track.kind != Kind::Music {
            return Vec::new();
        }
        match kind {
            EntityKind::Track => self.same_track.get(place as usize).copied().into_iter().collect(),
            EntityKind::Album => {
                let album = self
                    .catalogue
                    .albums
                    .binary_search_by_key(&track.album, |album| album.id);
                album
                    .ok()
                    .and_then(|at| self.same_album.get(at).copied())
                    .into_iter()
                    .collect()
            }
            EntityKind::Artist => {
                let credited = track.credits.iter().filter_map(|artist| {
                    let at = self
                        .catalogue
                        .artists
                        .binary_search_by_key(artist, |artist| artist.id)
                        .ok()?;
                    self.same_artist.get(at).copied()
                });
                let mut credited: Vec<u32> = credited.collect();
                // An artist who is credited twice counts once.
                credited.sort_unstable();
                credited.dedup();
                credited
            }
            // Neither Spotify's API nor its exports have genres of tracks.
            EntityKind::Genre => Vec::new(),
        }
    }

    /// The places of all albums or artists that `key` stands for: Spotify's address, a key made of names, or a bare name. Empty
    /// for tracks and genres: a track is hidden by its URI, and a genre can't be hidden.
    pub(super) fn places_of_key(&self, kind: EntityKind, key: &str) -> HashSet<u32> {
        let (name, artist) = key::names_in(key).unwrap_or_else(|| (key.to_owned(), None));
        let matches = |uri: Option<&str>, other: &str| uri == Some(key) || other == name;
        let catalogue = &self.catalogue;
        match kind {
            EntityKind::Album => {
                let by = |album: &store::Album| artist.as_ref().is_none_or(|artist| *artist == album.artist);
                let albums = catalogue.albums.iter().zip(&self.same_album);
                let matching = albums.filter(|(album, _)| {
                    matches(album.uri.as_deref(), &album.name) && (album.uri.as_deref() == Some(key) || by(album))
                });
                matching.map(|(_, place)| *place).collect()
            }
            EntityKind::Artist => {
                let artists = catalogue.artists.iter().zip(&self.same_artist);
                let matching = artists.filter(|(artist, _)| matches(artist.uri.as_deref(), &artist.name));
                matching.map(|(_, place)| *place).collect()
            }
            EntityKind::Track | EntityKind::Genre => HashSet::new(),
        }
    }
}

/// Which of several entries with the same names and an id represents an entry without one.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    /// The one with the first URI: they are releases of one song.
    First,
    /// None: they are namesakes.
    OnlyOne,
}

/// For each entry the place of the one that it counts as: itself, unless it is known by names alone and an entry of the same
/// names has an id. `identity` returns the names, the id, and what to do if several have an id.
fn representatives<'a, T>(
    entries: &'a [T],
    identity: impl Fn(&'a T) -> ((&'a str, &'a str), Option<&'a str>, Choice),
) -> Vec<u32> {
    // Most archives have no entry that is known by names alone; then no names are hashed.
    let nameless = |entry: &'a T| {
        let (names, id, _) = identity(entry);
        id.is_none().then_some(names)
    };
    let mut with_id: HashMap<(&str, &str), Vec<(&str, u32)>> = entries
        .iter()
        .filter_map(nameless)
        .map(|names| (names, Vec::new()))
        .collect();
    for (entry, place) in entries.iter().zip(0u32..) {
        if let (names, Some(uri), _) = identity(entry)
            && let Some(same) = with_id.get_mut(&names)
        {
            same.push((uri, place));
        }
    }
    let representative = |(entry, place)| match identity(entry) {
        (names, None, choice) => match with_id.get(&names).map(Vec::as_slice) {
            Some([(_, only)]) => *only,
            Some(several) if choice == Choice::First => several.iter().min().map_or(place, |(_, first)| *first),
            _ => place,
        },
        _ => place,
    };
    entries.iter().zip(0u32..).map(representative).collect()
}
