//! Everything that MusicBrainz knows, made from the artists that a listener hears, and the truth about who is who.
//! What is made of a name depends on the seed and the name alone, not on when it is added.

mod builder;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::builder::Builder;
use super::{
    entry::{Artist, Recording},
    fold::{fold, words},
    heard::HeardArtist,
    index::Index,
    manners::Coverage,
};

/// Who an artist of the listener's really is, and what others there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrueArtist {
    /// The name, as the listener knows it.
    pub name: String,
    /// The MBID; `None` if MusicBrainz does not know the artist.
    pub mbid: Option<String>,
    /// The genres and how many people gave each, the most first. Other tags are not in it.
    pub genres: Vec<(String, u32)>,
    /// Whether MusicBrainz knows the artist's page at Spotify.
    pub is_linked: bool,
    /// The MBIDs of others who bear the same name, or have it as an alias, in any case and with any accents.
    pub namesakes: Vec<String>,
    /// How many artists a search for the name as a phrase finds: these, and those whose names contain it.
    pub hits: usize,
    /// Titles of theirs, as the listener knows them, that MusicBrainz has of one of the namesakes, in a recording as long as the
    /// listener's track give or take four seconds, and not of them. Who knows one of these alone cannot but take that namesake for them.
    pub misleading_titles: Vec<String>,
}

/// Two recordings that differ by no more than this may be the same one.
const ALIKE_MS: u32 = 4_000;

/// The artists and recordings, and what finds them.
#[derive(Default)]
pub(super) struct Universe {
    pub(super) artists: Vec<Artist>,
    pub(super) recordings: Vec<Recording>,
    pub(super) names: Index,
    pub(super) sort_names: Index,
    pub(super) aliases: Index,
    pub(super) titles: Index,
    /// For each artist, the recordings that credit it.
    credited: Vec<Vec<usize>>,
    by_id: HashMap<String, usize>,
    recordings_by_id: HashMap<String, usize>,
    by_link: HashMap<String, usize>,
    /// The listener's artists; `None` for one whom MusicBrainz does not know.
    heard: HashMap<String, Option<usize>>,
    /// The listener's tracks for which it is settled whether there is a recording: artist and title -> length.
    settled: BTreeMap<(String, String), u32>,
}

impl Universe {
    /// Adds artists. Of one who was added before only the new tracks count.
    pub(super) fn add(&mut self, seed: u64, coverage: Coverage, artists: &[HeardArtist]) {
        let builder = Builder::new(seed, coverage);
        for heard in artists {
            if !self.heard.contains_key(&heard.name) {
                builder.add_artist(self, heard);
            }
        }
        // After all artists, because a title may name another of them as a guest.
        for heard in artists {
            builder.add_recordings(self, heard);
        }
    }

    pub(super) fn artist(&self, id: &str) -> Option<&Artist> {
        self.place(id).map(|at| &self.artists[at])
    }

    /// The index of the artist with this id.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The index of the recording with this id.
    pub(super) fn recording(&self, id: &str) -> Option<usize> {
        self.recordings_by_id.get(id).copied()
    }

    pub(super) fn artist_linked_to(&self, resource: &str) -> Option<&Artist> {
        self.by_link.get(resource).map(|at| &self.artists[*at])
    }

    /// The recordings that credit an artist.
    pub(super) fn credited(&self, artist: usize) -> &[usize] {
        &self.credited[artist]
    }

    /// The artists with exactly this name or alias, in any case and with any accents.
    pub(super) fn bearers(&self, name: &str) -> BTreeSet<usize> {
        let phrase = words(name);
        let found = self
            .names
            .exactly(&phrase)
            .into_iter()
            .chain(self.aliases.exactly(&phrase));
        // Words leave punctuation out, which does make a difference between names.
        found
            .filter(|at| {
                let artist = &self.artists[*at];
                let mut names = artist.aliases.iter().chain([&artist.name]);
                names.any(|known| fold(known) == fold(name))
            })
            .collect()
    }

    /// `None` for a name that was never added.
    pub(super) fn truth(&self, name: &str) -> Option<TrueArtist> {
        let at = *self.heard.get(name)?;
        let artist = at.map(|at| &self.artists[at]);
        let mut genres: Vec<_> = artist
            .iter()
            .flat_map(|artist| &artist.tags)
            .filter(|tag| tag.is_genre)
            .map(|tag| (tag.name.to_owned(), tag.count))
            .collect();
        genres.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let mut others = self.bearers(name);
        if let Some(at) = at {
            others.remove(&at);
        }
        let hits: BTreeSet<_> = self.names.phrase(&words(name)).into_iter().map(|hit| hit.0).collect();
        Some(TrueArtist {
            name: name.to_owned(),
            misleading_titles: self.misleading_titles(name, at, &others),
            mbid: artist.map(|artist| artist.id.clone()),
            genres,
            is_linked: artist.is_some_and(|artist| artist.link.is_some()),
            namesakes: others.iter().map(|other| self.artists[*other].id.clone()).collect(),
            hits: hits.len(),
        })
    }

    fn misleading_titles(&self, name: &str, own: Option<usize>, others: &BTreeSet<usize>) -> Vec<String> {
        if others.is_empty() {
            return Vec::new();
        }
        let from = (name.to_owned(), String::new());
        let tracks = self.settled.range(from..).take_while(|((artist, _), _)| artist == name);
        let misleads = |track: &str, length: u32| {
            let (mut is_own, mut namesakes) = (false, BTreeSet::<usize>::new());
            for at in self.titles.exactly(&words(builder::recorded_as(track).0)) {
                let Recording { credit, length_ms, .. } = &self.recordings[at];
                let is_alike = |other: u32| other.abs_diff(length) <= ALIKE_MS;
                // Their own without a length leaves as much open as one that is as long.
                is_own |= own.is_some_and(|own| credit.contains(&own)) && length_ms.is_none_or(is_alike);
                if length_ms.is_some_and(is_alike) {
                    namesakes.extend(credit.iter().filter(|artist| others.contains(artist)));
                }
            }
            !is_own && namesakes.len() == 1
        };
        tracks
            .filter(|((_, track), length)| misleads(track, **length))
            .map(|((_, track), _)| track.clone())
            .collect()
    }

    /// The names of the listener's artists, in no order.
    pub(super) fn heard(&self) -> impl Iterator<Item = &str> {
        self.heard.keys().map(String::as_str)
    }

    fn add_entry(&mut self, artist: Artist) -> usize {
        let at = self.artists.len();
        self.names.add(at, &artist.name);
        self.sort_names.add(at, &artist.sort_name());
        for alias in &artist.aliases {
            self.aliases.add(at, alias);
        }
        self.by_id.insert(artist.id.clone(), at);
        if let Some(link) = &artist.link {
            self.by_link.insert(link.resource.clone(), at);
        }
        self.credited.push(Vec::new());
        self.artists.push(artist);
        at
    }

    fn add_recording(&mut self, recording: Recording) {
        let at = self.recordings.len();
        self.titles.add(at, &recording.title);
        for artist in &recording.credit {
            self.credited[*artist].push(at);
        }
        self.recordings_by_id.insert(recording.id.clone(), at);
        self.recordings.push(recording);
    }
}

#[cfg(test)]
mod tests;
