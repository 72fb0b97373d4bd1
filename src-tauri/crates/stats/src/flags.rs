//! A play's track and flags in one 32-bit word: the table's column that every scan reads.

/// The lower bits: the track's number in the table.
pub(crate) const TRACK: u32 = (1 << 28) - 1;
/// The length is an estimate.
pub(crate) const ESTIMATED: u32 = 1 << 28;
/// It is known whether the play was skipped.
pub(crate) const SKIP_KNOWN: u32 = 1 << 29;
/// The play was skipped.
pub(crate) const SKIPPED: u32 = 1 << 30;
/// The listener hid the play.
pub(crate) const HIDDEN: u32 = 1 << 31;
