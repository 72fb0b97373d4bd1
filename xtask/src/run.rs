//! `run`: Tonearm on the real Spotify.

use std::process::Command;

use crate::program::{self, Outcome};
use crate::{build, setup};

/// Builds Tonearm and opens it with these arguments.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    setup::setup()?;
    build::ui()?;
    let app = build::app(&["--package=tonearm"])?;
    program::run(Command::new(app).args(arguments))
}
