//! How many requests telling namesakes apart may take, so that no library costs MusicBrainz more than promised: one for each artist
//! whose name several bear, and a few.

use crate::query::TITLES_AT_ONCE;

/// What is there at the start, so that the most-played need not wait for others to bring it.
const AT_START: usize = 40;
/// What comparing recordings leaves over: the next search by title and what confirms its findings, which find more for less.
const KEPT_FOR_TITLES: usize = TITLES_AT_ONCE + 1;

/// Requests that may still be sent.
pub(super) struct Credit(usize);

impl Credit {
    pub(super) fn new() -> Self {
        Self(AT_START)
    }

    /// So many more artists have names that several bear.
    pub(super) fn earn(&mut self, artists: usize) {
        self.0 += artists;
    }

    /// Whether so many requests may be sent, by title or to confirm what a title said. If so, they count as sent.
    pub(super) fn pay(&mut self, requests: usize) -> bool {
        self.pay_and_keep(requests, 0)
    }

    /// The same, for requests that compare recordings.
    pub(super) fn pay_for_comparison(&mut self, requests: usize) -> bool {
        self.pay_and_keep(requests, KEPT_FOR_TITLES)
    }

    fn pay_and_keep(&mut self, requests: usize, kept: usize) -> bool {
        // What costs nothing needs nothing.
        let is_enough = requests == 0 || self.0 >= requests + kept;
        if is_enough {
            self.0 -= requests;
        }
        is_enough
    }
}

#[cfg(test)]
mod tests;
