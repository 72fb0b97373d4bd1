//! What the command line keeps between runs: a pause that Spotify asked for, a playlist left unfinished, whose account it
//! is. A file of its own, because the running app would write over changes to its file. Holds no token.

use std::{
    fs, io,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};
use host::{AppSettings, ProfileStore, settings_file};
use library::{SavedState, in_use};
use serde::{Deserialize, Serialize};
use spotify::Pause;

/// The file as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub(crate) pause: Option<Pause>,
    pub(crate) library: SavedState,
}

pub(crate) struct SettingsStore {
    /// `None` when there is a file that can't be read now: then nothing is written over it.
    path: Option<PathBuf>,
    /// The pause that Spotify asked the app for holds here too.
    app_pause: Option<Pause>,
    /// When the listener disconnected in the app.
    disconnected_at: Option<DateTime<Utc>>,
    /// Held while writing, too, so that the file ends up with the last change.
    settings: Mutex<Settings>,
}

impl SettingsStore {
    /// Reads `path`. A file with something else in it is kept under another name, and the store begins empty.
    pub(crate) fn open(path: PathBuf, app: &AppSettings) -> Self {
        let mut is_kept = true;
        let settings = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                // Where, not what: the error quotes the value, which is the listener's own.
                let (kind, line, column) = (error.classify(), error.line(), error.column());
                log::error!("the settings can't be read, new ones are begun: {kind:?} at {line}:{column}");
                if let Err(error) = in_use::rename(&path, &path.with_extension("unreadable.json")) {
                    log::error!("it could not be set aside: {error}");
                }
                Settings::default()
            }),
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    log::error!("the settings can't be read, and what changes is not kept: {error}");
                    is_kept = false;
                }
                Settings::default()
            }
        };
        Self {
            path: is_kept.then_some(path),
            app_pause: app.pause,
            disconnected_at: app.disconnected_at,
            settings: Mutex::new(settings),
        }
    }

    fn settings(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a change, on disk too when this returns.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings();
        change(&mut settings);
        let written = self.path.as_ref().map_or(Ok(()), |path| {
            let bytes = serde_json::to_vec(&*settings)?;
            settings_file::write_whole(path, &bytes)
        });
        if let Err(error) = written {
            log::error!("the settings can't be written: {error}");
        }
    }
}

impl ProfileStore for SettingsStore {
    /// The one that lasts longer of its own and the app's.
    fn pause(&self) -> Option<Pause> {
        let pauses = [self.settings().pause, self.app_pause];
        pauses.into_iter().flatten().max_by_key(|pause| pause.until)
    }

    fn set_pause(&self, pause: Pause) {
        self.change(|settings| settings.pause = Some(pause));
    }

    fn saved_state(&self) -> SavedState {
        self.settings().library.clone()
    }

    fn disconnected_at(&self) -> Option<DateTime<Utc>> {
        self.disconnected_at
    }

    /// Only the app shows that.
    fn set_consent_ended(&self, _: bool) {}
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_now_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cli.json");
        // As a folder on another computer that does not answer: it is there, and can't be read.
        symlink("cli.json", &path).unwrap();

        let store = SettingsStore::open(path.clone(), &AppSettings::default());
        store.change(|settings| settings.pause = None);

        assert!(path.is_symlink(), "it was not replaced");
    }
}
