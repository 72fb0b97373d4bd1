//! Damage: an archive that can't be read is set aside under another name and replaced by an empty one, and so is one that is
//! missing though there are backups. One in which rows have changed by themselves stays in use. Remembers it until the listener has
//! restored a backup or does not want to.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use store::{Retention, StoreError};

use super::Archive;

/// The key of the archive's note that names the damaged file that it replaced, or is one of the two words below, which name no
/// file: that has the time in its name.
const DAMAGE: &str = "damaged";
const MISSING: &str = "missing";
const ALTERED: &str = "altered";
/// The key of the note that says when that was, in milliseconds since 1970.
const DAMAGED_AT: &str = "damaged at";

/// What was found to be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The file could not be read, and was moved here. The archive was empty then.
    SetAside(PathBuf),
    /// There was no file, or an empty one, though there are backups of what was there before. The archive was empty then.
    Missing,
    /// The file can be read, but not everything in it is as it was written: the disk or the memory may be failing. It is still in use.
    Altered,
}

impl From<store::Damage> for Damage {
    fn from(found: store::Damage) -> Self {
        match found {
            store::Damage::SetAside(file) => Self::SetAside(file),
            store::Damage::Missing => Self::Missing,
        }
    }
}

impl Archive {
    /// What was found to be wrong. `None` once the listener has dealt with it.
    ///
    /// # Errors
    /// When the archive can't be read: there may have been damage then.
    pub fn damage(&self) -> Result<Option<Damage>, StoreError> {
        let name = self.0.store.note(DAMAGE)?;
        Ok(name.map(|name| match name.as_str() {
            MISSING => Damage::Missing,
            ALTERED => Damage::Altered,
            name => Damage::SetAside(self.path().with_file_name(name)),
        }))
    }

    /// It was empty when the damage was found, and a backup of what was there before may still be restored over it.
    pub(super) fn has_begun_anew(&self) -> Result<bool, StoreError> {
        Ok(self.damage()?.is_some_and(|damage| damage != Damage::Altered))
    }

    /// While a backup may still be restored over a damaged archive, backups of the new one must not displace it.
    pub(super) fn retention(&self) -> Result<Retention, StoreError> {
        Ok(match self.damage()? {
            Some(_) => Retention::KeepAll,
            None => Retention::Tiers,
        })
    }

    /// When the damage was found. Backups of the time before are of the archive as it was before.
    pub(super) fn damaged_at(&self) -> Option<DateTime<Utc>> {
        let at = self.0.store.note(DAMAGED_AT);
        let at = at.inspect_err(|error| log::error!("when the damage was found can't be read: {error}"));
        let at = at.ok().flatten()?;
        DateTime::from_timestamp_millis(at.parse().ok()?)
    }

    /// Stops reporting the damage, because the listener has dealt with it.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn dismiss_damage(&self) -> Result<(), StoreError> {
        let is_altered = self.damage()? == Some(Damage::Altered);
        let mut write = self.0.store.write()?;
        if is_altered {
            // Whoever goes on with what is there does not want to hear of it every week.
            write.forget_sums()?;
        }
        write.set_note(DAMAGE, None)?;
        write.set_note(DAMAGED_AT, None)?;
        write.commit()
    }

    /// Noted in the archive itself, so that every program that opens it reports the damage.
    pub(super) fn note_damage(&self, damage: &Damage) -> Result<(), StoreError> {
        let name = match damage {
            Damage::SetAside(file) => file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            Damage::Missing => MISSING.to_owned(),
            Damage::Altered => ALTERED.to_owned(),
        };
        // With a clock that is behind, the backups of the time before are from the future.
        let newest = self
            .backups()?
            .first()
            .map(|backup| backup.taken_at + TimeDelta::milliseconds(1));
        let at = newest.unwrap_or_default().max(self.now());
        let mut write = self.0.store.write()?;
        write.set_note(DAMAGE, Some(&name))?;
        write.set_note(DAMAGED_AT, Some(&at.timestamp_millis().to_string()))?;
        write.commit()
    }
}
