//! What a caller may choose about reading. The outcome depends on the limits only.

use std::{num::NonZero, thread};

use crate::Limits;

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Where to stop.
    pub limits: Limits,
    /// How many files are read at once; 0 counts as 1.
    pub threads: usize,
}

impl Default for Options {
    /// The usual limits, and as many threads as there are cores, up to four: more would wait for the disk.
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            threads: thread::available_parallelism().map_or(1, NonZero::get).min(4),
        }
    }
}
