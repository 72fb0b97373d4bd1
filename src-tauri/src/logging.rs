//! The log: a file in the data folder, and standard error. Other crates that would write secrets into it are kept quiet.

use std::path::PathBuf;

use host::{Environment, Folders};
use log::LevelFilter;
use tauri::{Wry, plugin::TauriPlugin};
use tauri_plugin_log::{Builder, Target, TargetKind};

const MAX_FILE_BYTES: u128 = 1024 * 1024;

/// The plugin adds the ending itself.
const NAME: &str = "tonearm";

/// The file that is being written. The one before it is kept under another name once this is full.
pub(crate) fn file(folders: &Folders) -> PathBuf {
    folders.logs().join(NAME).with_extension("log")
}

pub(crate) fn plugin(folders: &Folders, environment: &Environment) -> TauriPlugin<Wry> {
    Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::Folder {
            path: folders.logs(),
            file_name: Some(NAME.into()),
        }))
        .target(Target::new(TargetKind::Stderr))
        .level(environment.log.unwrap_or(LevelFilter::Info))
        // It logs what it sends to the keychain, byte by byte.
        .level_for("zbus", LevelFilter::Warn)
        // It logs the links that macOS opens, codes and all.
        .level_for("tao", LevelFilter::Warn)
        .level_for("tracing", LevelFilter::Warn)
        // It logs letters that no font has, and so a part of what is played.
        .level_for("usvg", LevelFilter::Error)
        .max_file_size(MAX_FILE_BYTES)
        .build()
}
