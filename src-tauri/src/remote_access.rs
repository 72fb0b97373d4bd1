//! How one profile comes to the database that its machines exchange through: the password, which only the keychain holds. Opens the
//! keychain when the password is needed and not before; a folder needs none.

use std::sync::{Arc, OnceLock};

use host::{Environment, IDENTIFIER, remote_password};
use vault::{Secret, SecretStorage, Vault, VaultError};

/// The way to the remote's password.
pub(crate) struct RemoteAccess {
    environment: Environment,
    /// Which entry of the keychain has the password.
    account: String,
    vault: OnceLock<Arc<Vault>>,
}

impl RemoteAccess {
    pub(crate) fn new(environment: Environment, account: String) -> Self {
        Self {
            environment,
            account,
            vault: OnceLock::new(),
        }
    }

    /// The password that is known. Blocks on the keychain.
    pub(crate) fn password(&self) -> Option<Secret<String>> {
        remote_password(&self.vault(), &self.environment)
    }

    /// The password of the environment, where one without a keychain gives it.
    pub(crate) fn password_of_environment(&self) -> Option<Secret<String>> {
        self.environment.remote_password.clone()
    }

    /// Keeps a password. Blocks on the keychain.
    ///
    /// # Errors
    /// As [`Vault::write`].
    pub(crate) fn keep(&self, password: Secret<String>) -> Result<(), VaultError> {
        self.vault().write(password)
    }

    /// Forgets the password. Blocks on the keychain.
    ///
    /// # Errors
    /// As [`Vault::forget`].
    pub(crate) fn forget(&self) -> Result<(), VaultError> {
        self.vault().forget()
    }

    /// Where the password is kept; `None` while the keychain was not asked.
    pub(crate) fn storage(&self) -> Option<SecretStorage> {
        self.vault.get().map(|vault| vault.storage())
    }

    fn vault(&self) -> Arc<Vault> {
        if let Some(vault) = self.vault.get() {
            return vault.clone();
        }
        // Opened outside of the cell, so that nobody waits for it while the keychain asks to be unlocked.
        let opened = Arc::new(Vault::open(IDENTIFIER, &self.account));
        self.vault.get_or_init(|| opened).clone()
    }
}
