//! Invented tracks, and what sources call them.

use std::collections::{HashMap, HashSet};

use reconcile::{Item, Names, Naming};
use sample::Random;

use crate::rates::{ON_COMPILATION, RENAMED_A_YEAR, TRACKS, WITH_SECOND_ID, WITH_SHARED_TITLE, WITHOUT_ID};
use crate::time::{DAY, MINUTE, happens};

/// How many of the tracks are sounds of 20 to 30 s.
pub(crate) const SOUNDS: usize = 20;
/// Whom the extended history names as the artist of a compilation. Performers have other numbers.
const VARIOUS_ARTISTS: u32 = 0;
const ARTISTS: usize = 400;

/// One track as it really is. Titles and artists are numbers that stand for texts.
#[derive(Debug, Clone)]
pub(crate) struct Track {
    pub(crate) length_ms: u32,
    title: u32,
    /// Its title from that time on.
    renamed: Option<(i64, u32)>,
    performer: u32,
    album_artist: u32,
    isrc: u32,
    ids: Vec<u32>,
    loses_id: bool,
}

impl Track {
    fn title_at(&self, now: i64) -> u32 {
        self.renamed
            .filter(|(from, _)| *from <= now)
            .map_or(self.title, |(_, title)| title)
    }
}

/// The tracks, and every naming that a source has used so far.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) tracks: Vec<Track>,
    pub(crate) names: Names,
    /// Of each naming, the number of the track that it really means.
    pub(crate) track_of: Vec<u32>,
    known: HashMap<(u32, u32, Vec<u32>, Option<u32>), u32>,
    nameless: HashMap<(u32, u32), u32>,
}

impl Catalogue {
    pub(crate) fn new(random: &mut Random, life_ms: i64) -> Self {
        let mut items = 0;
        let mut tracks: Vec<Track> = Vec::with_capacity(TRACKS);
        // Title and performer make a track.
        let mut taken = HashSet::new();
        for number in 0..TRACKS as u32 {
            let is_sound = (number as usize) < SOUNDS;
            let performer = 1 + random.below(ARTISTS) as u32;
            let mut title = number;
            let mut is_compiled = happens(random, ON_COMPILATION);
            if !is_sound && happens(random, WITH_SHARED_TITLE) {
                let other = &tracks[random.below(tracks.len())];
                if other.album_artist != VARIOUS_ARTISTS && !taken.contains(&(other.title, performer)) {
                    (title, is_compiled) = (other.title, false);
                }
            }
            taken.insert((title, performer));
            let renamed_within = 365.0 * DAY as f64 / RENAMED_A_YEAR;
            let renamed_at = (random.fraction() * renamed_within) as i64;
            let ids = 1 + u32::from(happens(random, WITH_SECOND_ID));
            tracks.push(Track {
                length_ms: if is_sound {
                    random.between(20_000, 30_000)
                } else {
                    length(random)
                } as u32,
                title,
                renamed: (renamed_at < life_ms + 60 * DAY).then_some((renamed_at, TRACKS as u32 + number)),
                performer,
                album_artist: if is_compiled { VARIOUS_ARTISTS } else { performer },
                isrc: number,
                ids: (items..items + ids).collect(),
                loses_id: !is_sound && happens(random, WITHOUT_ID),
            });
            items += ids;
        }
        Self {
            tracks,
            names: Names {
                namings: Vec::new(),
                items: vec![Item { has_id: true }; items as usize],
            },
            track_of: Vec::new(),
            known: HashMap::new(),
            nameless: HashMap::new(),
        }
    }

    /// As an edition of the extended history that was made at `made` names it. The first edition had no ids.
    pub(crate) fn extended(&mut self, track: u32, made: i64, has_ids: bool) -> u32 {
        let Track {
            album_artist,
            ids,
            loses_id,
            ..
        } = self.tracks[track as usize].clone();
        let title = self.tracks[track as usize].title_at(made);
        let item = if has_ids && !loses_id {
            ids[0]
        } else {
            self.nameless(title, album_artist)
        };
        self.naming(track, item, title, vec![album_artist], None)
    }

    /// As account data that were made at `made` name it: by its performer.
    pub(crate) fn account(&mut self, track: u32, made: i64) -> u32 {
        let performer = self.tracks[track as usize].performer;
        let title = self.tracks[track as usize].title_at(made);
        let item = self.nameless(title, performer);
        self.naming(track, item, title, vec![performer], None)
    }

    /// As Spotify's list of recent plays names it at `now`, by its first or its second id, if it has one.
    pub(crate) fn recorded(&mut self, track: u32, now: i64, second_id: bool) -> u32 {
        let Track {
            performer,
            album_artist,
            isrc,
            ids,
            ..
        } = self.tracks[track as usize].clone();
        let title = self.tracks[track as usize].title_at(now);
        let item = if second_id { ids.last() } else { ids.first() }
            .copied()
            .unwrap_or_default();
        let mut artists = vec![performer, album_artist];
        artists.dedup();
        self.naming(track, item, title, artists, Some(isrc))
    }

    /// The item that is known by these names only.
    fn nameless(&mut self, title: u32, artist: u32) -> u32 {
        let items = &mut self.names.items;
        *self.nameless.entry((title, artist)).or_insert_with(|| {
            items.push(Item { has_id: false });
            items.len() as u32 - 1
        })
    }

    fn naming(&mut self, track: u32, item: u32, title: u32, artists: Vec<u32>, isrc: Option<u32>) -> u32 {
        let (namings, track_of) = (&mut self.names.namings, &mut self.track_of);
        *self
            .known
            .entry((item, title, artists.clone(), isrc))
            .or_insert_with(|| {
                namings.push(Naming {
                    item,
                    title,
                    artists,
                    isrc,
                });
                track_of.push(track);
                namings.len() as u32 - 1
            })
    }
}

/// Mostly three or four minutes; some are jingles, some a quarter of an hour long, few go on for hours.
fn length(random: &mut Random) -> i64 {
    match random.below(100) {
        0..=2 => random.between(31_000, 70_000),
        3..=94 => random.between(120_000, 300_000),
        95..=98 => random.between(5 * MINUTE, 15 * MINUTE),
        _ => random.between(15 * MINUTE, 180 * MINUTE),
    }
}
