//! Whether the archive lies on a network drive, and the file beside it that says so.
//!
//! SQLite's log (WAL) needs memory that all programs with the archive open share, and two computers share none. What is on a network
//! drive is therefore written with a rollback journal, by every computer that opens it: also by the one whose disk it is, which could
//! not know without the file. That is slower, and writing waits for reading.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::{StoreError, beside::beside, private};

/// What the file says to whoever opens it.
const EXPLANATION: &str = "\
The archive beside this file was opened over a network drive. Tonearm therefore writes it in a slower way that several computers can
use, though not at the same time. If it is on a disk of this computer now and no other computer uses it, close Tonearm and delete this
file.
";

fn marker(archive: &Path) -> PathBuf {
    beside(archive, ".network")
}

/// Whether the archive at this path is written in the way that a network drive needs.
pub(crate) fn is_marked(archive: &Path) -> bool {
    marker(archive).exists()
}

/// Marks the archive at this path if its folder is on a network drive. One that is marked stays so.
pub(crate) fn mark_if_there(archive: &Path) -> Result<(), StoreError> {
    match archive.parent() {
        Some(folder) if !is_marked(archive) && holds(folder) => mark(archive),
        _ => Ok(()),
    }
}

/// Has what will replace `archive` written in the same way.
pub(crate) fn mark_like(archive: &Path, copy: &Path) -> Result<(), StoreError> {
    if is_marked(archive) { mark(copy) } else { Ok(()) }
}

fn mark(archive: &Path) -> Result<(), StoreError> {
    let path = marker(archive);
    let mut options = private::options();
    let written = options.create(true).truncate(true).open(&path).and_then(|mut file| {
        file.write_all(EXPLANATION.as_bytes())?;
        file.sync_all()
    });
    written.map_err(StoreError::file(&path))
}

/// Whether `folder` is on a network drive. Taken for a local one if the system does not tell.
fn holds(folder: &Path) -> bool {
    folder
        .canonicalize()
        .and_then(|folder| system::is_remote(&folder))
        .unwrap_or_else(|error: io::Error| {
            log::warn!("the system does not tell whether the archive is on a network drive: {error}");
            false
        })
}

#[cfg(target_os = "linux")]
mod system {
    use std::{
        ffi::OsString,
        io,
        os::unix::ffi::{OsStrExt, OsStringExt},
        path::{Path, PathBuf},
    };

    use procfs::{
        ProcError,
        process::{MountInfo, Process},
    };

    /// The kinds of file systems whose files are on another computer, as the kernel or the FUSE program names them.
    const REMOTE: &[&str] = &[
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "vboxsf",
        "virtiofs",
    ];
    /// The same, of FUSE programs.
    const REMOTE_BY_FUSE: &[&str] = &[
        "curlftpfs",
        "davfs2",
        "glusterfs",
        "gvfsd-fuse",
        "kio-fuse",
        "mfs",
        "rclone",
        "s3fs",
        "smbnetfs",
        "sshfs",
        "vmhgfs-fuse",
    ];

    pub(super) fn is_remote(folder: &Path) -> io::Result<bool> {
        let mounts = Process::myself()
            .and_then(|process| process.mountinfo())
            .map_err(io_error)?;
        Ok(file_system(folder, mounts).is_some_and(|kind| is_remote_kind(&kind)))
    }

    /// The kind of the file system that `folder`, an absolute path, is on.
    pub(super) fn file_system(folder: &Path, mounts: impl IntoIterator<Item = MountInfo>) -> Option<String> {
        let mounts = mounts
            .into_iter()
            .map(|mount| (unescaped(&mount.mount_point), mount.fs_type));
        let holding = mounts.filter(|(at, _)| folder.starts_with(at));
        // Of several at the same place, the last one hides the others, and `max_by_key` takes the last.
        let nearest = holding.max_by_key(|(at, _)| at.components().count());
        nearest.map(|(_, kind)| kind)
    }

    /// The kernel writes spaces, tabs, line ends and backslashes as a backslash and three octal digits.
    fn unescaped(path: &Path) -> PathBuf {
        let mut plain = Vec::new();
        let mut rest = path.as_os_str().as_bytes();
        while let Some((&first, after)) = rest.split_first() {
            let code = after.get(..3).filter(|_| first == b'\\');
            let byte = code.and_then(|code| u8::from_str_radix(str::from_utf8(code).ok()?, 8).ok());
            plain.push(byte.unwrap_or(first));
            rest = if byte.is_some() { &after[3..] } else { after };
        }
        PathBuf::from(OsString::from_vec(plain))
    }

    pub(super) fn is_remote_kind(kind: &str) -> bool {
        match kind.strip_prefix("fuse.") {
            Some(program) => REMOTE_BY_FUSE.contains(&program),
            None => REMOTE.contains(&kind),
        }
    }

    fn io_error(error: ProcError) -> io::Error {
        match error {
            ProcError::Io(error, _) => error,
            other => io::Error::other(other),
        }
    }
}

#[cfg(target_os = "macos")]
mod system {
    use std::{io, path::Path};

    /// `MNT_LOCAL` of `sys/mount.h`.
    const LOCAL: u32 = 0x1000;

    pub(super) fn is_remote(folder: &Path) -> io::Result<bool> {
        Ok(rustix::fs::statfs(folder)?.f_flags & LOCAL == 0)
    }
}

#[cfg(windows)]
mod system {
    use std::{
        io,
        path::{Component, Path, Prefix},
    };

    /// The letter of a network drive has become the share's name in an absolute path without links.
    pub(super) fn is_remote(folder: &Path) -> io::Result<bool> {
        let first = folder.components().next();
        Ok(matches!(
            first,
            Some(Component::Prefix(prefix)) if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
        ))
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
mod system {
    use std::{io, path::Path};

    pub(super) fn is_remote(_folder: &Path) -> io::Result<bool> {
        Ok(false)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use procfs::{FromBufRead as _, process::MountInfos};

    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw,relatime shared:2 - nfs4 server:/home rw,vers=4.2
31 30 8:2 / /home/robin/scratch rw - xfs /dev/sdb1 rw
32 30 0:41 / /home/robin/My\\040Box rw - fuse.sshfs robin@box: rw
33 22 0:42 / /media rw - fuseblk /dev/sdc1 rw
34 22 0:43 / /mnt rw - ext4 /dev/sdd1 rw
35 22 0:44 / /mnt rw - cifs //nas/share rw
";

    #[test]
    fn a_folder_is_on_the_file_system_that_was_mounted_nearest_and_last() {
        for (folder, kind, is_remote) in [
            ("/var/lib", "ext4", false),
            ("/homes", "ext4", false),
            ("/home/robin/.local/share", "nfs4", true),
            ("/home/robin/scratch/data", "xfs", false),
            ("/home/robin/My Box/data", "fuse.sshfs", true),
            ("/media/stick", "fuseblk", false),
            ("/mnt/data", "cifs", true),
        ] {
            let mounts = MountInfos::from_buf_read(MOUNTS.as_bytes()).unwrap();
            let found = system::file_system(Path::new(folder), mounts);
            assert_eq!(found.as_deref(), Some(kind), "{folder}");
            assert_eq!(system::is_remote_kind(kind), is_remote, "{kind}");
        }
    }

    #[test]
    fn a_folder_of_this_computer_is_not_marked() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("archive.db");
        mark_if_there(&archive).unwrap();
        assert!(!is_marked(&archive));
    }
}
