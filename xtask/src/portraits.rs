//! `portraits`: what there is to look at after a change to the UI.

use std::process::Command;

use crate::program::{Done, run};
use crate::{build, place, setup};

/// Saves a picture of every screen in every state; `arguments` go to the `portraits` program.
pub(crate) fn portraits(arguments: &[String]) -> Done {
    setup::setup()?;
    build::ui()?;
    let app = build::app(&["--package=tonearm", "--package=tonearm-tests", "--bins"])?;
    let portraits = app.with_file_name(format!("portraits{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(portraits)
        .current_dir(place::root())
        .args(arguments)
        .env("TONEARM_APP", app))
}
