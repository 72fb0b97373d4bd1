//! The log: a file in the data folder, and standard error. Other crates that would write secrets into it are kept quiet. There are never
//! more than two files: the one that is being written, and the full one before it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use host::{Environment, Folders};
use log::LevelFilter;
use tauri::{Wry, plugin::TauriPlugin};
use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind};

const MAX_FILE_BYTES: u128 = 1024 * 1024;

/// How many full files are kept beside the one that is being written.
const FULL_FILES: usize = 1;

/// The plugin adds the ending itself.
const NAME: &str = "tonearm";

/// Where the log is written, managed by Tauri.
pub(crate) struct LogFolder(pub(crate) PathBuf);

impl LogFolder {
    pub(crate) fn new(folders: &Folders) -> Self {
        Self(folders.logs())
    }

    /// What is in it, oldest first. Empty where nothing can be read.
    pub(crate) fn text(&self) -> String {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.path()).filter(|path| is_log(path)).collect();
        // A full one has the date after the name.
        files.sort_by_key(|file| (file.file_stem().is_some_and(|name| name == NAME), file.clone()));
        let read = files.iter().map(|file| fs::read(file).unwrap_or_default());
        String::from_utf8_lossy(&read.collect::<Vec<_>>().concat()).into_owned()
    }
}

fn is_log(file: &Path) -> bool {
    let is_ours = file
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(NAME));
    is_ours && file.extension().is_some_and(|ending| ending == "log")
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
        // With none, what went wrong just before the file was full would be gone.
        .rotation_strategy(RotationStrategy::KeepSome(FULL_FILES))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_read_from_its_oldest_line_on() {
        let folder = tempfile::tempdir().unwrap();
        for (name, line) in [
            ("tonearm.log", "third\n"),
            ("tonearm_2026-11-30_16-00-00.log", "second\n"),
            ("tonearm_2026-11-29_16-00-00.log", "first\n"),
            ("notes.log", "not ours\n"),
            ("tonearm.txt", "not a log\n"),
        ] {
            fs::write(folder.path().join(name), line).unwrap();
        }
        assert_eq!(LogFolder(folder.path().to_owned()).text(), "first\nsecond\nthird\n");
        assert_eq!(LogFolder(folder.path().join("none")).text(), "");
    }
}
