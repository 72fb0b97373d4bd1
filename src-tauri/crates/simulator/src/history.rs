//! A listener's life of plays: a function of the seed and the day, so that any stretch of it can be told without telling the rest,
//! and two tellings agree. Taste drifts by the season of each artist. Times are Unix milliseconds, UTC.

use std::collections::HashMap;

use sample::Random;

use crate::world::World;

const MINUTE_MS: i64 = 60_000;
pub(crate) const DAY_MS: i64 = 1_440 * MINUTE_MS;
/// Spotify's "about four weeks", "about six months" and "about a year", in days.
const RANGES: [i64; 3] = [28, 183, 365];

/// Where a play was started from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    Album(usize),
    Artist(usize),
    Playlist(usize),
    Nothing,
}

/// One track, heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Play {
    pub(crate) track: usize,
    pub(crate) started_ms: i64,
    pub(crate) ended_ms: i64,
    pub(crate) context: Context,
}

/// The most played tracks and artists of the three ranges, best first, as they stood when `day` began.
pub(crate) struct Tops {
    pub(crate) day: i64,
    pub(crate) tracks: [Vec<usize>; 3],
    pub(crate) artists: [Vec<usize>; 3],
}

/// How much the listener likes an artist, and when in the years they like them most.
struct Liking {
    weight: f64,
    period_days: f64,
    phase: f64,
    /// All the artist's tracks, the dearest first.
    tracks: Vec<usize>,
}

/// The listener's taste, from which every play follows.
pub(crate) struct History {
    seed: u64,
    likings: Vec<Liking>,
}

impl History {
    pub(crate) fn new(world: &World) -> Self {
        let mut random = Random::new(world.seed, &[3]);
        let favourite = world.artists.iter().map(|artist| artist.popularity).max().unwrap_or(0);
        let likings = world
            .artists
            .iter()
            .map(|artist| {
                let known = random.percent(40);
                let foreign = !artist.name.is_ascii() && random.percent(60);
                let dear = random.fraction().powi(3) * 40.0;
                let best = artist.popularity == favourite;
                Liking {
                    weight: match (best, known || foreign) {
                        (true, _) => 40.0,
                        (_, true) => 0.6 + dear,
                        _ => 0.04,
                    },
                    // One love that never goes out of season for a whole range.
                    period_days: if best { 21.0 } else { 120.0 + random.fraction() * 900.0 },
                    phase: random.fraction() * std::f64::consts::TAU,
                    tracks: artist
                        .albums
                        .iter()
                        .flat_map(|album| world.albums[*album].tracks.iter().copied())
                        .collect(),
                }
            })
            .collect();
        Self {
            seed: world.seed,
            likings,
        }
    }

    /// Every play of one day since the epoch, in order.
    pub(crate) fn day(&self, world: &World, day: i64) -> Vec<Play> {
        let mut random = Random::new(self.seed, &[4, day as u64]);
        if random.percent(5) {
            return Vec::new();
        }
        let totals = self.totals(day);
        let mut plays = Vec::new();
        for (from, to, likely) in sessions(day) {
            if random.percent(*likely) {
                let start = day * DAY_MS + (from + random.between(0, 25)) * MINUTE_MS + random.between(0, 59_999);
                self.session(
                    world,
                    start,
                    day * DAY_MS + to * MINUTE_MS,
                    &totals,
                    &mut random,
                    &mut plays,
                );
            }
        }
        plays
    }

    /// The last `count` plays that had ended by `now_ms`, the newest last. Empty days are looked past, but not for ever.
    pub(crate) fn latest(&self, world: &World, now_ms: i64, count: usize) -> Vec<Play> {
        let today = now_ms.div_euclid(DAY_MS);
        let mut plays = Vec::new();
        for day in (today - 60..=today).rev() {
            let mut earlier = self.day(world, day);
            earlier.retain(|play| play.ended_ms <= now_ms);
            earlier.append(&mut plays);
            plays = earlier;
            if plays.len() >= count {
                break;
            }
        }
        plays.split_off(plays.len().saturating_sub(count))
    }

    /// The play under way at `now_ms`.
    pub(crate) fn current(&self, world: &World, now_ms: i64) -> Option<Play> {
        let today = now_ms.div_euclid(DAY_MS);
        self.day(world, today)
            .into_iter()
            .find(|play| (play.started_ms..play.ended_ms).contains(&now_ms))
    }

    /// The three rankings, counted from the plays themselves up to the day of `now_ms`: Spotify renews them about once a day.
    pub(crate) fn tops(&self, world: &World, now_ms: i64) -> Tops {
        let today = now_ms.div_euclid(DAY_MS);
        let mut tracks: HashMap<usize, usize> = HashMap::new();
        let mut artists: HashMap<usize, usize> = HashMap::new();
        let mut tops = Tops {
            day: today,
            tracks: Default::default(),
            artists: Default::default(),
        };
        for back in 1..=RANGES[2] {
            for play in self.day(world, today - back) {
                *tracks.entry(play.track).or_default() += 1;
                for artist in &world.tracks[play.track].artists {
                    *artists.entry(*artist).or_default() += 1;
                }
            }
            if let Some(range) = RANGES.iter().position(|days| *days == back) {
                tops.tracks[range] = ranked(&tracks);
                tops.artists[range] = ranked(&artists);
            }
        }
        tops
    }

    /// Running totals of how likely each artist is on `day`.
    fn totals(&self, day: i64) -> Vec<f64> {
        let mut total = 0.0;
        self.likings
            .iter()
            .map(|liking| {
                let season = (day as f64 / liking.period_days * std::f64::consts::TAU + liking.phase).sin();
                total += liking.weight * (0.03 + season.max(0.0).powi(3));
                total
            })
            .collect()
    }

    fn session(
        &self,
        world: &World,
        start_ms: i64,
        end_ms: i64,
        totals: &[f64],
        random: &mut Random,
        plays: &mut Vec<Play>,
    ) {
        let mut at = start_ms;
        while at < end_ms {
            let Some(artist) = random.weighted(totals) else { return };
            let (context, tracks) = self.choice(world, artist, totals, random);
            for track in tracks {
                if at >= end_ms {
                    return;
                }
                let whole = world.tracks[track].duration_ms;
                // Shorter than half a minute would never reach Spotify's list.
                let heard = if random.percent(11) {
                    random.between(31_000, whole.max(31_000))
                } else {
                    whole
                };
                plays.push(Play {
                    track,
                    started_ms: at,
                    ended_ms: at + heard,
                    context,
                });
                at += heard + random.between(200, 1_400);
            }
        }
    }

    /// What to put on next, and from where.
    fn choice(&self, world: &World, artist: usize, totals: &[f64], random: &mut Random) -> (Context, Vec<usize>) {
        match random.below(10) {
            0..=2 => {
                let album = world.tracks[self.song(artist, random)].album;
                (
                    Context::Album(album),
                    world.albums[album].tracks.iter().take(5).copied().collect(),
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
        let tracks = &self.likings[artist].tracks;
        tracks[(random.fraction().powi(3) * tracks.len() as f64) as usize]
    }
}

/// Start and end in minutes of the day, and how likely in percent. Far enough apart not to touch, and none across midnight.
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

fn ranked(counts: &HashMap<usize, usize>) -> Vec<usize> {
    let mut ranked: Vec<_> = counts
        .iter()
        .map(|(what, count)| (std::cmp::Reverse(*count), *what))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, what)| what).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday 21 November 2026, 22:00.
    const EVENING: i64 = 1_795_298_400_000;

    fn life() -> (World, History) {
        let world = World::new(1);
        let history = History::new(&world);
        (world, history)
    }

    #[test]
    fn there_are_always_fifty_plays_in_order_without_overlap() {
        let (world, history) = life();
        for hours in 0..24 * 40 {
            let now = EVENING + hours * 3_600_000;
            let plays = history.latest(&world, now, 50);
            assert_eq!(plays.len(), 50);
            assert!(
                plays.windows(2).all(|pair| pair[0].ended_ms <= pair[1].started_ms),
                "at {now}"
            );
            assert!(plays[49].ended_ms <= now);
        }
    }

    #[test]
    fn what_is_playing_now_has_been_played_a_moment_later() {
        let (world, history) = life();
        let playing = (0..600)
            .find_map(|minutes| history.current(&world, EVENING + minutes * MINUTE_MS))
            .unwrap();
        assert!(!history.latest(&world, playing.ended_ms - 1, 50).contains(&playing));
        assert_eq!(history.latest(&world, playing.ended_ms, 50)[49], playing);
    }

    #[test]
    fn nobody_listens_at_four_in_the_morning() {
        let (world, history) = life();
        let day = EVENING.div_euclid(DAY_MS);
        for back in 0..30 {
            assert_eq!(
                history.current(&world, (day - back) * DAY_MS + 4 * 60 * MINUTE_MS),
                None
            );
        }
    }

    #[test]
    fn a_day_holds_dozens_of_plays_and_not_hundreds() {
        let (world, history) = life();
        let day = EVENING.div_euclid(DAY_MS);
        let plays: usize = (0..100).map(|back| history.day(&world, day - back).len()).sum();
        assert!((2_500..9_000).contains(&plays), "{plays}");
    }

    #[test]
    fn taste_drifts_so_the_three_rankings_differ() {
        let (world, history) = life();
        let tops = history.tops(&world, EVENING);
        for lists in [&tops.tracks, &tops.artists] {
            assert!(
                lists.iter().all(|list| list.len() >= 50),
                "{:?}",
                lists.each_ref().map(Vec::len)
            );
            assert_ne!(lists[0][..10], lists[1][..10]);
            assert_ne!(lists[1][..10], lists[2][..10]);
        }
        let shared = tops.tracks[0][..50]
            .iter()
            .filter(|track| tops.tracks[2][..50].contains(track))
            .count();
        assert!(shared > 0 && shared < 45, "{shared}");
    }

    #[test]
    fn the_top_lists_show_other_scripts_and_the_endless_name() {
        let (world, history) = life();
        let tops = history.tops(&world, EVENING);
        let names: Vec<_> = tops
            .tracks
            .iter()
            .flat_map(|list| &list[..50])
            .map(|track| &world.tracks[*track].name)
            .collect();
        assert!(names.iter().any(|name| name.chars().count() == 80));
        assert!(
            names
                .iter()
                .any(|name| name.chars().any(|letter| letter as u32 > 0x36F))
        );
    }
}
