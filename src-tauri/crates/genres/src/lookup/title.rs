//! Which of several namesakes recorded one title. Only that very title counts, and only if it is one namesake's alone.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::fold::fold;
use crate::id::Mbid;
use crate::model::{Outcome, WantedArtist};
use crate::musicbrainz::{Found, PAGE, Page, Recording};
use crate::query::MOST_BY_ALIAS;

/// A famous song has some hundred recordings.
const MOST_PAGES: usize = 4;

/// A search for one artist among namesakes.
pub(super) struct TitleSearch {
    pub(super) key: u32,
    pub(super) name: String,
    /// Without the guest.
    pub(super) title: String,
    /// As the listener's track has it, if that names a guest.
    title_with_guest: Option<String>,
    namesakes: Vec<Found>,
    /// Those who recorded the title.
    found: BTreeSet<Mbid>,
    /// The recordings that were listed so far.
    seen: BTreeSet<Uuid>,
    offset: usize,
    pages: usize,
}

impl TitleSearch {
    /// `None` without a title, and if too many have the name as an alias.
    pub(super) fn new(artist: WantedArtist, namesakes: Vec<Found>) -> Option<Self> {
        let whole = artist.title?;
        let without_guest = without_guest(&whole).map(str::to_owned);
        let (title, title_with_guest) = match without_guest {
            Some(title) => (title, Some(whole)),
            None => (whole, None),
        };
        let search = Self {
            key: artist.key,
            name: artist.name,
            title,
            title_with_guest,
            namesakes,
            found: BTreeSet::new(),
            seen: BTreeSet::new(),
            offset: 0,
            pages: 0,
        };
        (search.by_alias().len() <= MOST_BY_ALIAS).then_some(search)
    }

    /// Those whose recordings a search by the name does not find.
    pub(super) fn by_alias(&self) -> Vec<Mbid> {
        let name = fold(&self.name);
        let others = self.namesakes.iter().filter(|hit| hit.is_named_otherwise(&name));
        others.map(|hit| hit.mbid).collect()
    }

    /// How many recordings were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// The outcome, or the search for the next page.
    pub(super) fn take(mut self, page: Page<Recording>) -> Result<Outcome, Box<Self>> {
        self.pages += 1;
        self.offset += page.hits.len();
        let (name, title) = (fold(&self.name), fold(&self.title));
        let with_guest = self.title_with_guest.as_deref().map(fold);
        let is_title = |recording: &Recording| match &with_guest {
            // MusicBrainz has guests in the credit. Without one there, it is another recording.
            Some(with_guest) => {
                recording.title == *with_guest || (recording.title == title && recording.artists.len() > 1)
            }
            None => recording.title == title,
        };
        let is_listed = |artist: &Found| self.namesakes.iter().any(|listed| listed.mbid == artist.mbid);
        let artists = page
            .hits
            .iter()
            .filter(|recording| is_title(recording))
            .flat_map(|recording| &recording.artists)
            // There may be more namesakes than were listed.
            .filter(|artist| is_listed(artist) || artist.bears(&name));
        self.found.extend(artists.map(|artist| artist.mbid));
        self.seen.extend(page.hits.iter().map(|recording| recording.id));
        // Hits may move from page to page while one reads: if one came twice, another is missing.
        let is_whole = self.seen.len() >= page.count;
        match self.found.first() {
            _ if self.found.len() > 1 => Ok(Outcome::Undecided),
            Some(mbid) if is_whole => Ok(Outcome::Identified { mbid: *mbid }),
            None if is_whole => Ok(Outcome::Undecided),
            _ if self.offset >= page.count || self.pages == MOST_PAGES => Ok(Outcome::Undecided),
            _ if page.hits.is_empty() || page.count > MOST_PAGES * PAGE => Ok(Outcome::Undecided),
            _ => Err(Box::new(self)),
        }
    }
}

/// `None` if the title names no guest at its end.
fn without_guest(title: &str) -> Option<&str> {
    let at = title.rfind(['(', '['])?;
    let words = title[at + 1..].strip_suffix([')', ']'])?.to_lowercase();
    let is_guest = ["feat", "ft", "featuring", "with"].iter().any(|word| {
        words
            .strip_prefix(word)
            .is_some_and(|rest| rest.starts_with([' ', '.']))
    });
    let rest = title[..at].trim();
    (is_guest && !fold(rest).is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

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
        let namesake = |number| Found {
            mbid: mbid(number),
            names: vec![fold("Nirvana")],
        };
        TitleSearch::new(artist, vec![namesake(1), namesake(2)]).unwrap()
    }

    /// A recording like no other.
    fn recording(title: &str, artist: u8, name: &str) -> Recording {
        static RECORDINGS: AtomicU64 = AtomicU64::new(0);
        let number = RECORDINGS.fetch_add(1, Ordering::Relaxed);
        Recording {
            id: Uuid::from_u64_pair(0, number),
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
    fn a_recording_that_came_twice_leaves_another_unseen() {
        let first = || {
            let mut recording = recording("Lithium", 1, "Nirvana");
            recording.id = Uuid::nil();
            page(2, vec![recording])
        };
        let search = search().take(first()).err().unwrap();
        assert_eq!(search.take(first()).ok(), Some(Outcome::Undecided));
    }

    #[test]
    fn an_endless_list_decides_nothing() {
        let hits = || vec![recording("Lithium", 1, "Nirvana")];
        assert_eq!(search().take(page(401, hits())).ok(), Some(Outcome::Undecided));
        let mut search = search();
        for _ in 1..MOST_PAGES {
            search = *search.take(page(400, hits())).err().unwrap();
        }
        assert_eq!(search.take(page(400, hits())).ok(), Some(Outcome::Undecided));
    }

    #[test]
    fn only_a_guest_is_taken_off_a_title() {
        for (title, without) in [
            ("Song (feat. Somebody)", Some("Song")),
            ("Song (One) [FT Somebody]", Some("Song (One)")),
            ("Song (with Somebody)", Some("Song")),
            ("Song (Without You)", None),
            ("Song (Fthagn)", None),
            ("Song (feat. Somebody) - Remix", None),
            ("(feat. Somebody)", None),
            ("Song", None),
        ] {
            assert_eq!(without_guest(title), without, "{title}");
        }
    }
}
