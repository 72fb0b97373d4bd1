//! `demo`: Tonearm on a simulated Spotify, from a fresh clone to an open window.
//! What happens there is told by the `demo` program of the tests, which shares its stage with the end-to-end tests.

use std::process::Command;

use crate::program::{Done, run};
use crate::{build, place, setup};

/// Puts in place what is missing, builds, and opens Tonearm; `arguments` go to the `demo` program.
pub(crate) fn demo(arguments: &[String]) -> Done {
    setup::setup()?;
    build::ui()?;
    let app = build::app(&["--package=tonearm", "--package=tonearm-tests", "--bins"])?;
    let demo = app.with_file_name(format!("demo{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(demo)
        .current_dir(place::root())
        .args(arguments)
        .env("TONEARM_APP", app))
}
