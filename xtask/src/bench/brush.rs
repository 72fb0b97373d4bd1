//! How smoothly a lifetime is brushed in the real window: the gaps between frames, and how old the answers are.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use super::{explore, lives};
use crate::program::{Done, cargo, run};
use crate::{build, place, setup};

/// What is brushed.
const PLAYS: u32 = 1_000_000;

const DRAGS: &str = "
A lifetime brushed in the real window (1M plays, release build, no GPU, 1280 x 820, five seconds each). Milliseconds. A page
that only moves one square is the machine's own floor.
";

/// Builds, generates, and drags.
pub(super) fn brush() -> Done {
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
    let life = lives::life(PLAYS)?;
    println!("{DRAGS}");
    explore::tell_load();
    run(Command::new(app.with_file_name(format!("brush{EXE_SUFFIX}")))
        .current_dir(place::root())
        .arg(life)
        .env("TONEARM_APP", &app))
}
