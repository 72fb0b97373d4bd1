//! Parts of sources, as machines exchange them.

use chrono::{DateTime, Utc};

use crate::{Batch, ImportedFiles, MachineId, PartId};

/// A part of a source, as every machine has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which.
    pub id: PartId,
    /// Where it was imported or recorded.
    pub machine: MachineId,
    /// When the source was begun there.
    pub added_at: DateTime<Utc>,
    /// What it is.
    pub content: PartContent,
    /// Its items, circumstances and evidence; nothing else of a batch is used.
    pub batch: Batch,
}

/// What a part of a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartContent {
    /// Imported files, and what they came to where they were imported.
    Import {
        /// The files.
        files: ImportedFiles,
        /// Plays that were new there.
        added: u64,
        /// Rows that replaced a recorded play there.
        merged: u64,
    },
    /// A month of a recording.
    Recording {
        /// A digest of the account's id.
        account: String,
    },
}
