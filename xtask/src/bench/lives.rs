//! What benchmarks of a lifetime share: generated exports of growing size, and Python for what they are compared with.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::place;
use crate::program::{Done, answer, cargo, run};

/// Plays of the generated exports.
pub(super) const SIZES: [u32; 4] = [10_000, 100_000, 1_000_000, 3_000_000];

/// The folder with an export of so many plays, generated unless it is there.
pub(super) fn life(plays: u32) -> Done<PathBuf> {
    let folder = place::target()?.join("bench-lives").join(plays.to_string());
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

/// A Python with these packages from PyPI, in an environment of its own. `None` where there is no Python.
pub(super) fn python(packages: &[&str]) -> Done<Option<PathBuf>> {
    let environment = place::target()?.join("bench-python");
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !python.exists() && !made(&environment) {
        return Ok(None);
    }
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet"])
        .args(packages))?;
    Ok(Some(python))
}

fn made(environment: &Path) -> bool {
    answer("python3", &["-m", "venv", &environment.to_string_lossy()]).is_some()
}
