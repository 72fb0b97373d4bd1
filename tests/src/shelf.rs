//! Crate `library` on an account at the simulator, with covers in a folder of its own and ears for its events.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use library::{Archive, Event, Library, Options, SavedState};
use tempfile::TempDir;

use crate::account::Account;
use crate::failure::Told;

/// What a test works with.
pub struct Shelf {
    /// This side.
    pub library: Library,
    heard: Arc<Mutex<Vec<Event>>>,
    folder: TempDir,
}

impl Shelf {
    /// A library that remembers nothing yet.
    ///
    /// # Errors
    /// When there is no room for its folder.
    pub fn new(account: &Account) -> Told<Self> {
        Self::with(account, SavedState::default())
    }

    /// A library that goes on where `kept` left off.
    ///
    /// # Errors
    /// When there is no room for its folder.
    pub fn with(account: &Account, kept: SavedState) -> Told<Self> {
        Self::in_folder(account, kept, tempfile::tempdir()?)
    }

    /// The next run: the archive is as it was, and `kept` is what was kept.
    ///
    /// # Errors
    /// When the archive can't be opened.
    pub fn restarted(self, account: &Account, kept: SavedState) -> Told<Self> {
        let Self { library, folder, .. } = self;
        drop(library);
        Self::in_folder(account, kept, folder)
    }

    fn in_folder(account: &Account, kept: SavedState, folder: TempDir) -> Told<Self> {
        let heard = Arc::<Mutex<Vec<Event>>>::default();
        let ears = Arc::clone(&heard);
        let library = Library::open(Options {
            spotify: account.spotify.clone(),
            clock: account.clock(),
            covers: folder.path().join("covers"),
            saved_state: kept,
            archive: Archive::open(&folder.path().join("archive.db"), account.clock()),
            on_event: Arc::new(move |event| ears.lock().unwrap_or_else(PoisonError::into_inner).push(event)),
        });
        Ok(Self { library, heard, folder })
    }

    /// What was ever played.
    ///
    /// # Errors
    /// When it could not be opened.
    pub fn archive(&self) -> Told<&Archive> {
        Ok(self.library.archive()?)
    }

    /// The events since this was last asked, in order.
    pub fn heard(&self) -> Vec<Event> {
        std::mem::take(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where the covers lie; the library makes the folder when it needs it.
    pub fn covers(&self) -> PathBuf {
        self.folder.path().join("covers")
    }
}
