//! Why reading stops: for one file, or for all.

use std::io;

use crate::{FileError, ImportError};

/// Travels inside an [`io::Error`] where the way leads through somebody else's reader.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Halt {
    /// This file is refused; the others go on.
    #[error(transparent)]
    Trouble(#[from] FileError),
    /// Everything stops.
    #[error(transparent)]
    All(#[from] ImportError),
}

impl Halt {
    /// What an error of reading comes down to: what travelled in it, else `otherwise`.
    pub(crate) fn from_io(error: io::Error, otherwise: FileError) -> Self {
        error.downcast().unwrap_or(Self::Trouble(otherwise))
    }

    pub(crate) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }
}
