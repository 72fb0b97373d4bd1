//! Builds the catalogue: the artists, their releases and the guests on them.

use std::collections::HashSet;

use sample::{
    Random,
    names::{self, scripts},
};

use super::{ARTISTS, Album, Artist, Catalogue, Track, genres::GENRES};

/// Countries that hand out ISRCs.
const ISRC_HOMES: &[&str] = &["GB", "US", "SE", "NL", "DE", "JP", "BR", "FR"];

impl Catalogue {
    pub(super) fn add_release(&mut self, artist: usize, random: &mut Random) {
        let (kind, count) = match random.below(10) {
            0..=2 => ("single", random.between(1, 3)),
            3 => ("compilation", random.between(6, 10)),
            _ => ("album", random.between(6, 12)),
        };
        let year = random.between(1968, 2025);
        let (released, released_precision) = match random.below(8) {
            0 => (format!("{year}"), "year"),
            1 => (format!("{year}-{:02}", random.between(1, 12)), "month"),
            _ => (
                format!("{year}-{:02}-{:02}", random.between(1, 12), random.between(1, 28)),
                "day",
            ),
        };
        let album = self.albums.len();
        let titles = titles(artist, count as usize, random);
        let name = if kind == "single" {
            titles[0].clone()
        } else {
            album_title(artist, random)
        };
        let guests: Vec<_> = (0..self.artists.len()).collect();
        let tracks = self.add_tracks(artist, album, titles, &guests, year, random);
        self.artists[artist].albums.push(album);
        self.albums.push(Album {
            id: random.base62(22),
            name,
            artist,
            kind,
            released,
            released_precision,
            tracks,
        });
        // Albums once had a label, a UPC and a popularity. Skipping their random numbers keeps the catalogue of each seed.
        for _ in 0..3 {
            random.next_u64();
        }
    }

    /// Adds the tracks of the album that is added next. Guests are some of `guests`, who have to be none or more than three.
    pub(super) fn add_tracks(
        &mut self,
        artist: usize,
        album: usize,
        titles: Vec<String>,
        guests: &[usize],
        year: i64,
        random: &mut Random,
    ) -> Vec<usize> {
        let first = self.tracks.len();
        for (number, title) in (1..).zip(titles) {
            let track = self.new_track((artist, album, number), title, guests, year, random);
            self.tracks.push(track);
        }
        (first..self.tracks.len()).collect()
    }

    fn new_track(
        &self,
        (artist, album, number): (usize, usize, usize),
        title: String,
        guests: &[usize],
        year: i64,
        random: &mut Random,
    ) -> Track {
        let mut artists = vec![artist];
        let mut name = title;
        if !guests.is_empty() && random.percent(12) {
            let count = if random.percent(20) { 2 } else { 1 };
            while artists.len() < count + 1 {
                let guest = guests[random.below(guests.len())];
                if !artists.contains(&guest) {
                    artists.push(guest);
                }
            }
            // About half of all labels put the guest into the title too.
            if random.percent(50) {
                name = format!("{name} (feat. {})", self.artists[artists[1]].name);
            }
        } else if random.percent(9) {
            name += &names::version(random);
        }
        let usual = 150_000 + random.between(0, 90_000) + random.between(0, 90_000);
        Track {
            id: random.base62(22),
            // From a stream of its own, which keeps the catalogue of each seed.
            other_id: Random::new(self.seed, &[7, self.tracks.len() as u64]).base62(22),
            name,
            album,
            artists,
            number,
            duration_ms: if random.percent(4) { usual / 3 } else { usual },
            explicit: random.percent(8),
            isrc: format!(
                "{}{}{:02}{:05}",
                random.pick(ISRC_HOMES),
                registrant(random),
                year % 100,
                random.below(100_000)
            ),
            popularity: self.artists[artist].popularity.saturating_sub(random.below(30) as u8),
        }
    }

    /// Gives the longest name to a track that is seen often, or nobody would notice that it overflows.
    pub(super) fn add_endless_name(&mut self) {
        let favourite = (0..ARTISTS)
            .max_by_key(|artist| self.artists[*artist].popularity)
            .unwrap_or(0);
        let track = self.albums[self.artists[favourite].albums[0]].tracks[0];
        self.tracks[track].name = scripts::ENDLESS.to_owned();
    }
}

/// All artists, without releases.
pub(super) fn artists(seed: u64) -> Vec<Artist> {
    let mut random = Random::new(seed, &[1]);
    let mut taken = HashSet::new();
    (0..ARTISTS)
        .map(|at| {
            let name = match script_of(at) {
                Some((script, place)) => script.artists[place].to_owned(),
                None => loop {
                    let name = names::artist(&mut random);
                    if taken.insert(name.clone()) {
                        break name;
                    }
                },
            };
            let family = GENRES[random.below(GENRES.len())];
            // Some of Spotify's artists have no genre either.
            let known = if random.percent(6) {
                0
            } else {
                1 + random.below(family.len())
            };
            let fame = random.fraction();
            Artist {
                id: random.base62(22),
                name,
                genres: family[..known].to_vec(),
                popularity: 8 + (fame * fame * 75.0) as u8,
                followers: 40 + (fame.powi(5) * 900_000.0) as u32,
                albums: Vec::new(),
            }
        })
        .collect()
}

/// Every seventeenth artist uses another script, in turn, while there are names.
fn script_of(artist: usize) -> Option<(&'static scripts::Script, usize)> {
    if artist % 17 != 3 {
        return None;
    }
    let turn = artist / 17;
    let script = &scripts::SCRIPTS[turn % scripts::SCRIPTS.len()];
    let place = turn / scripts::SCRIPTS.len();
    (place < script.artists.len()).then_some((script, place))
}

fn titles(artist: usize, count: usize, random: &mut Random) -> Vec<String> {
    let mut titles: Vec<String> = Vec::with_capacity(count);
    // A script has a dozen titles only: accept repeated ones rather than loop for ever.
    for _ in 0..count * 6 {
        if titles.len() == count {
            break;
        }
        let title = match script_of(artist) {
            Some((script, _)) => random.pick(script.titles).to_owned(),
            None => names::track(random),
        };
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles
}

fn album_title(artist: usize, random: &mut Random) -> String {
    match script_of(artist) {
        Some((script, _)) => random.pick(script.titles).to_owned(),
        None => names::album(random),
    }
}

fn registrant(random: &mut Random) -> String {
    (0..3).map(|_| char::from(b'A' + random.below(26) as u8)).collect()
}
