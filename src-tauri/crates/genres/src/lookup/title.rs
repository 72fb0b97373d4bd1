//! Which of several namesakes recorded a title. Only a recording of that very title counts, as long as the listener's track, and
//! only if no other namesake can have one like it. Titles of several artists go into one search. Who is found so is not certain
//! yet: the listener's artist may be another, of whom MusicBrainz lacks the recording.

use std::collections::BTreeSet;

use crate::fold::fold;
use crate::id::Mbid;
use crate::lookup::crowd::Crowd;
use crate::lookup::known::KnownTitles;
use crate::lookup::others::Check;
use crate::lookup::recordings::{Comparison, Namesakes};
use crate::lookup::versions::{without_guest, without_remaster};
use crate::model::{Answer, Outcome, WantedArtist};
use crate::musicbrainz::{Found, PAGE, Page, Recording};
use crate::query::{self, MOST_BY_ALIAS, Titled};

/// Pages of one title's hits. A famous song has some hundred recordings.
const MOST_PAGES: usize = 4;
/// Pages of several titles' hits: a third would cost as much as asking for the title with the most hits by itself.
const MOST_PAGES_TOGETHER: usize = 2;
/// How far apart the lengths of one recording are at most: releases differ in the silence at the end.
const ALIKE_MS: u64 = 4_000;

/// An artist among namesakes, with a track.
pub(super) struct Ambiguous {
    pub(super) key: u32,
    name: String,
    /// Without guest and remaster.
    title: String,
    /// As the listener's track has it, if that names a guest.
    title_with_guest: Option<String>,
    length_ms: u64,
    titles: KnownTitles,
    namesakes: Namesakes,
}

/// How an artist among namesakes can be told from them.
pub(super) enum Way {
    ByTitle(Ambiguous),
    ByRecordings(Comparison),
    /// By the recordings of all who bear the name.
    InCrowd(Crowd),
    /// Not at all.
    None,
}

/// What a title says about namesakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// This one alone recorded it.
    Recorded(Mbid),
    Undecided,
}

/// What a page of hits leads to.
#[derive(Default)]
pub(super) struct Settled {
    /// Those about whom no more can be found out.
    pub(super) answers: Vec<Answer>,
    /// Those of whom one namesake recorded the title.
    pub(super) recorded: Vec<Check>,
    /// Those about whom the title says nothing.
    pub(super) compared: Vec<Comparison>,
    /// Those of them who have many namesakes.
    pub(super) crowds: Vec<Crowd>,
    /// The searches for the others.
    pub(super) searches: Vec<TitleSearch>,
}

/// A search for several artists, each among namesakes.
pub(super) struct TitleSearch {
    pub(super) wanted: Vec<Ambiguous>,
    hits: Vec<Recording>,
    offset: usize,
    pages: usize,
}

impl Way {
    /// No way if the listener knows one song only: nothing could confirm what that one says.
    pub(super) fn new(artist: WantedArtist, namesakes: Namesakes) -> Self {
        let Some(track) = artist.track else {
            return Self::None;
        };
        let whole = without_remaster(&track.title);
        let (title, title_with_guest) = match without_guest(whole) {
            Some(title) => (title, Some(whole.to_owned())),
            None => (whole, None),
        };
        let Some(titles) = KnownTitles::new(&track.title, &track.other_titles) else {
            return Self::None;
        };
        let length_ms = track.length_ms.filter(|length| *length > 0);
        // Without a length a title decides nothing, so it need not leave.
        let Some(length_ms) = length_ms.filter(|_| query::is_askable_title(&track.title)) else {
            return Self::by_recordings(artist.key, artist.name, titles, &namesakes);
        };
        let ambiguous = Ambiguous {
            key: artist.key,
            name: artist.name,
            title: title.to_owned(),
            title_with_guest,
            length_ms: length_ms.into(),
            titles,
            namesakes,
        };
        if ambiguous.titled().others.len() > MOST_BY_ALIAS {
            return Self::None;
        }
        Self::ByTitle(ambiguous)
    }

    fn by_recordings(key: u32, name: String, titles: KnownTitles, namesakes: &Namesakes) -> Self {
        match namesakes.few() {
            Some(few) => Comparison::new(key, titles, few).map_or(Self::None, Self::ByRecordings),
            None => Crowd::new(key, name, titles, namesakes).map_or(Self::None, Self::InCrowd),
        }
    }
}

impl Ambiguous {
    /// What is searched for.
    pub(super) fn titled(&self) -> Titled<'_> {
        Titled {
            title: &self.title,
            name: &self.name,
            others: self.namesakes.named_otherwise(&self.name),
        }
    }

    /// What these hits say; `None` if there must be more of them.
    fn verdict(&self, hits: &[Recording], is_whole: bool) -> Option<Verdict> {
        let (name, title) = (fold(&self.name), fold(&self.title));
        let with_guest = self.title_with_guest.as_deref().map(fold);
        let is_title = |recording: &&Recording| {
            let other = without_remaster(&recording.title);
            match &with_guest {
                // MusicBrainz has guests in the credit. Without one there, it is another recording.
                Some(with_guest) => other == with_guest || (other == title && recording.artists.len() > 1),
                None => other == title,
            }
        };
        let (mut certain, mut possible) = (BTreeSet::new(), BTreeSet::new());
        for recording in hits.iter().filter(is_title) {
            let is_alike = |length: u64| length.abs_diff(self.length_ms) <= ALIKE_MS;
            // One of unknown length may be as long as the listener's.
            if recording.length_ms.is_none_or(is_alike) {
                let artists = recording.artists.iter().filter(|artist| self.may_be(artist, &name));
                let artists: Vec<Mbid> = artists.map(|artist| artist.mbid).collect();
                possible.extend(artists.iter().copied());
                if recording.length_ms.is_some() {
                    certain.extend(artists);
                }
            }
        }
        match certain.first() {
            _ if possible.len() > 1 => Some(Verdict::Undecided),
            Some(mbid) if is_whole => Some(Verdict::Recorded(*mbid)),
            _ => is_whole.then_some(Verdict::Undecided),
        }
    }

    /// Whether this is one of the namesakes. There may be more than were listed.
    fn may_be(&self, artist: &Found, name: &str) -> bool {
        artist.bears(name) || self.namesakes.found.iter().any(|listed| listed.mbid == artist.mbid)
    }

    /// How many of the hits were found because of this artist.
    fn count(&self, hits: &[Recording]) -> usize {
        let spaced = |text: &str| format!(" {text} ");
        let (name, title) = (fold(&self.name), spaced(&fold(&self.title)));
        let is_by = |artist: &Found| {
            self.may_be(artist, &name) || artist.names.iter().any(|other| spaced(other).contains(&spaced(&name)))
        };
        let is_hit = |hit: &&Recording| spaced(&hit.title).contains(&title) && hit.artists.iter().any(&is_by);
        hits.iter().filter(is_hit).count()
    }
}

impl TitleSearch {
    pub(super) fn new(wanted: Vec<Ambiguous>) -> Self {
        Self {
            wanted,
            hits: Vec::new(),
            offset: 0,
            pages: 0,
        }
    }

    pub(super) fn titles(&self) -> Vec<Titled<'_>> {
        self.wanted.iter().map(Ambiguous::titled).collect()
    }

    /// How many recordings were seen.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn take(mut self, page: Page<Recording>) -> Settled {
        let is_stuck = page.hits.is_empty();
        self.pages += 1;
        self.offset += page.hits.len();
        for hit in page.hits {
            if self.hits.iter().all(|other| other.id != hit.id) {
                self.hits.push(hit);
            }
        }
        // Hits may move from page to page while one reads: if one came twice, another is missing.
        let is_whole = self.hits.len() >= page.count;
        let pages = self.pages + page.count.saturating_sub(self.offset).div_ceil(PAGE);
        let is_alone = self.wanted.len() == 1;
        let most_pages = if is_alone { MOST_PAGES } else { MOST_PAGES_TOGETHER };
        let has_next = !is_whole && !is_stuck && self.offset < page.count && pages <= most_pages;
        let is_open = |artist: &Ambiguous| artist.verdict(&self.hits, is_whole).is_none();
        if has_next && self.wanted.iter().any(is_open) {
            return Settled {
                searches: vec![self],
                ..Settled::default()
            };
        }

        let (mut settled, mut open) = (Settled::default(), Vec::new());
        for artist in self.wanted {
            let verdict = artist.verdict(&self.hits, is_whole);
            match verdict.or(is_alone.then_some(Verdict::Undecided)) {
                Some(verdict) => settled.settle(artist, verdict),
                None => open.push(artist),
            }
        }
        settled.searches = apart(open, &self.hits).into_iter().map(Self::new).collect();
        settled
    }
}

impl Settled {
    fn settle(&mut self, artist: Ambiguous, verdict: Verdict) {
        let Ambiguous {
            key,
            name,
            titles,
            namesakes,
            ..
        } = artist;
        match verdict {
            Verdict::Recorded(mbid) => {
                // Who was not listed shows that there are more.
                let mut others = namesakes.few().filter(|few| few.contains(&mbid));
                if let Some(others) = &mut others {
                    others.retain(|other| *other != mbid);
                }
                self.recorded.push(Check::new(key, mbid, titles, others));
            }
            Verdict::Undecided => match Way::by_recordings(key, name, titles, &namesakes) {
                Way::ByRecordings(comparison) => self.compared.push(comparison),
                Way::InCrowd(crowd) => self.crowds.push(crowd),
                _ => {
                    let outcome = Outcome::Undecided;
                    self.answers.push(Answer { key, outcome });
                }
            },
        }
    }
}

/// Takes the title that filled the answer apart from the others.
fn apart(mut artists: Vec<Ambiguous>, hits: &[Recording]) -> Vec<Vec<Ambiguous>> {
    let Some(most) = (0..artists.len()).max_by_key(|at| artists[*at].count(hits)) else {
        return Vec::new();
    };
    let alone = vec![artists.remove(most)];
    [artists, alone].into_iter().filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests;
