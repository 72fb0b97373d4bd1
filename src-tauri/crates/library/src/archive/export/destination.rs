//! Where an export ends up: a file that takes its place in one step, and is never the archive itself.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use store::sync_folder;

pub(in super::super) fn move_into_place(part: &Path, to: &Path) -> io::Result<()> {
    in_use::rename(part, to)?;
    // The export is there; only a power cut right now could take its new name away again.
    let _ = sync_folder(folder_of(to));
    Ok(())
}

/// The folder that a file is in.
pub(in super::super) fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The path with `ending` after the file name: `archive.db` becomes `archive.db-wal`.
fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Whether `path` leads to the archive or to one of the files that SQLite and the store keep beside it.
pub(in super::super) fn is_archive_file(archive: &Path, path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else {
        return false;
    };
    let own = ["", "-wal", "-shm", "-journal", ".lock", ".open"].map(|ending| sibling(archive, ending));
    own.iter().any(|own| own.canonicalize().is_ok_and(|own| own == path))
}

/// An error as the listener reads it.
pub(in super::super) fn wording(why: &io::Error) -> String {
    match why.kind() {
        _ if in_use::may_be_in_use(why) => {
            "another program may have that file open, or writing there is not allowed: close it there, or choose another name".to_owned()
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full: make room, then try again".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "writing there is not allowed: allow it, or choose another folder".to_owned()
        }
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => why.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_an_open_file_can_not_be_replaced_the_listener_is_told_to_close_it() {
        // What Windows says of a file that is open; elsewhere the number means something else.
        let open = io::Error::from_raw_os_error(32);
        assert_eq!(wording(&open).contains("close it there"), cfg!(windows));
        assert!(wording(&ErrorKind::StorageFull.into()).contains("the disk is full"));
    }
}
