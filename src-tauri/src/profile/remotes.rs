//! A profile's other machines: where they meet, how that is chosen and left, and the exchange itself. Everything here blocks, and holds
//! no lock of ours meanwhile.

use std::ops::ControlFlow;

use host::{open_remote, prepare_remote};
use library::{Archive, ExchangeError, ExchangeProgress, Exchanged, RemoteSettings, StoreError, Zone};
use remote::{Address, RemoteError};
use vault::{Secret, VaultError};

use super::Profile;
use crate::remote_access::RemoteAccess;

/// Why a remote was not added.
pub(crate) enum NotAdded {
    Remote(RemoteError),
    Archive(StoreError),
    /// The keychain.
    Vault(VaultError),
}

impl From<RemoteError> for NotAdded {
    fn from(error: RemoteError) -> Self {
        Self::Remote(error)
    }
}

impl Profile {
    /// Sees whether the remote can be used, sets up what it lacks, and exchanges with it from then on. The
    /// environment's password counts where none is given.
    pub(crate) fn add_remote(
        &self,
        access: &RemoteAccess,
        archive: &Archive,
        settings: &RemoteSettings,
        password: Option<Secret<String>>,
    ) -> Result<(), NotAdded> {
        let password = match Address::parse(&settings.address).map_err(RemoteError::from)? {
            (Address::Folder(_), _) => None,
            (Address::Database(_), _) => password.or_else(|| access.password_of_environment()),
        };
        let machine = archive.machine().map_err(NotAdded::Archive)?;
        prepare_remote(settings, machine, password.as_ref())?;
        archive.set_remote(Some(settings)).map_err(NotAdded::Archive)?;
        if let Some(password) = password {
            access.keep(password).map_err(NotAdded::Vault)?;
        }
        self.exchange.stop();
        self.exchange.set_state(|state| state.failure = None);
        self.exchange.ask();
        Ok(())
    }

    /// Exchanges with nobody from now on, and forgets the password. What was exchanged stays, here and there.
    pub(crate) fn remove_remote(&self, access: &RemoteAccess, archive: &Archive) -> Result<(), NotAdded> {
        let settings = archive.remote_settings().map_err(NotAdded::Archive)?;
        archive.set_remote(None).map_err(NotAdded::Archive)?;
        self.exchange.stop();
        self.exchange.set_state(|state| state.failure = None);
        // The keychain is not bothered for a folder, which has no password.
        let has_password =
            settings.is_some_and(|settings| matches!(Address::parse(&settings.address), Ok((Address::Database(_), _))));
        if has_password {
            access.forget().map_err(NotAdded::Vault)?;
        }
        Ok(())
    }

    /// Exchanges once. Days are those of `zone`.
    pub(crate) fn exchange_with(
        &self,
        access: &RemoteAccess,
        archive: &Archive,
        settings: &RemoteSettings,
        zone: Zone,
        watch: &mut dyn FnMut(ExchangeProgress) -> ControlFlow<()>,
    ) -> Result<Exchanged, ExchangeError> {
        let password = match Address::parse(&settings.address).map_err(RemoteError::from)? {
            (Address::Folder(_), _) => None,
            (Address::Database(_), _) => access.password(),
        };
        let mut remote = open_remote(settings, archive.machine()?, password.as_ref())?;
        archive.exchange(&mut remote, (&settings.machine_name, zone), watch)
    }
}
