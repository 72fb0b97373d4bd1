//! What outlives a run beside the sign-in: the listener's choices, what was fetched, a pause that
//! Spotify asked for. One JSON file, written by the store plugin. Never holds a token.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tauri::{AppHandle, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

use crate::ipc::view::{RedirectChoice, Theme};

/// The file's top-level names.
pub(crate) mod key {
    pub(crate) const SETTINGS: &str = "settings";
    pub(crate) const CLIENT_ID: &str = "clientId";
    pub(crate) const KEPT: &str = "kept";
    pub(crate) const PAUSE: &str = "pause";
    pub(crate) const CONSENT_ENDED: &str = "consentEnded";
    pub(crate) const DISCONNECTED_AT: &str = "disconnectedAt";
}

/// What the listener chose, as it is written down: a choice that an older version did not know is the usual one.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Choices {
    pub(crate) theme: Theme,
    /// `None` until the listener chooses: then it is whichever works here.
    pub(crate) redirect: Option<RedirectChoice>,
}

/// Remembers by name. Without a file it remembers for this run only, as the sample world does.
#[derive(Clone)]
pub(crate) struct Memory(Option<(Arc<Store<Wry>>, PathBuf)>);

impl Memory {
    /// Opens the file at `path`, or starts an empty one. A file that can't be read is set aside beside it, because the
    /// plugin would write over it, and the copy of the last good one takes its place.
    pub(crate) fn open(app: &AppHandle, path: &Path) -> Self {
        if let Err(error) = prepare(path) {
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
            .and_then(|()| forget_copies(path))
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

fn unreadable(key: &str) -> String {
    format!("{key}.unreadable")
}

/// What [`prepare`] left beside the file.
fn forget_copies(path: &Path) -> io::Result<()> {
    for copy in ["copy.json", "damaged.json"] {
        match fs::remove_file(path.with_extension(copy)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Sees to it that `path` holds something readable or nothing: a copy is taken of a good file and brought back for a
/// damaged one, which the plugin leaves when it is interrupted while writing.
fn prepare(path: &Path) -> io::Result<()> {
    let copy = path.with_extension("copy.json");
    match fs::read(path) {
        Ok(bytes) if is_readable(&bytes) => fs::copy(path, copy).map(drop),
        Ok(_) => {
            let aside = path.with_extension("damaged.json");
            log::error!("{} is damaged; it is kept as {}", path.display(), aside.display());
            fs::rename(path, aside)?;
            match fs::copy(copy, path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn is_readable(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cut_short_is_set_aside_and_the_last_good_one_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        fs::write(&path, r#"{"clientId":"x"}"#).unwrap();
        prepare(&path).unwrap();
        fs::write(&path, r#"{"clientId":"#).unwrap();
        prepare(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), r#"{"clientId":"x"}"#);
        let aside = fs::read_to_string(folder.path().join("tonearm.damaged.json")).unwrap();
        assert_eq!(aside, r#"{"clientId":"#, "what was damaged is still there");
    }

    #[test]
    fn forgetting_leaves_no_copy_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        fs::write(&path, "{}").unwrap();
        prepare(&path).unwrap();
        fs::write(&path, "{").unwrap();
        prepare(&path).unwrap();
        forget_copies(&path).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["tonearm.json"]);
    }

    #[test]
    fn without_a_good_copy_a_damaged_file_leaves_a_clean_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        prepare(&path).unwrap();
        fs::write(&path, "[]").unwrap();
        prepare(&path).unwrap();
        assert!(!path.exists());
    }
}
