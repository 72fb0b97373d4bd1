//! Keeps a settings file safe that another library writes in place, so that a crash or a power cut may leave half of it.
//! Before each write a whole copy is laid beside the file. A file that reads well always counts; the copy counts where the file
//! does not read. Knows nothing of what is in them but whether it is a JSON object.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use library::{in_use, sync_folder};
use serde_json::{Map, Value};
use tempfile::NamedTempFile;

const COPY: &str = "copy.json";
const DAMAGED: &str = "damaged";

/// What [`prepare`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The file, which reads well.
    File,
    /// The copy, which is in the file's place now.
    Copy,
    /// Neither the file nor a copy.
    Nothing,
    /// Something that nobody can read: the settings begin anew.
    Unreadable,
}

/// The settings at `path`, or those of the copy where the file does not read; none where neither does. Changes nothing, so
/// that a program may ask while another one writes.
pub fn read(path: &Path) -> Option<Map<String, Value>> {
    [path, &path.with_extension(COPY)]
        .into_iter()
        .find_map(|path| parsed(&fs::read(path).ok()?))
}

/// Makes sure that `path` holds something readable that nobody else may read, before it is opened for writing. A file that
/// does not read is kept under another name.
///
/// # Errors
/// When a file can't be read, renamed or written: then `path` may still be damaged.
pub fn prepare(path: &Path) -> io::Result<Found> {
    let file = if_there(path)?;
    if let Some(bytes) = file.as_deref().filter(|bytes| parsed(bytes).is_some()) {
        // The settings are whole even where there is no room for a second copy of them.
        if let Err(error) = keep_copy(path, bytes) {
            log::warn!("the settings have no copy: {error}");
        }
        return Ok(Found::File);
    }
    if file.is_some() {
        let aside = free_name(path)?;
        in_use::rename(path, &aside)?;
        let name = aside.file_name().unwrap_or_default().to_string_lossy();
        log::error!("the settings are damaged; they are kept as {name}");
    }
    let copy = if_there(&path.with_extension(COPY))?;
    let is_there = file.is_some() || copy.is_some();
    match copy.filter(|bytes| parsed(bytes).is_some()) {
        Some(bytes) => {
            put_back(path, &bytes)?;
            log::warn!("the copy of the settings takes their place");
            Ok(Found::Copy)
        }
        None => {
            put_back(path, b"{}")?;
            Ok(if is_there { Found::Unreadable } else { Found::Nothing })
        }
    }
}

/// Lays a copy of what is about to be written to `path` beside it.
///
/// # Errors
/// When it can't be written. The copy from before is whole then, and the file should not be written either.
pub fn keep_copy(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let copy = path.with_extension(COPY);
    if if_there(&copy)?.as_deref() == Some(bytes) {
        return Ok(());
    }
    write_whole(&copy, bytes)
}

/// Writes the whole file at `path` or nothing, in place of what is there. It is on disk when this returns, and nobody else may
/// read it.
///
/// # Errors
/// When it can't be written. What was there before is whole then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    in_use::persist(written(path, bytes)?, path)?;
    sync_folder(folder_of(path))
}

/// Deletes what [`prepare`] and [`keep_copy`] left beside the file.
///
/// # Errors
/// When a copy is there and can't be deleted.
pub fn delete_copies(path: &Path) -> io::Result<()> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let damaged = format!("{stem}.{DAMAGED}");
    for entry in fs::read_dir(folder_of(path))? {
        let entry = entry?.path();
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if entry == path.with_extension(COPY) || name.starts_with(&damaged) {
            in_use::remove(&entry)?;
        }
    }
    Ok(())
}

/// Fills the place of a file that is gone. A file that another program has put there meanwhile is newer, and stays.
fn put_back(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match written(path, bytes)?.persist_noclobber(path) {
        Err(error) if error.error.kind() != io::ErrorKind::AlreadyExists => Err(error.error),
        _ => sync_folder(folder_of(path)),
    }
}

/// A file on disk beside `path`, without its name yet. Temporary files are their owner's alone.
fn written(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The names for damaged files: `tonearm.damaged.json`, `tonearm.damaged-2.json` and so on.
fn damaged_names(path: &Path) -> impl Iterator<Item = PathBuf> {
    let numbered = (2..).map(|number| format!("{DAMAGED}-{number}.json"));
    let names = std::iter::once(format!("{DAMAGED}.json")).chain(numbered);
    names.map(move |name| path.with_extension(name))
}

fn free_name(path: &Path) -> io::Result<PathBuf> {
    for name in damaged_names(path) {
        if !name.try_exists()? {
            return Ok(name);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

fn parsed(bytes: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(bytes).ok()
}

#[cfg(test)]
mod tests;
