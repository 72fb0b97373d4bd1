//! Plays and time by item, artist and album, and the rankings of these totals.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
};

use plays::Kind;

use super::{BY_NAMES, COUNTED_MS, Evidence};
use crate::{
    catalogue::Catalogue,
    figures::{Figures, TopAlbum, TopArtist, TopTrack},
};

const RANKED: usize = 50;

#[derive(Clone, Copy, Default)]
struct Total {
    is_played: bool,
    counted: u32,
    ms: u64,
}

impl Total {
    fn add(&mut self, play: Evidence) {
        self.is_played = true;
        self.counted += u32::from(play.ms >= COUNTED_MS);
        self.ms += u64::from(play.ms);
    }
}

/// Totals by number of item; items known by names alone come after the others.
pub(super) struct Totals<'a> {
    catalogue: &'a Catalogue,
    items: Vec<Total>,
    artists: Vec<Total>,
    albums: HashMap<(u32, &'a str), Total>,
}

impl<'a> Totals<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            catalogue,
            items: vec![Total::default(); catalogue.items.len() * 2],
            artists: vec![Total::default(); catalogue.artists.len()],
            albums: HashMap::new(),
        }
    }

    /// `knows_album` is false for a row of account data.
    pub(super) fn add(&mut self, play: Evidence, knows_album: bool) {
        let item = play.item & !BY_NAMES;
        let offset = if play.item == item {
            0
        } else {
            self.catalogue.items.len()
        };
        self.items[item as usize + offset].add(play);
        let collection = self.catalogue.collection(item);
        if collection.kind != Kind::Music {
            return;
        }
        self.artists[collection.artist as usize].add(play);
        if knows_album {
            self.albums
                .entry((collection.artist, &collection.name))
                .or_default()
                .add(play);
        }
    }

    pub(super) fn fill(self, figures: &mut Figures) {
        let is_played = |total: &&Total| total.is_played;
        figures.items = self.items.iter().filter(is_played).count();
        figures.artists = self.artists.iter().filter(is_played).count();
        figures.top_tracks = self.top_tracks(figures);
        figures.top_artists = top(
            self.artists.iter().enumerate(),
            |at| TopArtist {
                name: self.catalogue.artists[at].name.to_string(),
                plays: self.artists[at].counted as usize,
                ms: self.artists[at].ms,
            },
            |left, right| left.name.cmp(&right.name),
        );
        figures.top_albums = top(
            self.albums.iter().map(|(album, total)| (*album, total)),
            |album| {
                let total = self.albums.get(&album).copied().unwrap_or_default();
                TopAlbum {
                    name: album.1.to_owned(),
                    artist: self.catalogue.artists[album.0 as usize].name.to_string(),
                    plays: total.counted as usize,
                    ms: total.ms,
                }
            },
            |left, right| (&left.name, &left.artist).cmp(&(&right.name, &right.artist)),
        );
    }

    fn top_tracks(&self, figures: &mut Figures) -> Vec<TopTrack> {
        let all = self.catalogue.items.len();
        let music = self
            .items
            .iter()
            .enumerate()
            .filter(|(at, total)| total.is_played && self.catalogue.kind((at % all) as u32) == Kind::Music);
        figures.tracks = music.clone().count();
        top(
            music,
            |at| {
                let item = (at % all) as u32;
                let mut uri = String::new();
                let has_uri = at < all && self.catalogue.write_uri(item, &mut uri);
                TopTrack {
                    uri: has_uri.then_some(uri),
                    name: self.catalogue.item(item).name.to_string(),
                    artist: self.catalogue.owner(item).to_owned(),
                    plays: self.items[at].counted as usize,
                    ms: self.items[at].ms,
                }
            },
            // The artist decides between two tracks that are known by names alone.
            |left, right| (&left.name, &left.uri, &left.artist).cmp(&(&right.name, &right.uri, &right.artist)),
        )
    }
}

/// The first fifty by counted plays, then time, then what `ties` says.
fn top<'t, K: Copy, T>(
    totals: impl Iterator<Item = (K, &'t Total)>,
    entry: impl Fn(K) -> T,
    ties: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut keys: Vec<_> = totals
        .filter(|(_, total)| total.counted > 0)
        .map(|(key, total)| (Reverse((total.counted, total.ms)), key))
        .collect();
    keys.sort_by_key(|(weight, _)| *weight);
    // Names decide only between equals, so only entries that can still get into the list are created.
    let last = keys.get(RANKED - 1).map(|(weight, _)| *weight);
    if let Some(last) = last {
        keys.retain(|(weight, _)| *weight <= last);
    }
    let mut ranked: Vec<_> = keys.into_iter().map(|(weight, key)| (weight, entry(key))).collect();
    ranked.sort_by(|left, right| left.0.cmp(&right.0).then_with(|| ties(&left.1, &right.1)));
    ranked.into_iter().take(RANKED).map(|(_, entry)| entry).collect()
}
