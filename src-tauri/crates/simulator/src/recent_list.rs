//! What Spotify's list of recent plays makes of what was heard: from when on it has a play, with which stamp and under which id.
//! Follows from the seed, the session and the play, so that the same question at the same time gets the same answer.

use sample::Random;

use crate::{
    catalogue::{Catalogue, Track},
    history::{DAY_MS, MINUTE_MS, Session},
    often::Often,
    quirks::{self, Quirks},
};

/// Spotify keeps this many plays.
const REMEMBERED: usize = 50;

/// The streams of random numbers, one for each decision.
mod stream {
    pub(super) const TREATMENT: u64 = 20;
    pub(super) const LATE: u64 = 21;
    pub(super) const BURST: u64 = 22;
    pub(super) const LISTED: u64 = 23;
    pub(super) const MOVED: u64 = 24;
    pub(super) const RELINKED: u64 = 25;
    pub(super) const STALL: u64 = 26;
    pub(super) const PAGE: u64 = 27;
}

/// What the list makes of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// Each play is listed after its end, with its end.
    Usual,
    /// Hours late.
    BackFilled,
    /// All at once when the device is online again, with stamps of that time.
    Burst,
    /// With the beginnings for stamps.
    Starts,
    /// Not at all.
    Private,
}

/// How the list tells of a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) since_ms: i64,
    pub(crate) stamp_ms: i64,
    /// Since when it has another stamp, and which.
    pub(crate) moved: Option<(i64, i64)>,
    pub(crate) relinked_since_ms: Option<i64>,
}

impl Told {
    pub(crate) fn stamp_at(&self, now_ms: i64) -> i64 {
        match self.moved {
            Some((since_ms, stamp_ms)) if since_ms <= now_ms => stamp_ms,
            _ => self.stamp_ms,
        }
    }

    pub(crate) fn is_relinked_at(&self, now_ms: i64) -> bool {
        self.relinked_since_ms.is_some_and(|since_ms| since_ms <= now_ms)
    }
}

/// The list, as unkind as it is at the moment.
pub(crate) struct RecentList {
    quirks: Quirks,
    /// Nothing that would be listed later is, while stalls are always.
    stalled_since_ms: i64,
}

impl RecentList {
    pub(crate) fn new(quirks: Quirks, now_ms: i64) -> Self {
        Self {
            quirks,
            stalled_since_ms: now_ms,
        }
    }

    pub(crate) fn set(&mut self, quirks: Quirks, now_ms: i64) {
        if self.quirks.stalls != Often::Always {
            self.stalled_since_ms = now_ms;
        }
        self.quirks = quirks;
    }

    /// What the list makes of a session.
    pub(crate) fn treatment(&self, seed: u64, session: &Session) -> Treatment {
        let random = &mut Random::new(seed, &[stream::TREATMENT, session.number]);
        let quirks = &self.quirks;
        let listed = session.plays.iter().filter(|play| !play.is_skip()).count();
        // Every session draws as often, so that switching one quirk leaves the others as they are.
        let is_private = quirks.private_sessions.applies(quirks::PRIVATE_SESSIONS, random);
        let is_burst = quirks.bursts.applies(quirks::OFFLINE_SESSIONS, random);
        let is_of_starts = quirks.start_stamps.applies(quirks::START_SESSIONS, random);
        let is_back_filled = quirks.back_fills.applies(quirks::BACK_FILLED_SESSIONS, random);
        if is_private {
            Treatment::Private
        } else if is_burst && listed >= quirks::BURST_LEAST {
            Treatment::Burst
        } else if is_of_starts {
            Treatment::Starts
        } else if is_back_filled {
            Treatment::BackFilled
        } else {
            Treatment::Usual
        }
    }

    /// How the list tells of each play of a session; `None` for those that it never has.
    pub(crate) fn told(&self, catalogue: &Catalogue, session: &Session, treatment: Treatment) -> Vec<Option<Told>> {
        let seed = catalogue.seed;
        let ended_ms = session.ended_ms().unwrap_or_default();
        let late = |minutes: (i64, i64)| {
            let mut random = Random::new(seed, &[stream::LATE, session.number]);
            ended_ms + random.between(minutes.0, minutes.1) * MINUTE_MS
        };
        let online_ms = late(quirks::OFFLINE_MINUTES);
        let back_filled_ms = late(quirks::BACK_FILL_MINUTES);
        let burst = burst_stamps(catalogue, session, online_ms);
        let plays = (0..).zip(session.plays.iter().zip(burst));
        plays
            .map(|(place, (play, burst_ms))| {
                if play.is_skip() {
                    return None;
                }
                let key = [session.number, place];
                let (there_ms, stamp_ms) = match treatment {
                    Treatment::Private => return None,
                    Treatment::Burst => (online_ms, burst_ms),
                    Treatment::Starts => (play.ended_ms, play.started_ms),
                    Treatment::BackFilled => (back_filled_ms, play.ended_ms),
                    Treatment::Usual => (play.ended_ms, play.ended_ms),
                };
                let comes_at_once = there_ms != play.ended_ms;
                let since_ms =
                    self.listed_ms(seed, there_ms, [session.number, if comes_at_once { 0 } else { place }])?;
                let moved = self.moved(seed, key, since_ms, stamp_ms);
                Some(Told {
                    since_ms,
                    stamp_ms,
                    // The stamps of a burst are of one moment, and it stays.
                    moved: moved.filter(|_| treatment != Treatment::Burst),
                    relinked_since_ms: self.relinked(seed, key, since_ms),
                })
            })
            .collect()
    }

    /// How many plays an answer has at most.
    pub(crate) fn page_plays(&self, seed: u64, now_ms: i64) -> usize {
        let random = &mut Random::new(seed, &[stream::PAGE, now_ms.div_euclid(MINUTE_MS) as u64]);
        if self.quirks.short_pages.applies(quirks::SHORT_PAGES, random) {
            random.between(quirks::SHORT_PAGE_PLAYS.0, quirks::SHORT_PAGE_PLAYS.1) as usize
        } else {
            REMEMBERED
        }
    }

    /// When a play is listed of which Spotify learns at `there_ms`; `None` while the list stands still.
    fn listed_ms(&self, seed: u64, there_ms: i64, [session, place]: [u64; 2]) -> Option<i64> {
        if self.quirks.stalls == Often::Never {
            return Some(there_ms);
        }
        let (least, most) = quirks::LISTED_AFTER_MS;
        let listed_ms = there_ms + Random::new(seed, &[stream::LISTED, session, place]).between(least, most);
        if self.quirks.stalls == Often::Always {
            return (listed_ms <= self.stalled_since_ms).then_some(listed_ms);
        }
        let day = listed_ms.div_euclid(DAY_MS);
        let stalls = [day - 1, day].into_iter().filter_map(|day| stall(seed, day));
        let stall = stalls.into_iter().find(|(from, to)| (*from..*to).contains(&listed_ms));
        Some(stall.map_or(listed_ms, |(_, to_ms)| to_ms))
    }

    fn moved(&self, seed: u64, [session, place]: [u64; 2], since_ms: i64, stamp_ms: i64) -> Option<(i64, i64)> {
        let random = &mut Random::new(seed, &[stream::MOVED, session, place]);
        let applies = self.quirks.moved_stamps.applies(quirks::MOVED_STAMPS, random);
        let by_ms = random.between(quirks::MOVED_MS.0, quirks::MOVED_MS.1);
        let moved_ms = if random.percent(50) { by_ms } else { -by_ms };
        applies.then(|| (since_ms + changed_after_ms(random), stamp_ms + moved_ms))
    }

    fn relinked(&self, seed: u64, [session, place]: [u64; 2], since_ms: i64) -> Option<i64> {
        let random = &mut Random::new(seed, &[stream::RELINKED, session, place]);
        let applies = self.quirks.relinked_ids.applies(quirks::RELINKED_PLAYS, random);
        let from_the_first = random.percent(50);
        applies.then(|| since_ms + if from_the_first { 0 } else { changed_after_ms(random) })
    }
}

/// The stall that begins on a day since the epoch. It may end on the next, but before that one's can begin.
fn stall(seed: u64, day: i64) -> Option<(i64, i64)> {
    let random = &mut Random::new(seed, &[stream::STALL, day as u64]);
    if !Often::Sometimes.applies(quirks::STALLED_DAYS, random) {
        return None;
    }
    let (earliest, latest) = quirks::STALL_BEGINS_HOURS;
    let from_ms = day * DAY_MS + random.between(earliest * 60, latest * 60) * MINUTE_MS;
    Some((
        from_ms,
        from_ms + random.between(quirks::STALL_MINUTES.0, quirks::STALL_MINUTES.1) * MINUTE_MS,
    ))
}

fn changed_after_ms(random: &mut Random) -> i64 {
    random.between(quirks::CHANGED_AFTER_MINUTES.0, quirks::CHANGED_AFTER_MINUTES.1) * MINUTE_MS
}

/// A stamp for every play of a session, as a burst has them. The last is `online_ms`.
fn burst_stamps(catalogue: &Catalogue, session: &Session, online_ms: i64) -> Vec<i64> {
    let mut random = Random::new(catalogue.seed, &[stream::BURST, session.number]);
    let mut stamps: Vec<i64> = Vec::with_capacity(session.plays.len());
    let mut stamp_ms = 0;
    let mut same: Vec<&Track> = Vec::new();
    let mut listed = 0;
    for play in &session.plays {
        if !play.is_skip() {
            let track = &catalogue.tracks[play.track];
            let is_equal = random.percent(quirks::EQUAL_STAMPS);
            let step_ms = random.between(1, quirks::BURST_STEP_MS);
            // The same title with the same stamp would be one play told twice; and fewer than three stamps are no burst.
            if listed < quirks::BURST_LEAST || !is_equal || same.iter().any(|other| other.name == track.name) {
                stamp_ms += step_ms;
                same.clear();
            }
            same.push(track);
            listed += 1;
        }
        stamps.push(stamp_ms);
    }
    let first_ms = online_ms - stamp_ms;
    stamps.into_iter().map(|stamp_ms| first_ms + stamp_ms).collect()
}
