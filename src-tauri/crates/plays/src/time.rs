//! When something was played, and the clock that says what time it is now.
//! Nothing here reads the system's clock: the programs' `main` functions do, and hand out a [`Clock`].

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// When Spotify says something was played: mostly the end of the play, on some days and devices
/// the start. Milliseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlayedAt(i64);

impl PlayedAt {
    /// From milliseconds since 1970, UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970, UTC.
    pub fn as_millis(self) -> i64 {
        self.0
    }
}

impl From<DateTime<Utc>> for PlayedAt {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// Says what time it is. An argument everywhere, so that tests choose the time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
