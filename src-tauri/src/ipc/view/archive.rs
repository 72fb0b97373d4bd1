//! The archive as the screens show it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Cover, Credit};
use crate::ipc::error::UiError;

/// How the archive stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArchiveOverview {
    /// Every play, of whatever length.
    pub plays: u32,
    /// Different music tracks.
    pub tracks: u32,
    /// Different credited artists.
    pub artists: u32,
    /// Time listened.
    pub heard_secs: u32,
    /// The end of the first play.
    pub first_secs: Option<u32>,
    /// The end of the last play.
    pub last_secs: Option<u32>,
    /// Every year from the first play to the last, oldest first.
    pub years: Vec<ArchiveYear>,
    /// Where plays came from, newest first.
    pub sources: Vec<ArchiveSource>,
    /// Where plays are missing, newest first.
    pub gaps: Vec<Gap>,
    /// The copies that were taken, newest first.
    pub backups: Vec<Backup>,
    /// Where the file lies.
    pub file: String,
    /// Its size.
    pub kib: u32,
    /// The file was found damaged at this start.
    pub damage: Option<Damage>,
}

/// One year's plays, by who tells of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArchiveYear {
    /// Which.
    pub year: i32,
    /// Spotify's extended streaming history.
    pub extended: u32,
    /// Spotify's account data.
    pub account: u32,
    /// Tonearm's recording.
    pub live: u32,
}

/// Where plays came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ArchiveSource {
    /// What it is undone by.
    pub id: u32,
    /// Recorded or imported.
    pub kind: SourceKind,
    /// The file's name, or "Recording".
    pub name: String,
    /// When it began.
    pub added_secs: u32,
    /// History files in it.
    pub files: u32,
    /// Rows in them: added + already known + merged + set aside.
    pub read: u32,
    /// Plays that nobody had told of.
    pub added: u32,
    /// Rows about a play already told.
    pub already_known: u32,
    /// Rows that took the place of a recorded play.
    pub merged: u32,
    /// Rows that tell of no play, by reason.
    pub set_aside: Vec<RejectedRows>,
    /// Plays that stand on it now.
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
    /// By asking Spotify now and then.
    Live,
    /// From an export.
    Import,
}

/// Rows that were set aside for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RejectedRows {
    /// Why, in a sentence.
    pub reason: String,
    /// How many.
    pub count: u32,
    /// One of them, and where it stands.
    pub sample: String,
}

/// A time in which plays are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Gap {
    /// The last play known before.
    pub from_secs: u32,
    /// The first play known after.
    pub to_secs: u32,
}

/// A copy of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Backup {
    /// What it is restored by.
    pub name: String,
    /// When it was taken.
    pub taken_secs: u32,
    /// Its size.
    pub kib: u32,
    /// Why it was taken.
    pub why: BackupReason,
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
    /// The listener asked for it.
    Asked,
}

/// The archive was damaged at this start and set aside; a new one began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Damage {
    /// The name that the file has now.
    pub aside: String,
    /// The newest backup that can be read.
    pub backup: Option<Backup>,
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
        /// What is being done.
        stage: ImportStage,
    },
    /// In the archive.
    Done {
        /// What it came to.
        report: ImportReport,
    },
    /// Nothing of it is in the archive.
    Failed {
        /// The files' names.
        name: String,
        /// Why.
        error: UiError,
    },
}

/// What is being done. Only reading can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ImportStage {
    /// The files are read.
    Reading,
    /// What they said goes into the archive.
    Writing,
}

/// What an import came to: read = added + already known + merged + set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportReport {
    /// What it is undone by; `None` when the same export was in the archive already.
    pub source: Option<u32>,
    /// The files' names.
    pub name: String,
    /// History files read.
    pub files: u32,
    /// Rows in them.
    pub read: u32,
    /// Plays that nobody had told of.
    pub added: u32,
    /// Rows about a play already told.
    pub already_known: u32,
    /// Rows that took the place of a recorded play.
    pub merged: u32,
    /// Rows that tell of no play, by reason.
    pub set_aside: Vec<RejectedRows>,
    /// Files that could not be read.
    pub refused: Vec<RefusedFile>,
    /// The end of its first play.
    pub first_secs: Option<u32>,
    /// The end of its last play.
    pub last_secs: Option<u32>,
    /// Gaps that are closed now.
    pub gaps_closed: u32,
    /// From the first byte to the disk.
    pub took_ms: u32,
}

/// A file that could not be read, while others of the same import were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RefusedFile {
    /// Its name.
    pub file: String,
    /// Why, in words that follow the name.
    pub why: String,
}

/// What undoing came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UndoResult {
    /// Plays that are no longer there.
    pub plays: u32,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExportedFile {
    /// Where it lies.
    pub path: String,
    /// How many plays are in it.
    pub plays: u32,
}

/// How to write the archive out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ExportFormat {
    /// In Spotify's own shape.
    Json,
    /// A table as text.
    Csv,
    /// A table for analysis tools.
    Parquet,
    /// The archive's own file.
    Sqlite,
}

/// Music or spoken word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ItemKind {
    /// A track.
    Music,
    /// An episode.
    Podcast,
    /// A chapter.
    Audiobook,
}

/// The latest plays, newest first, after asking Spotify.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecentPlays {
    /// Newest first.
    pub rows: Vec<PlayRow>,
    /// Where plays are missing among them, newest first.
    pub gaps: Vec<Gap>,
    /// Where the list goes on.
    pub next: Option<String>,
    /// When Spotify was last read.
    pub fetched_secs: Option<u32>,
    /// Why Spotify could not be read anew.
    pub error: Option<UiError>,
}

/// Older plays, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayPage {
    /// Newest first.
    pub rows: Vec<PlayRow>,
    /// Where plays are missing among them, newest first.
    pub gaps: Vec<Gap>,
    /// Where the list goes on.
    pub next: Option<String>,
}

/// One play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayRow {
    /// When it ended.
    pub played_secs: u32,
    /// How long it was heard.
    pub heard_secs: u32,
    /// `heard_secs` is the track's length, because recording can't know better.
    pub estimated: bool,
    /// Music or spoken word.
    pub kind: ItemKind,
    /// `spotify:…`, where Spotify has a page for it.
    pub uri: Option<String>,
    /// Unaltered.
    pub name: String,
    /// In Spotify's order.
    pub artists: Vec<Credit>,
    /// The release, the podcast or the audiobook.
    pub album: String,
    /// `spotify:album:…`.
    pub album_uri: Option<String>,
    /// The release's cover.
    pub cover: Option<Cover>,
}
