//! The sign-in that waits for the browser, if any: its link, and the way in for the browser's answer.
//! One at a time: a new one ends the one before.

use std::sync::{Mutex, MutexGuard, PoisonError};

use host::Arrival;
use tokio::sync::mpsc;

#[derive(Default)]
pub(crate) struct PendingSignIn {
    /// Held to read or swap only, never across an await.
    waiting: Mutex<Option<Waiting>>,
    /// Held for a whole sign-in: the next one waits until the one before has freed the port.
    pub(crate) one_at_a_time: tokio::sync::Mutex<()>,
}

struct Waiting {
    link: String,
    arrivals: mpsc::Sender<Arrival>,
}

impl PendingSignIn {
    /// Stops waiting; the sign-in ends as expired.
    pub(crate) fn cancel(&self) {
        self.waiting().take();
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.waiting()
            .as_ref()
            .is_some_and(|waiting| !waiting.arrivals.is_closed())
    }

    /// The address that the browser was sent to.
    pub(crate) fn link(&self) -> Option<String> {
        self.waiting().as_ref().map(|waiting| waiting.link.clone())
    }

    /// Passes the browser's answer on to the sign-in. False when none waits for it.
    pub(crate) fn hand_over(&self, arrival: Arrival) -> bool {
        self.waiting()
            .as_ref()
            .is_some_and(|waiting| waiting.arrivals.try_send(arrival).is_ok())
    }

    /// Begins to wait, in place of the sign-in before.
    pub(crate) fn start(&self, link: String) -> mpsc::Receiver<Arrival> {
        let (arrivals, arriving) = mpsc::channel(4);
        *self.waiting() = Some(Waiting { link, arrivals });
        arriving
    }

    /// For the loopback page: it may outlive the wait by a moment and must not prolong it.
    pub(crate) fn inbox(&self) -> Option<mpsc::WeakSender<Arrival>> {
        self.waiting().as_ref().map(|waiting| waiting.arrivals.downgrade())
    }

    /// Ends a wait whose receiver is gone, but not a newer one that took its place.
    pub(crate) fn clear_if_over(&self) {
        self.waiting().take_if(|waiting| waiting.arrivals.is_closed());
    }

    fn waiting(&self) -> MutexGuard<'_, Option<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
