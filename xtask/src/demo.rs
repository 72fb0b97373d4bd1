//! `demo`: Tonearm on a simulated Spotify, from a fresh clone to an open window.
//! Only builds; the rest is in the `demo` program of the tests, which uses the same testbed as the end-to-end tests.

use std::process::Command;

use crate::program::{Outcome, run};
use crate::{build, paths, setup};

/// Installs what is missing, builds, and opens Tonearm. Passes `arguments` to the `demo` program.
pub(crate) fn demo(arguments: &[String]) -> Outcome {
    setup::setup()?;
    build::ui()?;
    let app = build::app(&["--package=tonearm", "--package=tonearm-tests", "--bins"])?;
    let demo = app.with_file_name(format!("demo{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(demo)
        .current_dir(paths::root())
        .args(arguments)
        .env("TONEARM_APP", app))
}
