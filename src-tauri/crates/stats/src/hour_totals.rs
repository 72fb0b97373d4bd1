//! What one run of plays in one hour adds up to, and the packed word in which a chunk of rows is added up on the way.

use crate::{
    flags::{ESTIMATED, HIDDEN, SKIP_KNOWN, SKIPPED},
    packed,
    rows::CHUNK,
    weight::COUNTS,
};

// A chunk's word holds milliseconds in 36 bits; then plays that count, estimated ones, those of which it is known whether
// they were skipped, and skipped ones, each in 7 bits. 64 rows of at most 30 bits of milliseconds each fit.
const LANES_BIT: u32 = 36;
const LANE_BITS: u32 = 7;

const _: () = assert!(CHUNK < 1 << LANE_BITS);

/// For each combination of a row's flags and "counts", what the row adds to a chunk's word besides its milliseconds.
pub(crate) struct RowWords([u64; 32]);

impl RowWords {
    /// Adds nothing but milliseconds.
    pub(crate) const NONE: Self = Self([0; 32]);

    pub(crate) fn new(with_hidden: bool) -> Self {
        Self(std::array::from_fn(|at| {
            let has = |bit: u32| u64::from(at as u32 & bit >> 28 != 0);
            let counts = at as u64 >> 4;
            let marks = (has(ESTIMATED) * counts) + (has(SKIP_KNOWN) << LANE_BITS) + (has(SKIPPED) << (2 * LANE_BITS));
            let shown = u64::from(with_hidden || has(HIDDEN) == 0);
            (counts << LANES_BIT) + ((shown * marks) << (LANES_BIT + LANE_BITS))
        }))
    }

    /// A row's word, milliseconds included.
    pub(crate) fn word(&self, flagged: u32, weight: u32) -> u64 {
        self.0[(flagged >> 28 | (weight & COUNTS) >> 27) as usize] + u64::from(weight & !COUNTS)
    }
}

/// What one run holds by the filter, whether its hour is asked for or not.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HourTotals {
    pub(crate) sum: u64,
    /// Plays that count whose length is an estimate.
    pub(crate) estimated: u32,
    pub(crate) skips_known: u32,
    pub(crate) skipped: u32,
}

impl HourTotals {
    /// Adds the words of some rows of a chunk.
    pub(crate) fn add(&mut self, word: u64) {
        let lane = |number: u32| (word >> (LANES_BIT + number * LANE_BITS)) as u32 & ((1 << LANE_BITS) - 1);
        self.sum += packed::sum(lane(0), word & ((1 << LANES_BIT) - 1));
        self.estimated += lane(1);
        self.skips_known += lane(2);
        self.skipped += lane(3);
    }
}
