//! Asks Spotify only when the cached answer is too old. If Spotify can't be asked, the cached answer comes back together with
//! the reason. An answer that was cached for another account is never returned.

use chrono::{DateTime, TimeDelta, Utc};
use spotify::Error;

use crate::{Library, saved_state::Fetched};

/// An answer, and why it is older than it should be, if it is.
#[derive(Debug)]
pub struct Cached<T> {
    /// The answer.
    pub rows: T,
    /// When Spotify gave it.
    pub fetched_at: DateTime<Utc>,
    /// Why Spotify could not be asked again; `rows` is then the answer from before.
    pub refresh_error: Option<Error>,
}

/// How old an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Ask Spotify unless it was asked a short while ago.
    Recent,
    /// Ask Spotify now.
    Now,
}

impl<T> Fetched<T> {
    fn into_cached(self, refresh_error: Option<Error>) -> Cached<T> {
        Cached {
            rows: self.rows,
            fetched_at: self.at,
            refresh_error,
        }
    }
}

impl Library {
    /// The answer in `cache` if it is younger than `max_age` and the listener does not insist, else what `fetch` brings.
    ///
    /// # Errors
    /// Why Spotify did not answer, when nothing is cached or it is not known for whom.
    pub(crate) async fn cached_or_fetched<T>(
        &self,
        cache: impl FnOnce() -> Option<Fetched<T>>,
        freshness: Freshness,
        max_age: TimeDelta,
        fetch: impl Future<Output = Result<Fetched<T>, Error>>,
    ) -> Result<Cached<T>, Error> {
        // Before the cache is read: it may turn out to be somebody else's.
        self.confirm_account().await?;
        let cached = match cache() {
            Some(cached) if freshness == Freshness::Recent && self.is_younger(cached.at, max_age) => {
                return Ok(cached.into_cached(None));
            }
            cached => cached,
        };
        match (fetch.await, cached) {
            (Ok(fetched), _) => Ok(fetched.into_cached(None)),
            (Err(error), Some(cached)) => Ok(cached.into_cached(Some(error))),
            (Err(error), None) => Err(error),
        }
    }

    /// If the clock was set back, so that `at` lies in the future, the answer counts as old.
    pub(crate) fn is_younger(&self, at: DateTime<Utc>, max_age: TimeDelta) -> bool {
        (TimeDelta::zero()..max_age).contains(&(self.now() - at))
    }
}
