//! `bundle`: installers for the system that this runs on, made by Tauri's bundler.

#[cfg(target_os = "linux")]
mod changelog;
#[cfg(target_os = "linux")]
mod contents;
#[cfg(target_os = "linux")]
mod format;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod notices;

use std::process::Command;

use crate::program::Outcome;
use crate::{paths, setup};

#[cfg(target_os = "linux")]
pub(crate) use format::{Format, Package};
#[cfg(target_os = "linux")]
pub(crate) use linux::{has_mark, packages};

/// The bundler. It writes into the program where Tauri left a mark for it, so it belongs to one release of Tauri.
const BUNDLER: &str = "@tauri-apps/cli@2.12.5";

/// Builds the installers. On Linux these are a .deb and an .rpm, or those that `arguments` name (`--bundles appimage`); elsewhere Tauri's own
/// `build` command gets `arguments`.
pub(crate) fn bundle(arguments: &[String]) -> Outcome {
    setup::setup()?;
    #[cfg(target_os = "linux")]
    for package in packages(arguments)? {
        println!("{}", package.file.display());
    }
    #[cfg(not(target_os = "linux"))]
    {
        let updater: &[&str] = if has_updater() { &["--features", "updater"] } else { &[] };
        crate::program::run(tauri("build").args(updater).args(arguments))?;
    }
    Ok(())
}

/// Whether the environment says where an updater finds releases, and whose key signs them. `src-tauri/build.rs` reads them again.
pub(crate) fn has_updater() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["TONEARM_UPDATES_URL", "TONEARM_UPDATES_KEY"].into_iter().all(is_set)
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
