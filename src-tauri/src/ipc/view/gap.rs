//! Times in which plays are missing, or may be.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A time in which plays are missing, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Gap {
    /// The last known play before it.
    pub from_secs: u32,
    /// The first known play after it.
    pub to_secs: u32,
    pub kind: GapKind,
}

/// A time in which nothing is missing by the listener's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CompleteTime {
    pub from_secs: u32,
    pub to_secs: u32,
}

impl CompleteTime {
    /// From the first second (included) to the one after the last, in milliseconds since 1970.
    pub(crate) fn bounds_ms(self) -> (i64, i64) {
        (i64::from(self.from_secs) * 1000, (i64::from(self.to_secs) + 1) * 1000)
    }
}

/// The days of a gap, as the listener lived them: days since 1970-01-01, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GapDays {
    pub first_day: i32,
    pub last_day: i32,
    pub kind: GapKind,
}

/// Whether it is sure that plays are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum GapKind {
    Missing,
    MayBeMissing,
}
