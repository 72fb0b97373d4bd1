//! An invented life for measuring: listens in sessions, mostly to what it listened to before.

use plays::Kind;
use stats::{
    AlbumNo, ArtistNo, Catalogue, CatalogueTrack, Country, GenreNo, HiddenPlays, Platform, PlayAttributes, PlayRow,
    PlayTable, TrackNo,
};

/// 2012-01-01.
const BEGAN_MS: i64 = 1_325_376_000_000;
const YEARS: i64 = 14;
const YEAR_MS: i64 = 31_556_952_000;

/// Who and what can be heard: as many as a listener with so many plays knows.
pub(crate) fn catalogue(plays: usize) -> Catalogue {
    let mut chance = Chance(1);
    let tracks = (plays / 9).max(100);
    let artists = (tracks / 4).max(20);
    let albums = (tracks / 2).max(50);
    Catalogue {
        tracks: (0..tracks)
            .map(|at| {
                let artist = |chance: &mut Chance| ArtistNo((chance.skewed(artists)) as u32);
                let mut credited = vec![ArtistNo((at / 4 % artists) as u32)];
                if chance.below(5) == 0 {
                    credited.push(artist(&mut chance));
                    credited.dedup();
                }
                CatalogueTrack {
                    kind: if chance.below(30) == 0 {
                        Kind::Podcast
                    } else {
                        Kind::Music
                    },
                    album: AlbumNo((at / 2 % albums) as u32),
                    artists: credited,
                    length_ms: None,
                }
            })
            .collect(),
        albums: albums as u32,
        artists: (0..artists)
            .map(|_| {
                let mut genres: Vec<GenreNo> = (0..chance.below(4))
                    .map(|_| GenreNo(chance.skewed(400) as u32))
                    .collect();
                genres.sort_unstable();
                genres.dedup();
                genres
            })
            .collect(),
        genres: 400,
    }
}

/// How plays come about.
pub(crate) fn classes() -> Vec<PlayAttributes> {
    let platforms = [Platform::Android, Platform::Windows, Platform::Speaker, Platform::Web];
    let class = |at: usize| PlayAttributes {
        skipped: Some(at.is_multiple_of(4)),
        finished: Some(!at.is_multiple_of(4)),
        shuffle: Some(at.is_multiple_of(3)),
        platform: platforms.get(at % platforms.len()).copied(),
        country: Country::new(if at.is_multiple_of(7) { "IT" } else { "AT" }),
        estimated: false,
    };
    (0..600).map(class).collect()
}

/// So many plays, oldest first.
pub(crate) fn plays(count: usize, tracks: usize) -> Vec<PlayRow> {
    let mut chance = Chance(7);
    let session = 14;
    let sessions = (count / session).max(1) as i64;
    let mut at = BEGAN_MS;
    let mut class = 0;
    (0..count)
        .map(|number| {
            if number % session == 0 {
                let slot = YEARS * YEAR_MS / sessions;
                at = at.max(BEGAN_MS + number as i64 / session as i64 * slot) + (chance.below(1000) * 900) as i64;
            }
            if chance.below(6) == 0 {
                class = chance.below(600) as u16;
            }
            let skipped = chance.below(4) == 0;
            let ms_played = if skipped {
                chance.below(28_000)
            } else {
                120_000 + chance.below(160_000)
            };
            let play = PlayRow {
                began_ms: at,
                ms_played: ms_played as u32,
                track: TrackNo(chance.skewed(tracks) as u32),
                attributes: class,
            };
            at += ms_played as i64 + 500;
            play
        })
        .collect()
}

/// The table of it.
pub(crate) fn table(count: usize) -> PlayTable {
    let catalogue = catalogue(count);
    let plays = plays(count, catalogue.tracks.len());
    PlayTable::new(
        &catalogue,
        classes(),
        plays,
        HiddenPlays::default(),
        chrono_tz::Europe::Vienna,
    )
}

/// The same numbers each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ self.0 >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed ^ mixed >> 32
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// Small numbers more often than large ones, scattered over all of them.
    fn skewed(&mut self, count: usize) -> usize {
        let part = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((count as f64).powf(part) - 1.0) as usize;
        rank.wrapping_mul(7919) % count
    }
}
