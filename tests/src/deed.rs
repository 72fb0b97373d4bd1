//! What a program does to an archive before it is killed: written down as words, so that another program can be told, and
//! done here, so that it can be done again. Evenings of plays are invented; the same number is the same evening.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use library::{Archive, ImportOptions, ImportPhase, SourceId};
use spotify::{AlbumRef, ArtistRef, RecentPage, RecentPlay, Track};

use crate::failure::{Failure, Told};

/// Plays of one evening.
pub const EVENING: usize = 30;

/// Something done to an archive.
#[derive(Debug, Clone)]
pub enum Deed {
    /// An export is imported.
    Import(PathBuf),
    /// Evenings are recorded, from one to before another.
    Record(usize, usize),
    /// So many backups are taken.
    BackUp(usize),
    /// A backup is restored, if it is there.
    Restore(String),
    /// A source is undone, if it is there.
    Undo(SourceId),
}

impl Deed {
    /// In words, for a program's arguments.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Import(path) => vec!["import".to_owned(), path.display().to_string()],
            Self::Record(from, to) => vec!["record".to_owned(), from.to_string(), to.to_string()],
            Self::BackUp(times) => vec!["back-up".to_owned(), times.to_string()],
            Self::Restore(name) => vec!["restore".to_owned(), name.clone()],
            Self::Undo(source) => vec!["undo".to_owned(), source.to_string()],
        }
    }

    /// What [`Self::words`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(words: &[String]) -> Told<Self> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Ok(match words.as_slice() {
            ["import", path] => Self::Import(path.into()),
            ["record", from, to] => Self::Record(from.parse()?, to.parse()?),
            ["back-up", times] => Self::BackUp(times.parse()?),
            ["restore", name] => Self::Restore((*name).to_owned()),
            ["undo", source] => Self::Undo(source.parse()?),
            other => return Err(Failure::new(format!("no deed: {other:?}"))),
        })
    }

    /// Does it. `begun` is told when the first thing is about to be written.
    ///
    /// # Errors
    /// As the archive's.
    pub fn perform(&self, archive: &Archive, mut begun: impl FnMut() + Send) -> Told {
        if !matches!(self, Self::Import(_)) {
            begun();
        }
        match self {
            Self::Import(path) => {
                archive.import(std::slice::from_ref(path), ImportOptions::default(), &mut |step| {
                    if step.phase == ImportPhase::Writing {
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

/// The archive at `path`, on a day when time stands still.
///
/// # Errors
/// As [`Archive::open`].
pub fn open(path: &Path) -> Told<Archive> {
    Ok(Archive::open(path, Arc::new(|| DAY))?)
}

/// One evening as the recent list tells it. Evenings are days apart, long after any export's.
///
/// # Errors
/// When Spotify's ids are not what they were.
pub fn evening(number: usize) -> Told<RecentPage> {
    let began = DAY + TimeDelta::days(i64::try_from(number)?);
    let mut plays = Vec::with_capacity(EVENING);
    for at in (0..EVENING).rev() {
        let track = (number * 7 + at) % 400;
        plays.push(RecentPlay {
            track: Track {
                id: format!("{track:022}").parse()?,
                name: format!("Track {track}"),
                artists: vec![ArtistRef {
                    id: None,
                    name: format!("Artist {}", track % 60),
                }],
                album: AlbumRef {
                    id: None,
                    name: format!("Album {}", track % 90),
                    images: Vec::new(),
                },
                duration_ms: 200_000,
                isrc: None,
            },
            played_at: began + TimeDelta::minutes(4 * i64::try_from(at)?),
        });
    }
    Ok(RecentPage { full: false, plays })
}

const DAY: DateTime<Utc> = DateTime::from_timestamp_nanos(1_795_168_800_000_000_000);
