//! Whether the namesake who recorded one title of the listener's recorded another as well. One title, even of the same length, can be
//! a coincidence, if MusicBrainz lacks the recording of the artist who is meant. The other titles are not sent: the namesake's
//! recordings come here.

use std::collections::BTreeSet;

use crate::fold::fold;
use crate::id::Mbid;
use crate::lookup::versions::{without_guest, without_remaster};
use crate::model::{Answer, Outcome};
use crate::musicbrainz::Page;

/// Titles that are compared.
const MOST_TITLES: usize = 20;
/// Pages of a namesake's recordings that are read. Who has many more may be lost, but nobody is mistaken.
const MOST_PAGES: usize = 2;

/// Titles that the listener knows: folded, without remaster, with and without guest. At least one.
pub(super) struct KnownTitles(BTreeSet<String>);

/// The namesake of an artist, and the titles one of which is to be among the namesake's.
pub(super) struct Check {
    pub(super) key: u32,
    pub(super) mbid: Mbid,
    titles: KnownTitles,
    offset: usize,
    pages: usize,
}

impl KnownTitles {
    /// `None` if none of the titles is another than `title`.
    pub(super) fn new(title: &str, others: &[String]) -> Option<Self> {
        let song = fold(title);
        let song = song_of(&song);
        let mut titles = BTreeSet::new();
        for other in others.iter().take(MOST_TITLES) {
            let other = without_remaster(other);
            // A namesake who has the song may have its live version, too.
            if song_of(&fold(other)) != song {
                titles.insert(fold(other));
                titles.extend(without_guest(other).map(fold));
            }
        }
        titles.remove("");
        (!titles.is_empty()).then_some(Self(titles))
    }
}

impl Check {
    pub(super) fn new(key: u32, mbid: Mbid, titles: KnownTitles) -> Self {
        Self {
            key,
            mbid,
            titles,
            offset: 0,
            pages: 0,
        }
    }

    /// How many recordings were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// # Errors
    /// With what is still to be asked for, if that page decides nothing.
    pub(super) fn take(mut self, page: &Page<String>) -> Result<Answer, Self> {
        let is_known = |title: &String| self.titles.0.contains(without_remaster(title));
        let outcome = if page.hits.iter().any(is_known) {
            Outcome::Identified { mbid: self.mbid }
        } else {
            self.offset += page.hits.len();
            self.pages += 1;
            let has_next = !page.hits.is_empty() && self.offset < page.count && self.pages < MOST_PAGES;
            if has_next {
                return Err(self);
            }
            Outcome::Undecided
        };
        Ok(Answer { key: self.key, outcome })
    }
}

/// The song, of which a folded title may name a version.
fn song_of(title: &str) -> &str {
    let ends = [" (", " [", " - "].iter().filter_map(|mark| title.find(mark));
    match ends.min() {
        Some(end) if !title[..end].trim().is_empty() => title[..end].trim(),
        _ => title,
    }
}

#[cfg(test)]
mod tests;
