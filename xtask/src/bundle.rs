//! `bundle`: installers for the system that this runs on.

use std::process::Command;

use crate::program::{Outcome, run};
use crate::{paths, setup};

/// The bundler. It writes into the program where Tauri left a mark for it, so it belongs to one release of Tauri.
const BUNDLER: &str = "@tauri-apps/cli@2.12.5";

/// Builds the installers. Passes `arguments` to Tauri's own `build` command.
pub(crate) fn bundle(arguments: &[String]) -> Outcome {
    setup::setup()?;
    run(tauri("build").args(arguments))
}

/// Tauri's command line. Downloaded only here: it is large, and nothing else needs it.
pub(crate) fn tauri(command: &str) -> Command {
    let mut tauri = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    let package = format!("--package={BUNDLER}");
    tauri
        .args(["exec", "--yes", &package, "--", "tauri", command])
        .current_dir(paths::root());
    tauri
}
