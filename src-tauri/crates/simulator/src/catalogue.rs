//! The invented catalogue: artists, their albums and tracks, all from one seed.
//! Never changes once built; knows nothing of listeners, HTTP or JSON.

mod builder;
mod eventful;
mod genres;

use std::collections::HashMap;

use sample::Random;

pub(crate) use self::genres::GENRES;
use crate::life::Life;

const ARTISTS: usize = 400;
const TRACKS: usize = 3_000;

/// Somebody who makes music.
pub(crate) struct Artist {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) genres: Vec<&'static str>,
    pub(crate) popularity: u8,
    pub(crate) followers: u32,
    pub(crate) albums: Vec<usize>,
}

/// A release with its tracks in order.
pub(crate) struct Album {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) artist: usize,
    pub(crate) kind: &'static str,
    pub(crate) released: String,
    /// `year`, `month` or `day`.
    pub(crate) released_precision: &'static str,
    pub(crate) tracks: Vec<usize>,
}

/// One track; the first of `artists` is the album's.
pub(crate) struct Track {
    pub(crate) id: String,
    /// Another id of the same recording, for which Spotify may list it.
    pub(crate) other_id: String,
    pub(crate) name: String,
    pub(crate) album: usize,
    pub(crate) artists: Vec<usize>,
    pub(crate) number: usize,
    pub(crate) duration_ms: i64,
    pub(crate) explicit: bool,
    pub(crate) isrc: String,
    pub(crate) popularity: u8,
}

/// The whole catalogue. The rest of the crate refers to things by their indices in these lists.
pub(crate) struct Catalogue {
    pub(crate) seed: u64,
    pub(crate) artists: Vec<Artist>,
    pub(crate) albums: Vec<Album>,
    pub(crate) tracks: Vec<Track>,
    by_id: HashMap<String, usize>,
}

impl Catalogue {
    /// What the listener of this life hears, as it is in `year`.
    pub(crate) fn of(life: Life, seed: u64, year: i32) -> Self {
        match life {
            Life::Even => Self::new(seed),
            Life::Eventful(_) => Self::eventful(seed, year),
        }
    }

    pub(crate) fn new(seed: u64) -> Self {
        let mut catalogue = Self::without_releases(seed, builder::artists(seed));
        let mut random = Random::new(seed, &[2]);
        // Round after round, so that every artist has a release before anyone has many.
        let mut round = 0;
        while catalogue.tracks.len() < TRACKS {
            for artist in 0..ARTISTS {
                let prolific = catalogue.artists[artist].popularity > 35;
                if catalogue.tracks.len() < TRACKS && (round == 0 || prolific || random.percent(30)) {
                    catalogue.add_release(artist, &mut random);
                }
            }
            round += 1;
        }
        catalogue.add_endless_name();
        catalogue.indexed()
    }

    fn without_releases(seed: u64, artists: Vec<Artist>) -> Self {
        Self {
            seed,
            artists,
            albums: Vec::new(),
            tracks: Vec::new(),
            by_id: HashMap::new(),
        }
    }

    /// With every track to be found by its id.
    fn indexed(mut self) -> Self {
        let tracks = self.tracks.iter().enumerate();
        self.by_id = tracks
            .flat_map(|(at, track)| [(track.id.clone(), at), (track.other_id.clone(), at)])
            .collect();
        self
    }

    /// The track with this URI, or with this other one.
    pub(crate) fn track_of(&self, uri: &str) -> Option<usize> {
        self.by_id.get(uri.strip_prefix("spotify:track:")?).copied()
    }

    pub(crate) fn uri(&self, track: usize) -> String {
        format!("spotify:track:{}", self.tracks[track].id)
    }

    pub(crate) fn other_uri(&self, track: usize) -> String {
        format!("spotify:track:{}", self.tracks[track].other_id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_gives_one_world_and_only_one() {
        let names = |seed| {
            Catalogue::new(seed)
                .tracks
                .into_iter()
                .map(|track| track.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(1), names(1));
        assert_ne!(names(1), names(2));
    }

    #[test]
    fn the_world_is_as_large_as_promised_and_every_id_is_its_own() {
        let catalogue = Catalogue::new(1);
        assert_eq!(catalogue.artists.len(), 400);
        assert!(
            (3_000..3_020).contains(&catalogue.tracks.len()),
            "{}",
            catalogue.tracks.len()
        );
        let artists = catalogue.artists.iter().map(|artist| &artist.id);
        let albums = catalogue.albums.iter().map(|album| &album.id);
        let tracks = catalogue.tracks.iter().flat_map(|track| [&track.id, &track.other_id]);
        let ids: Vec<_> = artists.chain(albums).chain(tracks).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
        assert!(
            ids.iter()
                .all(|id| id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        );
        assert!(catalogue.artists.iter().all(|artist| !artist.albums.is_empty()));
        assert!(catalogue.albums.iter().all(|album| !album.tracks.is_empty()));
    }

    #[test]
    fn about_one_track_in_eight_has_guests() {
        let catalogue = Catalogue::new(1);
        let shared = catalogue.tracks.iter().filter(|track| track.artists.len() > 1).count();
        assert!((300..420).contains(&shared), "{shared}");
    }

    #[test]
    fn names_come_in_many_scripts_and_one_has_no_end() {
        let catalogue = Catalogue::new(1);
        let has = |letters: std::ops::RangeInclusive<char>| {
            catalogue
                .artists
                .iter()
                .any(|artist| artist.name.contains(|letter| letters.contains(&letter)))
        };
        assert!(has('а'..='я'), "Cyrillic");
        assert!(has('ぁ'..='ん'), "Japanese");
        assert!(has('ا'..='ي'), "Arabic");
        assert!(has('Þ'..='Þ'), "Icelandic");
        let endless = catalogue
            .tracks
            .iter()
            .filter(|track| track.name.chars().count() == 80 && !track.name.contains(' '));
        assert_eq!(endless.count(), 1);
    }

    #[test]
    fn isrcs_have_the_shape_of_isrcs() {
        let catalogue = Catalogue::new(1);
        for track in &catalogue.tracks {
            assert_eq!(track.isrc.len(), 12, "{}", track.isrc);
            assert!(
                track.isrc[5..].bytes().all(|byte| byte.is_ascii_digit()),
                "{}",
                track.isrc
            );
        }
    }

    #[test]
    fn titles_are_varied() {
        let catalogue = Catalogue::new(1);
        let distinct: HashSet<_> = catalogue.tracks.iter().map(|track| &track.name).collect();
        assert!(
            distinct.len() * 100 > catalogue.tracks.len() * 85,
            "{} of {}",
            distinct.len(),
            catalogue.tracks.len()
        );
    }
}
