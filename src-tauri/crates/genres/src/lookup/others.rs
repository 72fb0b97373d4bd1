//! Whether the namesake who recorded one title of the listener's recorded another as well. One title, even of the same length, can be
//! a coincidence, if MusicBrainz lacks the recording of the artist who is meant. The other titles are not sent: the namesake's
//! recordings come here.

use crate::id::Mbid;
use crate::lookup::known::KnownTitles;
use crate::lookup::recordings::{Comparison, MOST_PAGES};
use crate::model::{Answer, Outcome};
use crate::musicbrainz::Page;

/// The namesake of an artist, and the titles one of which is to be among the namesake's.
pub(super) struct Check {
    pub(super) key: u32,
    pub(super) mbid: Mbid,
    titles: KnownTitles,
    /// All other namesakes, if they are few enough to be compared.
    others: Option<Vec<Mbid>>,
    offset: usize,
    pages: usize,
}

/// What a page of recordings leads to.
pub(super) enum Checked {
    Decided(Answer),
    /// More of the recordings are to be asked for.
    Next(Check),
    /// It is not this one, as far as MusicBrainz knows; it may be one of the others.
    Others(Comparison),
}

impl Check {
    pub(super) fn new(key: u32, mbid: Mbid, titles: KnownTitles, others: Option<Vec<Mbid>>) -> Self {
        Self {
            key,
            mbid,
            titles,
            others,
            offset: 0,
            pages: 0,
        }
    }

    /// How many recordings were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn take(mut self, page: &Page<String>) -> Checked {
        if self.titles.is_another_among(&page.hits) {
            let outcome = Outcome::Identified { mbid: self.mbid };
            return Checked::Decided(Answer { key: self.key, outcome });
        }
        self.offset += page.hits.len();
        self.pages += 1;
        if self.offset >= page.count {
            return self.not_confirmed();
        }
        if !page.hits.is_empty() && self.pages < MOST_PAGES {
            return Checked::Next(self);
        }
        // Another title may be among those that were not read.
        Checked::undecided(self.key)
    }

    /// What follows if the namesake has no other title of the listener's.
    pub(super) fn not_confirmed(self) -> Checked {
        let others = self.others.unwrap_or_default();
        match Comparison::new(self.key, self.titles, others) {
            Some(comparison) => Checked::Others(comparison),
            None => Checked::undecided(self.key),
        }
    }
}

impl Checked {
    fn undecided(key: u32) -> Self {
        let outcome = Outcome::Undecided;
        Self::Decided(Answer { key, outcome })
    }
}

#[cfg(test)]
mod tests;
