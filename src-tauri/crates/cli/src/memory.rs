//! What outlives a run: a pause that Spotify asked for, a playlist left unfinished, whose account it is. Never a token.
//! Written to a file of this program's own; the app's is read, never written, as the app may be running.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use spotify::{ClientId, Pause};

/// What this program remembers.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Notes {
    pub(crate) pause: Option<Pause>,
    pub(crate) library: library::SavedState,
}

/// The notes and the file that they are kept in.
pub(crate) struct Memory {
    path: PathBuf,
    /// Held while writing, too, so that the file ends up with what was noted last.
    notes: Mutex<Notes>,
}

impl Memory {
    /// Reads `path`. What can't be read is kept beside it, and nothing is remembered.
    pub(crate) fn open(path: PathBuf) -> Self {
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
            notes: Mutex::new(notes),
        }
    }

    pub(crate) fn read<T>(&self, read: impl FnOnce(&Notes) -> T) -> T {
        read(&self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the notes, on disk too when this returns.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Notes)) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut notes);
        if let Err(error) = write(&self.path, &notes) {
            log::error!("{} can't be written: {error}", self.path.display());
        }
    }
}

/// Whole or not at all, and for nobody else to read.
fn write(path: &Path, notes: &Notes) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut part = tempfile::NamedTempFile::new_in(folder)?;
    part.write_all(&serde_json::to_vec(notes)?)?;
    part.persist(path)?;
    Ok(())
}

/// What the app remembers, as far as this program needs it.
#[derive(Debug, Default)]
pub(crate) struct AppNotes {
    pub(crate) client_id: Option<ClientId>,
    pub(crate) pause: Option<Pause>,
    /// When the listener disconnected; the keychain may not have let go then.
    pub(crate) disconnected_at: Option<DateTime<Utc>>,
}

impl AppNotes {
    pub(crate) fn read(path: &Path) -> Self {
        let notes: Value = fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self {
            client_id: part(&notes, "clientId"),
            pause: part(&notes, "pause"),
            disconnected_at: part(&notes, "disconnectedAt"),
        }
    }
}

fn part<T: DeserializeOwned>(notes: &Value, key: &str) -> Option<T> {
    serde_json::from_value(notes.get(key)?.clone()).ok()
}
