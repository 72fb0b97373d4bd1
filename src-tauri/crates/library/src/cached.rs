//! What is shown when Spotify is asked: what is known and recent, else Spotify's answer, else what is known and why it is
//! old.

use chrono::{DateTime, TimeDelta, Utc};
use spotify::Error;

use crate::{Library, saved_state::Fetched};

/// An answer, and why it is older than what was asked for, if it is.
#[derive(Debug)]
pub struct Cached<T> {
    /// The answer.
    pub rows: T,
    /// When Spotify gave it.
    pub fetched_at: DateTime<Utc>,
    /// Why Spotify could not be asked again; `rows` is then what was known before.
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
    fn shown(self, trouble: Option<Error>) -> Cached<T> {
        Cached {
            rows: self.rows,
            fetched_at: self.at,
            refresh_error: trouble,
        }
    }
}

impl Library {
    /// What is `known` if it is younger than `recent` and the listener does not insist, else what `ask` brings.
    ///
    /// # Errors
    /// Whatever kept Spotify from answering, when nothing is known, or not whose it is.
    pub(crate) async fn shown<T>(
        &self,
        known: impl FnOnce() -> Option<Fetched<T>>,
        freshness: Freshness,
        recent: TimeDelta,
        ask: impl Future<Output = Result<Fetched<T>, Error>>,
    ) -> Result<Cached<T>, Error> {
        // First: what is kept may turn out to be somebody else's.
        self.confirm().await?;
        let known = match known() {
            Some(known) if freshness == Freshness::Recent && self.is_younger(known.at, recent) => {
                return Ok(known.shown(None));
            }
            known => known,
        };
        match (ask.await, known) {
            (Ok(fetched), _) => Ok(fetched.shown(None)),
            (Err(error), Some(known)) => Ok(known.shown(Some(error))),
            (Err(error), None) => Err(error),
        }
    }

    /// A clock that was set back makes everything old.
    pub(crate) fn is_younger(&self, at: DateTime<Utc>, most: TimeDelta) -> bool {
        (TimeDelta::zero()..most).contains(&(self.now() - at))
    }
}
