//! Titles that the listener knows, and which of an artist's recordings are among them. All but the first stay here.

use std::collections::{BTreeMap, BTreeSet};

use crate::fold::fold;
use crate::lookup::versions::{without_guest, without_remaster};

/// Titles that are compared, beside the first.
const MOST_TITLES: usize = 20;
/// Fewer songs than this make nobody certain.
const FEWEST_SONGS: usize = 2;
/// One in so many songs has to be there: of many titles, two are sooner somebody else's by chance.
const ONE_IN: usize = 5;

/// At least two songs.
#[derive(Debug)]
pub(super) struct KnownTitles {
    /// The song that the artist is searched by.
    first: String,
    /// Titles, folded, without remaster, with and without guest, and the song of each.
    songs: BTreeMap<String, String>,
}

impl KnownTitles {
    /// `None` if none of the others is another song than `first`.
    pub(super) fn new(first: &str, others: &[String]) -> Option<Self> {
        let mut songs = BTreeMap::new();
        for title in [first]
            .into_iter()
            .chain(others.iter().take(MOST_TITLES).map(String::as_str))
        {
            let song = song(title);
            let title = without_remaster(title);
            let forms = [Some(title), without_guest(title)].into_iter().flatten();
            songs.extend(forms.map(|form| (fold(form), song.clone())));
        }
        songs.remove("");
        let first = song(first);
        let has_other = songs.values().any(|song| *song != first);
        has_other.then_some(Self { first, songs })
    }

    /// The songs among these recordings, whose titles are folded.
    pub(super) fn among<'a>(&'a self, recorded: &'a [String]) -> impl Iterator<Item = &'a str> {
        let songs = recorded
            .iter()
            .filter_map(|title| self.songs.get(without_remaster(title)));
        songs.map(String::as_str)
    }

    /// Whether a song that the artist is not searched by is among these recordings.
    pub(super) fn is_another_among(&self, recorded: &[String]) -> bool {
        self.among(recorded).any(|song| song != self.first)
    }

    /// How many songs somebody must have recorded to be the artist who is meant.
    pub(super) fn enough(&self) -> usize {
        let songs: BTreeSet<_> = self.songs.values().collect();
        songs.len().div_ceil(ONE_IN).max(FEWEST_SONGS)
    }
}

/// The song, folded, of which a title may name a version: who has a song may have its live version, too.
fn song(title: &str) -> String {
    let title = without_remaster(title);
    let title = fold(without_guest(title).unwrap_or(title));
    let ends = [" (", " [", " - "].iter().filter_map(|mark| title.find(mark));
    match ends.min() {
        Some(end) if !title[..end].trim().is_empty() => title[..end].trim().to_owned(),
        _ => title,
    }
}

#[cfg(test)]
mod tests;
