//! What the benchmarks share: generated exports of growing size, and a Python for the programs they are compared with.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::paths;
use crate::program::{Outcome, cargo, output_of, run};

/// The sizes of the generated exports, in plays.
pub(super) const SIZES: [u32; 4] = [10_000, 100_000, 1_000_000, 3_000_000];

/// The folder with an export of this many plays. Generates it unless it exists.
pub(super) fn history(plays: u32) -> Outcome<PathBuf> {
    let folder = paths::target()?.join("bench-histories").join(plays.to_string());
    if folder.join("truth.json").exists() {
        return Ok(folder);
    }
    let generator = [
        "run",
        "--quiet",
        "--release",
        "--package=sample",
        "--bin=generate-history",
    ];
    let plays = plays.to_string();
    let mut command = cargo();
    command
        .args(generator)
        .args(["--", "--plays", &plays, "--seed", "1"])
        .arg(&folder);
    run(command.stdout(Stdio::null()))?;
    Ok(folder)
}

/// A Python with these packages from PyPI, in an environment of its own; `None` where there is no Python.
pub(super) fn python(packages: &[&str]) -> Outcome<Option<PathBuf>> {
    let environment = paths::target()?.join("bench-python");
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !python.exists() && !make(&environment) {
        return Ok(None);
    }
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet"])
        .args(packages))?;
    Ok(Some(python))
}

fn make(environment: &Path) -> bool {
    output_of("python3", &["-m", "venv", &environment.to_string_lossy()]).is_some()
}
