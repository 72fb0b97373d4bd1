//! A profile's way to MusicBrainz and ListenBrainz, and what the listener chose about them.

use std::sync::Arc;

use genres::Client;
use host::{GenreChoices, NoGenreClient, genre_client, key, listenbrainz_token};
use vault::{Secret, SecretStorage};

use super::Profile;
use crate::ipc::error::{UiError, UiResult};

impl Profile {
    /// The client for both services, by the listener's choices.
    pub(crate) async fn genre_client(self: &Arc<Self>) -> Result<Client, NoGenreClient> {
        let choices = self.learning.choices();
        let addresses = self.genre_access.addresses(&choices)?;
        let token = match choices.has_token {
            true => {
                let profile = self.clone();
                let read =
                    tauri::async_runtime::spawn_blocking(move || listenbrainz_token(profile.genre_access.vault()))
                        .await;
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
        self.settings.write_now(key::GENRES, &choices);
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
