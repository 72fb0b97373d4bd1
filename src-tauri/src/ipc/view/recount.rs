//! What counting again by better rules has changed.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::plays::PlayRow;

/// How many plays count differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Recount {
    /// Plays that had been counted twice.
    pub no_longer: u32,
    /// Plays that had not been counted.
    pub newly: u32,
}

/// Plays that count differently, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecountPage {
    pub rows: Vec<RecountedPlay>,
    /// What `recounted_plays` takes for the page after this one.
    pub next: Option<u32>,
}

/// A play that counts differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecountedPlay {
    /// No other has it.
    pub number: u32,
    /// It counts now and did not before; otherwise it is the other way round.
    pub counts: bool,
    pub reason: RecountReason,
    pub told: ToldPlay,
    /// The play that it tells of as well, which counts.
    pub same: Option<ToldPlay>,
}

/// A play, and who told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ToldPlay {
    pub play: PlayRow,
    /// The import's name, or "Recording"; `None` once it was undone.
    pub source: Option<String>,
}

/// Why a play counts differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RecountReason {
    /// Spotify's list of recent plays told of it twice.
    MovedStamp,
    /// The extended history tells of it, and account data as well.
    AccountInExtended,
    /// The extended history tells of it twice.
    Double,
    /// The extended history tells of it as two tracks.
    OtherEdition,
    /// Account data tells of it more than once.
    AccountRepeat,
    /// It was recorded, and the extended history tells of it.
    RecordedInExtended,
    /// It was recorded, and account data tells of it.
    RecordedInAccount,
    /// It was recorded for another account.
    OtherAccount,
    /// It was taken for another play.
    OwnPlay,
    /// The listener decided that it is the same play.
    Decided,
    /// A reason of another version of Tonearm.
    Unknown,
}
