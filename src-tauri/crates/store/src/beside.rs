//! The names of the files beside the archive.

use std::path::{Path, PathBuf};

/// `archive.db` -> `archive.db-wal` and the like.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}
