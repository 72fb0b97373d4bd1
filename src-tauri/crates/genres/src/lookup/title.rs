//! Which of several namesakes recorded one title. Only that very title counts, and only if it is one namesake's alone.

use std::collections::BTreeSet;

use crate::fold::fold;
use crate::id::Mbid;
use crate::model::{Outcome, WantedArtist};
use crate::musicbrainz::{Page, Recording};

/// A famous song has some hundred recordings.
const MOST_PAGES: usize = 4;

/// A search for one artist among namesakes.
pub(super) struct TitleSearch {
    pub(super) key: u32,
    pub(super) name: String,
    pub(super) title: String,
    namesakes: BTreeSet<Mbid>,
    /// Those who recorded the title.
    found: BTreeSet<Mbid>,
    offset: usize,
    pages: usize,
}

impl TitleSearch {
    /// `None` without a title.
    pub(super) fn new(artist: WantedArtist, namesakes: BTreeSet<Mbid>) -> Option<Self> {
        Some(Self {
            key: artist.key,
            name: artist.name,
            title: artist.title?,
            namesakes,
            found: BTreeSet::new(),
            offset: 0,
            pages: 0,
        })
    }

    /// How many recordings were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The outcome, or the search for the next page.
    pub(super) fn take(mut self, page: Page<Recording>) -> Result<Outcome, Self> {
        self.pages += 1;
        self.offset += page.hits.len();
        let (name, title) = (fold(&self.name), fold(&self.title));
        let artists = page
            .hits
            .iter()
            .filter(|recording| recording.title == title)
            .flat_map(|recording| &recording.artists)
            // There may be more namesakes than were listed.
            .filter(|artist| self.namesakes.contains(&artist.mbid) || artist.names.contains(&name));
        self.found.extend(artists.map(|artist| artist.mbid));
        let is_whole = self.offset >= page.count;
        match self.found.first() {
            _ if self.found.len() > 1 => Ok(Outcome::Undecided),
            Some(mbid) if is_whole => Ok(Outcome::Identified { mbid: *mbid }),
            None if is_whole => Ok(Outcome::Undecided),
            _ if page.hits.is_empty() || self.pages == MOST_PAGES => Ok(Outcome::Undecided),
            _ => Err(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::musicbrainz::Found;

    fn mbid(number: u8) -> Mbid {
        format!("00000000-0000-4000-8000-0000000000{number:02}")
            .parse()
            .unwrap()
    }

    fn search() -> TitleSearch {
        let artist = WantedArtist {
            key: 1,
            name: "Nirvana".to_owned(),
            spotify_id: None,
            title: Some("Lithium".to_owned()),
            mbid: None,
        };
        TitleSearch::new(artist, [mbid(1), mbid(2)].into()).unwrap()
    }

    fn recording(title: &str, artist: u8, name: &str) -> Recording {
        Recording {
            title: fold(title),
            artists: vec![Found {
                mbid: mbid(artist),
                names: vec![fold(name)],
            }],
        }
    }

    fn page(count: usize, hits: Vec<Recording>) -> Page<Recording> {
        Page { count, hits }
    }

    #[test]
    fn the_one_who_recorded_the_title_is_meant() {
        let hits = vec![recording("LITHIUM", 2, "Nirvana"), recording("Lithium", 2, "Nirvana")];
        let outcome = search().take(page(2, hits)).ok();
        assert_eq!(outcome, Some(Outcome::Identified { mbid: mbid(2) }));
    }

    #[test]
    fn a_title_of_two_namesakes_decides_nothing() {
        let hits = vec![recording("Lithium", 1, "Nirvana"), recording("Lithium", 2, "Nirvana")];
        assert_eq!(search().take(page(2, hits)).ok(), Some(Outcome::Undecided));
        let with_one_unlisted = vec![recording("Lithium", 1, "Nirvana"), recording("Lithium", 3, "NIRVANA")];
        assert_eq!(search().take(page(2, with_one_unlisted)).ok(), Some(Outcome::Undecided));
    }

    #[test]
    fn a_longer_title_or_another_artist_decides_nothing() {
        let hits = vec![
            recording("Lithium Dreams", 1, "Nirvana"),
            recording("Lithium", 3, "Nirvana Tribute"),
        ];
        assert_eq!(search().take(page(2, hits)).ok(), Some(Outcome::Undecided));
    }

    #[test]
    fn a_list_that_was_cut_off_is_read_to_its_end() {
        let first = page(2, vec![recording("Lithium", 1, "Nirvana")]);
        let Err(search) = search().take(first) else {
            panic!("decided by half a list");
        };
        assert_eq!(search.offset(), 1);
        let second = page(2, vec![recording("Lithium", 2, "Nirvana")]);
        assert_eq!(search.take(second).ok(), Some(Outcome::Undecided));
    }

    #[test]
    fn an_endless_list_decides_nothing() {
        let mut search = search();
        for _ in 1..MOST_PAGES {
            search = search
                .take(page(1000, vec![recording("Lithium", 1, "Nirvana")]))
                .err()
                .unwrap();
        }
        let last = page(1000, vec![recording("Lithium", 1, "Nirvana")]);
        assert_eq!(search.take(last).ok(), Some(Outcome::Undecided));
    }
}
