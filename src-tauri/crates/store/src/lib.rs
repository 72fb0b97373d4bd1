//! The archive: a lifetime of listening in one SQLite file. The only crate that knows SQLite.
//! It keeps what every source says, each row once. Which rows count as plays is decided by the caller and written together with
//! the rows, in one [`Write`]. A write is on disk completely or not at all, whatever happens to the process or the power.
//!
//! A shared database, or any other place for the same history, does not belong in here but in `remote`. Ids of items, circumstances and
//! sources are this file's own: what is exchanged says URIs, names and keys instead.

mod backup;
mod beside;
mod catalogue;
mod check;
mod circumstance;
mod decided;
mod decision;
mod entry;
mod error;
mod evidence;
mod file;
mod fingerprint;
mod folder_sync;
mod gap;
mod genre;
mod hidden;
mod key_text;
mod machine;
mod naming;
mod network_drive;
mod note;
mod open;
mod owner;
pub mod private;
mod readers;
mod recent;
mod recount;
mod restore;
mod row_id;
mod row_sums;
mod schema;
mod search;
mod snapshot;
mod source;
mod span;
mod write;

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::Connection;

pub use backup::{Backup, BackupContent, BackupReason, BackupTier, KeptBackup, Retention, RewrittenBackups};
pub use catalogue::{Album, Artist, Catalogue, NamedAlbum, Track};
pub use check::Check;
pub use decided::{CompleteTime, DecidedRow};
pub use entry::{AlbumEntry, TrackEntry};
pub use error::StoreError;
pub use evidence::EvidenceRow;
pub use file::take_lock;
pub use fingerprint::{RowSums, SourceMonth, month_of};
pub use folder_sync::sync_folder;
pub use hidden::HiddenEntry;
pub use naming::NamingId;
pub use open::{Damage, Opened};
pub use plays::{Cover, Credit, Gap, GapKind, HiddenTarget, RefusedFile, Reject, Snapshot, SpotifyTrack};
pub use recent::{Cursor, Heard, PlayEntry};
pub use recount::{RecountEntry, RecountReason, RecountRow, ToldPlay};
pub use search::EntityKind;
pub use source::{ImportCounts, NewSource, Source, SourceId, SourceKind};
pub use write::Write;

use readers::{Reader, Readers};

/// The archive. Threads of one program may share it, and several programs may have it open at once: writes take turns.
pub struct Store {
    path: PathBuf,
    /// Held for one write at a time. SQLite waits for the writes of other programs.
    writer: Mutex<Connection>,
    /// Connections of their own, so that a long import does not block readers.
    readers: Readers,
    /// The version at which plays were last counted, and their number: counting looks at every row, and every status asks
    /// for it. Held to look or to swap.
    counted: Mutex<Option<(i64, u64)>>,
    /// What is known of the backups already.
    known_content: backup::KnownContent,
    /// How long to wait for a lock that another program has.
    lock_limit: Duration,
    /// A shared lock that everybody holds who has the archive open. Whoever gets it exclusively is alone.
    _open: File,
}

impl Store {
    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it was opened over a network drive, by this computer or another. It is written more slowly then, and only one computer
    /// at a time should use it.
    pub fn is_on_network_drive(&self) -> bool {
        network_drive::is_marked(&self.path)
    }

    /// The file's size in bytes, including the log that is not yet merged into it.
    pub fn bytes(&self) -> u64 {
        let size = |path: PathBuf| path.metadata().map_or(0, |data| data.len());
        size(self.path.clone()) + size(beside::beside(&self.path, "-wal"))
    }

    /// A number that changes whenever another connection has written, in this program or another.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn version(&self) -> Result<i64, StoreError> {
        self.readers.version()
    }

    /// Merges the log into the file, so that the next start does not need a check. Does not wait for a write in progress.
    ///
    /// # Errors
    /// When the archive can't be written. Nothing is lost then: the next start merges it.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        let connection = Connection::open(&self.path)?;
        connection.busy_timeout(Duration::from_secs(1))?;
        Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Writes the whole file anew, so that nothing of what was removed before can be read in its unused parts.
    ///
    /// # Errors
    /// When the archive can't be written, or there is no room for a second copy of it. Everything in it stays.
    pub fn rewrite(&self) -> Result<(), StoreError> {
        self.writer().execute_batch("VACUUM")?;
        self.checkpoint()
    }

    fn writer(&self) -> MutexGuard<'_, Connection> {
        // A panic during a write dropped the write, which rolled it back.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection for one question.
    fn reader(&self) -> Result<Reader<'_>, StoreError> {
        self.readers.begin()
    }
}
