//! Brings to the disk which files a folder holds. A file that was synced can still be lost with its name if the power fails.

use std::{io, path::Path};

/// Makes sure that files and folders that came into this folder, or were renamed in it, are still there after a power cut.
///
/// # Errors
/// When the disk fails. A folder that can't be opened, or a file system that syncs no folders, is no error: there is nothing to be done.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows opens no folder as a file, and NTFS writes names down before it goes on.
    #[cfg(unix)]
    {
        // A relative path of one part has no folder in it.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let Ok(open) = std::fs::File::open(folder) else {
            return Ok(());
        };
        match open.sync_all() {
            Err(error) if !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
                return Err(error);
            }
            _ => {}
        }
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
