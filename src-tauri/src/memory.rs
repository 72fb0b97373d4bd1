//! What outlives a run beside the sign-in: the listener's choices, what was fetched, a pause that
//! Spotify asked for. One JSON file, written by the store plugin. Never holds a token.

use std::{fs, path::Path, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

/// The file's top-level names.
pub(crate) mod key {
    pub(crate) const SETTINGS: &str = "settings";
    pub(crate) const CLIENT_ID: &str = "clientId";
    pub(crate) const KEPT: &str = "kept";
    pub(crate) const PAUSE: &str = "pause";
}

/// Remembers by name. Without a file it remembers for this run only, as the sample world does.
#[derive(Clone)]
pub(crate) struct Memory(Option<Arc<Store<Wry>>>);

impl Memory {
    /// Opens the file at `path`, or starts an empty one. A file that can't be read is set aside
    /// beside it, because the plugin would write over it.
    pub(crate) fn open(app: &AppHandle, path: &Path) -> Self {
        if let Err(why) = readable(path) {
            let aside = path.with_extension("damaged.json");
            log::error!(
                "{} is damaged ({why}); it is kept as {}",
                path.display(),
                aside.display()
            );
            if let Err(error) = fs::rename(path, &aside) {
                log::error!("it could not be set aside: {error}");
                return Self(None);
            }
        }
        match StoreBuilder::new(app, path).build() {
            Ok(store) => Self(Some(store)),
            Err(error) => {
                log::error!("settings can't be kept: {error}");
                Self(None)
            }
        }
    }

    /// A memory that ends with the run.
    pub(crate) fn of_this_run() -> Self {
        Self(None)
    }

    /// What was remembered under `key`. Something of another shape counts as nothing: an older
    /// version wrote it, and Spotify can be asked again.
    pub(crate) fn read<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let value = self.0.as_ref()?.get(key)?;
        serde_json::from_value(value)
            .inspect_err(|error| log::warn!("{key} is not readable: {error}"))
            .ok()
    }

    /// Remembers `value` under `key`. It reaches the disk a moment later, and at the latest on quitting.
    pub(crate) fn write(&self, key: &str, value: &impl Serialize) {
        let Some(store) = &self.0 else { return };
        match serde_json::to_value(value) {
            Ok(value) => store.set(key, value),
            Err(error) => log::error!("{key} can't be kept: {error}"),
        }
    }
}

fn readable(path: &Path) -> Result<(), String> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes)
            .map(drop)
            .map_err(|error| error.to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_json_object_is_readable() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        assert!(readable(&path).is_ok(), "a file that is not there yet");
        fs::write(&path, "{\"theme\":\"da").unwrap();
        assert!(readable(&path).is_err());
        fs::write(&path, "{}").unwrap();
        assert!(readable(&path).is_ok());
    }
}
