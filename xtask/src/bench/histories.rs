//! The generated exports of growing size that the benchmarks share.

use std::path::PathBuf;
use std::process::Stdio;

use crate::paths;
use crate::program::{Outcome, cargo, run};

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
