//! The catalogue of the eventful life: the leads with their known titles, artists who are heard for some months, and hundreds who
//! are heard once or twice. Nobody is a guest on music that was heard before the guest was discovered.

use std::collections::HashSet;

use sample::{
    Random,
    names::{self, scripts},
};

use super::{Album, Artist, Catalogue};
use crate::life::{Casting, DAYS_A_YEAR, LEADS, fashion};

/// Every so many of those who are no leads use another script, while there are names.
const OTHER_SCRIPTS: usize = 9;

/// What an artist releases.
struct Discography {
    albums: usize,
    tracks: (i64, i64),
    /// The years of the first and the last release.
    years: (i64, i64),
}

impl Catalogue {
    /// As it is in `year`, for the listener of the eventful life.
    pub(super) fn eventful(seed: u64, year: i32) -> Self {
        let mut random = Random::new(seed, &[40]);
        let casting = Casting::new(seed);
        let of_roles = casting
            .roles
            .iter()
            .map(|role| role.eras.first().map_or(0.0, |era| era.from));
        let of_passing = casting
            .passing
            .iter()
            .map(|days| days.first().map_or(0.0, |day| *day as f64 / DAYS_A_YEAR));
        // How many years ago each artist was discovered.
        let discovered: Vec<f64> = of_roles.chain(of_passing).collect();
        let mut taken: HashSet<String> = LEADS.iter().map(|lead| lead.name.to_owned()).collect();
        let artists = discovered.iter().enumerate();
        let artists = artists
            .map(|(at, years)| new_artist(at, *years, &mut taken, &mut random))
            .collect();
        let mut catalogue = Self::without_releases(seed, artists);
        for (artist, years) in discovered.iter().enumerate() {
            let found = i64::from(year) - years.ceil() as i64;
            let discography = match artist {
                _ if artist < LEADS.len() => Discography {
                    albums: 4 + artist % 3,
                    tracks: (8, 11),
                    years: (found - 2, i64::from(year)),
                },
                _ if artist < casting.roles.len() => Discography {
                    albums: random.between(2, 3) as usize,
                    tracks: (6, 10),
                    years: (found - 5, found),
                },
                _ => Discography {
                    albums: 1,
                    tracks: (1, 2),
                    years: (found - random.between(0, 30), found),
                },
            };
            let earlier = |lead: &usize| *lead != artist && discovered[*lead] > *years;
            let mut guests: Vec<_> = (0..LEADS.len()).filter(earlier).collect();
            if guests.len() < 4 || artist >= casting.roles.len() {
                guests.clear();
            }
            catalogue.add_discography(artist, &discography, &guests, &mut random);
        }
        catalogue.indexed()
    }

    fn add_discography(&mut self, artist: usize, of: &Discography, guests: &[usize], random: &mut Random) {
        let known = LEADS.get(artist).map_or(&[][..], |lead| lead.titles);
        let (first, last) = of.years;
        let mut used: HashSet<String> = known.iter().map(|title| (*title).to_owned()).collect();
        for number in 0..of.albums {
            let size = random.between(of.tracks.0, of.tracks.1) as usize;
            // Every album has one of the known titles, and begins with it.
            let known_here: Vec<_> = known.iter().skip(number).step_by(of.albums).collect();
            let mut titles: Vec<_> = known_here.iter().map(|title| (**title).to_owned()).collect();
            // Scripts have few titles: accept a repeated one rather than loop for ever.
            for attempt in 0..size * 8 {
                let title = new_title(artist, random);
                if titles.len() < size && (used.insert(title.clone()) || attempt > size * 4) {
                    titles.push(title);
                }
            }
            let year = first + (last - first) * number as i64 / of.albums.max(2) as i64;
            let album = self.albums.len();
            let name = match (of.tracks.1 < 3, script_of(artist)) {
                (true, _) => titles[0].clone(),
                (_, Some(script)) => random.pick(script.titles).to_owned(),
                _ => names::album(random),
            };
            let tracks = self.add_tracks(artist, album, titles, guests, year, random);
            // What is best known is neither a version nor a guest's.
            for (track, title) in tracks.iter().zip(known_here) {
                self.tracks[*track].name = (*title).to_owned();
                self.tracks[*track].artists.truncate(1);
            }
            self.artists[artist].albums.push(album);
            self.albums.push(Album {
                id: random.base62(22),
                name,
                artist,
                kind: if of.tracks.1 < 3 { "single" } else { "album" },
                released: format!("{year}-{:02}-{:02}", random.between(1, 12), random.between(1, 28)),
                released_precision: "day",
                tracks,
            });
        }
    }
}

fn new_artist(at: usize, discovered: f64, taken: &mut HashSet<String>, random: &mut Random) -> Artist {
    let lines = fashion(discovered);
    let line = lines[random.below(lines.len())];
    let lead = LEADS.get(at);
    let name = match (lead, name_in_script(at)) {
        (Some(lead), _) => lead.name.to_owned(),
        (None, Some(name)) => name.to_owned(),
        (None, None) => loop {
            let name = names::artist(random);
            if taken.insert(name.clone()) {
                break name;
            }
        },
    };
    let fame = random.fraction();
    Artist {
        id: random.base62(22),
        name,
        genres: match lead {
            Some(lead) => lead.genres.to_vec(),
            None => line[..1 + random.below(line.len())].to_vec(),
        },
        popularity: if lead.is_some() {
            62
        } else {
            8 + (fame * fame * 50.0) as u8
        },
        followers: 40 + (fame.powi(5) * 900_000.0) as u32,
        albums: Vec::new(),
    }
}

fn new_title(artist: usize, random: &mut Random) -> String {
    match script_of(artist) {
        Some(script) => random.pick(script.titles).to_owned(),
        None => names::track(random),
    }
}

fn script_of(artist: usize) -> Option<&'static scripts::Script> {
    name_in_script(artist)?;
    Some(&scripts::SCRIPTS[artist / OTHER_SCRIPTS % scripts::SCRIPTS.len()])
}

/// Never a lead's.
fn name_in_script(artist: usize) -> Option<&'static str> {
    if artist < LEADS.len() || artist % OTHER_SCRIPTS != 4 {
        return None;
    }
    let turn = artist / OTHER_SCRIPTS;
    let script = &scripts::SCRIPTS[turn % scripts::SCRIPTS.len()];
    // The leads have used up some turns.
    let place = turn / scripts::SCRIPTS.len();
    script.artists.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leads_come_first_under_their_own_names_and_every_name_is_used_once() {
        let catalogue = Catalogue::eventful(1, 2026);
        for (artist, lead) in catalogue.artists.iter().zip(LEADS) {
            assert_eq!(
                (artist.name.as_str(), artist.genres.as_slice()),
                (lead.name, lead.genres)
            );
            assert!(
                lead.name.is_ascii(),
                "the window's font has every letter of a lead's name"
            );
        }
        let names: HashSet<_> = catalogue.artists.iter().map(|artist| &artist.name).collect();
        assert_eq!(names.len(), catalogue.artists.len());
        assert!(names.iter().any(|name| !name.is_ascii()));
    }

    #[test]
    fn known_titles_are_on_the_albums_of_those_who_are_known_for_them() {
        let catalogue = Catalogue::eventful(1, 2026);
        for (artist, lead) in catalogue.artists.iter().zip(LEADS) {
            let albums = artist.albums.iter().map(|album| &catalogue.albums[*album]);
            let tracks: Vec<_> = albums.flat_map(|album| &album.tracks).collect();
            for title in lead.titles {
                assert!(
                    tracks.iter().any(|track| catalogue.tracks[**track].name == *title),
                    "{title}"
                );
            }
        }
    }

    #[test]
    fn no_guest_was_discovered_later_than_the_host() {
        let catalogue = Catalogue::eventful(1, 2026);
        let casting = Casting::new(1);
        let discovered = |artist: usize| casting.roles[artist].eras[0].from;
        let mut guests = 0;
        for track in &catalogue.tracks {
            for guest in &track.artists[1..] {
                assert!(discovered(*guest) > discovered(track.artists[0]), "{}", track.name);
                guests += 1;
            }
        }
        assert!(guests > 100, "{guests}");
    }
}
