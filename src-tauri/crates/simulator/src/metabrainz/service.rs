//! What the handlers of both services share: the universe, the limits, the faults and the log, behind one lock.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use plays::Clock;
use tokio::time::Instant;

use super::{
    fault::Faults,
    heard::HeardArtist,
    limits::{Allowance, Limits, Pace},
    log::Log,
    manners::{Coverage, Manners},
    stopwatch::{Moment, Stopwatch},
    universe::Universe,
};

/// The unchanging part, and access to the changing one.
pub(super) struct Service {
    pub(super) clock: Clock,
    pub(super) limits: Limits,
    /// Held for as long as an answer is made, never across an await.
    state: Mutex<State>,
}

/// The changing part.
pub(super) struct State {
    seed: u64,
    coverage: Coverage,
    universe: Universe,
    /// Artists that nobody has asked about yet: most simulators are never asked about any.
    pending: Vec<HeardArtist>,
    pub(super) stopwatch: Stopwatch,
    /// The simulator's time at the start, in seconds.
    pub(super) started_secs: i64,
    pub(super) pace: Pace,
    pub(super) anonymous: Allowance,
    pub(super) with_token: Allowance,
    pub(super) gaps: Gaps,
    pub(super) faults: Faults,
    pub(super) log: Log,
}

/// The shortest times between two requests to MusicBrainz.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShortestGap {
    /// By the simulator's clock.
    pub by_clock: Duration,
    /// By tokio's time, which tests can pause.
    pub by_timer: Duration,
}

/// Looks at the times between requests.
#[derive(Default)]
pub(super) struct Gaps {
    latest: Option<Moment>,
    pub(super) shortest: Option<ShortestGap>,
}

impl Service {
    pub(super) fn new(clock: Clock, seed: u64, manners: Manners, pending: Vec<HeardArtist>) -> Self {
        let limits = manners.limits;
        let now = Moment {
            at: clock(),
            instant: Instant::now(),
        };
        let state = State {
            seed,
            coverage: manners.coverage,
            universe: Universe::default(),
            pending,
            stopwatch: Stopwatch::new(now),
            started_secs: now.at.timestamp(),
            pace: Pace::new(limits.musicbrainz_interval),
            anonymous: Allowance::default(),
            with_token: Allowance::default(),
            gaps: Gaps::default(),
            faults: Faults::default(),
            log: Log::default(),
        };
        Self {
            clock,
            limits,
            state: Mutex::new(state),
        }
    }

    /// A handler that panics leaves nothing behind that would harm the next one, so poisoning is ignored.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> Moment {
        Moment {
            at: (self.clock)(),
            instant: Instant::now(),
        }
    }
}

impl State {
    pub(super) fn add_artists(&mut self, artists: impl Iterator<Item = HeardArtist>) {
        self.pending.extend(artists);
    }

    pub(super) fn universe(&mut self) -> &Universe {
        let pending = std::mem::take(&mut self.pending);
        self.universe.add(self.seed, self.coverage, &pending);
        &self.universe
    }
}

impl Gaps {
    pub(super) fn add(&mut self, now: Moment) {
        if let Some(latest) = self.latest.replace(now) {
            let (by_clock, by_timer) = now.since(&latest);
            let so_far = self.shortest.unwrap_or(ShortestGap { by_clock, by_timer });
            self.shortest = Some(ShortestGap {
                by_clock: so_far.by_clock.min(by_clock),
                by_timer: so_far.by_timer.min(by_timer),
            });
        }
    }
}
