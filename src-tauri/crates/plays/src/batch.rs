//! A batch: what one source tells, in a form that any archive can take in. Files of every format, Spotify's list of recent plays and
//! another archive all become batches, and an archive has one way to take them in.

use chrono::{DateTime, Utc};

use crate::{
    Circumstance, Evidence, Gap, GenreAnswer, HiddenTarget, Item, MachineId, Snapshot, SourceKey, SpotifyTrack,
};

/// What one source tells. The numbers in `evidence` point into `items` and `circumstances`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Where its plays come from. Without one it has none, only what is kept beside plays.
    pub source: Option<BatchSource>,
    /// Everything that was played, in every way in which a row names it. Those of one URI stand side by side.
    pub items: Vec<Item>,
    /// How plays came about.
    pub circumstances: Vec<Circumstance>,
    /// The rows, in any order.
    pub evidence: Vec<Evidence>,
    /// What Spotify's API tells of tracks among `items`.
    pub tracks: Vec<SpotifyTrack>,
    /// Spotify's own rankings.
    pub snapshots: Vec<Snapshot>,
    /// What the listener does not want counted, and since when: in milliseconds since 1970.
    pub hidden: Vec<(HiddenTarget, i64)>,
    /// What is known of artists' genres.
    pub genre_answers: Vec<GenreAnswer>,
}

impl Batch {
    /// A batch of this source that tells nothing.
    pub fn of(source: BatchSource) -> Self {
        Self {
            source: Some(source),
            ..Self::default()
        }
    }
}

/// Where a batch comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchSource {
    /// Files that were imported together.
    Import(ImportedFiles),
    /// One whole answer of an account's list of recent plays. If it does not lead up to what the archive has recorded of the account,
    /// plays may be missing in between.
    Page {
        /// A digest of the account's id.
        account: String,
    },
    /// All that another archive has recorded of an account.
    Recording(Recording),
}

/// Files that were imported together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFiles {
    /// What the import is called.
    pub name: String,
    /// The digest of all its files.
    pub sha256: [u8; 32],
    /// How many files have plays.
    pub files: u64,
    /// The rows in them: the evidence and the rejects.
    pub rows: u64,
    /// The rows that tell of no play, by reason.
    pub rejects: Vec<Reject>,
    /// The files that could not be read.
    pub refused: Vec<RefusedFile>,
}

/// What is known of a recording beside its plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Its lasting name.
    pub key: SourceKey,
    /// Where it is recorded.
    pub machine: MachineId,
    /// A digest of the account's id.
    pub account: String,
    /// When it was begun.
    pub begun_at: DateTime<Utc>,
    /// The stamps of its first and its last play, in milliseconds since 1970.
    pub span: Option<(i64, i64)>,
    /// Where plays are missing from it, or may be.
    pub gaps: Vec<Gap>,
}

/// The rows that were rejected for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The reason, as a short name.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// One of them, and where it is.
    pub sample: String,
}

/// A file that could not be read, while others of the same import were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFile {
    /// Its name.
    pub file: String,
    /// Why, as a short name that never changes.
    pub code: String,
    /// Why, in words that continue its name.
    pub why: String,
}
