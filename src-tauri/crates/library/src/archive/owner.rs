//! Whose archive it is. Several people may sign in on one computer: what was recorded of another account stays on disk, but
//! none of it counts, until that account is back.

use sha2::{Digest, Sha256};
use store::{NewSource, SourceId, SourceKind, StoreError, Write};

use super::{Archive, canonical::settle_anew};

impl Archive {
    /// Makes the archive `account_id`'s: what was recorded of others stands back.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_owner(&self, account_id: &str) -> Result<(), StoreError> {
        let name = digest(account_id);
        if self.store().note(OWNER)?.as_ref() == Some(&name) {
            return Ok(());
        }
        let mut write = self.store().write()?;
        if write.set_owner(&name)? {
            settle_anew(&mut write, None, Vec::new())?;
        }
        write.commit()
    }

    /// The source that `account_id` is recorded under, and whether the archive was somebody else's until now.
    pub(super) fn recording_of(&self, write: &mut Write<'_>, account_id: &str) -> Result<(SourceId, bool), StoreError> {
        let name = digest(account_id);
        let changed = write.set_owner(&name)?;
        if changed {
            settle_anew(write, None, Vec::new())?;
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

/// Under which the archive notes whose it is.
pub(super) const OWNER: &str = "owner";

/// The id itself stays out of the file.
pub(super) fn digest(account_id: &str) -> String {
    let digest = Sha256::digest(account_id.as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
