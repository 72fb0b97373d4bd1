//! Crate `library` on an account at the simulator, with a folder of its own and a record of its events.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use library::{Archive, Event, Library, Options, SavedState};
use tempfile::TempDir;

use crate::account::Account;
use crate::failure::Outcome;

/// What a test works with.
pub struct TestLibrary {
    /// The library under test.
    pub library: Library,
    events: Arc<Mutex<Vec<Event>>>,
    folder: TempDir,
}

impl TestLibrary {
    /// A library that remembers nothing yet.
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn new(account: &Account) -> Outcome<Self> {
        Self::with(account, SavedState::default())
    }

    /// A library that goes on from what an earlier one saved.
    ///
    /// # Errors
    /// When its folder cannot be made.
    pub fn with(account: &Account, saved_state: SavedState) -> Outcome<Self> {
        Self::in_folder(account, saved_state, tempfile::tempdir()?)
    }

    /// The next run: the same archive, and the state that the run before saved.
    ///
    /// # Errors
    /// When the archive can't be opened.
    pub fn restarted(self, account: &Account, saved_state: SavedState) -> Outcome<Self> {
        let Self { library, folder, .. } = self;
        drop(library);
        Self::in_folder(account, saved_state, folder)
    }

    fn in_folder(account: &Account, saved_state: SavedState, folder: TempDir) -> Outcome<Self> {
        let events = Arc::<Mutex<Vec<Event>>>::default();
        let record = Arc::clone(&events);
        let library = Library::open(Options {
            spotify: account.spotify.clone(),
            clock: account.clock(),
            covers: folder.path().join("covers"),
            saved_state,
            archive: Archive::open(&folder.path().join("archive.db"), account.clock()),
            on_event: Arc::new(move |event| record.lock().unwrap_or_else(PoisonError::into_inner).push(event)),
        });
        Ok(Self {
            library,
            events,
            folder,
        })
    }

    /// The library's archive.
    ///
    /// # Errors
    /// When it could not be opened.
    pub fn archive(&self) -> Outcome<&Archive> {
        Ok(self.library.archive()?)
    }

    /// The events since the last call of this, in order.
    pub fn take_events(&self) -> Vec<Event> {
        std::mem::take(&mut self.events.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The folder for covers; the library makes it when it needs it.
    pub fn covers(&self) -> PathBuf {
        self.folder.path().join("covers")
    }
}
