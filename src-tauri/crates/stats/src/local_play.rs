//! One play as the listener's clock has it. Plain data.

use chrono::NaiveDateTime;

use crate::TrackNo;

/// One play, with its start by the listener's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalPlay {
    /// When it began, by the listener's clock.
    pub began: NaiveDateTime,
    /// The same moment in whole seconds since 1970, UTC: an hour that the clocks repeat is two hours here.
    pub began_secs: u32,
    /// What was played.
    pub track: TrackNo,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
}
