//! Where the programs lie that Cargo built.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Told};

/// The application: `TONEARM_APP`, or the one that was built beside this program.
pub(super) fn application() -> Told<PathBuf> {
    let file = match std::env::var_os("TONEARM_APP") {
        Some(file) => file.into(),
        None => built("tonearm")?,
    };
    if file.is_file() {
        return Ok(file);
    }
    Err(Failure::new(format!(
        "{} is not there: `cargo build --package tonearm --features custom-protocol` builds it",
        file.display()
    )))
}

/// A file that Cargo put beside this program, or a path from there.
pub(crate) fn built(name: &str) -> Told<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().unwrap_or(Path::new("/"));
    // Tests lie one folder deeper than the programs they test.
    let folder = if folder.ends_with("deps") {
        folder.parent().unwrap_or(folder)
    } else {
        folder
    };
    Ok(folder.join(name))
}
