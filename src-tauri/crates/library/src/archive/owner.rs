//! Whose archive it is. Several people may sign in on one computer: what was recorded for another account stays on disk, but
//! none of it is canonical until that account is back.

use store::StoreError;

use super::{Archive, canonical::reconcile_evidence, digest::digest};

impl Archive {
    /// Makes the archive `account_id`'s. What was recorded for others does not count from now on.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_owner(&self, account_id: &str) -> Result<(), StoreError> {
        let name = account_digest(account_id);
        if self.store().note(OWNER)?.as_ref() == Some(&name) {
            return Ok(());
        }
        let mut write = self.store().write()?;
        if write.set_owner(&name)? {
            reconcile_evidence(&mut write, std::iter::empty())?;
        }
        write.commit()
    }
}

/// The key of the archive's note that says whose it is.
pub(super) const OWNER: &str = "owner";

/// Identifies an account without having its id in the file: what the archive calls it.
pub fn account_digest(account_id: &str) -> String {
    digest(account_id, 8)
}
