//! What outlives a run beside the sign-in: the listener's choices, what was fetched, a pause that Spotify asked for.
//! One JSON file, written by Tauri's store plugin; its names and types are [`host`]'s. Never holds a token.
//! The plugin writes the file in place. A copy of what is about to be written goes beside it first, on disk as a whole.

use std::{
    collections::HashMap,
    error::Error,
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use chrono::{DateTime, Utc};
use host::{
    ProfileStore, key,
    settings_file::{self, Found},
};
use library::SavedState;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use spotify::Pause;
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

/// Where the file is: the plugin tells its serializer the values and nothing else. A process has one such file.
static PATH: OnceLock<PathBuf> = OnceLock::new();

/// Values by name. Without a file, nothing is kept.
#[derive(Clone)]
pub(crate) struct SettingsStore(Option<(Arc<Store<Wry>>, PathBuf)>);

impl SettingsStore {
    /// Opens the file at `path`, or begins an empty one; and what it found there. The plugin would write over a file that it
    /// can't read, so such a file is renamed first and the copy takes its place.
    pub(crate) fn open(app: &AppHandle, path: &Path) -> (Self, Option<Found>) {
        let opened = settings_file::prepare(path)
            .map_err(|error| error.to_string())
            .and_then(|found| {
                if PATH.get_or_init(|| path.to_owned()) != path {
                    return Err("a second file has no copy".to_owned());
                }
                let store = StoreBuilder::new(app, path).serialize(serialize).build();
                Ok((store.map_err(|error| error.to_string())?, found))
            });
        match opened {
            Ok((store, found)) => (Self(Some((store, path.to_owned()))), Some(found)),
            Err(error) => {
                log::error!("what was chosen and fetched can't be kept: {error}");
                (Self(None), None)
            }
        }
    }

    pub(crate) fn without_file() -> Self {
        Self(None)
    }

    /// A value that can't be read as `T` counts as absent. It moves to another name, because the next write would replace
    /// it.
    pub(crate) fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let (store, _) = self.0.as_ref()?;
        let value = store.get(key)?;
        match serde_json::from_value(value.clone()) {
            Ok(read) => Some(read),
            // The error quotes the value, which is the listener's own.
            Err(_) => {
                let unreadable = unreadable(key);
                log::error!("{key} can't be read, it is kept as {unreadable}");
                store.set(unreadable, value);
                store.delete(key);
                None
            }
        }
    }

    /// The value is on disk a moment later, and at the latest on quitting.
    pub(crate) fn write(&self, key: &str, value: &impl Serialize) {
        let Some((store, _)) = &self.0 else { return };
        match serde_json::to_value(value) {
            Ok(value) => store.set(key, value),
            Err(error) => log::error!("{key} can't be kept: {error}"),
        }
    }

    /// The value is on disk when this returns: for what a crash a moment later may not undo.
    pub(crate) fn write_now(&self, key: &str, value: &impl Serialize) {
        self.write(key, value);
        if let Some((store, _)) = &self.0
            && let Err(error) = store.save()
        {
            log::error!("{key} can't be kept: {error}");
        }
    }

    /// Deletes a value, on disk too, with every copy that was taken of the file.
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
}

impl ProfileStore for SettingsStore {
    fn pause(&self) -> Option<Pause> {
        self.read(key::PAUSE)
    }

    fn set_pause(&self, pause: Pause) {
        self.write_now(key::PAUSE, &pause);
    }

    fn saved_state(&self) -> SavedState {
        self.read(key::KEPT).unwrap_or_default()
    }

    fn disconnected_at(&self) -> Option<DateTime<Utc>> {
        self.read(key::DISCONNECTED_AT)
    }

    fn set_consent_ended(&self, ended: bool) {
        if ended {
            self.write_now(key::CONSENT_ENDED, &true);
        } else {
            self.write(key::CONSENT_ENDED, &false);
        }
    }
}

/// The bytes that the plugin writes next. Without their copy it must not begin: a disk that has no room for the copy would
/// leave half of the file as well.
fn serialize(values: &HashMap<String, Value>) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let bytes = serde_json::to_vec_pretty(values)?;
    if let Some(path) = PATH.get() {
        // The plugin drops the errors of what it saves by itself.
        settings_file::keep_copy(path, &bytes)
            .inspect_err(|error| log::error!("the settings are not written, they have no copy: {error}"))?;
    }
    Ok(bytes)
}

fn unreadable(key: &str) -> String {
    format!("{key}.unreadable")
}
