//! The connection to Spotify: the app's own sign-in from the keychain, and what is kept from run to run.

use std::sync::Arc;

use host::{AppSettings, Environment, Folders, IDENTIFIER, News, is_withdrawn, kept_grant};
use library::{Archive, Event, Library, StoreError};
use plays::Clock;
use spotify::ClientId;
use tokio::sync::mpsc;
use vault::{SecretStorage, Vault, VaultError};

use crate::{exit::Exit, failure::Failure, settings_store::SettingsStore};

/// A library that can speak to Spotify.
pub(crate) struct Connection {
    pub(crate) library: Library,
    pub(crate) clock: Clock,
    app: AppSettings,
    store: Arc<SettingsStore>,
    vault: Arc<Vault>,
    /// Why it is not known whether the listener is signed in.
    keychain_error: Option<VaultError>,
}

impl Connection {
    /// Blocks on the keychain, which may ask the listener to unlock it. Needs a runtime.
    pub(crate) fn open(
        folders: &Folders,
        environment: &Environment,
        clock: &Clock,
        archive: Result<Archive, StoreError>,
    ) -> Result<Self, Failure> {
        let addresses = environment
            .addresses()
            .map_err(|error| Failure::new("not_loopback", error.to_string()))?;
        let app = AppSettings::read(&folders.app_settings());
        let store = Arc::new(SettingsStore::open(folders.cli_settings(), &app));
        let vault = Arc::new(Vault::open(IDENTIFIER, &folders.keychain_account()));
        let (grant, keychain_error) = match kept_grant(&vault) {
            Ok(grant) => (grant, None),
            Err(error) => (None, Some(error)),
        };
        let (sender, mut news) = mpsc::unbounded_channel();
        let library = host::open_library(host::Parts {
            addresses,
            clock: clock.clone(),
            covers: folders.covers(),
            archive,
            // The app takes a withdrawn one out of the keychain.
            grant: grant.filter(|grant| !is_withdrawn(grant, app.disconnected_at)),
            vault: vault.clone(),
            sign_in_lock: folders.sign_in_lock(),
            store: store.clone(),
            on_news: Arc::new(move |news| {
                // The receiver lasts as long as the library.
                let _ = sender.send(news);
            }),
        })?;
        let (changing, changed) = (library.clone(), store.clone());
        tokio::spawn(async move {
            while let Some(news) = news.recv().await {
                if let News::Library(Event::SavedStateChanged) = news {
                    changed.change(|settings| settings.library = changing.saved_state());
                }
            }
        });
        Ok(Self {
            library,
            clock: clock.clone(),
            app,
            store,
            vault,
            keychain_error,
        })
    }

    /// The app that the listener made in Spotify's dashboard, if Tonearm knows it.
    pub(crate) fn client_id(&self) -> Option<ClientId> {
        let signed_in = || self.library.spotify().grant().map(|grant| grant.client_id().clone());
        self.app.client_id.clone().or_else(signed_in)
    }

    /// Whether a sign-in would outlive this run.
    pub(crate) fn has_keychain(&self) -> bool {
        self.vault.storage() == SecretStorage::Keychain
    }

    /// Fails unless the listener is signed in.
    pub(crate) fn require_sign_in(&self) -> Result<(), Failure> {
        if self.library.spotify().grant().is_some() {
            return Ok(());
        }
        if let Some(error) = &self.keychain_error {
            return Err(Failure::new("keychain", error.to_string()).ending(Exit::SpotifyRefused));
        }
        let failure = Failure::from(spotify::Error::SignedOut);
        if self.has_keychain() {
            return Err(failure);
        }
        let message = "You are signed out of Spotify: no keychain works here, and a sign-in is kept nowhere else. \
                       Unlock or install one, then sign in with: tonearm-cli sign-in";
        Err(Failure::new("no_keychain", message).ending(failure.exit))
    }

    /// Forgets the sign-in, here and in the keychain.
    pub(crate) async fn sign_out(&self) -> Result<(), Failure> {
        self.library.disconnect().await;
        self.close();
        self.vault
            .forget()
            .map_err(|error| Failure::new("not_forgotten", error.to_string()))
    }

    /// Keeps what the library knows by now.
    pub(crate) fn close(&self) {
        self.store
            .change(|settings| settings.library = self.library.saved_state());
    }
}
