//! Exports the archive for other tools: Spotify's own JSON, CSV, Parquet, or the SQLite file itself. Includes what is hidden,
//! and never anything personal. Written in a temporary folder beside its destination first, so that an incomplete file never has
//! the name that was asked for, and no file of anybody else is touched.

mod by_year;
mod columns;
mod csv;
mod destination;
mod json;
mod parquet;
mod resolved;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, ErrorKind},
    ops::ControlFlow,
    path::Path,
};

use store::{Store, StoreError};

pub(super) use self::destination::{folder_of, is_archive_file, move_into_place, wording};
use self::{
    destination::remove_if_there,
    resolved::{PlayWriter, References},
};
use super::{Archive, ArchiveError};

/// The format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// The shape of Spotify's extended streaming history, which other tools and this one read.
    Json,
    /// A table with a heading.
    Csv,
    /// A table for DuckDB, Polars and the like.
    Parquet,
    /// The archive's own file.
    Sqlite,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// How many plays.
    pub plays: u64,
}

impl Archive {
    /// Writes every play into one file, oldest first, in place of what is there.
    ///
    /// # Errors
    /// When the file can't be written or the archive can't be read. What was there before stays then.
    pub fn export(&self, format: ExportFormat, to: &Path) -> Result<Exported, ArchiveError> {
        if is_archive_file(self.path(), to) {
            return Err(ArchiveError::Export {
                path: to.to_owned(),
                why: "that is the archive itself: choose another name".to_owned(),
            });
        }
        let failed = |why: io::Error| ArchiveError::Export {
            path: to.to_owned(),
            why: wording(&why),
        };
        // A folder, because SQLite writes a second file beside the first. Dropping it removes whatever is in it.
        let temporary = tempfile::Builder::new()
            .prefix(".tonearm-")
            .tempdir_in(folder_of(to))
            .map_err(failed)?;
        let part = temporary.path().join("part");
        let plays = write_quietly(self, to, || write(self, format, &part))?;
        move_into_place(&part, to).map_err(failed)?;
        Ok(Exported { plays })
    }

    /// Writes every play as Parquet into a new folder, with a folder for each year in it: `year=2024/plays.parquet`. The year is that of the
    /// play's end, in UTC.
    ///
    /// # Errors
    /// When there is something at `to` other than an empty folder, it can't be written or the archive can't be read. Nothing is there then.
    pub fn export_by_year(&self, to: &Path) -> Result<Exported, ArchiveError> {
        let error = |why: String| ArchiveError::Export {
            path: to.to_owned(),
            why,
        };
        let failed = |why: io::Error| error(wording(&why));
        // Windows has no single error for a folder that is a file.
        if to.is_file() {
            return Err(error("that is a file: choose another name".to_owned()));
        }
        match to.read_dir().map(|mut entries| entries.next().is_some()) {
            Ok(true) => {
                return Err(error(
                    "that folder has something in it: empty it, or choose another name".to_owned(),
                ));
            }
            Ok(false) => fs::remove_dir(to).map_err(failed)?,
            Err(why) if why.kind() == ErrorKind::NotFound => {}
            Err(why) => return Err(failed(why)),
        }
        let temporary = tempfile::Builder::new()
            .prefix(".tonearm-")
            .tempdir_in(folder_of(to))
            .map_err(failed)?;
        let part = temporary.path().join("part");
        let plays = write_quietly(self, to, || {
            match fs::remove_dir_all(&part) {
                Err(why) if why.kind() != ErrorKind::NotFound => return Err(why.into()),
                _ => {}
            }
            let references = References::read(self)?;
            write_plays(self.store(), &references, by_year::YearsWriter::begin(part.clone())?)
        })?;
        move_into_place(&part, to).map_err(failed)?;
        Ok(Exported { plays })
    }
}

/// Does `work`, which exports to `to`, while nobody else writes: looking genres up writes every second, and no attempt would ever end
/// before that. An archive that can't be written is exported without.
fn write_quietly(
    archive: &Archive,
    to: &Path,
    mut work: impl FnMut() -> Result<Option<u64>, WriteError>,
) -> Result<u64, ArchiveError> {
    let quiet = archive.store().write();
    if let Err(error) = &quiet {
        log::info!("an export goes on while others may write: {error}");
    }
    on_unchanging_archive(archive.store(), || match work() {
        Err(WriteError::Store(why)) => Err(why.into()),
        Err(WriteError::File(why)) => Err(ArchiveError::Export {
            path: to.to_owned(),
            why: wording(&why),
        }),
        Ok(plays) => Ok(plays),
    })
}

/// Reading the archive or writing the file failed.
enum WriteError {
    Store(StoreError),
    File(io::Error),
}

impl From<StoreError> for WriteError {
    fn from(why: StoreError) -> Self {
        Self::Store(why)
    }
}

impl From<io::Error> for WriteError {
    fn from(why: io::Error) -> Self {
        Self::File(why)
    }
}

/// How often an export starts again before it gives up.
const MAX_ATTEMPTS: usize = 5;

/// Repeats `work` until the archive did not change while it ran: tracks, albums and sources are read before the plays that
/// refer to them, and an import or an undo in between may give a number to something else. `work` returns `None` when a play
/// refers to something that is not there.
fn on_unchanging_archive(
    store: &Store,
    mut work: impl FnMut() -> Result<Option<u64>, ArchiveError>,
) -> Result<u64, ArchiveError> {
    for _ in 0..MAX_ATTEMPTS {
        let before = store.version()?;
        let done = work()?;
        if store.version()? == before {
            let dangling = || StoreError::Damaged("a play names what is not in it".to_owned());
            return Ok(done.ok_or_else(dangling)?);
        }
    }
    Err(StoreError::Busy.into())
}

/// Writes the whole archive to `part`, flushed to the disk.
fn write(archive: &Archive, format: ExportFormat, part: &Path) -> Result<Option<u64>, WriteError> {
    let store = archive.store();
    if format == ExportFormat::Sqlite {
        remove_if_there(part)?;
        store.copy_to(part).map_err(copy_error)?;
        // Opened for writing because Windows flushes nothing of a file that is opened read-only.
        OpenOptions::new().write(true).open(part)?.sync_all()?;
        return Ok(Some(store.count()?));
    }
    let references = References::read(archive)?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(part)?);
    let plays = match format {
        ExportFormat::Csv => write_plays(store, &references, csv::CsvWriter::begin(&mut out)?),
        ExportFormat::Parquet => write_plays(store, &references, parquet::ParquetWriter::begin(&mut out)?),
        ExportFormat::Json | ExportFormat::Sqlite => write_plays(store, &references, json::JsonWriter::begin(&mut out)),
    }?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(plays)
}

/// Writes every play and returns how many; `None` if one refers to something that is not there.
fn write_plays<'r>(
    store: &Store,
    references: &'r References,
    mut writer: impl PlayWriter<'r>,
) -> Result<Option<u64>, WriteError> {
    let mut plays = Some(0);
    let mut written = Ok(());
    store.plays(|row| {
        let Some(play) = references.resolve(&row) else {
            plays = None;
            return ControlFlow::Break(());
        };
        plays = plays.map(|plays| plays + 1);
        written = writer.write(play);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    written?;
    writer.finish()?;
    Ok(plays)
}

/// A copy only reads the archive, so whatever could not be written is the copy.
fn copy_error(why: StoreError) -> WriteError {
    match why {
        StoreError::DiskFull => WriteError::File(ErrorKind::StorageFull.into()),
        StoreError::ReadOnly => WriteError::File(ErrorKind::PermissionDenied.into()),
        StoreError::File { why, .. } => WriteError::File(why),
        other => WriteError::Store(other),
    }
}

#[cfg(test)]
mod tests;
