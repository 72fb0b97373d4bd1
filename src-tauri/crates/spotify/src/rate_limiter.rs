//! Decides when a call may be sent: one queue for all calls, people before background work, and none during a pause.
//! Remembers the pause that a `Retry-After` asked for. A long pause also goes out as a [`Change::Paused`](crate::Change::Paused),
//! which `host/src/profile.rs` hears and keeps across restarts. Knows no HTTP. Deadlines that outlive the run go by the clock, waiting goes by tokio's
//! time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::Clock;
use crate::error::Error;
use crate::pause::{Pause, PauseKind};

/// Calls at the same time. Enough to fill a screen at once, too few to look like a flood.
const AT_ONCE: usize = 4;
/// A person waits this long without a message; a longer pause is returned as an error.
const PATIENCE: TimeDelta = TimeDelta::seconds(5);
/// Quotas were seen to run out after 600 calls a day: background work uses less than half of that.
const BACKGROUND_CALLS_A_DAY: usize = 299;
const DAY: TimeDelta = TimeDelta::days(1);
/// Clocks are put right by seconds all the time. A call dated further ahead than this was made while the clock was wrong.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(1);

/// Who waits for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Priority {
    /// A person in front of the screen.
    Person,
    /// Nobody: background work, which can wait.
    Background,
}

/// The queue that every call goes through.
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
    /// When each background call of the last day was sent. Not kept across restarts: the budget is far
    /// below the quota, so a few restarts do no harm, and neither does forgetting the calls made under a clock that was ahead.
    background_calls: VecDeque<DateTime<Utc>>,
    pause: Option<Running>,
}

/// A pause, with its end on both clocks. It ends when either clock says so: tokio's stops while the machine sleeps, and
/// the wall clock may be set back. If that is too early, the next 429 corrects it.
#[derive(Clone, Copy)]
struct Running {
    pause: Pause,
    ends: Instant,
}

/// Allows one call; returned to the queue when dropped.
pub(crate) struct Permit(Option<Arc<RateLimiter>>);

impl RateLimiter {
    /// `kept` is a pause that an earlier run was told of.
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
    /// [`Error::RateLimited`] or [`Error::QuotaExceeded`] at once where waiting is pointless: for a person in a
    /// pause of more than five seconds, for background work in any pause or when its own budget is spent.
    pub(crate) async fn acquire(self: &Arc<Self>, priority: Priority) -> Result<Permit, Error> {
        self.wait_for_the_end(priority).await?;
        let permit = self.queue(priority).await?;
        // A pause may have begun while this caller was in the queue.
        self.wait_for_the_end(priority).await?;
        if priority == Priority::Background {
            self.spend()?;
        }
        Ok(permit)
    }

    /// Makes every call wait. Spotify counts per app, not per endpoint, so the answer to one call holds for all.
    /// If this is news, because it ends much later than what was known or is of another kind, gives the pause that holds now: the
    /// longer of the two.
    pub(crate) fn pause_for(&self, pause: Pause) -> Option<Pause> {
        let now = (self.clock)();
        let pause = pause.plausible(now);
        let mut state = self.lock();
        let known = state
            .pause
            .filter(|running| !running.is_over(now))
            .map(|running| running.pause);
        // Four calls at once bring four answers within a second: one of them is news.
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
                asked_at: pause.asked_at,
            },
            None => pause,
        };
        state.pause = Some(Running {
            pause: joined,
            ends: Instant::now() + (joined.until - now).to_std().unwrap_or_default(),
        });
        is_news.then_some(joined)
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
        // A clock that was ahead for a while would otherwise stop background work until the time it showed has come.
        calls.retain(|call| now - *call < DAY && *call - now <= CLOCK_TOLERANCE);
        match calls.iter().min() {
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
                // That caller has left the queue; the permit goes to the next one.
                Err(unwanted) => permit = unwanted,
            }
        }
    }

    /// Every statement leaves the state consistent, so a panic elsewhere is no reason to stop.
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
