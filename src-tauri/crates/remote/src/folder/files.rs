//! Files of a remote folder: written under another name first, and listed without what other programs keep there.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use crate::RemoteError;

/// What the names of files begin with that are not complete yet.
const INCOMPLETE: &str = ".tonearm-";

/// The files in a folder whose names end so, whatever else their names are, in order. Hidden ones belong to somebody else, or are not complete.
pub(super) fn listed(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, RemoteError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(RemoteError::file(folder))? {
        let path = entry.map_err(RemoteError::file(folder))?.path();
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !is_hidden && path.extension().is_some_and(|end| end == extension) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a file completely, or not at all.
pub(super) fn write(
    folder: &Path,
    name: &str,
    content: impl FnOnce(&mut tempfile::NamedTempFile) -> io::Result<()>,
) -> Result<PathBuf, RemoteError> {
    let path = folder.join(name);
    let written = || -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(INCOMPLETE).tempfile_in(folder)?;
        content(&mut file)?;
        file.as_file().sync_all()?;
        in_use::persist(file, &path)
    };
    written().map_err(RemoteError::file(&path))?;
    Ok(path)
}

pub(super) fn write_json(folder: &Path, name: &str, value: &impl Serialize) -> Result<(), RemoteError> {
    write(folder, name, |file| Ok(serde_json::to_writer(file, value)?)).map(drop)
}

/// What a file says; `None` if there is none.
pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, RemoteError> {
    match fs::read(path) {
        Ok(text) => {
            let value = serde_json::from_slice(&text);
            value
                .map(Some)
                .map_err(|why| RemoteError::NotUnderstood(format!("{}: {why}", path.display())))
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(RemoteError::file(path)(why)),
    }
}

pub(super) fn remove(path: &Path) -> Result<(), RemoteError> {
    match in_use::remove(path) {
        // Another machine was quicker.
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done.map_err(RemoteError::file(path)),
    }
}
