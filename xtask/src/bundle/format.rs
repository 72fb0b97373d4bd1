//! The kinds of packages for Linux.

use std::path::PathBuf;

/// What the bundler can make here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Deb,
    Rpm,
    /// Its tools are downloaded from GitHub by the bundler.
    AppImage,
}

impl Format {
    /// As the bundler calls it, and its folder.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Deb => "deb",
            Self::Rpm => "rpm",
            Self::AppImage => "appimage",
        }
    }

    /// What the program says that it is in.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Deb => "DEB",
            Self::Rpm => "RPM",
            Self::AppImage => "APP",
        }
    }
}

/// A package that was made.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    pub(crate) format: Format,
    pub(crate) file: PathBuf,
    /// The app that was packed, without the bundler's mark.
    pub(crate) app: PathBuf,
}
