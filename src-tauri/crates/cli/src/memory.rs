//! What outlives a run: a pause that Spotify asked for, a playlist left unfinished, whose account it is. Never a token.
//! Written to a file of this program's own.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use host::ProfileStore;
use library::SavedState;
use serde::{Deserialize, Serialize};
use spotify::Pause;

/// What this program remembers.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Notes {
    pub(crate) pause: Option<Pause>,
    pub(crate) library: SavedState,
}

/// The notes and the file that they are kept in.
pub(crate) struct Memory {
    path: PathBuf,
    /// What the app was asked for counts here too.
    app_pause: Option<Pause>,
    /// Held while writing, too, so that the file ends up with what was noted last.
    notes: Mutex<Notes>,
}

impl Memory {
    /// Reads `path`. What can't be read is kept beside it, and nothing is remembered.
    pub(crate) fn open(path: PathBuf, app_pause: Option<Pause>) -> Self {
        let notes = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                log::error!("{} can't be read, a new one is begun: {error}", path.display());
                if let Err(error) = fs::rename(&path, path.with_extension("unreadable.json")) {
                    log::error!("it could not be set aside: {error}");
                }
                Notes::default()
            }),
            Err(_) => Notes::default(),
        };
        Self {
            path,
            app_pause,
            notes: Mutex::new(notes),
        }
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the notes, on disk too when this returns.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Notes)) {
        let mut notes = self.notes();
        change(&mut notes);
        if let Err(error) = write(&self.path, &notes) {
            log::error!("{} can't be written: {error}", self.path.display());
        }
    }
}

impl ProfileStore for Memory {
    /// Of this program's and the app's the one that lasts longer.
    fn pause(&self) -> Option<Pause> {
        let pauses = [self.notes().pause, self.app_pause];
        pauses.into_iter().flatten().max_by_key(|pause| pause.until)
    }

    fn set_pause(&self, pause: Pause) {
        self.change(|notes| notes.pause = Some(pause));
    }

    fn saved_state(&self) -> SavedState {
        self.notes().library.clone()
    }

    /// Only the app tells the listener that.
    fn set_consent_ended(&self, _: bool) {}
}

/// Whole or not at all, and for nobody else to read.
fn write(path: &Path, notes: &Notes) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut part = tempfile::NamedTempFile::new_in(folder)?;
    part.write_all(&serde_json::to_vec(notes)?)?;
    part.persist(path)?;
    Ok(())
}
