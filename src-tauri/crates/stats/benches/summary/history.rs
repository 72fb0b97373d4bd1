//! An invented history for measuring: a listener who listens in sessions, mostly to what was played before.

use plays::Kind;
use stats::{
    AlbumNo, ArtistNo, Catalogue, CatalogueTrack, Country, GenreNo, HiddenPlays, Platform, PlayAttributes, PlayTable,
    PlayTableBuilder, TableRow, TrackNo,
};

/// 2012-01-01.
const BEGAN_MS: i64 = 1_325_376_000_000;
const YEARS: i64 = 14;
const YEAR_MS: i64 = 31_556_952_000;

/// As many tracks, artists and albums as a listener with so many plays knows.
pub(crate) fn catalogue(plays: usize) -> Catalogue {
    let mut random = Random(1);
    let tracks = (plays / 9).max(100);
    let artists = (tracks / 4).max(20);
    let albums = (tracks / 2).max(50);
    Catalogue {
        tracks: (0..tracks)
            .map(|at| {
                let artist = |random: &mut Random| ArtistNo((random.skewed(artists)) as u32);
                let mut credited = vec![ArtistNo((at / 4 % artists) as u32)];
                if random.below(5) == 0 {
                    credited.push(artist(&mut random));
                    credited.dedup();
                }
                CatalogueTrack {
                    kind: if random.below(30) == 0 {
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
                let mut genres: Vec<GenreNo> = (0..random.below(4))
                    .map(|_| GenreNo(random.skewed(400) as u32))
                    .collect();
                genres.sort_unstable();
                genres.dedup();
                genres
            })
            .collect(),
        genres: 400,
        families: 0,
    }
}

/// Different sets of attributes.
pub(crate) fn attribute_sets() -> Vec<PlayAttributes> {
    let platforms = [Platform::Android, Platform::Windows, Platform::Speaker, Platform::Web];
    let attributes = |at: usize| PlayAttributes {
        skipped: Some(at.is_multiple_of(4)),
        finished: Some(!at.is_multiple_of(4)),
        shuffle: Some(at.is_multiple_of(3)),
        platform: platforms.get(at % platforms.len()).copied(),
        country: Country::new(if at.is_multiple_of(7) { "IT" } else { "AT" }),
        estimated: false,
    };
    (0..600).map(attributes).collect()
}

/// So many plays, oldest first.
pub(crate) fn plays(count: usize, tracks: usize) -> Vec<TableRow> {
    let mut random = Random(7);
    let session = 14;
    let sessions = (count / session).max(1) as i64;
    let mut at = BEGAN_MS;
    let mut attributes = 0;
    (0..count)
        .map(|number| {
            if number % session == 0 {
                let slot = YEARS * YEAR_MS / sessions;
                at = at.max(BEGAN_MS + number as i64 / session as i64 * slot) + (random.below(1000) * 900) as i64;
            }
            if random.below(6) == 0 {
                attributes = random.below(600) as u16;
            }
            let skipped = random.below(4) == 0;
            let ms_played = if skipped {
                random.below(28_000)
            } else {
                120_000 + random.below(160_000)
            };
            let play = TableRow {
                began_ms: at,
                ms_played: ms_played as u32,
                track: TrackNo(random.skewed(tracks) as u32),
                attributes,
            };
            at += ms_played as i64 + 500;
            play
        })
        .collect()
}

/// The table of so many plays.
pub(crate) fn table(count: usize) -> PlayTable {
    let catalogue = catalogue(count);
    let mut builder = PlayTableBuilder::new(HiddenPlays::default());
    for play in plays(count, catalogue.tracks.len()) {
        builder.push(play);
    }
    builder.finish(&catalogue, attribute_sets(), chrono_tz::Europe::Vienna)
}

/// Random numbers that are the same in each run.
struct Random(u64);

impl Random {
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

    /// Some numbers far more often than others, scattered over all of them.
    fn skewed(&mut self, count: usize) -> usize {
        let part = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((count as f64).powf(part) - 1.0) as usize;
        rank.wrapping_mul(7919) % count
    }
}
