//! A play's weight: its length in milliseconds, and whether it counts, in one 32-bit word. A hidden play weighs nothing.

use crate::packed;

/// This bit is set in the weight of a play that counts.
pub(crate) const COUNTS: u32 = 1 << 31;

/// The play as a packed amount, of which sums are made.
pub(crate) fn packed_weight(weight: u32) -> u64 {
    packed::play(weight & COUNTS != 0, weight & !COUNTS)
}
