//! Addresses of remotes, as a listener types them.

use std::{fmt, path::PathBuf};

/// Where a remote is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder, by its whole path.
    Folder(PathBuf),
}

/// The text is not the address of a remote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAddress(pub(crate) String);

impl fmt::Display for InvalidAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidAddress {}
