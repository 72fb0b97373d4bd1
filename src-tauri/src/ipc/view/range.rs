//! Spans of time as the page chooses and shows them. Days are days since 1970-01-01 as the listener lived them.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One of the three ranges over which Spotify ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TopRange {
    /// About the last four weeks.
    FourWeeks,
    /// About the last six months.
    SixMonths,
    /// About the last year.
    Year,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DayRange {
    pub first_day: i32,
    pub last_day: i32,
}
