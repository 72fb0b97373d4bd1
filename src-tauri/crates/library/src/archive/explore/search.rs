//! Search by name among everything that was played.

use std::{cmp::Reverse, collections::HashMap};

use stats::Subject;
use store::{EntityKind, StoreError};

use super::{
    super::{Archive, Zone},
    history::LoadedHistory,
    label::Label,
};

/// Something that has the words in its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// Artist, album, track or genre.
    pub kind: EntityKind,
    /// What it is called, with its key.
    pub label: Label,
    /// How often it was played, at any length.
    pub plays: u32,
}

const MAX_HITS_OF_A_KIND: usize = 8;

fn has_words(name: &str, words: &[&str]) -> bool {
    words.iter().all(|word| name.contains(&word.to_lowercase()))
}

impl Archive {
    /// Artists, albums, tracks and genres whose names contain every word of `text`; of each kind the most played first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn search(&self, text: &str, zone: Zone) -> Result<Vec<SearchHit>, StoreError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let (history, _) = self.current_history(zone)?;
        let counts = history.table().play_counts();
        let mut hits = Vec::new();
        for kind in [
            EntityKind::Artist,
            EntityKind::Album,
            EntityKind::Track,
            EntityKind::Genre,
        ] {
            let ids = self.store().ids_with_words(kind, &words)?;
            let mut subjects: HashMap<Subject, u32> = HashMap::new();
            let families = history
                .families
                .all()
                .filter(|(_, name)| kind == EntityKind::Genre && has_words(name, &words));
            let families = families.map(|(number, _)| Subject::Genre(number));
            for subject in ids
                .into_iter()
                .filter_map(|id| history.subject(kind, id))
                .chain(families)
            {
                let count = counts.of(subject);
                if count > 0 {
                    subjects.insert(subject, count);
                }
            }
            let subjects = subjects.into_iter().collect();
            hits.extend(self.hits(&history, kind, subjects, MAX_HITS_OF_A_KIND)?);
        }
        Ok(hits)
    }

    /// Everything of a kind that has this key or, if none has, exactly this name; the most played first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn called(&self, kind: EntityKind, key: &str, zone: Zone) -> Result<Vec<SearchHit>, StoreError> {
        let (history, _) = self.current_history(zone)?;
        let counts = history.table().play_counts();
        let subjects = self.subjects(&history, kind, key)?.into_iter();
        let subjects = subjects.map(|subject| (subject, counts.of(subject))).collect();
        self.hits(&history, kind, subjects, usize::MAX)
    }

    fn hits(
        &self,
        history: &LoadedHistory,
        kind: EntityKind,
        mut subjects: Vec<(Subject, u32)>,
        most: usize,
    ) -> Result<Vec<SearchHit>, StoreError> {
        subjects.sort_unstable_by_key(|(subject, plays)| (Reverse(*plays), *subject));
        let mut hits = Vec::new();
        for (subject, plays) in subjects.into_iter().take(most) {
            let label = self.label(history, subject)?;
            hits.extend(label.map(|label| SearchHit { kind, label, plays }));
        }
        Ok(hits)
    }
}
