//! A listener's life of plays. The plays of a day follow from the seed and the day alone, so any part of the life can be
//! computed without the rest and always gives the same. How much an artist is played changes with the artist's season.
//! Times are Unix milliseconds, UTC.

mod tops;

pub(crate) use tops::Tops;

use sample::Random;

use crate::catalogue::Catalogue;

pub(crate) const MINUTE_MS: i64 = 60_000;
pub(crate) const DAY_MS: i64 = 1_440 * MINUTE_MS;

/// Of 100 tracks, before how many the listener skips another one.
const SKIPS: usize = 15;
/// How long a track is heard that is skipped, in milliseconds.
const SKIPPED_AFTER_MS: (i64, i64) = (1_000, 29_900);
/// To Spotify, a track is played that is heard for half a minute.
const SHORTEST_PLAY_MS: i64 = 30_000;
/// A day has fewer sessions than this.
const SESSIONS_A_DAY: i64 = 8;

/// What a play was started from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    Album(usize),
    Artist(usize),
    Playlist(usize),
    Nothing,
}

/// One play of a track, also one that is skipped at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Play {
    pub(crate) track: usize,
    pub(crate) started_ms: i64,
    pub(crate) ended_ms: i64,
    /// How much of the time between was heard and not paused.
    pub(crate) heard_ms: i64,
    pub(crate) context: Context,
}

impl Play {
    /// Whether it is too short to be listed or to count.
    pub(crate) fn is_skip(&self) -> bool {
        self.heard_ms < SHORTEST_PLAY_MS
    }
}

/// Plays without a break, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    /// Its own, whatever the time is: with the seed, it decides what Spotify makes of the session.
    pub(crate) number: u64,
    pub(crate) plays: Vec<Play>,
}

impl Session {
    /// The end of the last play; `None` if there is none.
    pub(crate) fn ended_ms(&self) -> Option<i64> {
        self.plays.last().map(|play| play.ended_ms)
    }
}

/// How much the listener likes an artist, and in which season most.
struct Affinity {
    weight: f64,
    period_days: f64,
    phase: f64,
    /// All the artist's tracks, the favourite first.
    tracks: Vec<usize>,
}

/// The listener's taste, which decides every play.
pub(crate) struct History {
    seed: u64,
    affinities: Vec<Affinity>,
}

impl History {
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
                self.add_skips(&mut plays, end, number);
                found.push(Session { number, plays });
            }
        }
        found
    }

    /// Every play of one day since the epoch, in order.
    pub(crate) fn plays_of_day(&self, catalogue: &Catalogue, day: i64) -> impl Iterator<Item = Play> {
        self.day(catalogue, day).into_iter().flat_map(|session| session.plays)
    }

    /// The play in progress at `now_ms`.
    pub(crate) fn current(&self, catalogue: &Catalogue, now_ms: i64) -> Option<Play> {
        let today = now_ms.div_euclid(DAY_MS);
        self.plays_of_day(catalogue, today)
            .find(|play| (play.started_ms..play.ended_ms).contains(&now_ms))
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
            for track in tracks {
                if at >= end_ms {
                    break;
                }
                let length = catalogue.tracks[track].duration_ms;
                let played = if random.percent(11) {
                    random.between(31_000, length.max(31_000))
                } else {
                    length
                };
                plays.push(Play {
                    track,
                    started_ms: at,
                    ended_ms: at + played,
                    heard_ms: played,
                    context,
                });
                at += played + random.between(200, 1_400);
            }
        }
        plays
    }

    /// Puts tracks that are skipped before some of the plays, which begin as much later. What begins after `end_ms` is not played.
    fn add_skips(&self, plays: &mut Vec<Play>, end_ms: i64, session: u64) {
        let mut random = Random::new(self.seed, &[5, session]);
        let mut later = 0;
        let mut all = Vec::with_capacity(plays.len());
        for mut play in plays.drain(..) {
            if random.percent(SKIPS) {
                let artist = random.below(self.affinities.len());
                let heard_ms = random.between(SKIPPED_AFTER_MS.0, SKIPPED_AFTER_MS.1);
                let started_ms = play.started_ms + later;
                all.push(Play {
                    track: self.song(artist, &mut random),
                    started_ms,
                    ended_ms: started_ms + heard_ms,
                    heard_ms,
                    context: play.context,
                });
                later += heard_ms + random.between(200, 1_400);
            }
            play.started_ms += later;
            play.ended_ms += later;
            all.push(play);
        }
        all.retain(|play| play.started_ms < end_ms);
        *plays = all;
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
    // Day 0 was a Thursday.
    match (day + 3).rem_euclid(7) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday 21 November 2026, 22:00.
    const EVENING: i64 = 1_795_298_400_000;

    fn life() -> (Catalogue, History) {
        let catalogue = Catalogue::new(1);
        let history = History::new(&catalogue);
        (catalogue, history)
    }

    #[test]
    fn the_plays_of_a_day_are_in_order_and_do_not_overlap() {
        let (catalogue, history) = life();
        let day = EVENING.div_euclid(DAY_MS);
        for back in 0..100 {
            let plays: Vec<_> = history.plays_of_day(&catalogue, day - back).collect();
            assert!(plays.windows(2).all(|pair| pair[0].ended_ms <= pair[1].started_ms));
            assert!(plays.iter().all(|play| play.ended_ms.div_euclid(DAY_MS) == day - back));
        }
    }

    #[test]
    fn what_is_playing_now_is_one_of_the_days_plays() {
        let (catalogue, history) = life();
        let playing = (0..600)
            .find_map(|minutes| history.current(&catalogue, EVENING + minutes * MINUTE_MS))
            .unwrap();
        let day = playing.ended_ms.div_euclid(DAY_MS);
        assert!(history.plays_of_day(&catalogue, day).any(|play| play == playing));
    }

    #[test]
    fn about_one_track_in_eight_is_skipped_before_half_a_minute() {
        let (catalogue, history) = life();
        let day = EVENING.div_euclid(DAY_MS);
        let plays: Vec<_> = (0..100)
            .flat_map(|back| history.plays_of_day(&catalogue, day - back))
            .collect();
        let skipped = plays.iter().filter(|play| play.is_skip()).count();
        assert!(
            (100..160).contains(&(skipped * 1_000 / plays.len())),
            "{skipped} of {}",
            plays.len()
        );
    }

    #[test]
    fn nobody_listens_at_four_in_the_morning() {
        let (catalogue, history) = life();
        let day = EVENING.div_euclid(DAY_MS);
        for back in 0..30 {
            assert_eq!(
                history.current(&catalogue, (day - back) * DAY_MS + 4 * 60 * MINUTE_MS),
                None
            );
        }
    }

    #[test]
    fn a_day_holds_dozens_of_plays_and_not_hundreds() {
        let (catalogue, history) = life();
        let day = EVENING.div_euclid(DAY_MS);
        let plays: usize = (0..100)
            .map(|back| history.plays_of_day(&catalogue, day - back).count())
            .sum();
        assert!((2_500..9_000).contains(&plays), "{plays}");
    }
}
