//! When the next request to one service may leave: never two at the same time, a fixed time apart, and none during a pause
//! that the service asked for or that follows a failure. Knows no HTTP; goes by tokio's time.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::Instant;

/// A service that is down is asked two to four times an hour.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// No service was seen to ask for more. A longer pause is a mistake in a header, and must not end lookups for good.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// The pace of requests to one service.
pub(crate) struct Pace {
    gap: Duration,
    first_wait: Duration,
    /// Held by whoever has the turn, across the request: that is what keeps others from asking at the same time.
    state: Mutex<State>,
}

struct State {
    free_at: Instant,
    waits: ExponentialBackoff,
}

/// One request's turn. When it is dropped, however the request ended, the gap before the next begins.
pub(crate) struct Turn<'a> {
    pace: &'a Pace,
    state: MutexGuard<'a, State>,
}

impl Pace {
    /// `gap` is the time from the end of a request to the start of the next; `first_wait` follows the first failure, and
    /// each further one is followed by about twice as long a wait. The first request waits as well: the program may have been
    /// ended and started again within the gap.
    pub(crate) fn new(gap: Duration, first_wait: Duration) -> Self {
        Self {
            gap,
            first_wait,
            state: Mutex::new(State {
                free_at: Instant::now() + gap,
                waits: waits(first_wait),
            }),
        }
    }

    /// Waits until a request may leave.
    pub(crate) async fn turn(&self) -> Turn<'_> {
        let state = self.state.lock().await;
        tokio::time::sleep_until(state.free_at).await;
        Turn { pace: self, state }
    }

    /// How long nothing may leave, as far as is known now. Nothing is known while a request is under way.
    pub(crate) fn rest(&self) -> Duration {
        self.state.try_lock().map_or(Duration::ZERO, |state| {
            state.free_at.saturating_duration_since(Instant::now())
        })
    }
}

impl Turn<'_> {
    /// There was an answer, with which the service may have asked for a `pause`.
    pub(crate) fn answered(mut self, pause: Option<Duration>) {
        self.state.waits = waits(self.pace.first_wait);
        if let Some(pause) = pause {
            self.pause_for(pause);
        }
    }

    /// There was none. Waits for the `pause` that the service asked for, else longer each time. Gives the wait.
    pub(crate) fn failed(mut self, pause: Option<Duration>) -> Duration {
        let growing = self.state.waits.next().unwrap_or(LONGEST_WAIT);
        let wait = pause.unwrap_or(growing).min(LONGEST_PAUSE);
        self.pause_for(wait);
        wait
    }

    fn pause_for(&mut self, pause: Duration) {
        self.state.free_at = Instant::now() + pause.min(LONGEST_PAUSE);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.state.free_at = self.state.free_at.max(Instant::now() + self.pace.gap);
    }
}

/// Chance makes each wait up to twice as long, so that many apps do not come back at the same moment.
fn waits(first: Duration) -> ExponentialBackoff {
    ExponentialBuilder::new()
        .with_min_delay(first)
        .with_factor(2.0)
        .with_max_delay(LONGEST_WAIT)
        .without_max_times()
        .with_jitter()
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn pace() -> Pace {
        Pace::new(SECOND, 2 * SECOND)
    }

    #[tokio::test(start_paused = true)]
    async fn the_gap_runs_from_the_end_of_a_request_to_the_start_of_the_next() {
        let pace = pace();
        let start = Instant::now();
        let turn = pace.turn().await;
        assert!(
            start.elapsed() >= SECOND,
            "who started the program again asked a moment ago"
        );
        tokio::time::advance(3 * SECOND).await;
        turn.answered(None);
        let end = Instant::now();
        let _turn = pace.turn().await;
        assert!(end.elapsed() >= SECOND && end.elapsed() < SECOND * 2);
    }

    #[tokio::test(start_paused = true)]
    async fn two_who_ask_at_the_same_time_leave_one_after_the_other() {
        let pace = pace();
        let start = Instant::now();
        let ask = async || {
            let turn = pace.turn().await;
            let left = start.elapsed();
            turn.answered(None);
            left
        };
        let (first, second, third) = tokio::join!(ask(), ask(), ask());
        assert!(
            second - first >= SECOND && third - second >= SECOND,
            "{first:?} {second:?} {third:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_was_given_up_counts_as_sent() {
        let pace = pace();
        drop(pace.turn().await);
        let start = Instant::now();
        let _turn = pace.turn().await;
        assert!(start.elapsed() >= SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_the_service_asks_for_is_kept() {
        let pace = pace();
        let turn = pace.turn().await;
        let start = Instant::now();
        assert_eq!(turn.failed(Some(40 * SECOND)), 40 * SECOND);
        assert_eq!(pace.rest(), 40 * SECOND);
        pace.turn().await.answered(Some(7 * SECOND));
        let _turn = pace.turn().await;
        assert!(
            start.elapsed() >= 47 * SECOND && start.elapsed() < 48 * SECOND,
            "{:?}",
            start.elapsed()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn waits_grow_with_each_failure_and_start_again_after_an_answer() {
        let pace = pace();
        for least in [2, 4, 8, 16, 32] {
            let wait = pace.turn().await.failed(None).as_secs_f64();
            assert!(
                (f64::from(least)..=f64::from(2 * least)).contains(&wait),
                "{wait} after {least}"
            );
        }
        for _ in 0..10 {
            let wait = pace.turn().await.failed(None);
            assert!(wait <= 2 * LONGEST_WAIT, "{wait:?}");
        }
        pace.turn().await.answered(None);
        assert!(pace.turn().await.failed(None) <= 4 * SECOND);
    }

    #[tokio::test(start_paused = true)]
    async fn an_absurd_pause_does_not_end_lookups_for_good() {
        let pace = pace();
        assert_eq!(
            pace.turn().await.failed(Some(Duration::from_secs(u64::MAX))),
            LONGEST_PAUSE
        );
        assert!(pace.rest() <= LONGEST_PAUSE);
    }
}
