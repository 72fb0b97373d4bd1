//! A listener's life of plays. The plays of a day follow from the seed, the life and the day alone, so any part of a life can be
//! computed without the rest and always gives the same. The eventful life also depends on the day on which the simulator was started.
//! Times are Unix milliseconds, UTC.

mod even;
mod eventful;
mod skips;
mod tops;

pub(crate) use eventful::SpokenPlay;
pub(crate) use tops::Tops;

use sample::Random;

use self::{even::Even, eventful::Eventful};
use crate::{catalogue::Catalogue, life::Life};

pub(crate) const MINUTE_MS: i64 = 60_000;
pub(crate) const DAY_MS: i64 = 1_440 * MINUTE_MS;

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

/// The day of the week of a day since the epoch, from 0 for Monday.
fn weekday(day: i64) -> i64 {
    // Day 0 was a Thursday.
    (day + 3).rem_euclid(7)
}

/// Plays tracks one after the other, the first at the first of two times, until the second. Of 100 tracks, `cut_short` are left before
/// their end. Returns when the next track may begin.
fn add_tracks(
    plays: &mut Vec<Play>,
    catalogue: &Catalogue,
    (context, tracks): (Context, &[usize]),
    (mut at, end_ms): (i64, i64),
    cut_short: usize,
    random: &mut Random,
) -> i64 {
    for track in tracks {
        if at >= end_ms {
            break;
        }
        let length = catalogue.tracks[*track].duration_ms;
        let heard_ms = if random.percent(cut_short) {
            random.between(31_000, length.max(31_000))
        } else {
            length
        };
        plays.push(Play {
            track: *track,
            started_ms: at,
            ended_ms: at + heard_ms,
            heard_ms,
            context,
        });
        at += heard_ms + random.between(200, 1_400);
    }
    at
}

/// The listener's taste, which decides every play.
pub(crate) enum History {
    Even(Even),
    Eventful(Box<Eventful>),
}

impl History {
    /// A life seen from `now_ms`. `catalogue` has to be that of the same life.
    pub(crate) fn new(life: Life, catalogue: &Catalogue, now_ms: i64) -> Self {
        match life {
            Life::Even => Self::Even(Even::new(catalogue)),
            Life::Eventful(offset) => Self::Eventful(Box::new(Eventful::new(catalogue, offset, now_ms))),
        }
    }

    /// The listener's day since the epoch at this time.
    pub(crate) fn day_of(&self, ms: i64) -> i64 {
        match self {
            Self::Even(_) => ms.div_euclid(DAY_MS),
            Self::Eventful(eventful) => eventful.day_of(ms),
        }
    }

    /// Every session of one day since the epoch, in order. All end before the day does.
    pub(crate) fn day(&self, catalogue: &Catalogue, day: i64) -> Vec<Session> {
        match self {
            Self::Even(even) => even.day(catalogue, day),
            Self::Eventful(eventful) => eventful.day(catalogue, day),
        }
    }

    /// Every play of one day since the epoch, in order.
    pub(crate) fn plays_of_day(&self, catalogue: &Catalogue, day: i64) -> impl Iterator<Item = Play> {
        self.day(catalogue, day).into_iter().flat_map(|session| session.plays)
    }

    /// The spoken word of one day since the epoch, of which Spotify's lists do not tell. It is heard between the sessions.
    pub(crate) fn spoken_of_day(&self, day: i64) -> Vec<SpokenPlay> {
        match self {
            Self::Even(_) => Vec::new(),
            Self::Eventful(eventful) => eventful.spoken(day),
        }
    }

    /// The play in progress at `now_ms`.
    pub(crate) fn current(&self, catalogue: &Catalogue, now_ms: i64) -> Option<Play> {
        self.plays_of_day(catalogue, self.day_of(now_ms))
            .find(|play| (play.started_ms..play.ended_ms).contains(&now_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday 21 November 2026, 22:00.
    const EVENING: i64 = 1_795_298_400_000;

    fn life() -> (Catalogue, History) {
        let catalogue = Catalogue::new(1);
        let history = History::new(Life::Even, &catalogue, EVENING);
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
