//! What a clock can be believed in. One that has lost its battery shows a year long ago.

use chrono::{DateTime, Utc};
use plays::PlayedAt;

/// The day on which this was written, 2026-11-29, in milliseconds since 1970: no clock that is right shows an earlier one.
const WRITTEN_MS: i64 = 1_795_910_400_000;
/// Clocks of two machines, or of two time zones, may be this far apart.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A play that ended later than this has not happened yet, if this machine's clock shows `now`.
pub(super) fn last_possible(now: DateTime<Utc>) -> PlayedAt {
    PlayedAt::from_millis(now.timestamp_millis().max(WRITTEN_MS) + DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        time.parse().unwrap()
    }

    #[test]
    fn a_clock_that_shows_a_year_long_ago_is_not_believed() {
        assert_eq!(
            last_possible(at("2030-05-01T10:00:00Z")),
            PlayedAt::from(at("2030-05-02T10:00:00Z"))
        );
        assert_eq!(
            last_possible(at("1970-01-01T00:00:00Z")),
            PlayedAt::from(at("2026-11-30T00:00:00Z"))
        );
    }
}
