//! The sign-in that waits for the browser, if any: its link, and the way in for the browser's answer.
//! One at a time: a new one ends the one before.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use host::Arrival;
use tokio::sync::mpsc;

#[derive(Default)]
pub(crate) struct PendingSignIn {
    /// Held to read or swap only, never across an await.
    waiting: Mutex<Option<Waiting>>,
    /// Held for a whole sign-in: the next one waits until the one before has freed the port.
    one_at_a_time: tokio::sync::Mutex<()>,
    /// Counts the sign-ins that were begun or given up. One that waits for its turn gives way to any later one.
    newest: AtomicU64,
}

struct Waiting {
    link: String,
    arrivals: mpsc::Sender<Arrival>,
}

impl PendingSignIn {
    /// Ends the sign-in before, and waits until it has. `None`: yet another began meanwhile, or they were given up.
    pub(crate) async fn turn(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        let number = self.cancel();
        let turn = self.one_at_a_time.lock().await;
        (self.newest.load(Ordering::SeqCst) == number).then_some(turn)
    }

    /// Stops waiting; the sign-in ends as expired, and so do those that wait for their turn. Gives a number that grows each time.
    pub(crate) fn cancel(&self) -> u64 {
        let number = self.newest.fetch_add(1, Ordering::SeqCst) + 1;
        self.waiting().take();
        number
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Waits for the browser as a sign-in does. Gives whether it had a turn.
    async fn sign_in(pending: &PendingSignIn) -> bool {
        let Some(_turn) = pending.turn().await else {
            return false;
        };
        let mut arriving = pending.start("link".to_owned());
        assert!(arriving.recv().await.is_none());
        true
    }

    #[tokio::test(start_paused = true)]
    async fn of_several_quick_presses_the_last_one_waits_for_the_browser() {
        let pending = PendingSignIn::default();
        let give_up_later = async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            assert!(pending.is_under_way());
            pending.cancel();
        };
        let all = async { tokio::join!(sign_in(&pending), sign_in(&pending), sign_in(&pending), give_up_later) };
        let turns = tokio::time::timeout(Duration::from_secs(1), all).await.unwrap();
        assert_eq!(turns, (true, false, true, ()));
        assert!(!pending.is_under_way());
    }

    #[tokio::test(start_paused = true)]
    async fn giving_up_ends_those_that_wait_for_their_turn_too() {
        let pending = PendingSignIn::default();
        let held = pending.one_at_a_time.lock().await;
        let release = async {
            tokio::time::sleep(Duration::from_millis(1)).await;
            pending.cancel();
            drop(held);
        };
        let (turn, ()) = tokio::join!(pending.turn(), release);
        assert!(turn.is_none());
    }
}
