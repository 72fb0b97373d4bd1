//! How one profile asks for genres: where the services are, how fast they are asked, and the listener's ListenBrainz token. Opens the
//! keychain for the token only where there is one.

use std::sync::{Arc, OnceLock};

use genres::{Addresses, Pacing, Token};
use host::{Environment, GenreChoices, IDENTIFIER, NoGenreClient};
use vault::Vault;

/// What a profile's way to the services depends on beside the listener's choices.
pub(crate) struct GenreAccess {
    services: Services,
    /// Opened when it is first needed.
    token: OnceLock<Arc<Vault>>,
    /// Which entry of the keychain has the token; `None` where it is kept nowhere.
    token_account: Option<String>,
}

enum Services {
    /// The real ones, unless the environment says otherwise.
    Real(Environment),
    /// The sample's, inside the app.
    Sample(Addresses),
}

impl GenreAccess {
    /// The services that everybody asks, or those that the environment puts in their place.
    pub(crate) fn real(environment: Environment, token_account: String) -> Self {
        Self {
            services: Services::Real(environment),
            token: OnceLock::new(),
            token_account: Some(token_account),
        }
    }

    /// Stand-ins inside the app, which need no waiting.
    pub(crate) fn sample(addresses: Addresses) -> Self {
        Self {
            services: Services::Sample(addresses),
            token: OnceLock::new(),
            token_account: None,
        }
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

    /// Blocks on the keychain.
    pub(crate) fn token(&self) -> Option<Token> {
        let kept = self
            .vault()
            .read()
            .inspect_err(|error| log::warn!("genres are looked up without the token: {error}"));
        kept.ok()?.map(|token| Token::new(token.reveal()))
    }
}
