//! How one profile asks for genres: where the services are, how fast they are asked, and the listener's ListenBrainz token. Opens the
//! keychain for the token only where there is one.

use std::{
    fs::File,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use genres::{Addresses, Pacing};
use host::{Environment, GenreChoices, IDENTIFIER, NoGenreClient};
use library::{StoreError, take_lock};
use vault::Vault;

/// What a profile's way to the services depends on beside the listener's choices.
pub(crate) struct GenreAccess {
    services: Services,
    /// Opened when it is first needed.
    token: OnceLock<Arc<Vault>>,
    /// Which entry of the keychain has the token; `None` where it is kept nowhere.
    token_account: Option<String>,
    /// Taken while genres are looked up; `None` where no other program can.
    lock: Option<PathBuf>,
}

enum Services {
    /// The real ones, unless the environment says otherwise.
    Real(Environment),
    /// The sample's, inside the app.
    Sample(Addresses),
}

impl GenreAccess {
    /// The services that everybody asks, or those that the environment puts in their place.
    pub(crate) fn real(environment: Environment, token_account: String, lock: PathBuf) -> Self {
        Self {
            services: Services::Real(environment),
            token: OnceLock::new(),
            token_account: Some(token_account),
            lock: Some(lock),
        }
    }

    /// Stand-ins inside the app, which need no waiting.
    pub(crate) fn sample(addresses: Addresses) -> Self {
        Self {
            services: Services::Sample(addresses),
            token: OnceLock::new(),
            token_account: None,
            lock: None,
        }
    }

    /// Keeps other programs from asking the services at the same time, until it is dropped.
    ///
    /// # Errors
    /// When another program asks them now.
    pub(crate) fn take_turn(&self) -> Result<Option<File>, StoreError> {
        self.lock
            .as_ref()
            .map(|lock| take_lock(lock, Duration::ZERO))
            .transpose()
    }

    pub(crate) fn addresses(&self, choices: &GenreChoices) -> Result<Addresses, NoGenreClient> {
        match &self.services {
            Services::Real(environment) => choices.addresses(environment),
            Services::Sample(addresses) => Ok(addresses.clone()),
        }
    }

    pub(crate) fn pacing(&self) -> Pacing {
        match self.services {
            Services::Real(_) => Pacing::Polite,
            Services::Sample(_) => Pacing::StandIn,
        }
    }

    /// Blocks on the keychain.
    pub(crate) fn vault(&self) -> &Arc<Vault> {
        self.token.get_or_init(|| {
            Arc::new(match &self.token_account {
                Some(account) => Vault::open(IDENTIFIER, account),
                None => Vault::in_memory(),
            })
        })
    }
}
