//! Which of many namesakes recorded the songs that the listener knows, where no title decides: the recordings of all are searched at
//! once, by the name. Crowds mostly recorded little. Of those who recorded more than a few pages, nobody is certain.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use uuid::Uuid;

use crate::fold::fold;
use crate::id::Mbid;
use crate::lookup::known::KnownTitles;
use crate::lookup::recordings::Namesakes;
use crate::model::{Answer, Outcome};
use crate::musicbrainz::{PAGE, Page, Recording};
use crate::query::MOST_BY_ALIAS;

/// Pages of recordings that are read.
const MOST_PAGES: usize = 4;
/// Fewer songs make nobody certain: among many namesakes, two are sooner somebody else's by chance.
const FEWEST_SONGS: usize = 3;

/// An artist among many namesakes.
pub(super) struct Crowd {
    pub(super) key: u32,
    pub(super) name: String,
    /// Those who have the name only as an alias.
    pub(super) others: Vec<Mbid>,
    titles: KnownTitles,
    /// The songs that were seen of each.
    songs: BTreeMap<Mbid, BTreeSet<String>>,
    seen: BTreeSet<Uuid>,
    offset: usize,
    pages: usize,
}

impl Crowd {
    /// `None` if too many have the name as an alias.
    pub(super) fn new(key: u32, name: String, titles: KnownTitles, namesakes: &Namesakes) -> Option<Self> {
        let others = namesakes.named_otherwise(&name);
        (others.len() <= MOST_BY_ALIAS).then(|| Self {
            key,
            name,
            others,
            titles,
            songs: BTreeMap::new(),
            seen: BTreeSet::new(),
            offset: 0,
            pages: 0,
        })
    }

    /// How many recordings were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// Goes on with what is still to be asked for, if that page decides nothing.
    pub(super) fn take(mut self, page: Page<Recording>) -> ControlFlow<Answer, Self> {
        let is_stuck = page.hits.is_empty();
        self.offset += page.hits.len();
        self.pages += 1;
        let name = fold(&self.name);
        for hit in page.hits {
            self.seen.insert(hit.id);
            for song in self.titles.among(std::slice::from_ref(&hit.title)) {
                for artist in &hit.artists {
                    if artist.bears(&name) || self.others.contains(&artist.mbid) {
                        self.songs.entry(artist.mbid).or_default().insert(song.to_owned());
                    }
                }
            }
        }
        // Hits may move from page to page while one reads: if one came twice, another is missing.
        let is_whole = self.seen.len() >= page.count;
        let pages = self.pages + page.count.saturating_sub(self.offset).div_ceil(PAGE);
        if !is_whole && !is_stuck && self.offset < page.count && pages <= MOST_PAGES {
            return ControlFlow::Continue(self);
        }
        let enough = self.titles.enough().max(FEWEST_SONGS);
        let mut found = self.songs.iter().filter(|(_, songs)| songs.len() >= enough);
        let outcome = match (found.next(), found.next()) {
            (Some((mbid, _)), None) if is_whole => Outcome::Identified { mbid: *mbid },
            _ => Outcome::Undecided,
        };
        ControlFlow::Break(Answer { key: self.key, outcome })
    }
}

#[cfg(test)]
mod tests;
