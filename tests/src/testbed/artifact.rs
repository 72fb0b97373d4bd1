//! The programs that Cargo built: where they are.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// The application: `TONEARM_APP`, or the one beside this program.
pub(super) fn application() -> Outcome<PathBuf> {
    let file = match std::env::var_os("TONEARM_APP") {
        Some(file) => file.into(),
        None => built("tonearm")?,
    };
    if file.is_file() {
        return Ok(file);
    }
    Err(Failure::new(format!(
        "{} does not exist: `cargo build --package tonearm --features custom-protocol` builds it",
        file.display()
    )))
}

/// A file beside this program, or a path relative to there.
pub(super) fn built(name: &str) -> Outcome<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().unwrap_or(Path::new("/"));
    // Tests are one folder deeper than the programs they test.
    let folder = if folder.ends_with("deps") {
        folder.parent().unwrap_or(folder)
    } else {
        folder
    };
    Ok(folder.join(name))
}
