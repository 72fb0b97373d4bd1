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
