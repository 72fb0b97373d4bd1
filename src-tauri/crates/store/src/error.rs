//! What can go wrong with the archive, one variant for each thing that can be done about it.

use std::{io, path::PathBuf};

use rusqlite::{ErrorCode, ffi::SQLITE_IOERR_SHMSIZE};

/// The archive could not be read or written. What was in it before is still in it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A newer Tonearm wrote it: update this one. The file is untouched.
    #[error(
        "the archive was written by a newer Tonearm (its schema is {found}, this one knows {known}): update Tonearm"
    )]
    TooNew {
        /// The file's schema.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// It has to be brought up to date, and another program, which would go on writing as before, has it open: close that one.
    #[error("the archive is open in another Tonearm, which may be an older one: close that one, then try again")]
    OpenElsewhere,
    /// The file, or its folder, can't be written: allow it, or choose another data folder.
    #[error("the archive can't be written to: allow writing to its folder, or choose another data folder")]
    ReadOnly,
    /// Make room on the disk, then try again.
    #[error("the disk is full: make room, then try again")]
    DiskFull,
    /// Another program has been writing for too long: wait for it, or close it.
    #[error("another program is writing to the archive: wait until it is done, or close it")]
    Busy,
    /// Another program has held the lock for too long, and may hang: close it.
    #[error(
        "another program has been using the archive for too long, and may hang: close every other Tonearm and \
         tonearm-cli, then try again"
    )]
    Locked,
    /// The file is damaged, or not a database at all.
    #[error("the archive is damaged: {0}")]
    Damaged(String),
    /// The backup can't be used.
    #[error("the backup can't be used: {0}")]
    BackupUnusable(String),
    /// There is no such backup.
    #[error("there is no backup named {0}")]
    NoSuchBackup(String),
    /// There is no such source.
    #[error("there is no source {0}")]
    NoSuchSource(u32),
    /// A file or folder beside the archive could not be used.
    #[error("{path}: {why}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's error.
        why: io::Error,
    },
    /// Any other error of SQLite.
    #[error("the archive could not be used: {0}")]
    Unexpected(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        // SQLite needs room on the disk for the memory that connections share, before it writes anything.
        if error
            .sqlite_error()
            .is_some_and(|why| why.extended_code == SQLITE_IOERR_SHMSIZE)
        {
            return Self::DiskFull;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Unexpected(error),
        }
    }
}

impl StoreError {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |why| match why.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::File { path, why },
        }
    }
}
