//! What the listener does not want counted: a child's songs, sleep noise, a loop left running. Hidden, never deleted.

use store::{HiddenEntry, HiddenTarget, StoreError};

use super::Archive;

impl Archive {
    /// Hides something; hiding it again changes nothing.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn hide(&self, what: &HiddenTarget) -> Result<(), StoreError> {
        let mut write = self.store().write()?;
        write.hide(what, self.now().timestamp_millis())?;
        write.commit()
    }

    /// Counts something again. `false` if nothing hidden has this number.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn unhide(&self, id: u32) -> Result<bool, StoreError> {
        let mut write = self.store().write()?;
        let was_hidden = write.unhide(id)?;
        write.commit()?;
        Ok(was_hidden)
    }

    /// What is hidden, oldest first.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn hidden(&self) -> Result<Vec<HiddenEntry>, StoreError> {
        self.store().hidden()
    }
}
