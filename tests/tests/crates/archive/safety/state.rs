//! A folder to keep an archive in.

use std::fs;
use std::path::{Path, PathBuf};

use library::{Archive, SourceId, SourceKind, Zone};
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::operation;
pub(crate) use tonearm_tests::state::State;

/// A folder, in which an archive is or will be in a folder of its own.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Outcome<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// A folder on a disk in memory, where there is one. There a sync takes no time, and nothing is lost by it: whatever a program has
    /// written is still there when it has ended.
    pub(crate) fn in_memory() -> Outcome<Self> {
        match tempfile::tempdir_in("/dev/shm") {
            Ok(folder) => Ok(Self(folder)),
            Err(_) => Self::new(),
        }
    }

    /// A copy of the folder, in memory.
    pub(crate) fn copied(&self) -> Outcome<Self> {
        let copy = Self::in_memory()?;
        copy_folder(self.0.path(), copy.0.path())?;
        Ok(copy)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.0.path().join("data/archive.db")
    }

    /// Lays a copy of this file in the place of the archive.
    pub(crate) fn put_archive(&self, file: &Path) -> Outcome {
        fs::create_dir_all(self.0.path().join("data"))?;
        fs::copy(file, self.archive())?;
        Ok(())
    }

    pub(crate) fn open(&self) -> Outcome<Archive> {
        operation::open(&self.archive())
    }

    /// Files that exist only while a copy is being made.
    pub(crate) fn leftovers(&self) -> Outcome<Vec<String>> {
        let mut names = Vec::new();
        for folder in ["data", "data/backups"].map(|folder| self.0.path().join(folder)) {
            for entry in fs::read_dir(folder)? {
                names.push(entry?.file_name().to_string_lossy().into_owned());
            }
        }
        names.retain(|name| name.contains(".part") || name.contains(".restoring") || name.contains("damaged"));
        Ok(names)
    }
}

fn copy_folder(from: &Path, to: &Path) -> Outcome {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&to)?;
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

/// The first source of this kind.
pub(crate) fn source_of(archive: &Archive, kind: SourceKind) -> Outcome<SourceId> {
    let sources = archive.overview(Zone::default())?.sources;
    let found = sources.iter().find(|source| source.kind == kind);
    Ok(found.ok_or_else(|| Failure::new("there is no such source"))?.id)
}
