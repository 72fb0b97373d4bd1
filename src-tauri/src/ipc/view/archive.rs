//! The Library screen: what the archive holds, where it came from, its backups and exports.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    gap::{CompleteTime, Gap},
    import::RejectedRows,
    recount::Recount,
};

/// What the archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArchiveOverview {
    /// Every play, of whatever length.
    pub plays: u32,
    /// The end of the first play.
    pub first_secs: Option<u32>,
    /// The end of the last play.
    pub last_secs: Option<u32>,
    /// Every year from the first play to the last, oldest first.
    pub years: Vec<ArchiveYear>,
    /// Newest first.
    pub sources: Vec<ArchiveSource>,
    /// Newest first.
    pub gaps: Vec<Gap>,
    /// The times in which nothing is missing by the listener's word, newest first.
    pub complete: Vec<CompleteTime>,
    /// Newest first.
    pub backups: Vec<Backup>,
    /// The path of the archive's file.
    pub file: String,
    /// The file's size.
    pub kib: u32,
    /// It was opened over a network drive.
    pub on_network_drive: bool,
    /// Set when the file was found damaged or missing, until the listener has dealt with it.
    pub damage: Option<Damage>,
    /// What counting again by better rules has changed, until the listener has seen it.
    pub recount: Option<Recount>,
}

/// How much was played in all, hidden things included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArchiveTotals {
    /// Different music tracks.
    pub tracks: u32,
    /// Different artists credited for them.
    pub artists: u32,
    /// Time listened.
    pub heard_secs: u32,
}

/// One year's plays, by the kind of source that has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArchiveYear {
    pub year: i32,
    /// From Spotify's extended streaming history.
    pub extended: u32,
    /// From Spotify's account data.
    pub account: u32,
    /// From Tonearm's recording.
    pub live: u32,
}

/// Where plays came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArchiveSource {
    /// What `undo_import` takes.
    pub id: u32,
    pub kind: SourceKind,
    /// The file's name, or "Recording".
    pub name: String,
    /// When the import or the recording began.
    pub added_secs: u32,
    /// History files in it.
    pub files: u32,
    /// Rows in them: added + already known + merged + set aside.
    pub read: u32,
    /// Plays that no earlier source had.
    pub added: u32,
    /// Rows about a play that an earlier source had.
    pub already_known: u32,
    /// Rows that replaced a recorded play.
    pub merged: u32,
    /// Rows that are no play, by reason.
    pub set_aside: Vec<RejectedRows>,
    /// Plays that rest on this source now.
    pub plays: u32,
    /// The end of its first play.
    pub first_secs: Option<u32>,
    /// The end of its last play.
    pub last_secs: Option<u32>,
}

/// Recorded or imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SourceKind {
    /// Recorded by asking Spotify now and then.
    Live,
    /// From an export.
    Import,
}

/// A copy of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Backup {
    /// What `restore_backup` takes.
    pub name: String,
    pub taken_secs: u32,
    /// Its size.
    pub kib: u32,
    pub why: BackupReason,
    /// For a daily backup, which of the daily ones it is kept as.
    pub tier: Option<BackupTier>,
    /// No other has more plays: it always stays.
    pub fullest: bool,
    /// What it holds; `null` if it can't be read.
    pub content: Option<BackupContent>,
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BackupContent {
    pub plays: u32,
    /// The end of the first play.
    pub first_secs: Option<u32>,
    /// The end of the last play.
    pub last_secs: Option<u32>,
}

/// Which of the daily backups one is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum BackupTier {
    /// Of one of the last seven days.
    Daily,
    /// The last of one of the last four weeks.
    Weekly,
    /// The last of one of the last twelve months.
    Monthly,
}

/// Why a backup was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum BackupReason {
    /// Once a day.
    Daily,
    /// An import came next.
    BeforeImport,
    /// A newer Tonearm changed the archive next.
    BeforeUpdate,
    /// Another backup was restored next.
    BeforeRestore,
    /// An import was undone or a recording forgotten next.
    BeforeUndo,
    /// The listener asked for it.
    Asked,
}

/// What restoring a backup would change. Plays that were recorded stay, so they are in neither number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RestorePreview {
    /// Plays that would no longer be there.
    pub goes: u32,
    /// Plays that would be there again.
    pub comes_back: u32,
}

/// The archive was found damaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Damage {
    pub kind: DamageKind,
    /// The name that the damaged file has now, if it was set aside.
    pub aside: Option<String>,
    /// The newest backup that can be read.
    pub backup: Option<Backup>,
}

/// What is wrong with an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum DamageKind {
    /// The file could not be read, was set aside, and a new one begun.
    SetAside,
    /// The file was missing though there are backups, and a new one was begun.
    Missing,
    /// Not everything in the file is as it was written. It is still in use.
    Altered,
}

/// What an undone import or a forgotten recording took with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UndoResult {
    /// Plays that are no longer there.
    pub plays: u32,
    /// How many backups no longer have them.
    pub backups: u32,
    /// The names of the backups that may still have them, because they can't be read.
    pub unreadable: Vec<String>,
}

/// A file that an export wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportedFile {
    pub path: String,
    /// How many plays are in it.
    pub plays: u32,
}

/// How to write the archive out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ExportFormat {
    /// In the format of Spotify's extended streaming history.
    Json,
    /// A table as text.
    Csv,
    /// A table for analysis tools.
    Parquet,
    /// The archive's own file.
    Sqlite,
}
