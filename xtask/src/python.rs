//! A Python for the programs from PyPI that commands of ours need.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::paths;
use crate::program::{Outcome, output_of, run};

/// A Python with these packages from PyPI, in an environment of its own; `None` where there is no Python.
pub(crate) fn python(packages: &[&str]) -> Outcome<Option<PathBuf>> {
    let environment = paths::tools()?.join("python");
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !python.exists() && !make(&environment) {
        return Ok(None);
    }
    // Asks PyPI only for what is missing.
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet"])
        .args(packages))?;
    Ok(Some(python))
}

fn make(environment: &Path) -> bool {
    output_of("python3", &["-m", "venv", &environment.to_string_lossy()]).is_some()
}
