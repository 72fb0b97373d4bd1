//! Files and folders that nobody but their owner can read, whatever the umask says. Windows has no such modes: there the folder
//! of the user's profile keeps others out, and everything here leaves permissions alone.

use std::{
    fs::{DirBuilder, OpenOptions},
    io,
    path::Path,
};

use crate::folder_sync::sync_folder;

/// Creates a folder, and those above it that are missing, so that they survive a power cut. One that exists stays as it is.
///
/// # Errors
/// When it can't be created.
pub fn create_folder(path: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync_folder)
}

/// Creates an empty file where there is none. One that exists stays as it is, and is not even opened: closing it would drop
/// the locks that SQLite holds on it.
///
/// # Errors
/// When it can't be created.
pub fn create_file(path: &Path) -> io::Result<()> {
    match options().create_new(true).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Takes all rights from everybody but the owner. Follows no link, and something that is not there is no error.
///
/// # Errors
/// When the rights can't be changed, as those of another user's file.
pub fn tighten(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::{fs, os::unix::fs::PermissionsExt};
        let metadata = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            found => found?,
        };
        let mode = metadata.permissions().mode() & 0o7777;
        if !metadata.is_symlink() && mode & 0o077 != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(mode & !0o077))?;
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Options to write a file that, if it is new, is its owner's alone.
pub(crate) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
