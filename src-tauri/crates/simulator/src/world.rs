//! The invented catalogue: artists, their albums and tracks, all from one seed.
//! Complete once made and never changed; it knows nothing of listeners, HTTP or JSON.

mod genres;
mod making;

use std::collections::HashMap;

use sample::Random;

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
    pub(crate) released_to: &'static str,
    pub(crate) label: String,
    pub(crate) upc: String,
    pub(crate) popularity: u8,
    pub(crate) tracks: Vec<usize>,
}

/// One track; the first of `artists` is the album's.
pub(crate) struct Track {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) album: usize,
    pub(crate) artists: Vec<usize>,
    pub(crate) number: usize,
    pub(crate) duration_ms: i64,
    pub(crate) explicit: bool,
    pub(crate) isrc: String,
    pub(crate) popularity: u8,
}

/// What an id of the catalogue names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entity {
    Artist(usize),
    Album(usize),
    Track(usize),
}

/// The whole catalogue. Indices into its lists are how the rest of the crate names things.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) artists: Vec<Artist>,
    pub(crate) albums: Vec<Album>,
    pub(crate) tracks: Vec<Track>,
    ids: HashMap<String, Entity>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut world = Self {
            seed,
            artists: making::artists(seed),
            albums: Vec::new(),
            tracks: Vec::new(),
            ids: HashMap::new(),
        };
        let mut random = Random::new(seed, &[2]);
        // Round after round, so that each artist has something before anyone has much.
        let mut round = 0;
        while world.tracks.len() < TRACKS {
            for artist in 0..ARTISTS {
                let prolific = world.artists[artist].popularity > 35;
                if world.tracks.len() < TRACKS && (round == 0 || prolific || random.percent(30)) {
                    world.release(artist, &mut random);
                }
            }
            round += 1;
        }
        world.name_the_endless_one();
        world.index();
        world
    }

    /// What `id` names, if anything.
    pub(crate) fn entity(&self, id: &str) -> Option<Entity> {
        self.ids.get(id).copied()
    }

    /// The track that `uri` names.
    pub(crate) fn track_of(&self, uri: &str) -> Option<usize> {
        match self.entity(uri.strip_prefix("spotify:track:")?)? {
            Entity::Track(track) => Some(track),
            _ => None,
        }
    }

    pub(crate) fn uri(&self, track: usize) -> String {
        format!("spotify:track:{}", self.tracks[track].id)
    }

    fn index(&mut self) {
        let artists = self
            .artists
            .iter()
            .enumerate()
            .map(|(at, artist)| (artist.id.clone(), Entity::Artist(at)));
        let albums = self
            .albums
            .iter()
            .enumerate()
            .map(|(at, album)| (album.id.clone(), Entity::Album(at)));
        let tracks = self
            .tracks
            .iter()
            .enumerate()
            .map(|(at, track)| (track.id.clone(), Entity::Track(at)));
        self.ids = artists.chain(albums).chain(tracks).collect();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_gives_one_world_and_only_one() {
        let names = |seed| {
            World::new(seed)
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
        let world = World::new(1);
        assert_eq!(world.artists.len(), 400);
        assert!((3_000..3_020).contains(&world.tracks.len()), "{}", world.tracks.len());
        assert_eq!(
            world.ids.len(),
            world.artists.len() + world.albums.len() + world.tracks.len()
        );
        assert!(
            world
                .ids
                .keys()
                .all(|id| id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        );
        assert!(world.artists.iter().all(|artist| !artist.albums.is_empty()));
        assert!(world.albums.iter().all(|album| !album.tracks.is_empty()));
    }

    #[test]
    fn about_one_track_in_eight_has_guests() {
        let world = World::new(1);
        let shared = world.tracks.iter().filter(|track| track.artists.len() > 1).count();
        assert!((300..420).contains(&shared), "{shared}");
    }

    #[test]
    fn names_come_in_many_scripts_and_one_has_no_end() {
        let world = World::new(1);
        let has = |letters: std::ops::RangeInclusive<char>| {
            world
                .artists
                .iter()
                .any(|artist| artist.name.contains(|letter| letters.contains(&letter)))
        };
        assert!(has('а'..='я'), "Cyrillic");
        assert!(has('ぁ'..='ん'), "Japanese");
        assert!(has('ا'..='ي'), "Arabic");
        assert!(has('Þ'..='Þ'), "Icelandic");
        let endless = world
            .tracks
            .iter()
            .filter(|track| track.name.chars().count() == 80 && !track.name.contains(' '));
        assert_eq!(endless.count(), 1);
    }

    #[test]
    fn isrcs_have_the_shape_of_isrcs() {
        let world = World::new(1);
        for track in &world.tracks {
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
        let world = World::new(1);
        let distinct: HashSet<_> = world.tracks.iter().map(|track| &track.name).collect();
        assert!(
            distinct.len() * 100 > world.tracks.len() * 85,
            "{} of {}",
            distinct.len(),
            world.tracks.len()
        );
    }
}
