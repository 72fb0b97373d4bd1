//! `bundle`: installers for the system that this runs on.

use std::process::Command;

use crate::program::{Outcome, run};
use crate::{paths, setup};

/// Builds the installers. Passes `arguments` to Tauri's own `build` command.
pub(crate) fn bundle(arguments: &[String]) -> Outcome {
    setup::setup()?;
    let mut tauri = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    // Downloaded only here: it is large, and nothing else needs it.
    tauri.args(["exec", "--yes", "--package=@tauri-apps/cli@2", "--", "tauri", "build"]);
    run(tauri.current_dir(paths::root()).args(arguments))
}
