//! The archive for other tools: Spotify's own JSON, CSV, Parquet, or the file itself. Written beside its place first, so that
//! a half-written file never bears the name that was asked for. What is hidden is in it too; nothing personal ever is.

mod columns;
mod csv;
mod json;
mod parquet;
mod play;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, ErrorKind},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use store::{Store, StoreError};

use self::play::{Known, Sheet};
use super::{Archive, ArchiveError};

/// How to write the archive out.
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

/// Held for a whole export: two to one place would write into one `.part`.
static TURN: Mutex<()> = Mutex::new(());

impl Archive {
    /// Writes every play into one file, oldest first, in place of what is there.
    ///
    /// # Errors
    /// When the file can't be written or the archive can't be read. What was there before is still there then.
    pub fn export(&self, format: ExportFormat, to: &Path) -> Result<Exported, ArchiveError> {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let part = beside(to, ".part");
        if [to, &part].into_iter().any(|path| belongs_to(self.path(), path)) {
            return Err(ArchiveError::Export {
                path: to.to_owned(),
                why: "that is the archive itself: choose another name".to_owned(),
            });
        }
        let failed = |why: io::Error| ArchiveError::Export {
            path: to.to_owned(),
            why: in_words(&why),
        };
        remove(&part).map_err(failed)?;
        let placed = steadily(self.store(), || match write(self.store(), format, &part) {
            Err(Trouble::Store(why)) => Err(why.into()),
            Err(Trouble::Writing(why)) => Err(failed(why)),
            Ok(plays) => Ok(plays),
        })
        .and_then(|plays| {
            place(&part, to).map_err(failed)?;
            Ok(Exported { plays })
        });
        if placed.is_err() {
            // SQLite leaves a log behind where the disk was full.
            for ending in ["", "-journal", "-wal", "-shm"] {
                let _ = fs::remove_file(beside(&part, ending));
            }
        }
        placed
    }
}

/// Either side of an export may fail.
enum Trouble {
    Store(StoreError),
    Writing(io::Error),
}

impl From<StoreError> for Trouble {
    fn from(why: StoreError) -> Self {
        Self::Store(why)
    }
}

impl From<io::Error> for Trouble {
    fn from(why: io::Error) -> Self {
        Self::Writing(why)
    }
}

/// How often an export begins anew before it gives up.
const ATTEMPTS: usize = 5;

/// Does `work` until the archive was one and the same from its beginning to its end: what plays point to is read before they
/// are, and an import that comes or goes between may use a number for something else. `None` is a play that points nowhere.
fn steadily(store: &Store, mut work: impl FnMut() -> Result<Option<u64>, ArchiveError>) -> Result<u64, ArchiveError> {
    for _ in 0..ATTEMPTS {
        let before = store.version()?;
        let done = work()?;
        if store.version()? == before {
            let nowhere = || StoreError::Damaged("a play names what is not in it".to_owned());
            return Ok(done.ok_or_else(nowhere)?);
        }
    }
    Err(StoreError::Busy.into())
}

/// Writes all of it to `part` and onto the disk.
fn write(store: &Store, format: ExportFormat, part: &Path) -> Result<Option<u64>, Trouble> {
    if format == ExportFormat::Sqlite {
        remove(part)?;
        store.copy_to(part).map_err(of_a_copy)?;
        // Not read-only: Windows has nothing to bring onto the disk then.
        OpenOptions::new().write(true).open(part)?.sync_all()?;
        return Ok(Some(store.count()?));
    }
    let known = Known::read(store)?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(part)?);
    let plays = match format {
        ExportFormat::Csv => fill(store, &known, csv::Table::begin(&mut out)?),
        ExportFormat::Parquet => fill(store, &known, parquet::Table::begin(&mut out)?),
        ExportFormat::Json | ExportFormat::Sqlite => fill(store, &known, json::List::begin(&mut out)),
    }?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(plays)
}

/// Puts every play into `sheet`. Tells how many; `None` if one points to something that is not known.
fn fill<'k>(store: &Store, known: &'k Known, mut sheet: impl Sheet<'k>) -> Result<Option<u64>, Trouble> {
    let mut plays = Some(0);
    let mut written = Ok(());
    store.plays(|row| {
        let Some(play) = known.play(&row) else {
            plays = None;
            return ControlFlow::Break(());
        };
        plays = plays.map(|plays| plays + 1);
        written = sheet.put(play);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    written?;
    sheet.end()?;
    Ok(plays)
}

/// Only reads the archive, so what can't be written is the copy.
fn of_a_copy(why: StoreError) -> Trouble {
    match why {
        StoreError::DiskFull => Trouble::Writing(ErrorKind::StorageFull.into()),
        StoreError::ReadOnly => Trouble::Writing(ErrorKind::PermissionDenied.into()),
        StoreError::File { why, .. } => Trouble::Writing(why),
        other => Trouble::Store(other),
    }
}

fn place(part: &Path, to: &Path) -> io::Result<()> {
    fs::rename(part, to)?;
    // On Unix a name is only sure to last once its folder is on the disk too; some file systems can't promise it.
    #[cfg(unix)]
    if let Some(folder) = to.parent() {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// `history.json` -> `history.json.part` and the like.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Whether `path` is the archive or one of the files that SQLite and the store keep beside it, under any name.
fn belongs_to(archive: &Path, path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else {
        return false;
    };
    let own = ["", "-wal", "-shm", "-journal", ".lock", ".open"].map(|ending| beside(archive, ending));
    own.iter().any(|own| own.canonicalize().is_ok_and(|own| own == path))
}

fn in_words(why: &io::Error) -> String {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full: make room, then try again".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "writing there is not allowed: allow it, or choose another folder".to_owned()
        }
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => why.to_string(),
    }
}

#[cfg(test)]
mod tests;
