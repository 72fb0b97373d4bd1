//! Which of a few namesakes recorded the songs that the listener knows, where no title decides. The recordings of all of them are
//! read, because two may have such songs: then nobody is certain.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::fold::fold;
use crate::id::Mbid;
use crate::lookup::known::KnownTitles;
use crate::model::{Answer, Outcome};
use crate::musicbrainz::{Found, Page};

/// Namesakes that are compared one by one. More would cost too many requests.
pub(super) const MOST_NAMESAKES: usize = 4;
/// Pages of a namesake's recordings that are read. Who has many more may be lost, but nobody is mistaken.
pub(super) const MOST_PAGES: usize = 2;

/// An artist, and the namesakes who may be meant.
pub(super) struct Comparison {
    pub(super) key: u32,
    titles: KnownTitles,
    /// Whose recordings are being read.
    mbid: Mbid,
    /// Whose recordings come after that.
    left: Vec<Mbid>,
    /// Songs that were seen of the one whose recordings are being read.
    songs: BTreeSet<String>,
    offset: usize,
    pages: usize,
    /// The one who recorded enough of the songs.
    found: Option<Mbid>,
    price: usize,
}

/// Who bears a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Namesakes {
    pub(super) found: Vec<Found>,
    /// Whether there are no others.
    pub(super) are_all: bool,
}

impl Namesakes {
    /// All of them, if they are few enough to be compared.
    pub(super) fn few(&self) -> Option<Vec<Mbid>> {
        let is_few = self.are_all && (2..=MOST_NAMESAKES).contains(&self.found.len());
        is_few.then(|| self.found.iter().map(|found| found.mbid).collect())
    }

    /// Those who have `name` only as an alias.
    pub(super) fn named_otherwise(&self, name: &str) -> Vec<Mbid> {
        let name = fold(name);
        let others = self.found.iter().filter(|hit| hit.is_named_otherwise(&name));
        others.map(|hit| hit.mbid).collect()
    }
}

impl Comparison {
    /// `None` if there is nobody to be compared.
    pub(super) fn new(key: u32, titles: KnownTitles, mut namesakes: Vec<Mbid>) -> Option<Self> {
        let price = namesakes.len();
        Some(Self {
            key,
            titles,
            price,
            mbid: namesakes.pop()?,
            left: namesakes,
            songs: BTreeSet::new(),
            offset: 0,
            pages: 0,
            found: None,
        })
    }

    /// Whose recordings are asked for.
    pub(super) fn mbid(&self) -> Mbid {
        self.mbid
    }

    /// How many of the recordings were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// How many requests it takes, beside those that an earlier price was for.
    pub(super) fn price(&self) -> usize {
        self.price
    }

    /// Goes on with what is still to be asked for, if that page decides nothing.
    pub(super) fn take(mut self, page: &Page<String>) -> ControlFlow<Answer, Self> {
        self.songs.extend(self.titles.among(&page.hits).map(str::to_owned));
        self.offset += page.hits.len();
        self.pages += 1;
        if self.songs.len() >= self.titles.enough() {
            if self.found.is_some() {
                return self.decided(None);
            }
            self.found = Some(self.mbid);
        } else if self.offset < page.count {
            if page.hits.is_empty() || self.pages == MOST_PAGES {
                // The songs may be among those that were not read.
                return self.decided(None);
            }
            self.price = 1;
            return ControlFlow::Continue(self);
        }
        self.read()
    }

    /// What follows when there is no more to be read of the present one, who may turn out to be gone.
    pub(super) fn read(mut self) -> ControlFlow<Answer, Self> {
        let Some(next) = self.left.pop() else {
            let found = self.found;
            return self.decided(found);
        };
        self.mbid = next;
        self.songs.clear();
        (self.offset, self.pages, self.price) = (0, 0, 0);
        ControlFlow::Continue(self)
    }

    fn decided(self, found: Option<Mbid>) -> ControlFlow<Answer, Self> {
        let outcome = found.map_or(Outcome::Undecided, |mbid| Outcome::Identified { mbid });
        ControlFlow::Break(Answer { key: self.key, outcome })
    }
}

#[cfg(test)]
mod tests;
