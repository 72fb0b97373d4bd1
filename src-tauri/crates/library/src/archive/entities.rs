//! The catalogue, and which of its entries are the same: artists, albums and tracks that an export knows by name alone count
//! with the one that Spotify's id is known of.

use std::collections::{HashMap, HashSet};

use plays::Kind;
use store::{Catalogue, EntityKind, HiddenEntry, HiddenTarget, StoreError};

use super::{Archive, RankedEntity, explore::key};

/// The catalogue, and which of its entries are the same.
pub(super) struct Entities {
    pub(super) catalogue: Catalogue,
    /// For each place in the catalogue the place of the one that stands for it.
    pub(super) same_track: Vec<u32>,
    pub(super) same_album: Vec<u32>,
    pub(super) same_artist: Vec<u32>,
}

impl Entities {
    pub(super) fn read(archive: &Archive) -> Result<Self, StoreError> {
        let catalogue = archive.store().catalogue()?;
        let same_track = same(&catalogue.tracks, |track| {
            let by_uri = track.uri.starts_with("spotify:");
            (
                (track.artist.as_str(), track.name.as_str()),
                by_uri.then_some(track.uri.as_str()),
                Pick::First,
            )
        });
        let same_album = same(&catalogue.albums, |album| {
            (
                (album.artist.as_str(), album.name.as_str()),
                album.uri.as_deref(),
                Pick::OnlyOne,
            )
        });
        let same_artist = same(&catalogue.artists, |artist| {
            (("", artist.name.as_str()), artist.uri.as_deref(), Pick::OnlyOne)
        });
        Ok(Self {
            catalogue,
            same_track,
            same_album,
            same_artist,
        })
    }

    /// Where the track with this number of the archive stands in the catalogue.
    pub(super) fn place(&self, track: u32) -> Option<usize> {
        self.catalogue
            .tracks
            .binary_search_by_key(&track, |track| track.id)
            .ok()
    }

    /// Whom a track at this place counts for. Spoken word has no rank among music.
    pub(super) fn of(&self, list: EntityKind, place: u32) -> Vec<u32> {
        let Some(track) = self.catalogue.tracks.get(place as usize) else {
            return Vec::new();
        };
        if track.kind != Kind::Music {
            return Vec::new();
        }
        match list {
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
                // Credited twice is credited.
                credited.sort_unstable();
                credited.dedup();
                credited
            }
            // Spotify's API and its exports tell none; another source is to come with its own crate.
            EntityKind::Genre => Vec::new(),
        }
    }

    /// By its address at Spotify, a key made of names, or a bare name.
    /// The numbers of all that have this key, or are called so.
    fn called(&self, list: EntityKind, what: &str) -> HashSet<u32> {
        let (name, artist) = key::names(what).unwrap_or_else(|| (what.to_owned(), None));
        let is = |uri: Option<&str>, named: &str| uri == Some(what) || named == name;
        let catalogue = &self.catalogue;
        match list {
            EntityKind::Album => {
                let by = |album: &store::Album| artist.as_ref().is_none_or(|artist| *artist == album.artist);
                let albums = catalogue.albums.iter().zip(&self.same_album);
                let called = albums.filter(|(album, _)| {
                    is(album.uri.as_deref(), &album.name) && (album.uri.as_deref() == Some(what) || by(album))
                });
                called.map(|(_, number)| *number).collect()
            }
            EntityKind::Artist => {
                let artists = catalogue.artists.iter().zip(&self.same_artist);
                let called = artists.filter(|(artist, _)| is(artist.uri.as_deref(), &artist.name));
                called.map(|(_, number)| *number).collect()
            }
            EntityKind::Track | EntityKind::Genre => HashSet::new(),
        }
    }

    pub(super) fn ranked(&self, list: EntityKind, number: u32, plays: u64, ms: u64) -> RankedEntity {
        let at = number as usize;
        let (name, artist, uri) = match list {
            EntityKind::Track => self.catalogue.tracks.get(at).map(|track| {
                let uri = Some(track.uri.clone()).filter(|uri| uri.starts_with("spotify:"));
                (track.name.clone(), Some(track.artist.clone()), uri)
            }),
            EntityKind::Album => {
                let album = self.catalogue.albums.get(at);
                album.map(|album| (album.name.clone(), Some(album.artist.clone()), album.uri.clone()))
            }
            EntityKind::Artist | EntityKind::Genre => {
                let artist = self.catalogue.artists.get(at);
                artist.map(|artist| (artist.name.clone(), None, artist.uri.clone()))
            }
        }
        .unwrap_or_default();
        RankedEntity {
            rank: 0,
            name,
            artist,
            uri,
            plays,
            ms,
        }
    }
}

/// What is hidden, as places in the catalogue.
pub(super) struct ResolvedHidden {
    /// Places in the catalogue.
    pub(super) tracks: HashSet<usize>,
    /// Of ends, in milliseconds since 1970.
    pub(super) spans: Vec<(i64, i64)>,
}

impl ResolvedHidden {
    pub(super) fn new(hidden: &[HiddenEntry], entities: &Entities) -> Self {
        let mut unseen = Self {
            tracks: HashSet::new(),
            spans: Vec::new(),
        };
        let tracks = &entities.catalogue.tracks;
        for HiddenEntry { target: what, .. } in hidden {
            let of = |list, key: &str| {
                let called = entities.called(list, key);
                let is_of = move |place: &usize| {
                    let place = u32::try_from(*place).unwrap_or(u32::MAX);
                    entities.of(list, place).iter().any(|number| called.contains(number))
                };
                (0..tracks.len()).filter(is_of).collect()
            };
            let places: Vec<usize> = match what {
                HiddenTarget::Time { .. } => Vec::new(),
                HiddenTarget::Track(uri) => {
                    let is = |place: usize| tracks.get(place).is_some_and(|track| track.uri == *uri);
                    let stands_for =
                        |place: &usize| entities.same_track.get(*place).map_or(*place, |same| *same as usize);
                    (0..tracks.len())
                        .filter(|place| is(*place) || is(stands_for(place)))
                        .collect()
                }
                HiddenTarget::Album(key) => of(EntityKind::Album, key),
                HiddenTarget::Artist(key) => of(EntityKind::Artist, key),
            };
            unseen.tracks.extend(places);
            if let HiddenTarget::Time { from, to } = what {
                unseen.spans.push((*from, *to));
            }
        }
        unseen
    }

    pub(super) fn hides(&self, place: usize, end: i64) -> bool {
        self.tracks.contains(&place) || self.spans.iter().any(|(from, to)| (*from..*to).contains(&end))
    }
}

/// Which of several ids of the same names stands for an entry without one.
#[derive(Clone, Copy, PartialEq)]
enum Pick {
    /// The first by its URI: releases of one song.
    First,
    /// None, if there are several: namesakes.
    OnlyOne,
}

/// For each entry the place of the one that stands for it: itself, unless it is known by names alone and an entry of the
/// same names has an id.
fn same<'a, T>(entries: &'a [T], told: impl Fn(&'a T) -> ((&'a str, &'a str), Option<&'a str>, Pick)) -> Vec<u32> {
    // Mostly nobody is known by names alone of whom an id is known too, and then nobody's names are looked at.
    let nameless = |entry: &'a T| {
        let (names, id, _) = told(entry);
        id.is_none().then_some(names)
    };
    let mut with_id: HashMap<(&str, &str), Vec<(&str, u32)>> = entries
        .iter()
        .filter_map(nameless)
        .map(|names| (names, Vec::new()))
        .collect();
    for (entry, place) in entries.iter().zip(0u32..) {
        if let (names, Some(uri), _) = told(entry)
            && let Some(same) = with_id.get_mut(&names)
        {
            same.push((uri, place));
        }
    }
    let stands_for = |(entry, place)| match told(entry) {
        (names, None, pick) => match with_id.get(&names).map(Vec::as_slice) {
            Some([(_, only)]) => *only,
            Some(several) if pick == Pick::First => several.iter().min().map_or(place, |(_, first)| *first),
            _ => place,
        },
        _ => place,
    };
    entries.iter().zip(0u32..).map(stands_for).collect()
}
