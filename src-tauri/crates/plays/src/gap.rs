//! Gaps: times in which plays are missing from a recording, or may be.

/// A time in which plays are missing or may be, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The end of the last play known before.
    pub from: i64,
    /// The start of the first play known after.
    pub to: i64,
    /// Whether it is sure that plays are missing.
    pub kind: GapKind,
}

/// Whether it is sure that plays are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// Plays are missing.
    Missing,
    /// Plays may be missing: it is not known whether anything was played.
    MayBeMissing,
}

impl GapKind {
    /// A short name that never changes, also in the archive: `missing` or `may_be_missing`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::MayBeMissing => "may_be_missing",
        }
    }
}
