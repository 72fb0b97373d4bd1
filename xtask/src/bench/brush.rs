//! How smoothly the brush moves across a long history in the real window: the gaps between frames, and the age of the answers.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use super::{explore, histories};
use crate::program::{Outcome, cargo, run};
use crate::{build, paths, setup};

const PLAYS: u32 = 1_000_000;

const DRAGS: &str = "
A lifetime brushed in the real window (1M plays, release build, no GPU, 1280 x 820, five seconds each). Milliseconds. A page
that only moves one square is the machine's own floor.
";

/// Builds, generates a history, and drags the brush over it.
pub(super) fn brush() -> Outcome {
    setup::setup()?;
    build::ui()?;
    let app = build::app(&["--release", "--package=tonearm", "--bin=tonearm"])?;
    run(cargo().args([
        "build",
        "--release",
        "--package=tonearm-tests",
        "--bin=brush",
        "--bin=browser",
    ]))?;
    let history = histories::history(PLAYS)?;
    println!("{DRAGS}");
    explore::print_load();
    run(Command::new(app.with_file_name(format!("brush{EXE_SUFFIX}")))
        .current_dir(paths::root())
        .arg(history)
        .env("TONEARM_APP", &app))
}
