//! What exchanging with other machines does in one profile: how far it has come, why it failed, and the wishes to begin or stop. The
//! task itself is in `exchanging.rs`. One exchange at a time, because only that task begins one.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use chrono::{DateTime, Utc};
use library::{ExchangeError, ExchangeProgress};
use tokio::sync::Notify;

#[derive(Default)]
pub(crate) struct ExchangeSlot {
    state: Mutex<ExchangeState>,
    asked: Notify,
    changed: Notify,
    is_stopped: AtomicBool,
    is_closed: AtomicBool,
    revision: AtomicU32,
}

/// What the window shows of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct ExchangeState {
    /// How far the exchange under way has come; `None` while there is none.
    pub(crate) running: Option<ExchangeProgress>,
    /// Somebody asked it to stop.
    pub(crate) is_stopping: bool,
    /// Why the last one of this run failed.
    pub(crate) failure: Option<ExchangeFailure>,
}

/// Why an exchange failed.
#[derive(Debug, Clone)]
pub(crate) struct ExchangeFailure {
    pub(crate) error: Arc<ExchangeError>,
    /// As the archive keeps it; `None` where it could not be written down.
    pub(crate) noted: Option<String>,
    /// When it is tried again by itself, where trying again may help.
    pub(crate) retry_at: Option<DateTime<Utc>>,
}

impl ExchangeSlot {
    /// Asks for an exchange now.
    pub(crate) fn ask(&self) {
        self.asked.notify_one();
    }

    /// Tells that the archive has something that the others do not know.
    pub(crate) fn note_change(&self) {
        self.changed.notify_one();
    }

    pub(crate) async fn asked(&self) {
        self.asked.notified().await;
    }

    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Asks the exchange under way to stop, which it does after the part that it is at.
    pub(crate) fn stop(&self) {
        let mut state = self.lock();
        if state.running.is_some() {
            state.is_stopping = true;
            self.is_stopped.store(true, Ordering::SeqCst);
        }
    }

    /// Stops, and never begins again: the app ends.
    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        self.stop();
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::SeqCst)
    }

    /// Takes the slot for an exchange; false when the app ends.
    pub(crate) fn begin(&self) -> bool {
        let mut state = self.lock();
        if self.is_closed.load(Ordering::SeqCst) {
            return false;
        }
        self.is_stopped.store(false, Ordering::SeqCst);
        state.is_stopping = false;
        state.running = Some(ExchangeProgress { done: 0, total: 0 });
        true
    }

    /// Gives the slot back.
    pub(crate) fn end(&self) {
        let mut state = self.lock();
        state.running = None;
        state.is_stopping = false;
    }

    pub(crate) fn state(&self) -> ExchangeState {
        self.lock().clone()
    }

    /// A number for what is about to be read and told: of two, the higher one is newer, in whichever order they arrive.
    pub(crate) fn next_revision(&self) -> u32 {
        self.revision.fetch_add(1, Ordering::SeqCst)
    }

    /// Changes what the window shows.
    pub(crate) fn set_state(&self, change: impl FnOnce(&mut ExchangeState)) {
        change(&mut self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, ExchangeState> {
        // Each value is replaced whole, so a panic elsewhere leaves nothing half done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_is_for_the_exchange_under_way_and_not_for_the_next() {
        let slot = ExchangeSlot::default();
        slot.stop();
        assert!(slot.begin() && !slot.is_stopped());
        slot.stop();
        assert!(slot.is_stopped() && slot.state().is_stopping);
        slot.end();
        assert!(slot.begin() && !slot.is_stopped());
    }

    #[test]
    fn nothing_begins_while_the_app_ends() {
        let slot = ExchangeSlot::default();
        assert!(slot.begin());
        slot.close();
        assert!(slot.is_stopped());
        slot.end();
        assert!(!slot.begin());
    }
}
