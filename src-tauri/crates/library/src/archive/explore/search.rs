//! Finding by name, and what is hidden by name.

use std::{cmp::Reverse, collections::HashMap};

use stats::Subject;
use store::{EntityKind, HiddenTarget, StoreError};

use super::{
    super::{Archive, Zone},
    Label, LoadedHistory,
};

/// Something found by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// Which sort of thing.
    pub kind: EntityKind,
    /// What it is called.
    pub label: Label,
    /// Plays of any length.
    pub plays: u32,
}

/// Something hidden, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenThing {
    /// What it is counted again by.
    pub id: u32,
    /// What it is.
    pub what: HiddenTarget,
    /// Its name; empty for a span of time.
    pub name: String,
}

/// So many of each sort.
const EACH: usize = 8;

impl Archive {
    /// Artists, albums, tracks and genres whose names have every word of `text`, each sort the most played first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn search(&self, text: &str, zone: Zone) -> Result<Vec<SearchHit>, StoreError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let (known, _) = self.known(zone)?;
        let plays = known.table().play_counts();
        let mut found = Vec::new();
        for list in [
            EntityKind::Artist,
            EntityKind::Album,
            EntityKind::Track,
            EntityKind::Genre,
        ] {
            let ids = self.store().ids_with_words(list, &words)?;
            let mut subjects: HashMap<Subject, u32> = HashMap::new();
            for subject in ids.into_iter().filter_map(|id| known.subject(list, id)) {
                let heard = plays.of(subject);
                if heard > 0 {
                    subjects.insert(subject, heard);
                }
            }
            let mut subjects: Vec<(Subject, u32)> = subjects.into_iter().collect();
            subjects.sort_unstable_by_key(|(subject, plays)| (Reverse(*plays), *subject));
            for (subject, plays) in subjects.into_iter().take(EACH) {
                let named = self.label(&known, subject)?;
                found.extend(named.map(|named| SearchHit {
                    kind: list,
                    label: named,
                    plays,
                }));
            }
        }
        Ok(found)
    }

    /// The number that a subject is hidden by, if it is.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn hidden_id(&self, known: &LoadedHistory, subject: Subject) -> Result<Option<u32>, StoreError> {
        for hidden in self.hidden()? {
            let (list, key) = match &hidden.target {
                HiddenTarget::Track(key) => (EntityKind::Track, key),
                HiddenTarget::Album(key) => (EntityKind::Album, key),
                HiddenTarget::Artist(key) => (EntityKind::Artist, key),
                HiddenTarget::Time { .. } => continue,
            };
            if self.subjects(known, list, key)?.contains(&subject) {
                return Ok(Some(hidden.id));
            }
        }
        Ok(None)
    }

    /// What is hidden, with names, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn hidden_things(&self, zone: Zone) -> Result<Vec<HiddenThing>, StoreError> {
        let (known, _) = self.known(zone)?;
        let mut things = Vec::new();
        for hidden in self.hidden()? {
            let named = |list, key: &str| self.label_of_key(&known, list, key).map(|named| named.name);
            let name = match &hidden.target {
                HiddenTarget::Track(key) => named(EntityKind::Track, key)?,
                HiddenTarget::Album(key) => named(EntityKind::Album, key)?,
                HiddenTarget::Artist(key) => named(EntityKind::Artist, key)?,
                HiddenTarget::Time { .. } => String::new(),
            };
            things.push(HiddenThing {
                id: hidden.id,
                what: hidden.target,
                name,
            });
        }
        Ok(things)
    }
}
