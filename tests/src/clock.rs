//! The tests' clock, and one that lags behind it, so that a listener can play for hours within a scenario.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// The machine's own time: the application's clock cannot be set to another.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "a scenario is a `main` of its own and hands out the clock"
)]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A clock that is some hours behind, for a simulated Spotify. Clones share it.
#[derive(Debug, Clone)]
pub struct LaggingClock(Arc<AtomicI64>);

impl LaggingClock {
    /// A clock that is this many hours behind.
    #[must_use]
    pub fn hours_behind(hours: i64) -> Self {
        Self(Arc::new(AtomicI64::new(hours * 3600)))
    }

    /// The usual Spotify, on this clock.
    #[must_use]
    pub fn spotify(&self) -> simulator::Options {
        let clock = self.clone();
        simulator::Options::new(Arc::new(move || clock.now()))
    }

    /// The time that it shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        now() - TimeDelta::seconds(self.0.load(Ordering::Relaxed))
    }

    /// Moves it forward by this many hours.
    pub fn advance(&self, hours: i64) {
        self.0.fetch_sub(hours * 3600, Ordering::Relaxed);
    }
}
