//! What is hidden, by name, and whether a subject is hidden.

use stats::Subject;
use store::{EntityKind, HiddenTarget, StoreError};

use super::{
    super::{Archive, Zone},
    history::LoadedHistory,
};

/// Something hidden, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenThing {
    /// The id by which it can be made to count again.
    pub id: u32,
    /// A track, an album, an artist, or a span of time.
    pub what: HiddenTarget,
    /// Its name; empty for a span of time.
    pub name: String,
}

impl Archive {
    /// The id under which a subject is hidden, if it is.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn hidden_id(&self, history: &LoadedHistory, subject: Subject) -> Result<Option<u32>, StoreError> {
        for hidden in self.hidden()? {
            let (kind, key) = match &hidden.target {
                HiddenTarget::Track(key) => (EntityKind::Track, key),
                HiddenTarget::Album(key) => (EntityKind::Album, key),
                HiddenTarget::Artist(key) => (EntityKind::Artist, key),
                HiddenTarget::Time { .. } => continue,
            };
            if self.subjects(history, kind, key)?.contains(&subject) {
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
        let (history, _) = self.current_history(zone)?;
        let mut things = Vec::new();
        for hidden in self.hidden()? {
            let name_of = |kind, key: &str| self.label_of_key(&history, kind, key).map(|label| label.name);
            let name = match &hidden.target {
                HiddenTarget::Track(key) => name_of(EntityKind::Track, key)?,
                HiddenTarget::Album(key) => name_of(EntityKind::Album, key)?,
                HiddenTarget::Artist(key) => name_of(EntityKind::Artist, key)?,
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
