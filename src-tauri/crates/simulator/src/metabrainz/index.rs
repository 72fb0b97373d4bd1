//! Finds texts by a phrase: by words that follow each other, in any case and with any accents.

use std::collections::HashMap;

use super::fold::words;

/// Texts, each of which belongs to an owner.
#[derive(Default)]
pub(super) struct Index {
    texts: Vec<(usize, Vec<String>)>,
    /// For each word the texts that have it, each once.
    places: HashMap<String, Vec<usize>>,
}

impl Index {
    pub(super) fn add(&mut self, owner: usize, text: &str) {
        let at = self.texts.len();
        let words = words(text);
        for word in &words {
            let places = self.places.entry(word.clone()).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
        self.texts.push((owner, words));
    }

    /// The owners of texts that contain the phrase, and how many other words such a text has. An owner may come twice.
    pub(super) fn phrase(&self, phrase: &[String]) -> Vec<(usize, usize)> {
        self.candidates(phrase)
            .filter(|(_, words)| words.windows(phrase.len()).any(|part| part == phrase))
            .map(|(owner, words)| (*owner, words.len() - phrase.len()))
            .collect()
    }

    /// The owners of texts that are these words and nothing else.
    pub(super) fn exactly(&self, phrase: &[String]) -> Vec<usize> {
        let found = self.candidates(phrase).filter(|(_, words)| words == phrase);
        found.map(|(owner, _)| *owner).collect()
    }

    /// The texts that have the phrase's rarest word.
    fn candidates(&self, phrase: &[String]) -> impl Iterator<Item = &(usize, Vec<String>)> {
        let rarest = phrase
            .iter()
            .map(|word| self.places.get(word).map_or(&[][..], Vec::as_slice))
            .min_by_key(|places| places.len())
            .unwrap_or_default();
        rarest.iter().map(|at| &self.texts[*at])
    }
}
