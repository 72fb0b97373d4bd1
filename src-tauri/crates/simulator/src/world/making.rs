//! How the catalogue is made: who there is, what they release, who is a guest on it. Used once for each world.

use std::collections::HashSet;

use super::{ARTISTS, Album, Artist, Track, World, names, scripts, words};
use crate::chance::Chance;

/// Countries that hand out ISRCs.
const ISRC_HOMES: &[&str] = &["GB", "US", "SE", "NL", "DE", "JP", "BR", "FR"];

impl World {
    pub(super) fn release(&mut self, artist: usize, chance: &mut Chance) {
        let (kind, count) = match chance.below(10) {
            0..=2 => ("single", chance.between(1, 3)),
            3 => ("compilation", chance.between(6, 10)),
            _ => ("album", chance.between(6, 12)),
        };
        let year = chance.between(1968, 2025);
        let (released, released_to) = match chance.below(8) {
            0 => (format!("{year}"), "year"),
            1 => (format!("{year}-{:02}", chance.between(1, 12)), "month"),
            _ => (
                format!("{year}-{:02}-{:02}", chance.between(1, 12), chance.between(1, 28)),
                "day",
            ),
        };
        let album = self.albums.len();
        let titles = titles(artist, count as usize, chance);
        let name = if kind == "single" {
            titles[0].clone()
        } else {
            album_title(artist, chance)
        };
        let fame = self.artists[artist].popularity;
        let mut tracks = Vec::with_capacity(titles.len());
        for (place, title) in titles.into_iter().enumerate() {
            tracks.push(self.tracks.len());
            let track = self.record(artist, album, place + 1, title, year, chance);
            self.tracks.push(track);
        }
        self.artists[artist].albums.push(album);
        self.albums.push(Album {
            id: chance.base62(22),
            name,
            artist,
            kind,
            released,
            released_to,
            label: names::label(chance),
            upc: format!("{:012}", chance.next() % 1_000_000_000_000),
            popularity: fame.saturating_sub(chance.below(12) as u8),
            tracks,
        });
    }

    fn record(
        &self,
        artist: usize,
        album: usize,
        number: usize,
        title: String,
        year: i64,
        chance: &mut Chance,
    ) -> Track {
        let mut artists = vec![artist];
        let mut name = title;
        if chance.percent(12) {
            let guests = if chance.percent(20) { 2 } else { 1 };
            while artists.len() < guests + 1 {
                let guest = chance.below(ARTISTS);
                if !artists.contains(&guest) {
                    artists.push(guest);
                }
            }
            // About half of all labels also put the guest into the title.
            if chance.percent(50) {
                name = format!("{name} (feat. {})", self.artists[artists[1]].name);
            }
        } else if chance.percent(9) {
            name += &names::version(chance);
        }
        let usual = 150_000 + chance.between(0, 90_000) + chance.between(0, 90_000);
        Track {
            id: chance.base62(22),
            name,
            album,
            artists,
            number,
            duration_ms: if chance.percent(4) { usual / 3 } else { usual },
            explicit: chance.percent(8),
            isrc: format!(
                "{}{}{:02}{:05}",
                chance.pick(ISRC_HOMES),
                registrant(chance),
                year % 100,
                chance.below(100_000)
            ),
            popularity: self.artists[artist].popularity.saturating_sub(chance.below(30) as u8),
        }
    }

    /// The longest name belongs to a track people see often, or nobody would notice that it overflows.
    pub(super) fn name_the_endless_one(&mut self) {
        let favourite = (0..ARTISTS)
            .max_by_key(|artist| self.artists[*artist].popularity)
            .unwrap_or(0);
        let track = self.albums[self.artists[favourite].albums[0]].tracks[0];
        self.tracks[track].name = scripts::ENDLESS.to_owned();
    }
}

/// Everybody, with nothing released yet.
pub(super) fn artists(seed: u64) -> Vec<Artist> {
    let mut chance = Chance::new(seed, &[1]);
    let mut taken = HashSet::new();
    (0..ARTISTS)
        .map(|at| {
            let name = match script_of(at) {
                Some((script, place)) => script.artists[place].to_owned(),
                None => loop {
                    let name = names::artist(&mut chance);
                    if taken.insert(name.clone()) {
                        break name;
                    }
                },
            };
            let family = words::GENRES[chance.below(words::GENRES.len())];
            // Some artists have no genre with Spotify either.
            let known = if chance.percent(6) {
                0
            } else {
                1 + chance.below(family.len())
            };
            let fame = chance.share();
            Artist {
                id: chance.base62(22),
                name,
                genres: family[..known].to_vec(),
                popularity: 8 + (fame * fame * 75.0) as u8,
                followers: 40 + (fame.powi(5) * 900_000.0) as u32,
                albums: Vec::new(),
            }
        })
        .collect()
}

/// Every seventeenth artist writes in another script, in turn, while there are names.
fn script_of(artist: usize) -> Option<(&'static scripts::Script, usize)> {
    if artist % 17 != 3 {
        return None;
    }
    let turn = artist / 17;
    let script = &scripts::SCRIPTS[turn % scripts::SCRIPTS.len()];
    let place = turn / scripts::SCRIPTS.len();
    (place < script.artists.len()).then_some((script, place))
}

fn titles(artist: usize, count: usize, chance: &mut Chance) -> Vec<String> {
    let mut titles: Vec<String> = Vec::with_capacity(count);
    // A script has a dozen titles: give up on being unique rather than loop for ever.
    for _ in 0..count * 6 {
        if titles.len() == count {
            break;
        }
        let title = match script_of(artist) {
            Some((script, _)) => chance.pick(script.titles).to_owned(),
            None => names::track(chance),
        };
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

fn album_title(artist: usize, chance: &mut Chance) -> String {
    match script_of(artist) {
        Some((script, _)) => chance.pick(script.titles).to_owned(),
        None => names::album(chance),
    }
}

fn registrant(chance: &mut Chance) -> String {
    (0..3).map(|_| char::from(b'A' + chance.below(26) as u8)).collect()
}
