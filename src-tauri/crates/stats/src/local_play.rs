//! One play as the listener's clock has it. Plain data.

use chrono::NaiveDateTime;

use crate::TrackNo;

/// One play, with its start by the listener's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalPlay {
    /// When it began, by the listener's clock.
    pub began: NaiveDateTime,
    /// What was played.
    pub track: TrackNo,
    /// How long it was heard, in milliseconds.
    pub ms_played: u32,
}
