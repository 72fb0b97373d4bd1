//! Where things are: the repository, and the folder that Cargo builds into.

use std::path::{Path, PathBuf};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable at each run, so a moved clone or a shared build folder does no harm.
    let package =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_owned)
}

/// The UI's folder.
pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

/// Cargo's build folder, wherever configuration or environment put it.
pub(crate) fn target() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| format!("this program cannot find its own path: {error}"))?;
    // TARGET/debug/xtask
    own.ancestors()
        .nth(2)
        .map(Path::to_owned)
        .ok_or_else(|| format!("{} is not in a build folder", own.display()))
}

/// The folder for installed build tools.
pub(crate) fn tools() -> Result<PathBuf, String> {
    Ok(target()?.join("tools"))
}
