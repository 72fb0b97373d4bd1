//! Who has a name, from the hits of a search for several. An answer that was cut off makes nobody certain: more of it is
//! asked for, or fewer names at a time.

use std::collections::BTreeSet;

use crate::fold::fold;
use crate::id::Mbid;
use crate::lookup::recordings::{MOST_NAMESAKES, Namesakes};
use crate::model::WantedArtist;
use crate::musicbrainz::{Found, PAGE, Page};

/// Pages of one name's hits. What is spelt out in the names of more than four hundred artists is a word.
const MOST_PAGES: usize = 4;
/// Pages of several names' hits: a third would cost as much as asking for the name with the most hits by itself.
const MOST_PAGES_TOGETHER: usize = 2;

/// A search for several artists by name.
pub(super) struct NameSearch {
    /// All who are asked for, in the order of the query.
    pub(super) wanted: Vec<WantedArtist>,
    hits: Vec<Found>,
    offset: usize,
    pages: usize,
}

/// What is certain about a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Certain(Mbid),
    Nobody,
    /// Two or more; or one, or even nobody, if there were too many hits to see them all.
    Several(Namesakes),
}

impl NameSearch {
    pub(super) fn new(wanted: Vec<WantedArtist>) -> Self {
        Self {
            wanted,
            hits: Vec::new(),
            offset: 0,
            pages: 0,
        }
    }

    /// The names to ask for, each once.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let names = self.wanted.iter().map(|artist| artist.name.as_str());
        names.filter(|name| seen.insert(fold(name))).collect()
    }

    /// How many hits were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// Those about whom all is said, and the searches for the others.
    pub(super) fn take(mut self, page: Page<Found>) -> (Vec<(WantedArtist, Verdict)>, Vec<Self>) {
        let is_stuck = page.hits.is_empty();
        self.pages += 1;
        self.offset += page.hits.len();
        for hit in page.hits {
            if self.hits.iter().all(|other| other.mbid != hit.mbid) {
                self.hits.push(hit);
            }
        }
        // Hits may move from page to page while one reads: if one came twice, another is missing.
        let is_whole = self.hits.len() >= page.count;
        let pages = self.pages + page.count.saturating_sub(self.offset).div_ceil(PAGE);
        let is_alone = self.names().len() == 1;
        let most_pages = if is_alone { MOST_PAGES } else { MOST_PAGES_TOGETHER };
        if !is_whole && !is_stuck && self.offset < page.count && pages <= most_pages {
            return (Vec::new(), vec![self]);
        }

        let (mut settled, mut open) = (Vec::new(), Vec::new());
        for artist in self.wanted {
            let bearers = bearers(&fold(&artist.name), &self.hits);
            let verdict = match &bearers[..] {
                [] if is_whole => Verdict::Nobody,
                [bearer] if is_whole => Verdict::Certain(bearer.mbid),
                // Of a few, all should be seen: they may be compared.
                _ if is_whole || is_alone || bearers.len() > MOST_NAMESAKES => Verdict::Several(Namesakes {
                    found: bearers,
                    are_all: is_whole,
                }),
                _ => {
                    open.push(artist);
                    continue;
                }
            };
            settled.push((artist, verdict));
        }
        let searches = apart(open, &self.hits).into_iter().map(Self::new).collect();
        (settled, searches)
    }
}

/// Those who have the name, or an alias like it.
fn bearers(name: &str, hits: &[Found]) -> Vec<Found> {
    hits.iter().filter(|hit| hit.bears(name)).cloned().collect()
}

/// Takes the name that filled the answer apart from the others.
fn apart(artists: Vec<WantedArtist>, hits: &[Found]) -> Vec<Vec<WantedArtist>> {
    // As whole words: the letter M is in most names, but few answers are full because of the artist M.
    let spaced = |name: &str| format!(" {name} ");
    let hits_of = |name: &str| {
        let has_name = |hit: &&Found| hit.names.iter().any(|other| spaced(other).contains(&spaced(name)));
        hits.iter().filter(has_name).count()
    };
    let names: BTreeSet<_> = artists.iter().map(|artist| fold(&artist.name)).collect();
    let Some(most) = names.into_iter().max_by_key(|name| hits_of(name)) else {
        return Vec::new();
    };
    let (alone, others): (Vec<_>, Vec<_>) = artists.into_iter().partition(|artist| fold(&artist.name) == most);
    [others, alone].into_iter().filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests;
