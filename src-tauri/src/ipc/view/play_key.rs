//! Which play is meant.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What a play is found by when it is to be explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayKey {
    pub began_secs: u32,
    pub ms_played: u32,
    /// Its track, or the one that the track counts as.
    pub track: String,
}
