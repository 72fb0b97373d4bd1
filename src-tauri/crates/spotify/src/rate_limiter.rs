//! When a call may leave: one queue for all of them, people before background work, nothing during a pause.
//! Knows no HTTP. Time is the clock's for deadlines that are kept, and tokio's for waiting.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::Clock;
use crate::error::Error;
use crate::pause::{Pause, PauseKind};

/// Calls under way at a time. Enough to fill a screen at once, too few to look like a flood.
const AT_ONCE: usize = 4;
/// A person waits this long without being told; a longer pause is an answer in itself.
const PATIENCE: TimeDelta = TimeDelta::seconds(5);
/// Quotas were seen to end after 600 calls a day: background work keeps to less than half of that.
const BACKGROUND_CALLS_A_DAY: usize = 299;
const DAY: TimeDelta = TimeDelta::days(1);

/// Who waits for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Priority {
    /// Someone in front of the screen.
    Person,
    /// Nobody: the recording loop, which can as well come later.
    Background,
}

/// The queue.
pub(crate) struct RateLimiter {
    clock: Clock,
    /// Held only to look or change, never across an await.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    under_way: usize,
    people: VecDeque<oneshot::Sender<Permit>>,
    background: VecDeque<oneshot::Sender<Permit>>,
    /// When each background call of the last day left, oldest first. Not kept across restarts: a day's budget is
    /// far below the quota, so a few restarts do no harm.
    background_calls: VecDeque<DateTime<Utc>>,
    pause: Option<Running>,
}

/// A pause, with its end on both clocks. The one that gets there first ends it: tokio's stands still while the
/// machine sleeps, the wall clock may be set back. Should one be early, the next 429 puts it right.
#[derive(Clone, Copy)]
struct Running {
    pause: Pause,
    ends: Instant,
}

/// The right to make one call; given back when dropped.
pub(crate) struct Permit(Option<Arc<RateLimiter>>);

impl RateLimiter {
    /// `kept` is the pause that an earlier run of the app was in.
    pub(crate) fn new(clock: Clock, kept: Option<Pause>) -> Arc<Self> {
        let limiter = Self {
            clock,
            state: Mutex::default(),
        };
        if let Some(pause) = kept {
            limiter.pause_for(pause);
        }
        Arc::new(limiter)
    }

    /// Waits for this caller's permit.
    ///
    /// # Errors
    /// [`Error::RateLimited`] or [`Error::QuotaExceeded`] at once where waiting makes no sense: for a person in a
    /// pause of more than five seconds, for background work in any pause or when its own budget is spent.
    pub(crate) async fn acquire(self: &Arc<Self>, priority: Priority) -> Result<Permit, Error> {
        self.wait_for_the_end(priority).await?;
        let permit = self.queue(priority).await?;
        // A pause may have begun while this caller stood in the queue.
        self.wait_for_the_end(priority).await?;
        if priority == Priority::Background {
            self.spend()?;
        }
        Ok(permit)
    }

    /// Makes everyone wait. Spotify counts per app, not per endpoint, so an answer to one call speaks for all.
    /// True if this is news: much later than what was known, or of another kind.
    pub(crate) fn pause_for(&self, pause: Pause) -> bool {
        let now = (self.clock)();
        let pause = pause.plausible(now);
        let mut state = self.lock();
        let known = state
            .pause
            .filter(|running| !running.is_over(now))
            .map(|running| running.pause);
        // Four calls under way bring four answers within a second: one of them is news.
        let is_news = known.is_none_or(|known| {
            pause.until - known.until > PATIENCE
                || (known.kind == PauseKind::RateLimited && pause.kind == PauseKind::QuotaExceeded)
        });
        let joined = match known {
            Some(known) => Pause {
                until: known.until.max(pause.until),
                kind: if known.kind == PauseKind::QuotaExceeded {
                    known.kind
                } else {
                    pause.kind
                },
            },
            None => pause,
        };
        state.pause = Some(Running {
            pause: joined,
            ends: Instant::now() + (joined.until - now).to_std().unwrap_or_default(),
        });
        is_news
    }

    /// The pause that holds now, if any.
    pub(crate) fn pause(&self) -> Option<Pause> {
        self.running().map(|running| running.pause)
    }

    fn running(&self) -> Option<Running> {
        let now = (self.clock)();
        let mut state = self.lock();
        if state.pause.is_some_and(|running| running.is_over(now)) {
            state.pause = None;
        }
        state.pause
    }

    async fn wait_for_the_end(&self, priority: Priority) -> Result<(), Error> {
        while let Some(Running { pause, ends }) = self.running() {
            let left = ends.saturating_duration_since(Instant::now());
            if priority == Priority::Background || left > PATIENCE.to_std().unwrap_or_default() {
                return Err(pause.into());
            }
            tokio::time::sleep_until(ends).await;
        }
        Ok(())
    }

    async fn queue(self: &Arc<Self>, priority: Priority) -> Result<Permit, Error> {
        let permit = {
            let mut state = self.lock();
            if state.under_way < AT_ONCE {
                state.under_way += 1;
                return Ok(Permit(Some(Arc::clone(self))));
            }
            let (sender, permit) = oneshot::channel();
            match priority {
                Priority::Person => state.people.push_back(sender),
                Priority::Background => state.background.push_back(sender),
            }
            permit
        };
        permit
            .await
            .map_err(|_| Error::Unexpected("the queue was dropped".to_owned()))
    }

    fn spend(&self) -> Result<(), Error> {
        let now = (self.clock)();
        let mut state = self.lock();
        let calls = &mut state.background_calls;
        while calls.front().is_some_and(|call| now - *call >= DAY) {
            calls.pop_front();
        }
        match calls.front() {
            Some(oldest) if calls.len() >= BACKGROUND_CALLS_A_DAY => Err(Error::RateLimited { until: *oldest + DAY }),
            _ => {
                calls.push_back(now);
                Ok(())
            }
        }
    }

    fn hand_on(self: Arc<Self>) {
        let mut permit = Permit(Some(Arc::clone(&self)));
        loop {
            let next = {
                let mut state = self.lock();
                let next = state.people.pop_front().or_else(|| state.background.pop_front());
                if next.is_none() {
                    state.under_way -= 1;
                }
                next
            };
            let sent = match next {
                Some(waiting) => waiting.send(permit),
                None => {
                    permit.0 = None;
                    return;
                }
            };
            match sent {
                Ok(()) => return,
                // That caller has left the queue; the permit goes to the one behind.
                Err(unwanted) => permit = unwanted,
            }
        }
    }

    /// The state is whole between any two statements, so a panic elsewhere is no reason to stop.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.pause.until <= now || self.ends <= Instant::now()
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(limiter) = self.0.take() {
            limiter.hand_on();
        }
    }
}

impl From<Pause> for Error {
    fn from(pause: Pause) -> Self {
        match pause.kind {
            PauseKind::RateLimited => Self::RateLimited { until: pause.until },
            PauseKind::QuotaExceeded => Self::QuotaExceeded { until: pause.until },
        }
    }
}

#[cfg(test)]
mod tests;
