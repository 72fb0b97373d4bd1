//! What outlives a run beside the sign-in: the listener's choices, what was fetched, a pause that
//! Spotify asked for. One JSON file, written by the store plugin. Never holds a token.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use host::{ProfileStore, key, settings_file};
use library::SavedState;
use serde::{Serialize, de::DeserializeOwned};
use spotify::Pause;
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

/// Remembers by name. Without a file it remembers for this run only, as the sample world does.
#[derive(Clone)]
pub(crate) struct Memory(Option<(Arc<Store<Wry>>, PathBuf)>);

impl Memory {
    /// Opens the file at `path`, or starts an empty one. A file that can't be read is set aside beside it, because the
    /// plugin would write over it, and the copy of the last good one takes its place.
    pub(crate) fn open(app: &AppHandle, path: &Path) -> Self {
        if let Err(error) = settings_file::prepare(path) {
            log::error!("what was chosen and fetched can't be kept: {error}");
            return Self(None);
        }
        match StoreBuilder::new(app, path).build() {
            Ok(store) => Self(Some((store, path.to_owned()))),
            Err(error) => {
                log::error!("what was chosen and fetched can't be kept: {error}");
                Self(None)
            }
        }
    }

    /// A memory that ends with the run.
    pub(crate) fn of_this_run() -> Self {
        Self(None)
    }

    /// What was remembered under `key`. Something of another shape counts as nothing and is moved aside, because the next
    /// write would replace it.
    pub(crate) fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let (store, _) = self.0.as_ref()?;
        let value = store.get(key)?;
        match serde_json::from_value(value.clone()) {
            Ok(read) => Some(read),
            Err(error) => {
                let aside = unreadable(key);
                log::error!("{key} can't be read, it is kept as {aside}: {error}");
                store.set(aside, value);
                store.delete(key);
                None
            }
        }
    }

    /// Remembers `value` under `key`. It reaches the disk a moment later, and at the latest on quitting.
    pub(crate) fn write(&self, key: &str, value: &impl Serialize) {
        let Some((store, _)) = &self.0 else { return };
        match serde_json::to_value(value) {
            Ok(value) => store.set(key, value),
            Err(error) => log::error!("{key} can't be kept: {error}"),
        }
    }

    /// Deletes what is remembered under `key`, now and on disk, with every copy that was taken of the file.
    pub(crate) fn forget(&self, key: &str) {
        let Some((store, path)) = &self.0 else { return };
        store.delete(key);
        store.delete(unreadable(key));
        if let Err(error) = store
            .save()
            .map_err(io::Error::other)
            .and_then(|()| settings_file::delete_copies(path))
        {
            log::error!("{key} may still be on disk: {error}");
        }
    }

    /// Remembers `value`, on disk when this returns: for what a crash a moment later may not undo.
    pub(crate) fn write_now(&self, key: &str, value: &impl Serialize) {
        self.write(key, value);
        if let Some((store, _)) = &self.0
            && let Err(error) = store.save()
        {
            log::error!("{key} can't be kept: {error}");
        }
    }
}

impl ProfileStore for Memory {
    fn pause(&self) -> Option<Pause> {
        self.read(key::PAUSE)
    }

    fn set_pause(&self, pause: Pause) {
        self.write_now(key::PAUSE, &pause);
    }

    fn saved_state(&self) -> SavedState {
        self.read(key::KEPT).unwrap_or_default()
    }

    fn set_consent_ended(&self, ended: bool) {
        if ended {
            self.write_now(key::CONSENT_ENDED, &true);
        } else {
            self.write(key::CONSENT_ENDED, &false);
        }
    }
}

fn unreadable(key: &str) -> String {
    format!("{key}.unreadable")
}
