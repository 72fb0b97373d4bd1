//! The computer on which the soak runs: the time as it really is, the clock that may be wrong, and how waiting works.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use plays::Clock;

/// How long nothing has to happen until the time moves on.
const IDLE: Duration = Duration::from_millis(5);
/// How far it moves then: little enough that an answer on its way is not taken for a late one.
const STEP: Duration = Duration::from_millis(100);
/// How far while an answer is late on purpose.
const STEP_OF_A_STALL: Duration = Duration::from_secs(1);

/// Clones are the same computer.
#[derive(Clone)]
pub(crate) struct Computer(Arc<Inner>);

struct Inner {
    /// Milliseconds since 1970. Kept here and not taken from tokio, because threads that tokio does not know ask, too.
    true_ms: AtomicI64,
    /// How far the computer's clock is ahead.
    ahead_ms: AtomicI64,
    is_stalled: AtomicBool,
}

impl Computer {
    pub(crate) fn new(began: DateTime<Utc>) -> Self {
        Self(Arc::new(Inner {
            true_ms: AtomicI64::new(began.timestamp_millis()),
            ahead_ms: AtomicI64::new(0),
            is_stalled: AtomicBool::new(false),
        }))
    }

    /// The time as it is, which is Spotify's.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        time(self.0.true_ms.load(Ordering::SeqCst))
    }

    /// The time that the computer takes it to be.
    pub(crate) fn shown(&self) -> DateTime<Utc> {
        time(self.0.true_ms.load(Ordering::SeqCst) + self.0.ahead_ms.load(Ordering::SeqCst))
    }

    /// The true time.
    pub(crate) fn true_clock(&self) -> Clock {
        let computer = self.clone();
        Arc::new(move || computer.now())
    }

    /// The computer's own clock.
    pub(crate) fn clock(&self) -> Clock {
        let computer = self.clone();
        Arc::new(move || computer.shown())
    }

    /// Sets the computer's clock so far ahead of the true time, or behind it.
    pub(crate) fn set_clock(&self, ahead: TimeDelta) {
        self.0.ahead_ms.store(ahead.num_milliseconds(), Ordering::SeqCst);
    }

    /// Whether an answer is late on purpose.
    pub(crate) fn set_stalled(&self, is_stalled: bool) {
        self.0.is_stalled.store(is_stalled, Ordering::SeqCst);
    }

    /// The computer sleeps: its timers stand still.
    pub(crate) fn sleep(&self, span: TimeDelta) {
        self.0.true_ms.fetch_add(span.num_milliseconds(), Ordering::SeqCst);
    }

    /// Lets the time pass while nobody works.
    pub(crate) async fn wait(&self, span: TimeDelta) {
        self.advance(span.to_std().unwrap_or_default()).await;
    }

    /// Does the work to its end. The time moves only when nothing has happened for a while: then it is what the work waits for.
    pub(crate) async fn run<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            // While a blocking thread is at work, tokio does not move a paused time by itself: an answer that is still on its way
            // through the system would be late by half a minute.
            let idle = tokio::task::spawn_blocking(|| thread::sleep(IDLE));
            tokio::select! {
                biased;
                done = &mut work => return done,
                _ = idle => {
                    let is_stalled = self.0.is_stalled.load(Ordering::SeqCst);
                    self.advance(if is_stalled { STEP_OF_A_STALL } else { STEP }).await;
                }
            }
        }
    }

    async fn advance(&self, span: Duration) {
        let ms = i64::try_from(span.as_millis()).unwrap_or_default();
        self.0.true_ms.fetch_add(ms, Ordering::SeqCst);
        tokio::time::advance(span).await;
    }
}

fn time(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}
