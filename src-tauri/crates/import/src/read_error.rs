//! Why reading stopped: because of one file, or for the whole import.
//! Also travels inside an [`io::Error`], where it has to pass through somebody else's reader.

use std::io;

use crate::{FileError, ImportError};

/// Why reading stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// This file is refused; the others go on.
    #[error(transparent)]
    File(#[from] FileError),
    /// The whole import stops.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl ReadError {
    /// The error that [`Self::into_io`] put into `error`; `otherwise` if it came from elsewhere.
    pub(crate) fn from_io(error: io::Error, otherwise: FileError) -> Self {
        error.downcast().unwrap_or(Self::File(otherwise))
    }

    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }
}
