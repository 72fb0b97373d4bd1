//! The files of a testbed: the listener's own, and what the application leaves behind.

use std::fs;
use std::path::{Path, PathBuf};

use super::Testbed;
use super::artifact::built;
use super::desktop::TEMPORARY;
use crate::failure::Outcome;

impl Testbed {
    /// What the application has logged so far, over all its runs, and what is left of what was before.
    #[must_use]
    pub fn log(&self) -> String {
        let mut files: Vec<_> = fs::read_dir(self.data().join("logs"))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        // A full file has the date after the name.
        files.sort_by_key(|file| (file.ends_with("tonearm.log"), file.clone()));
        let mut log: String = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
        log.push_str(&fs::read_to_string(self.driver_log()).unwrap_or_default());
        log
    }

    /// The folder for temporary files.
    #[must_use]
    pub fn temporary(&self) -> PathBuf {
        self.root.path().join(TEMPORARY)
    }

    /// The listener's folder for files from elsewhere. The application does not own it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn downloads(&self) -> Outcome<PathBuf> {
        let folder = self.root.path().join("downloads");
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Every file of the application that contains these words: data, settings, caches, logs, temporary files.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn files_with(&self, words: &str) -> Outcome<Vec<PathBuf>> {
        let mut found = Vec::new();
        for folder in [&self.data(), self.home()?, &self.temporary()] {
            search(folder, words.as_bytes(), &mut found)?;
        }
        if self.log().contains(words) {
            found.push(self.driver_log());
        }
        Ok(found)
    }

    /// The folder for what this scenario saves when it fails.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn failure_folder(&self) -> Outcome<PathBuf> {
        let folder = built("../e2e-failures")?.join(&self.scenario);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

fn search(folder: &Path, words: &[u8], found: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            search(&entry.path(), words, found)?;
        } else if kind.is_file() {
            // A cache may delete a file at any moment.
            let holds = fs::read(entry.path())
                .unwrap_or_default()
                .windows(words.len())
                .any(|part| part == words);
            if holds {
                found.push(entry.path());
            }
        }
    }
    Ok(())
}
