//! How long it has been, whichever clock a test moves: the simulator's own, or tokio's, which it may have paused.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

/// A moment by both clocks.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub(super) at: DateTime<Utc>,
    pub(super) instant: Instant,
}

impl Moment {
    /// The time since an earlier moment by each clock; none by the simulator's if that was set back.
    pub(super) fn since(&self, earlier: &Self) -> (Duration, Duration) {
        let by_clock = (self.at - earlier.at).to_std().unwrap_or_default();
        (by_clock, self.instant.saturating_duration_since(earlier.instant))
    }
}

/// Adds up the time between one look and the next, by the clock that went further.
pub(super) struct Stopwatch {
    latest: Moment,
    passed: Duration,
}

impl Stopwatch {
    pub(super) fn new(now: Moment) -> Self {
        Self {
            latest: now,
            passed: Duration::ZERO,
        }
    }

    /// The time since the start.
    pub(super) fn passed(&mut self, now: Moment) -> Duration {
        let (by_clock, by_timer) = now.since(&self.latest);
        self.passed += by_clock.max(by_timer);
        self.latest = now;
        self.passed
    }
}
