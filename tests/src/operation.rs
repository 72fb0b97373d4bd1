//! What a program does to an archive before it is killed. An operation can be written as command-line arguments, so that
//! another program can be told to do it, and performed here, so that it can be repeated.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use library::{Archive, ExportFormat, HiddenTarget, ImportOptions, ImportPhase, SourceId};
use plays::{Batch, Snapshot};

use crate::evening::{DAY, evening};
use crate::failure::{Failure, Outcome};

/// How many tracks are in a top list.
const RANKED: usize = 50;

/// Something done to an archive.
#[derive(Debug, Clone)]
pub enum Operation {
    /// Only opens it: one of an older release is brought up to date and counted again.
    Open,
    /// Imports an export.
    Import(PathBuf),
    /// Records evenings, from the first number to before the second.
    Record(usize, usize),
    /// Takes in Spotify's top tracks of several days, from the first number to before the second.
    Rank(usize, usize),
    /// Hides artists, from the first number to before the second. Every third time it counts the last but one again instead.
    Hide(usize, usize),
    /// Takes this many backups.
    BackUp(usize),
    /// Restores a backup, if it is there.
    Restore(String),
    /// Undoes a source, if it is there.
    Undo(SourceId),
    /// Forgets a recording, in the backups too, if it is there.
    Forget(SourceId),
    /// Exports every play into a table.
    Export(PathBuf),
}

impl Operation {
    /// As a program's arguments.
    pub fn to_arguments(&self) -> Vec<String> {
        match self {
            Self::Open => vec!["open".to_owned()],
            Self::Rank(from, to) => vec!["rank".to_owned(), from.to_string(), to.to_string()],
            Self::Hide(from, to) => vec!["hide".to_owned(), from.to_string(), to.to_string()],
            Self::Import(path) => vec!["import".to_owned(), path.display().to_string()],
            Self::Record(from, to) => vec!["record".to_owned(), from.to_string(), to.to_string()],
            Self::BackUp(times) => vec!["back-up".to_owned(), times.to_string()],
            Self::Restore(name) => vec!["restore".to_owned(), name.clone()],
            Self::Undo(source) => vec!["undo".to_owned(), source.to_string()],
            Self::Forget(source) => vec!["forget".to_owned(), source.to_string()],
            Self::Export(path) => vec!["export".to_owned(), path.display().to_string()],
        }
    }

    /// Reads what [`Self::to_arguments`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        Ok(match arguments.as_slice() {
            ["open"] => Self::Open,
            ["rank", from, to] => Self::Rank(from.parse()?, to.parse()?),
            ["hide", from, to] => Self::Hide(from.parse()?, to.parse()?),
            ["import", path] => Self::Import(path.into()),
            ["record", from, to] => Self::Record(from.parse()?, to.parse()?),
            ["back-up", times] => Self::BackUp(times.parse()?),
            ["restore", name] => Self::Restore((*name).to_owned()),
            ["undo", source] => Self::Undo(source.parse()?),
            ["forget", source] => Self::Forget(source.parse()?),
            ["export", path] => Self::Export(path.into()),
            other => return Err(Failure::new(format!("no operation: {other:?}"))),
        })
    }

    /// Does it. `begun` is called when the first thing is about to be written.
    ///
    /// # Errors
    /// Those of the archive.
    pub fn perform(&self, archive: &Archive, begun: impl FnMut() + Send) -> Outcome {
        self.perform_in_steps(archive, begun, || {})
    }

    /// As [`Self::perform`]. `done` is called after each thing that must not get lost any more.
    ///
    /// # Errors
    /// Those of the archive.
    pub fn perform_in_steps(
        &self,
        archive: &Archive,
        mut begun: impl FnMut() + Send,
        mut done: impl FnMut(),
    ) -> Outcome {
        if !matches!(self, Self::Import(_)) {
            begun();
        }
        match self {
            Self::Open => done(),
            Self::Import(path) => {
                archive.import(std::slice::from_ref(path), ImportOptions::default(), &mut |progress| {
                    if progress.phase == ImportPhase::Writing {
                        begun();
                    }
                    ControlFlow::Continue(())
                })?;
                done();
            }
            Self::Record(from, to) => {
                for number in *from..*to {
                    archive.record("robin", &evening(number)?)?;
                    done();
                }
            }
            Self::Rank(from, to) => {
                for day in *from..*to {
                    archive.ingest(top_tracks(day)?)?;
                    done();
                }
            }
            Self::Hide(from, to) => {
                for number in *from..*to {
                    hide(archive, number)?;
                    done();
                }
            }
            Self::BackUp(times) => {
                for _ in 0..*times {
                    archive.back_up()?;
                    done();
                }
            }
            Self::Restore(name) => {
                if archive.backups()?.iter().any(|known| known.name == *name) {
                    archive.restore(name)?;
                }
                done();
            }
            Self::Undo(source) => {
                if has(archive, *source)? {
                    archive.undo(*source)?;
                }
                done();
            }
            Self::Forget(recording) => {
                if has(archive, *recording)? {
                    archive.forget(*recording)?;
                }
                done();
            }
            Self::Export(path) => drop(archive.export(ExportFormat::Csv, path)?),
        }
        Ok(())
    }
}

fn has(archive: &Archive, source: SourceId) -> Outcome<bool> {
    Ok(archive.sources()?.iter().any(|known| known.id == source))
}

/// Spotify's top tracks of a day.
fn top_tracks(day: usize) -> Outcome<Batch> {
    let ranking = (0..RANKED).map(|rank| {
        let track = (day * 3 + rank) % 400;
        (format!("spotify:track:{track:022}"), format!("Track {track}"))
    });
    let snapshot = Snapshot {
        account: "robin".to_owned(),
        taken_on: i32::try_from(20_000 + day)?,
        list: "tracks".to_owned(),
        time_range: "short_term".to_owned(),
        ranking: ranking.collect(),
    };
    Ok(Batch {
        snapshots: vec![snapshot],
        ..Batch::default()
    })
}

/// Hides the artist of this number, or counts the last but one again.
fn hide(archive: &Archive, number: usize) -> Outcome {
    let artist = |number: usize| HiddenTarget::Artist(format!("Artist {number}"));
    if number % 3 != 2 {
        return Ok(archive.hide(&artist(number))?);
    }
    for hidden in archive.hidden()? {
        if hidden.target == artist(number - 2) {
            archive.unhide(hidden.id)?;
        }
    }
    Ok(())
}

/// The archive at `path`, with a clock that stands still after all evenings: what is recorded of the future leaves no gap.
///
/// # Errors
/// As [`Archive::open`].
pub fn open(path: &Path) -> Outcome<Archive> {
    open_at(path, DAY + TimeDelta::days(365))
}

/// The archive at `path`, with a clock that stands still at `now`.
///
/// # Errors
/// As [`Archive::open`].
pub fn open_at(path: &Path, now: DateTime<Utc>) -> Outcome<Archive> {
    Ok(Archive::open(path, Arc::new(move || now))?)
}
