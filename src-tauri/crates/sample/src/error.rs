//! Why an export could not be generated, in words for the person who asked for it.

use std::{fmt, io, path::PathBuf};

use crate::MOST_PLAYS;

/// Why there is no export.
#[derive(Debug)]
pub enum GenerateError {
    /// The folder contains something that is not an export of ours.
    FolderInUse(PathBuf),
    /// More than [`MOST_PLAYS`].
    TooManyPlays,
    /// A file could not be written.
    Io(io::Error),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FolderInUse(folder) => write!(
                f,
                "{} holds something else than a generated history: choose an empty folder or a new one",
                folder.display()
            ),
            Self::TooManyPlays => write!(f, "at most {MOST_PLAYS} plays"),
            Self::Io(error) => write!(f, "the history could not be written: {error}"),
        }
    }
}

impl std::error::Error for GenerateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::FolderInUse(_) | Self::TooManyPlays => None,
        }
    }
}

impl From<io::Error> for GenerateError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
