//! Files on a stage: what the listener has of their own, and what the application leaves behind: logs, data, evidence of a failure.

use std::fs;
use std::path::{Path, PathBuf};

use super::Stage;
use super::built::built;
use super::desktop::TEMPORARY;
use crate::failure::Told;

impl Stage {
    /// What the application logged so far, on all its runs.
    #[must_use]
    pub fn log(&self) -> String {
        let mut files: Vec<_> = fs::read_dir(self.data().join("logs"))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        files.sort();
        let mut log: String = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
        log.push_str(&fs::read_to_string(self.driver_log()).unwrap_or_default());
        log
    }

    /// The folder for temporary files.
    #[must_use]
    pub fn temporary(&self) -> PathBuf {
        self.root.path().join(TEMPORARY)
    }

    /// Where files lie that the listener got from elsewhere; no folder of the application's.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn downloads(&self) -> Told<PathBuf> {
        let folder = self.root.path().join("downloads");
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Every file of the application's that holds these words: data, settings, caches, logs, temporary files.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn files_with(&self, words: &str) -> Told<Vec<PathBuf>> {
        let mut found = Vec::new();
        for folder in [&self.data(), self.home()?, &self.temporary()] {
            search(folder, words.as_bytes(), &mut found)?;
        }
        if self.log().contains(words) {
            found.push(self.driver_log());
        }
        Ok(found)
    }

    /// Where this scenario leaves what it saw when it failed.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn evidence(&self) -> Told<PathBuf> {
        let folder = built("../e2e-failures")?.join(&self.scenario);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

fn search(folder: &Path, words: &[u8], found: &mut Vec<PathBuf>) -> Told {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            search(&entry.path(), words, found)?;
        } else if kind.is_file() {
            // A cache may drop a file at any moment; what is gone tells nothing.
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
