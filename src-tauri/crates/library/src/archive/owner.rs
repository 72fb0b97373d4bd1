//! Whose archive it is. Several people may sign in on one computer: what was recorded for another account stays on disk, but
//! none of it is canonical until that account is back.

use sha2::{Digest, Sha256};
use store::{NewSource, SourceId, SourceKind, StoreError, Write};

use super::{Archive, canonical::reconcile_evidence};

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
            reconcile_evidence(&mut write, Vec::new())?;
        }
        write.commit()
    }

    /// The source that plays of `account_id` are recorded under, and whether the archive was somebody else's until now.
    pub(super) fn recording_source(
        &self,
        write: &mut Write<'_>,
        account_id: &str,
    ) -> Result<(SourceId, bool), StoreError> {
        let name = account_digest(account_id);
        let changed = write.set_owner(&name)?;
        if changed {
            reconcile_evidence(write, Vec::new())?;
        }
        let source = match write.live_source(&name)? {
            Some(source) => source,
            None => write.begin_source(&NewSource {
                kind: SourceKind::Live,
                name: &name,
                sha256: None,
                added_at: self.now(),
            })?,
        };
        Ok((source, changed))
    }
}

/// The key of the archive's note that says whose it is.
pub(super) const OWNER: &str = "owner";

/// Identifies an account without having its id in the file.
pub(super) fn account_digest(account_id: &str) -> String {
    let digest = Sha256::digest(account_id.as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
