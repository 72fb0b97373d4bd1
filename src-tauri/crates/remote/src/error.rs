//! What can go wrong with a remote, in words that say what to do next.

use std::{io, path::PathBuf};

use plays::PartId;

use crate::InvalidAddress;

/// Something about a remote did not work. Nothing is lost: whatever was exchanged before stays.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The address can't be used.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// The folder is not there, or has no remote in it.
    #[error(
        "{0} has no Tonearm remote in it. If it lies on a drive, see that the drive is connected; to begin a remote there, run \
         `tonearm-cli remote init`"
    )]
    NotSetUp(String),
    /// A newer program has set it up.
    #[error(
        "the remote was set up by a newer Tonearm (format {found}, this one knows {known}): update Tonearm on this machine"
    )]
    TooNew {
        /// The remote's format.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// A file of a folder can't be read or written.
    #[error("{path} can't be read or written: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        why: io::Error,
    },
    /// What the remote has of a part is not what was written.
    #[error("what the remote has of source {} is damaged: {why}", part.source)]
    Damaged {
        /// Which part.
        part: PartId,
        /// What is wrong with it.
        why: String,
    },
    /// Something else than parts is not what was written.
    #[error("the remote can't be understood: {0}")]
    NotUnderstood(String),
}

impl RemoteError {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |why| Self::File { path, why }
    }
}
