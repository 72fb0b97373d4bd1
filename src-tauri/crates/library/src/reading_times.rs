//! When recent plays are read in the background: four times an hour, and sooner again after a reading that failed.
//! Pure: the time and the outcome of each reading are passed in, and nothing is read here.

use chrono::{DateTime, TimeDelta, Utc};
use spotify::Error;

use crate::SyncError;

/// Four readings an hour miss nothing: Spotify keeps fifty plays.
const USUAL_WAIT: TimeDelta = TimeDelta::minutes(15);
/// The waits after the first failures in a row. At wake the network is often there a minute later.
const WAITS_AFTER_FAILURE: [TimeDelta; 4] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(2),
    TimeDelta::minutes(4),
    TimeDelta::minutes(8),
];
/// The owner's timer rings once a minute, and may do so a little early by the wall clock. Waiting for the next ring would
/// double a wait of one minute.
const EARLY: TimeDelta = TimeDelta::seconds(1);
/// Without a reading for longer than this, the computer slept.
const ASLEEP: TimeDelta = TimeDelta::minutes(20);

/// Decides when the next reading is due. All times are of the wall clock: a timer stands still while the computer sleeps,
/// and waking up is when a reading is due. A wall clock may be set back, so that the minutes are counted as well.
#[derive(Debug, Default)]
pub struct ReadingTimes {
    /// When the last reading began; `None` before the first.
    last: Option<DateTime<Utc>>,
    /// How many readings in a row have failed.
    failures: usize,
    /// How often the owner has asked since the last reading.
    minutes: i32,
}

impl ReadingTimes {
    /// Whether a reading is due; to be asked once a minute. So is the first one, and one after the clock was set back.
    pub fn is_due(&mut self, now: DateTime<Utc>) -> bool {
        let Some(last) = self.last else { return true };
        self.minutes = self.minutes.saturating_add(1);
        let since = (now - last).max(TimeDelta::minutes(self.minutes.into()));
        now < last || since + EARLY >= self.wait()
    }

    /// Takes down the reading that began at `at`, and why it failed if it did. After a failure the next one is due in 1, 2, 4
    /// and 8 minutes, then every 15 as usual.
    pub fn note(&mut self, at: DateTime<Utc>, failure: Option<&SyncError>) {
        let slept = self.last.is_some_and(|last| at - last > ASLEEP);
        self.failures = match failure.filter(|failure| may_pass(failure)) {
            // The failures of last night say nothing about the network of this morning.
            Some(_) if slept => 1,
            Some(_) => self.failures + 1,
            None => 0,
        };
        self.last = Some(at);
        self.minutes = 0;
    }

    fn wait(&self) -> TimeDelta {
        let wait = self.failures.checked_sub(1).and_then(|at| WAITS_AFTER_FAILURE.get(at));
        wait.copied().unwrap_or(USUAL_WAIT)
    }
}

/// Whether a reading may work a little later. A pause has an end of its own, and the others last until the listener does
/// something about them.
fn may_pass(failure: &SyncError) -> bool {
    match failure {
        SyncError::Archive(_) => true,
        SyncError::Spotify(error) => match error {
            Error::Offline | Error::Unexpected(_) | Error::Unconfirmed | Error::Gone => true,
            Error::RateLimited { .. } | Error::QuotaExceeded { .. } => false,
            Error::SignedOut | Error::MissingScope | Error::NotOnTheList | Error::OwnerNeedsPremium => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use store::StoreError;

    use super::*;

    const START: DateTime<Utc> = DateTime::from_timestamp_nanos(1_795_168_800_000_000_000);
    const DAY_MINUTES: i64 = 24 * 60;

    fn minute(minute: i64) -> DateTime<Utc> {
        START + TimeDelta::minutes(minute)
    }

    fn offline() -> SyncError {
        Error::Offline.into()
    }

    /// The minutes in which something is read, with a timer that rings in each of `minutes`. `failure` says how the reading
    /// in a minute ends.
    fn readings(
        times: &mut ReadingTimes,
        minutes: impl IntoIterator<Item = i64>,
        failure: impl Fn(i64) -> Option<SyncError>,
    ) -> Vec<i64> {
        let mut read = Vec::new();
        for at in minutes {
            if times.is_due(minute(at)) {
                times.note(minute(at), failure(at).as_ref());
                read.push(at);
            }
        }
        read
    }

    fn first_hour(failure: impl Fn(i64) -> Option<SyncError>) -> Vec<i64> {
        readings(&mut ReadingTimes::default(), 0..=60, failure)
    }

    #[test]
    fn recent_plays_are_read_at_once_and_then_four_times_an_hour() {
        assert_eq!(first_hour(|_| None), [0, 15, 30, 45, 60]);
    }

    #[test]
    fn after_a_failure_the_next_try_comes_sooner_and_each_further_one_later() {
        assert_eq!(first_hour(|_| Some(offline())), [0, 1, 3, 7, 15, 30, 45, 60]);
        assert_eq!(
            first_hour(|_| Some(Error::Unexpected("half an answer".to_owned()).into()))[..3],
            [0, 1, 3]
        );
        assert_eq!(
            first_hour(|_| Some(SyncError::Archive(Arc::new(StoreError::ReadOnly))))[..3],
            [0, 1, 3]
        );
    }

    #[test]
    fn a_success_ends_the_haste_and_the_next_failure_begins_anew() {
        let failure = |at| [0, 1, 18].contains(&at).then(offline);
        assert_eq!(first_hour(failure), [0, 1, 3, 18, 19, 34, 49]);
    }

    #[test]
    fn a_pause_that_spotify_asked_for_is_no_reason_to_ask_sooner() {
        let until = minute(5);
        assert_eq!(
            first_hour(|_| Some(Error::RateLimited { until }.into())),
            [0, 15, 30, 45, 60]
        );
        assert_eq!(
            first_hour(|_| Some(Error::QuotaExceeded { until }.into())),
            [0, 15, 30, 45, 60]
        );
        let offline_then_paused = |at| {
            Some(if at < 3 {
                offline()
            } else {
                Error::RateLimited { until }.into()
            })
        };
        assert_eq!(first_hour(offline_then_paused), [0, 1, 3, 18, 33, 48]);
    }

    #[test]
    fn what_only_the_listener_can_change_is_not_tried_sooner() {
        for error in [
            Error::SignedOut,
            Error::MissingScope,
            Error::NotOnTheList,
            Error::OwnerNeedsPremium,
        ] {
            assert_eq!(
                first_hour(|_| Some(error.clone().into())),
                [0, 15, 30, 45, 60],
                "{error:?}"
            );
        }
    }

    #[test]
    fn waking_up_is_when_a_reading_is_due_and_last_nights_failures_are_forgotten() {
        let mut times = ReadingTimes::default();
        readings(&mut times, 0..=60, |_| Some(offline()));
        let morning = 600;
        let failure = |at| (at < morning + 3).then(offline);
        assert_eq!(
            readings(&mut times, morning..=morning + 30, failure),
            [morning, morning + 1, morning + 3, morning + 18]
        );
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_stop_the_readings() {
        let mut times = ReadingTimes::default();
        times.note(minute(600), None);
        assert!(times.is_due(minute(0)));
    }

    #[test]
    fn a_clock_that_is_set_back_a_little_delays_no_reading() {
        let mut times = ReadingTimes::default();
        times.note(minute(0), None);
        let mut read = Vec::new();
        for passed in 1..=60 {
            // Each time, it is 14 minutes after the last reading.
            let clock = if passed < 14 { passed } else { passed - 13 };
            if times.is_due(minute(clock)) {
                times.note(minute(clock), None);
                read.push(passed);
            }
        }
        assert_eq!(read, [15, 30, 45, 60]);
    }

    #[test]
    fn a_timer_that_rings_a_moment_early_costs_no_minute() {
        let mut times = ReadingTimes::default();
        times.note(START, Some(&offline()));
        times.note(minute(1), Some(&offline()));
        assert!(!times.is_due(minute(2)));
        assert!(times.is_due(minute(3) - TimeDelta::milliseconds(3)));
    }

    /// A reading without network is one call that fails, so a day of them stays far below the 299 calls that background work
    /// may make; the limiter's own count is in `tests/tests/crates/archive/reading_times.rs`.
    #[test]
    fn a_whole_day_offline_has_hardly_more_readings_than_any_other() {
        let all_day = |failure: fn(i64) -> Option<SyncError>| {
            readings(&mut ReadingTimes::default(), 0..DAY_MINUTES, failure).len()
        };
        assert_eq!(all_day(|_| None), 96);
        assert_eq!(all_day(|_| Some(offline())), 99);
    }

    #[test]
    fn a_day_of_naps_offline_stays_below_the_days_calls_too() {
        for (awake, asleep) in [(1, 1), (2, 14), (1, 21), (8, 21), (16, 21), (30, 30)] {
            let minutes = (0..DAY_MINUTES).filter(|minute| minute % (awake + asleep) < awake);
            let read = readings(&mut ReadingTimes::default(), minutes, |_| Some(offline()));
            assert!(
                read.len() < 299,
                "{awake} min awake, {asleep} min asleep: {}",
                read.len()
            );
        }
    }
}
