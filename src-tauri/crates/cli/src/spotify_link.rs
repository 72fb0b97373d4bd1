//! The way to Spotify: the app's own sign-in out of the keychain, and what is remembered from run to run.

use std::sync::Arc;

use library::{Archive, Event, Library, StoreError};
use plays::Clock;
use spotify::{Change, ClientId, Grant, Spotify};
use tokio::sync::mpsc;
use vault::{Kept, Secret, Vault, VaultError};

use crate::{
    answer::Exit,
    failure::Failure,
    memory::{AppNotes, Memory},
    place::{Environment, IDENTIFIER, Place},
};

/// A library that can speak to Spotify.
pub(crate) struct Link {
    pub(crate) library: Library,
    pub(crate) clock: Clock,
    app: AppNotes,
    memory: Arc<Memory>,
    vault: Arc<Vault>,
    /// Why it is not known whether the listener is signed in.
    trouble: Option<VaultError>,
}

impl Link {
    /// Blocks on the keychain, which may ask the listener to unlock it. Needs a runtime.
    pub(crate) fn open(
        place: &Place,
        environment: &Environment,
        clock: &Clock,
        archive: Result<Archive, StoreError>,
    ) -> Result<Self, Failure> {
        let addresses = environment
            .addresses()
            .map_err(|error| Failure::new("not_loopback", error.to_string()))?;
        let app = AppNotes::read(&place.app_memory());
        let memory = Arc::new(Memory::open(place.memory()));
        let vault = Arc::new(Vault::open(IDENTIFIER, &place.keychain_account()));
        let (grant, trouble) = match kept_grant(&vault) {
            Ok(grant) => (grant, None),
            Err(trouble) => (None, Some(trouble)),
        };
        let pauses = [memory.read(|notes| notes.pause), app.pause];
        let spotify = Spotify::new(spotify::Options {
            addresses,
            clock: clock.clone(),
            grant: grant.filter(|grant| holds(grant, &app)),
            pause: pauses.into_iter().flatten().max_by_key(|pause| pause.until),
            on_change: on_change(vault.clone(), memory.clone()),
        })?;
        let (tell, mut news) = mpsc::unbounded_channel();
        let library = Library::open(library::Options {
            spotify,
            clock: clock.clone(),
            covers: place.covers(),
            saved_state: memory.read(|notes| notes.library.clone()),
            archive,
            on_event: Arc::new(move |event| {
                // The receiver lasts as long as the library.
                let _ = tell.send(event);
            }),
        });
        let (to_keep, keeping) = (library.clone(), memory.clone());
        tokio::spawn(async move {
            while let Some(event) = news.recv().await {
                if event == Event::SavedStateChanged {
                    keeping.change(|notes| notes.library = to_keep.saved_state());
                }
            }
        });
        Ok(Self {
            library,
            clock: clock.clone(),
            app,
            memory,
            vault,
            trouble,
        })
    }

    /// The app that the listener made in Spotify's dashboard, as far as Tonearm was told.
    pub(crate) fn client_id(&self) -> Option<ClientId> {
        let signed_in = || self.library.spotify().grant().map(|grant| grant.client_id().clone());
        self.app.client_id.clone().or_else(signed_in)
    }

    /// Whether a sign-in would outlive this run.
    pub(crate) fn has_keychain(&self) -> bool {
        self.vault.kept() == Kept::Keychain
    }

    /// Nothing works without a sign-in.
    pub(crate) fn require_sign_in(&self) -> Result<(), Failure> {
        if self.library.spotify().grant().is_some() {
            return Ok(());
        }
        if let Some(trouble) = &self.trouble {
            return Err(Failure::new("keychain", trouble.to_string()).ending(Exit::SpotifyRefused));
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

    /// Writes down what the library knows by now.
    pub(crate) fn close(&self) {
        self.memory.change(|notes| notes.library = self.library.saved_state());
    }
}

fn kept_grant(vault: &Vault) -> Result<Option<Grant>, VaultError> {
    let Some(sealed) = vault.read()? else { return Ok(None) };
    Grant::unseal(sealed.reveal()).map(Some).map_err(|error| {
        log::error!("the keychain entry is not ours: {error}");
        VaultError::Unreadable
    })
}

/// A disconnect in the app holds for what the keychain did not let go of then, but not for a later sign-in.
fn holds(grant: &Grant, app: &AppNotes) -> bool {
    app.disconnected_at.is_none_or(|at| grant.consented_at() > at)
}

fn on_change(vault: Arc<Vault>, memory: Arc<Memory>) -> spotify::OnChange {
    Arc::new(move |change| {
        let kept = match change {
            Change::Granted(grant) => vault.write(Secret::new(grant.seal())),
            Change::SignedOut => vault.forget(),
            Change::Paused(pause) => {
                memory.change(|notes| notes.pause = Some(pause));
                Ok(())
            }
        };
        if let Err(error) = kept {
            log::error!("the keychain could not be written: {error}");
        }
    })
}
