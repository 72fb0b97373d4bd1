//! The import under way, or the last one of this run. The window may be closed and opened again meanwhile, so its state is
//! kept here. Holds the library's values, which `ipc::convert::import` translates for the page. One import at a time.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use library::{ArchiveError, ImportProgress, ImportReport};

#[derive(Debug, Clone)]
pub(crate) enum ImportState {
    Running {
        /// The files' names.
        name: String,
        progress: ImportProgress,
        elapsed: Duration,
    },
    Done {
        report: ImportReport,
        took: Duration,
    },
    Failed {
        /// The files' names.
        name: String,
        error: Arc<ArchiveError>,
    },
}

#[derive(Default)]
pub(crate) struct ImportSlot {
    /// Held to read or swap, and when an import begins or is dismissed also to send the window the news, so that the last
    /// event that it gets is the latest state.
    state: Mutex<Option<ImportState>>,
    cancelled: AtomicBool,
}

impl ImportSlot {
    pub(crate) fn state(&self) -> Option<ImportState> {
        self.lock().clone()
    }

    /// Asks the import under way to stop, which it does unless it is writing already.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Takes the slot, unless an import is under way: then this is false. Calls `on_taken` while the slot is still locked.
    pub(crate) fn begin(&self, first: ImportState, on_taken: impl FnOnce(&ImportState)) -> bool {
        let mut state = self.lock();
        if matches!(*state, Some(ImportState::Running { .. })) {
            return false;
        }
        self.cancelled.store(false, Ordering::Relaxed);
        on_taken(state.insert(first));
        true
    }

    pub(crate) fn set(&self, state: ImportState) {
        *self.lock() = Some(state);
    }

    /// Empties the slot, unless an import is under way. Calls `on_emptied` while it is still locked.
    pub(crate) fn dismiss(&self, on_emptied: impl FnOnce()) {
        let mut state = self.lock();
        if !matches!(*state, Some(ImportState::Running { .. })) {
            *state = None;
            on_emptied();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<ImportState>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
