//! Damage: an archive that can't be read is set aside under another name and replaced by an empty one. Remembers which file
//! that was until the listener has restored a backup or does not want to.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use store::StoreError;

use super::Archive;

/// The key of the archive's note that names the damaged file that it replaced.
const DAMAGE: &str = "damaged";
/// The key of the note that says when that was, in milliseconds since 1970.
const DAMAGED_AT: &str = "damaged at";

impl Archive {
    /// The file that was found damaged and replaced by this archive, which was empty then. `None` once the listener has dealt
    /// with it.
    pub fn damaged_file(&self) -> Option<PathBuf> {
        let name = self.0.store.note(DAMAGE).ok().flatten()?;
        Some(self.path().with_file_name(name))
    }

    /// When the damage was found.
    pub(super) fn damaged_at(&self) -> Option<DateTime<Utc>> {
        let at = self.0.store.note(DAMAGED_AT).ok().flatten()?;
        DateTime::from_timestamp_millis(at.parse().ok()?)
    }

    /// Stops reporting the damage, because the listener has dealt with it.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn dismiss_damage(&self) -> Result<(), StoreError> {
        self.note_damage(None)
    }

    /// Noted in the archive itself, so that every program that opens it reports the damage.
    pub(super) fn note_damage(&self, damaged: Option<&Path>) -> Result<(), StoreError> {
        let name = damaged.map(|file| file.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let mut write = self.0.store.write()?;
        let at = name.as_ref().map(|_| self.now().timestamp_millis().to_string());
        write.set_note(DAMAGE, name.as_deref())?;
        write.set_note(DAMAGED_AT, at.as_deref())?;
        write.commit()
    }
}
