//! A time without requests, as Spotify asks for it in one answer (`Retry-After`). The rate limiter waits for its end and remembers
//! it while the program runs. `host::ProfileStore` keeps a long one from one run to the next: `host/src/profile.rs` passes it to the
//! settings file of the app or of the command line.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A wait longer than this is shown to the listener and kept across restarts.
const WORTH_KEEPING: TimeDelta = TimeDelta::seconds(60);
/// Spotify counts over a rolling 30 s window: after that, a limit without a time has passed.
const WINDOW: TimeDelta = TimeDelta::seconds(30);
/// Spotify was never seen to ask for a wait near this. A longer one is a mistake in a header or a clock, and must not
/// stop the app for good.
const LONGEST: TimeDelta = TimeDelta::days(7);

/// A time during which nothing is asked of Spotify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When it ends.
    pub until: DateTime<Utc>,
    /// What was used up.
    pub kind: PauseKind,
    /// When Spotify asked for it; `None` in what an older version kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<DateTime<Utc>>,
}

/// What was used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseKind {
    /// The calls of a short window.
    RateLimited,
    /// The calls of a day, counted over all apps of the developer's account.
    QuotaExceeded,
}

impl Pause {
    /// What a 429 asks for. `retry_after_secs` is its `Retry-After` header, if it had one.
    pub(crate) fn asked(now: DateTime<Utc>, kind: PauseKind, retry_after_secs: Option<u64>) -> Self {
        let wait = match (retry_after_secs, kind) {
            // At least a second: a zero would send the same call straight into the same limit.
            (Some(secs), _) => TimeDelta::seconds(secs.clamp(1, LONGEST.num_seconds().unsigned_abs()).cast_signed()),
            (None, PauseKind::RateLimited) => WINDOW,
            (None, PauseKind::QuotaExceeded) => until_next_day(now),
        };
        Self {
            until: now + wait,
            kind,
            asked_at: Some(now),
        }
    }

    /// Whether it is shown to the listener and kept for the next run.
    pub(crate) fn is_worth_keeping(&self, now: DateTime<Utc>) -> bool {
        self.kind == PauseKind::QuotaExceeded || self.until - now > WORTH_KEEPING
    }

    /// Whether it can still be told when it ends. If the clock was set back since Spotify asked, it may be long over; asking too
    /// early costs one call, and waiting for a wrong end costs plays.
    pub(crate) fn is_of_the_past(&self, now: DateTime<Utc>) -> bool {
        self.asked_at.is_none_or(|asked_at| asked_at <= now)
    }

    /// The same, ending within a week at the latest.
    pub(crate) fn plausible(self, now: DateTime<Utc>) -> Self {
        Self {
            until: self.until.min(now + LONGEST),
            ..self
        }
    }
}

/// Spotify does not publish when a day's quota comes back. Midnight UTC is the earliest time at which a
/// daily count can start again. Asking then costs one call; waiting too long could cost plays, as Spotify keeps only fifty.
fn until_next_day(now: DateTime<Utc>) -> TimeDelta {
    let tomorrow = (now.date_naive() + Days::new(1)).and_time(NaiveTime::MIN).and_utc();
    (tomorrow - now).max(TimeDelta::hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_retry_after_is_taken_at_its_word() {
        let now = at("2026-11-20T10:00:00Z");
        let pause = Pause::asked(now, PauseKind::RateLimited, Some(7));
        assert_eq!(pause.until, at("2026-11-20T10:00:07Z"));
        assert!(!pause.is_worth_keeping(now));
        assert!(Pause::asked(now, PauseKind::RateLimited, Some(61)).is_worth_keeping(now));
    }

    #[test]
    fn an_absurd_retry_after_does_not_silence_the_app_for_good() {
        let now = at("2026-11-20T10:00:00Z");
        assert_eq!(
            Pause::asked(now, PauseKind::RateLimited, Some(u64::MAX)).until,
            now + LONGEST
        );
        assert_eq!(
            Pause::asked(now, PauseKind::RateLimited, Some(0)).until,
            now + TimeDelta::seconds(1)
        );
        let kept = Pause {
            until: at("2031-01-01T00:00:00Z"),
            kind: PauseKind::QuotaExceeded,
            asked_at: None,
        };
        assert_eq!(kept.plausible(now).until, now + LONGEST);
    }

    #[test]
    fn a_pause_from_the_future_is_not_believed() {
        let now = at("2026-11-20T10:00:00Z");
        let pause = Pause::asked(now, PauseKind::RateLimited, Some(7));
        assert!(pause.is_of_the_past(now));
        assert!(!pause.is_of_the_past(now - TimeDelta::seconds(1)));
        let of_an_older_version = Pause {
            asked_at: None,
            ..pause
        };
        assert!(of_an_older_version.is_of_the_past(now - TimeDelta::seconds(1)));
    }

    #[test]
    fn a_quota_without_a_time_ends_with_the_day_but_not_at_once() {
        let noon = Pause::asked(at("2026-11-20T12:00:00Z"), PauseKind::QuotaExceeded, None);
        assert_eq!(noon.until, at("2026-11-21T00:00:00Z"));
        let late = Pause::asked(at("2026-11-20T23:59:00Z"), PauseKind::QuotaExceeded, None);
        assert_eq!(late.until, at("2026-11-21T00:59:00Z"));
        assert!(late.is_worth_keeping(at("2026-11-20T23:59:00Z")));
    }
}
