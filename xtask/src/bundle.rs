//! `bundle`: the installers of the system this runs on.

use std::process::Command;

use crate::program::{Done, run};
use crate::{place, setup};

/// Builds the installers; `arguments` go to Tauri's own `build` command.
pub(crate) fn bundle(arguments: &[String]) -> Done {
    setup::setup()?;
    let mut tauri = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    // Fetched for the occasion: it is large, and nothing else needs it.
    tauri.args(["exec", "--yes", "--package=@tauri-apps/cli@2", "--", "tauri", "build"]);
    run(tauri.current_dir(place::root()).args(arguments))
}
