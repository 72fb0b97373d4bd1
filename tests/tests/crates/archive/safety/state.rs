//! What two archives must have in common to be the same to a listener, and a folder to keep one in.

use std::fs;
use std::path::{Path, PathBuf};

use library::{Archive, Gap, ImportCounts, SourceKind, Zone};
use tonearm_tests::failure::Outcome;
use tonearm_tests::operation;

/// Its name, its counts, and the ends of its first and last play.
type Source = (String, ImportCounts, Option<(i64, i64)>);

/// Everything in an archive that a listener could miss.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    pub(crate) plays: Vec<(i64, String, u32, String)>,
    pub(crate) sources: Vec<Source>,
    pub(crate) gaps: Vec<Gap>,
}

impl State {
    pub(crate) fn of(archive: &Archive) -> Outcome<Self> {
        let plays = archive.latest(None, u32::MAX - 1)?.plays.into_iter();
        let mut plays: Vec<_> = plays
            .map(|play| {
                (
                    play.ended_at.as_millis(),
                    play.uri,
                    play.ms_played,
                    format!("{:?}", play.provenance),
                )
            })
            .collect();
        plays.sort();
        let standing = archive.overview(Zone::default())?;
        let mut sources: Vec<_> = standing
            .sources
            .into_iter()
            .map(|source| (source.name, source.counts, source.span))
            .collect();
        sources.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self {
            plays,
            sources,
            gaps: standing.gaps,
        })
    }
}

/// A folder with an archive in it.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Outcome<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// A copy of the folder.
    pub(crate) fn copied(&self) -> Outcome<Self> {
        let copy = Self::new()?;
        copy_folder(self.0.path(), copy.0.path())?;
        Ok(copy)
    }

    pub(crate) fn archive(&self) -> PathBuf {
        self.0.path().join("archive.db")
    }

    pub(crate) fn open(&self) -> Outcome<Archive> {
        operation::open(&self.archive())
    }

    /// Files that exist only while a copy is being made.
    pub(crate) fn leftovers(&self) -> Outcome<Vec<String>> {
        let mut names = Vec::new();
        for folder in [self.0.path().to_owned(), self.0.path().join("backups")] {
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

/// The source of the import: recordings cannot be undone.
pub(crate) fn import_of(archive: &Archive) -> Outcome<Option<library::SourceId>> {
    let sources = archive.overview(Zone::default())?.sources;
    let import = sources.iter().find(|source| source.kind == SourceKind::Import);
    Ok(import.map(|source| source.id))
}
