//! How one profile asks for genres: where the services are, how fast they are asked, and the listener's ListenBrainz token. Opens the
//! keychain for the token only where there is one.

use std::sync::{Arc, OnceLock};

use genres::{Addresses, Client, Pacing, Token};
use host::{Environment, GenreChoices, IDENTIFIER, NoGenreClient, genre_client, key};
use vault::{Secret, SecretStorage, Vault};

use crate::{
    ipc::error::{UiError, UiResult},
    profile::Profile,
};

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

    fn addresses(&self, choices: &GenreChoices) -> Result<Addresses, NoGenreClient> {
        match &self.services {
            Services::Real(environment) => choices.addresses(environment),
            Services::Sample(addresses) => Ok(addresses.clone()),
        }
    }

    fn pacing(&self) -> Pacing {
        match self.services {
            Services::Real(_) => Pacing::Polite,
            Services::Sample(_) => Pacing::StandIn,
        }
    }

    /// Blocks on the keychain.
    fn vault(&self) -> &Arc<Vault> {
        self.token.get_or_init(|| {
            Arc::new(match &self.token_account {
                Some(account) => Vault::open(IDENTIFIER, account),
                None => Vault::in_memory(),
            })
        })
    }

    /// Blocks on the keychain.
    fn token(&self) -> Option<Token> {
        let kept = self
            .vault()
            .read()
            .inspect_err(|error| log::warn!("genres are looked up without the token: {error}"));
        kept.ok()?.map(|token| Token::new(token.reveal()))
    }
}

impl Profile {
    /// The client for both services, by the listener's choices.
    pub(crate) async fn genre_client(self: &Arc<Self>) -> Result<Client, NoGenreClient> {
        let choices = self.learning.choices();
        let addresses = self.genre_access.addresses(&choices)?;
        let token = match choices.has_token {
            true => {
                let profile = self.clone();
                let read = tauri::async_runtime::spawn_blocking(move || profile.genre_access.token()).await;
                read.unwrap_or_else(|error| {
                    log::error!("the token was not read: {error}");
                    None
                })
            }
            false => None,
        };
        let on_request = self.library.count_genre_requests();
        genre_client(
            addresses,
            self.genre_access.pacing(),
            token,
            self.clock.clone(),
            on_request,
        )
    }

    /// The hosts of MusicBrainz and ListenBrainz.
    pub(crate) fn genre_hosts(&self) -> UiResult<(String, String)> {
        let addresses = self.genre_access.addresses(&self.learning.choices());
        let addresses = addresses.map_err(|error| UiError::ServerRefused { why: error.to_string() })?;
        Ok(addresses.hosts())
    }

    pub(crate) fn set_genre_choices(&self, choices: GenreChoices) {
        self.settings().write_now(key::GENRES, &choices);
        self.learning.set_choices(choices);
    }

    /// Keeps the listener's ListenBrainz token in the keychain; `None` takes it out.
    ///
    /// # Errors
    /// When the keychain keeps its entry.
    pub(crate) async fn set_listenbrainz_token(self: &Arc<Self>, token: Option<String>) -> UiResult<()> {
        let token = token
            .map(|token| token.trim().to_owned())
            .filter(|token| !token.is_empty());
        let has_token = token.is_some();
        let profile = self.clone();
        let kept = tauri::async_runtime::spawn_blocking(move || match token {
            Some(token) => profile.genre_access.vault().write(Secret::new(token)),
            None => profile.genre_access.vault().forget(),
        });
        kept.await.map_err(|error| {
            log::error!("the token was not kept: {error}");
            UiError::Unexpected {
                what: "The token could not be kept. Restart Tonearm and try again.".to_owned(),
            }
        })??;
        self.set_genre_choices(GenreChoices {
            has_token,
            ..self.learning.choices()
        });
        Ok(())
    }

    /// Where the token is kept; `None` without one.
    pub(crate) async fn token_storage(self: &Arc<Self>) -> Option<SecretStorage> {
        if !self.learning.choices().has_token {
            return None;
        }
        let profile = self.clone();
        let storage = tauri::async_runtime::spawn_blocking(move || profile.genre_access.vault().storage()).await;
        storage.ok()
    }
}
