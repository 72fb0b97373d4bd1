//! Plays and time by item, artist and album, and the rankings made of them.

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
struct Sum {
    heard: bool,
    counted: u32,
    ms: u64,
}

impl Sum {
    fn add(&mut self, play: Evidence) {
        self.heard = true;
        self.counted += u32::from(play.ms >= COUNTED_MS);
        self.ms += u64::from(play.ms);
    }

    fn take(&mut self, other: Self) {
        self.heard |= other.heard;
        self.counted += other.counted;
        self.ms += other.ms;
    }
}

/// Sums by number of item, those known by names alone behind the others.
pub(super) struct Tally<'a> {
    catalogue: &'a Catalogue,
    items: Vec<Sum>,
    artists: Vec<Sum>,
    albums: HashMap<(u32, &'a str), Sum>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            catalogue,
            items: vec![Sum::default(); catalogue.items.len() * 2],
            artists: vec![Sum::default(); catalogue.artists.len()],
            albums: HashMap::new(),
        }
    }

    /// `knows_album` is false for a row of account data.
    pub(super) fn add(&mut self, play: Evidence, knows_album: bool) {
        let item = play.item & !BY_NAMES;
        let behind = if play.item == item {
            0
        } else {
            self.catalogue.items.len()
        };
        self.items[item as usize + behind].add(play);
        let collection = self.catalogue.collection(item);
        if collection.kind != Kind::Music {
            return;
        }
        self.artists[collection.artist as usize].add(play);
        if knows_album {
            let mut sum = Sum::default();
            sum.add(play);
            self.albums
                .entry((collection.artist, &collection.name))
                .or_default()
                .take(sum);
        }
    }

    pub(super) fn conclude(self, figures: &mut Figures) {
        let heard = |sum: &&Sum| sum.heard;
        figures.items = self.items.iter().filter(heard).count();
        figures.artists = self.artists.iter().filter(heard).count();
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
            self.albums.iter().map(|(album, sum)| (*album, sum)),
            |album| {
                let sum = self.albums.get(&album).copied().unwrap_or_default();
                TopAlbum {
                    name: album.1.to_owned(),
                    artist: self.catalogue.artists[album.0 as usize].name.to_string(),
                    plays: sum.counted as usize,
                    ms: sum.ms,
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
            .filter(|(at, sum)| sum.heard && self.catalogue.kind((at % all) as u32) == Kind::Music);
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
            // Of two that only names tell, the artist decides.
            |left, right| (&left.name, &left.uri, &left.artist).cmp(&(&right.name, &right.uri, &right.artist)),
        )
    }
}

/// The first fifty by counted plays, then time, then what `ties` says.
fn top<'s, K: Copy, T>(
    sums: impl Iterator<Item = (K, &'s Sum)>,
    told: impl Fn(K) -> T,
    ties: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut keys: Vec<_> = sums
        .filter(|(_, sum)| sum.counted > 0)
        .map(|(key, sum)| (Reverse((sum.counted, sum.ms)), key))
        .collect();
    keys.sort_by_key(|(weight, _)| *weight);
    // Names decide only between equals, and only those that can still come into the list are spelt out.
    let last = keys.get(RANKED - 1).map(|(weight, _)| *weight);
    if let Some(last) = last {
        keys.retain(|(weight, _)| *weight <= last);
    }
    let mut ranked: Vec<_> = keys.into_iter().map(|(weight, key)| (weight, told(key))).collect();
    ranked.sort_by(|left, right| left.0.cmp(&right.0).then_with(|| ties(&left.1, &right.1)));
    ranked.into_iter().take(RANKED).map(|(_, told)| told).collect()
}
