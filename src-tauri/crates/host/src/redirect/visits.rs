//! Which addresses the browser came back to, and how each sign-in went. An address that comes again, as when a browser loads a page
//! twice, gets the answer of the first time.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, watch};

/// More than any browser comes back for one sign-in.
const MAX_VISITS: usize = 32;

#[derive(Default)]
pub(super) struct Visits {
    /// Held to look and to change, never across an await.
    known: Mutex<Known>,
    one_was_answered: Notify,
}

#[derive(Default)]
struct Known {
    last: u64,
    /// Oldest first.
    visits: VecDeque<Visit>,
}

struct Visit {
    number: u64,
    address: String,
    outcome: watch::Receiver<Option<bool>>,
    is_answered: bool,
}

impl Visits {
    /// The number of the visit to `address`. The first time also the sender for its outcome.
    pub(super) fn of(&self, address: &str) -> (u64, Option<watch::Sender<Option<bool>>>) {
        let mut known = self.known();
        if let Some(visit) = known.visits.iter().find(|visit| visit.address == address) {
            return (visit.number, None);
        }
        let (sender, outcome) = watch::channel(None);
        known.last += 1;
        let number = known.last;
        known.visits.push_back(Visit {
            number,
            address: address.to_owned(),
            outcome,
            is_answered: false,
        });
        if known.visits.len() > MAX_VISITS {
            known.visits.pop_front();
        }
        (number, Some(sender))
    }

    /// Becomes `Some` when it is known whether the sign-in worked. `None` for a visit that never was.
    pub(super) fn outcome(&self, number: u64) -> Option<watch::Receiver<Option<bool>>> {
        let known = self.known();
        let visit = known.visits.iter().find(|visit| visit.number == number);
        visit.map(|visit| visit.outcome.clone())
    }

    pub(super) fn answered(&self, number: u64) {
        for visit in self.known().visits.iter_mut().filter(|visit| visit.number == number) {
            visit.is_answered = true;
        }
        self.one_was_answered.notify_one();
    }

    /// Returns when every visit so far has got its answer. Awaited by one at a time.
    pub(super) async fn all_answered(&self) {
        while self.known().visits.iter().any(|visit| !visit.is_answered) {
            self.one_was_answered.notified().await;
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
