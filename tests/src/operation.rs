//! What a program does to an archive before it is killed. An operation can be written as command-line arguments, so that
//! another program can be told to do it, and performed here, so that it can be repeated.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;
use library::{Archive, ImportOptions, ImportPhase, SourceId};

use crate::evening::{DAY, evening};
use crate::failure::{Failure, Outcome};

/// Something done to an archive.
#[derive(Debug, Clone)]
pub enum Operation {
    /// Imports an export.
    Import(PathBuf),
    /// Records evenings, from the first number to before the second.
    Record(usize, usize),
    /// Takes this many backups.
    BackUp(usize),
    /// Restores a backup, if it is there.
    Restore(String),
    /// Undoes a source, if it is there.
    Undo(SourceId),
}

impl Operation {
    /// As a program's arguments.
    pub fn to_arguments(&self) -> Vec<String> {
        match self {
            Self::Import(path) => vec!["import".to_owned(), path.display().to_string()],
            Self::Record(from, to) => vec!["record".to_owned(), from.to_string(), to.to_string()],
            Self::BackUp(times) => vec!["back-up".to_owned(), times.to_string()],
            Self::Restore(name) => vec!["restore".to_owned(), name.clone()],
            Self::Undo(source) => vec!["undo".to_owned(), source.to_string()],
        }
    }

    /// Reads what [`Self::to_arguments`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        Ok(match arguments.as_slice() {
            ["import", path] => Self::Import(path.into()),
            ["record", from, to] => Self::Record(from.parse()?, to.parse()?),
            ["back-up", times] => Self::BackUp(times.parse()?),
            ["restore", name] => Self::Restore((*name).to_owned()),
            ["undo", source] => Self::Undo(source.parse()?),
            other => return Err(Failure::new(format!("no operation: {other:?}"))),
        })
    }

    /// Does it. `begun` is called when the first thing is about to be written.
    ///
    /// # Errors
    /// Those of the archive.
    pub fn perform(&self, archive: &Archive, mut begun: impl FnMut() + Send) -> Outcome {
        if !matches!(self, Self::Import(_)) {
            begun();
        }
        match self {
            Self::Import(path) => {
                archive.import(std::slice::from_ref(path), ImportOptions::default(), &mut |progress| {
                    if progress.phase == ImportPhase::Writing {
                        begun();
                    }
                    ControlFlow::Continue(())
                })?;
            }
            Self::Record(from, to) => {
                for number in *from..*to {
                    archive.record("robin", &evening(number)?)?;
                }
            }
            Self::BackUp(times) => {
                for _ in 0..*times {
                    archive.back_up()?;
                }
            }
            Self::Restore(name) => {
                if archive.backups()?.iter().any(|known| known.name == *name) {
                    archive.restore(name)?;
                }
            }
            Self::Undo(source) => {
                let known = archive.overview(library::Zone::default())?.sources;
                if known.iter().any(|known| known.id == *source) {
                    archive.undo(*source)?;
                }
            }
        }
        Ok(())
    }
}

/// The archive at `path`, with a clock that stands still.
///
/// # Errors
/// As [`Archive::open`].
pub fn open(path: &Path) -> Outcome<Archive> {
    // After all evenings: what is recorded of the future leaves no gap.
    Ok(Archive::open(path, Arc::new(|| DAY + TimeDelta::days(365)))?)
}
