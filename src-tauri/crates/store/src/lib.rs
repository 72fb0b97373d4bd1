//! The archive: a lifetime of listening in one SQLite file. The only place that knows SQL.
//! Keeps what every source says, each row once; which rows stand for plays is told to it, together with the rows, in one
//! [`Write`]. A write is whole on disk or not there at all, whatever happens to the process or the power.

mod backup;
mod catalogue;
mod error;
mod named;
mod open;
mod read;
mod record;
mod schema;
mod source;
mod write;

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rusqlite::Connection;

pub use backup::{Backup, BackupReason};
pub use catalogue::{Album, Artist, Catalogue, Cover, Credit, SpotifyTrack, Track};
pub use error::StoreError;
pub use named::{AlbumEntry, EntityKind, TrackEntry};
pub use open::Opened;
pub use read::{Check, Cursor, PlayEntry};
pub use record::{Gap, HiddenEntry, HiddenTarget, Snapshot};
pub use source::{ImportCounts, NewSource, RefusedFile, Reject, Source, SourceId, SourceKind};
pub use write::{EvidenceRow, Write};

/// The archive. One program may hold it in many threads, and several programs may hold it at once: writes take turns.
pub struct Store {
    path: PathBuf,
    /// Held for one write at a time; another program's write is waited for by SQLite.
    writer: Mutex<Connection>,
    /// Apart from the writer, so that a long import keeps nobody from reading. Held for one question at a time.
    reader: Mutex<Connection>,
    /// The version that plays were last counted at, and their number: counting looks at every row, and is asked for with each
    /// status. Held to look or to swap.
    counted: Mutex<Option<(i64, u64)>>,
    /// Locked by everybody who has the archive open, so that whoever finds it unlocked knows to be alone.
    _open: File,
}

impl Store {
    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file's size in bytes, what is not yet merged into it included.
    pub fn bytes(&self) -> u64 {
        let size = |path: PathBuf| path.metadata().map_or(0, |data| data.len());
        size(self.path.clone()) + size(open::beside(&self.path, "-wal"))
    }

    /// Merges the log into the file, so that the next start finds a clean end. Whoever writes at this moment is not waited for.
    ///
    /// # Errors
    /// When the archive can't be written. Nothing is lost then: the next start merges it.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        let connection = Connection::open(&self.path)?;
        connection.busy_timeout(std::time::Duration::from_secs(1))?;
        Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic inside a write dropped it, which took it back.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        // Readers change nothing, so a panic leaves nothing half done.
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
