//! The even life: every week is as full as the other, so that a test finds plays at any time. How much an artist is played changes with
//! the artist's season.

use sample::Random;

use super::{
    Context, DAY_MS, MINUTE_MS, Play, SESSIONS_A_DAY, Session, add_tracks,
    skips::{add_skips, skipped_after_ms},
    weekday,
};
use crate::catalogue::Catalogue;

/// Of 100 tracks, before how many the listener skips another one.
const SKIPS: usize = 15;
/// Of 100 tracks, how many the listener leaves before the end, but after half a minute.
const CUT_SHORT: usize = 11;

/// How much the listener likes an artist, and in which season most.
struct Affinity {
    weight: f64,
    period_days: f64,
    phase: f64,
    /// All the artist's tracks, the favourite first.
    tracks: Vec<usize>,
}

/// The listener's taste, which decides every play.
pub(crate) struct Even {
    seed: u64,
    affinities: Vec<Affinity>,
}

impl Even {
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        let mut random = Random::new(catalogue.seed, &[3]);
        let highest_popularity = catalogue
            .artists
            .iter()
            .map(|artist| artist.popularity)
            .max()
            .unwrap_or(0);
        let affinities = catalogue
            .artists
            .iter()
            .map(|artist| {
                let is_known = random.percent(40);
                let is_foreign = !artist.name.is_ascii() && random.percent(60);
                let extra = random.fraction().powi(3) * 40.0;
                let is_favourite = artist.popularity == highest_popularity;
                Affinity {
                    weight: match (is_favourite, is_known || is_foreign) {
                        (true, _) => 40.0,
                        (_, true) => 0.6 + extra,
                        _ => 0.04,
                    },
                    // One artist whose season never ends for a whole range of the rankings.
                    period_days: if is_favourite {
                        21.0
                    } else {
                        120.0 + random.fraction() * 900.0
                    },
                    phase: random.fraction() * std::f64::consts::TAU,
                    tracks: artist
                        .albums
                        .iter()
                        .flat_map(|album| catalogue.albums[*album].tracks.iter().copied())
                        .collect(),
                }
            })
            .collect();
        Self {
            seed: catalogue.seed,
            affinities,
        }
    }

    /// Every session of one day since the epoch, in order. All end before the day does.
    pub(crate) fn day(&self, catalogue: &Catalogue, day: i64) -> Vec<Session> {
        let mut random = Random::new(self.seed, &[4, day as u64]);
        if random.percent(5) {
            return Vec::new();
        }
        let totals = self.totals(day);
        let mut found = Vec::new();
        for (place, (from, to, likely)) in (0..).zip(sessions(day)) {
            if random.percent(*likely) {
                let start = day * DAY_MS + (from + random.between(0, 25)) * MINUTE_MS + random.between(0, 59_999);
                let end = day * DAY_MS + to * MINUTE_MS;
                let number = (day * SESSIONS_A_DAY + place) as u64;
                let mut plays = self.session(catalogue, start, end, &totals, &mut random);
                let mut skips = Random::new(self.seed, &[5, number]);
                add_skips(&mut plays, end, SKIPS, &mut skips, |random| {
                    let artist = random.below(self.affinities.len());
                    let heard_ms = skipped_after_ms(random);
                    (self.song(artist, random), heard_ms)
                });
                found.push(Session { number, plays });
            }
        }
        found
    }

    /// Running totals of how likely each artist is on `day`.
    fn totals(&self, day: i64) -> Vec<f64> {
        let mut total = 0.0;
        self.affinities
            .iter()
            .map(|affinity| {
                let season = (day as f64 / affinity.period_days * std::f64::consts::TAU + affinity.phase).sin();
                total += affinity.weight * (0.03 + season.max(0.0).powi(3));
                total
            })
            .collect()
    }

    fn session(
        &self,
        catalogue: &Catalogue,
        start_ms: i64,
        end_ms: i64,
        totals: &[f64],
        random: &mut Random,
    ) -> Vec<Play> {
        let mut plays = Vec::new();
        let mut at = start_ms;
        while at < end_ms {
            let Some(artist) = random.weighted(totals) else { break };
            let (context, tracks) = self.choose(catalogue, artist, totals, random);
            at = add_tracks(
                &mut plays,
                catalogue,
                (context, &tracks),
                (at, end_ms),
                CUT_SHORT,
                random,
            );
        }
        plays
    }

    /// What to play next, and what it is started from.
    fn choose(
        &self,
        catalogue: &Catalogue,
        artist: usize,
        totals: &[f64],
        random: &mut Random,
    ) -> (Context, Vec<usize>) {
        match random.below(10) {
            0..=2 => {
                let album = catalogue.tracks[self.song(artist, random)].album;
                (
                    Context::Album(album),
                    catalogue.albums[album].tracks.iter().take(5).copied().collect(),
                )
            }
            3..=4 => (
                Context::Artist(artist),
                (0..3).map(|_| self.song(artist, random)).collect(),
            ),
            5..=8 => {
                let mixed = (0..6).filter_map(|_| random.weighted(totals)).collect::<Vec<_>>();
                let songs = mixed.into_iter().map(|artist| self.song(artist, random)).collect();
                (Context::Playlist(random.below(3)), songs)
            }
            _ => (Context::Nothing, vec![self.song(artist, random)]),
        }
    }

    fn song(&self, artist: usize, random: &mut Random) -> usize {
        let tracks = &self.affinities[artist].tracks;
        tracks[(random.fraction().powi(3) * tracks.len() as f64) as usize]
    }
}

/// Start and end in minutes of the day, and how likely the session is in percent. Sessions do not touch or cross midnight.
fn sessions(day: i64) -> &'static [(i64, i64, usize)] {
    match weekday(day) {
        5 | 6 => &[
            (9 * 60 + 20, 12 * 60, 75),
            (14 * 60 + 30, 17 * 60 + 30, 50),
            (20 * 60, 23 * 60 + 30, 85),
        ],
        _ => &[
            (7 * 60, 8 * 60 + 30, 80),
            (12 * 60 + 5, 12 * 60 + 50, 40),
            (17 * 60 + 20, 18 * 60 + 15, 60),
            (20 * 60 + 10, 23 * 60, 85),
        ],
    }
}
