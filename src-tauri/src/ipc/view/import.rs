//! Files that the system handed over, and the import under way, or the last one of this run.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ipc::error::UiError;

/// What the system handed over, and the page takes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HandedOver {
    /// The number of files to import, as of files that were chosen.
    pub files: Option<u32>,
    /// The browser came back from a sign-in that an earlier run began: `finishSignIn` ends it.
    pub sign_in: bool,
}

/// The import under way, or the last one of this run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub(crate) enum ImportStatus {
    /// Under way.
    Running {
        /// The files' names.
        name: String,
        /// Rows read so far.
        rows: u32,
        /// Of `total_kib`.
        done_kib: u32,
        /// As far as known.
        total_kib: u32,
        /// Until all is read.
        secs_left: Option<u32>,
        stage: ImportStage,
    },
    /// In the archive.
    Done { report: ImportReport },
    /// Nothing of it is in the archive.
    Failed {
        /// The files' names.
        name: String,
        error: UiError,
    },
}

/// What an import is doing. Only reading can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ImportStage {
    /// Reading the files.
    Reading,
    /// Writing their plays into the archive.
    Writing,
}

/// What an import found: read = added + already known + merged + set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportReport {
    /// What `undo_import` takes; `None` when the same export was in the archive already.
    pub source: Option<u32>,
    /// The files' names.
    pub name: String,
    /// History files read.
    pub files: u32,
    /// Rows in them.
    pub read: u32,
    /// Plays that no earlier source had.
    pub added: u32,
    /// Rows about a play that an earlier source had.
    pub already_known: u32,
    /// Rows that replaced a recorded play.
    pub merged: u32,
    /// Rows that are no play, by reason.
    pub set_aside: Vec<RejectedRows>,
    /// Files that could not be read.
    pub refused: Vec<RefusedFile>,
    /// The end of its first play.
    pub first_secs: Option<u32>,
    /// The end of its last play.
    pub last_secs: Option<u32>,
    /// How many gaps it closed.
    pub gaps_closed: u32,
    /// From the first byte read until all was on disk.
    pub took_ms: u32,
}

/// Rows that were set aside for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RejectedRows {
    /// In a sentence.
    pub reason: String,
    pub count: u32,
    /// One of them, and where it is.
    pub sample: String,
}

/// A file that could not be read, while others of the same import were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RefusedFile {
    /// The file's name.
    pub file: String,
    /// Why, in words that follow the name.
    pub why: String,
}
