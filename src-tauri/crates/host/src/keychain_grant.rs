//! The sign-in in the keychain as the app and the command line share it: both read it anew before they give it up, and only one of them at
//! a time exchanges its token.

use std::{any::Any, path::PathBuf, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use library::take_lock;
use spotify::{Grant, SharedGrant};
use vault::{Secret, Vault, VaultError};

/// No exchange takes longer. Whoever holds the lock beyond that hangs, and the sign-in must not hang with it.
const LONGEST_TURN: Duration = Duration::from_secs(30);

/// The sign-in that the keychain holds. Blocks on the keychain, which may ask the listener to unlock it.
///
/// # Errors
/// When the keychain does not open, or holds something else.
pub fn kept_grant(vault: &Vault) -> Result<Option<Grant>, VaultError> {
    grant(vault.read()?)
}

/// The same, however long the keychain takes.
pub(crate) fn grant_however_late(vault: &Vault) -> Result<Option<Grant>, VaultError> {
    grant(vault.read_patiently()?)
}

fn grant(kept: Option<Secret<String>>) -> Result<Option<Grant>, VaultError> {
    let Some(json) = kept else { return Ok(None) };
    Grant::from_keychain_json(json.reveal()).map(Some).map_err(|error| {
        log::error!("the keychain entry is not ours: {error}");
        VaultError::Unreadable
    })
}

/// Whether the listener disconnected after this consent. The keychain may not have let go of it then; a later consent is
/// another sign-in, such as the other program's.
pub fn is_withdrawn(grant: &Grant, disconnected_at: Option<DateTime<Utc>>) -> bool {
    disconnected_at.is_some_and(|at| grant.consented_at() <= at)
}

/// Takes this grant out of the keychain, unless another program has put its own there.
pub(crate) fn forget(vault: &Vault, refused: &Grant) -> Result<(), VaultError> {
    let kept = vault.read()?;
    match kept {
        Some(kept) if *kept.reveal() == refused.to_keychain_json() => vault.forget(),
        _ => Ok(()),
    }
}

pub(crate) struct KeychainGrant {
    pub(crate) vault: Arc<Vault>,
    /// When the listener disconnected last.
    pub(crate) disconnected_at: Box<dyn Fn() -> Option<DateTime<Utc>> + Send + Sync>,
    /// The file that whoever has its turn has locked.
    pub(crate) lock: PathBuf,
}

impl SharedGrant for KeychainGrant {
    fn read(&self) -> Option<Grant> {
        let kept = kept_grant(&self.vault)
            .inspect_err(|error| log::warn!("{error}"))
            .ok()??;
        (!is_withdrawn(&kept, (self.disconnected_at)())).then_some(kept)
    }

    fn turn(&self) -> Box<dyn Any + Send> {
        match take_lock(&self.lock, LONGEST_TURN) {
            Ok(file) => Box::new(file),
            // At worst, one of two programs that exchange the same token has to read the keychain again.
            Err(error) => {
                log::warn!("no turn with the sign-in could be had: {error}");
                Box::new(())
            }
        }
    }
}
