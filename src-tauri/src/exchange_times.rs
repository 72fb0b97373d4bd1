//! When this machine exchanges with the others: at start, now and then, soon after something changed, and again after a failure that may
//! pass. Reads no clock.

use std::time::Duration;

use tokio::time::Instant;

const MINUTE: Duration = Duration::from_secs(60);
/// The window opens first.
const AFTER_START: Duration = Duration::from_secs(3);
/// Others may have something new by then.
const REGULARLY: Duration = Duration::from_secs(30 * 60);
/// Several changes in a row make one exchange.
const AFTER_CHANGE: Duration = MINUTE;
/// How long to wait after a failure that may pass, in minutes; the last one holds for all that follow.
const RETRIES: [u32; 4] = [2, 5, 15, 30];

/// How a try to exchange ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// There is nothing to do, or it is done.
    Done,
    /// It may work soon, without anybody having done anything.
    MayPass,
    /// Somebody has to do something first.
    Failed,
    /// The archive does not open yet.
    NoArchive,
}

/// What is remembered from one try to the next.
#[derive(Debug)]
pub(crate) struct ExchangeTimes {
    next: Instant,
    after_change: Option<Instant>,
    failures: usize,
}

impl ExchangeTimes {
    pub(crate) fn at_start(now: Instant) -> Self {
        Self {
            next: now + AFTER_START,
            after_change: None,
            failures: 0,
        }
    }

    /// When to try next.
    pub(crate) fn due(&self) -> Instant {
        self.after_change.map_or(self.next, |after| after.min(self.next))
    }

    /// Something changed here that the others do not know.
    pub(crate) fn note_change(&mut self, now: Instant) {
        self.after_change = Some(now + AFTER_CHANGE);
    }

    /// A try begins: whatever changes from now on may come too late for it.
    pub(crate) fn note_begin(&mut self) {
        self.after_change = None;
    }

    /// A try ended. Returns how long it is until the next one.
    pub(crate) fn note_end(&mut self, now: Instant, end: End) -> Duration {
        let rest = match end {
            End::Done | End::Failed => REGULARLY,
            End::MayPass => MINUTE * RETRIES[self.failures.min(RETRIES.len() - 1)],
            End::NoArchive => MINUTE,
        };
        self.failures = if end == End::MayPass { self.failures + 1 } else { 0 };
        self.next = now + rest;
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times() -> (ExchangeTimes, Instant) {
        let now = Instant::now();
        (ExchangeTimes::at_start(now), now)
    }

    #[test]
    fn several_changes_make_one_exchange_a_minute_after_the_last() {
        let (mut times, now) = times();
        times.note_end(now, End::Done);
        times.note_change(now + MINUTE);
        times.note_change(now + MINUTE + AFTER_START);
        assert_eq!(times.due(), now + 2 * MINUTE + AFTER_START);
    }

    #[test]
    fn changes_that_never_end_do_not_put_an_exchange_off_for_ever() {
        let (mut times, now) = times();
        times.note_end(now, End::Done);
        times.note_change(now + REGULARLY);
        assert_eq!(times.due(), now + REGULARLY);
    }

    #[test]
    fn what_changes_during_an_exchange_is_exchanged_after_it() {
        let (mut times, now) = times();
        times.note_change(now);
        times.note_begin();
        times.note_change(now + AFTER_START);
        times.note_end(now + MINUTE, End::Done);
        assert_eq!(times.due(), now + MINUTE + AFTER_START);
    }

    #[test]
    fn a_failure_that_may_pass_is_tried_again_less_and_less_often() {
        let (mut times, now) = times();
        let rests = [(); 5].map(|()| times.note_end(now, End::MayPass).as_secs() / 60);
        assert_eq!(rests, [2, 5, 15, 30, 30]);
        times.note_end(now, End::Done);
        assert_eq!(times.note_end(now, End::MayPass), 2 * MINUTE);
    }

    #[test]
    fn a_failure_that_does_not_pass_waits_for_the_next_time() {
        let (mut times, now) = times();
        assert_eq!(times.note_end(now, End::Failed), REGULARLY);
    }
}
