//! `portraits`: pictures to look at after a change to the UI.

use std::process::Command;

use crate::program::{Outcome, run};
use crate::{build, paths, setup};

/// Saves a picture of every screen in every state. Passes `arguments` to the `portraits` program.
pub(crate) fn portraits(arguments: &[String]) -> Outcome {
    setup::setup()?;
    build::ui()?;
    let app = build::app(&["--package=tonearm", "--package=tonearm-tests", "--bins"])?;
    let portraits = app.with_file_name(format!("portraits{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(portraits)
        .current_dir(paths::root())
        .args(arguments)
        .env("TONEARM_APP", app))
}
