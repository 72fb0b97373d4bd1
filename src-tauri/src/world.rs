//! One world to show: the real Spotify or the invented one, with its library, sign-in and memory.
//! Two worlds share nothing but the window.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use host::{Choices, News, ProfileStore as _, is_withdrawn, kept_grant, key};
use library::{Archive, Library};
use plays::Clock;
use spotify::{Addresses, ClientId, Grant, NowPlaying, Spotify};
use tokio::sync::mpsc;
use vault::{Vault, VaultError};

use crate::{importing::Importing, memory::Memory, sign_in::Pending};

/// What a world is made of.
pub(crate) struct Parts {
    pub(crate) addresses: Addresses,
    pub(crate) clock: Clock,
    pub(crate) covers: PathBuf,
    pub(crate) archive: PathBuf,
    pub(crate) memory: Memory,
    pub(crate) vault: Vault,
    /// Keeps the invented Spotify going for as long as its world is shown.
    pub(crate) simulator: Option<simulator::Simulator>,
}

/// One world. Lives until the app quits or the sample is left.
pub(crate) struct World {
    pub(crate) library: Library,
    pub(crate) clock: Clock,
    pub(crate) pending: Pending,
    pub(crate) importing: Importing,
    memory: Memory,
    vault: Arc<Vault>,
    client_id: Mutex<Option<ClientId>>,
    /// What played when Spotify was last asked, and when it will be over.
    now_playing: Mutex<Option<(NowPlaying, DateTime<Utc>)>>,
    simulator: Option<simulator::Simulator>,
}

impl World {
    /// Opens a world; blocks on the keychain, which may ask the listener to unlock it.
    ///
    /// # Errors
    /// When no HTTP client can be made because TLS can't be set up.
    pub(crate) fn open(parts: Parts) -> Result<(Self, mpsc::UnboundedReceiver<News>), spotify::Error> {
        let (tell, news) = mpsc::unbounded_channel();
        let vault = Arc::new(parts.vault);
        let library = host::open_library(host::Parts {
            addresses: parts.addresses,
            clock: parts.clock.clone(),
            covers: parts.covers,
            grant: grant_to_go_on_with(&vault, &parts.memory),
            archive: Archive::open(&parts.archive, parts.clock.clone())
                .inspect_err(|error| log::error!("the archive could not be opened: {error}")),
            vault: vault.clone(),
            store: Arc::new(parts.memory.clone()),
            on_news: Arc::new(move |news| drop(tell.send(news))),
        })?;
        let client_id = parts
            .memory
            .read::<String>(key::CLIENT_ID)
            .and_then(|id| id.parse().ok());
        let world = Self {
            library,
            clock: parts.clock,
            pending: Pending::default(),
            importing: Importing::default(),
            memory: parts.memory,
            vault,
            client_id: Mutex::new(client_id),
            now_playing: Mutex::new(None),
            simulator: parts.simulator,
        };
        Ok((world, news))
    }

    pub(crate) fn spotify(&self) -> &Spotify {
        self.library.spotify()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// The invented Spotify, in the sample world.
    pub(crate) fn simulator(&self) -> Option<&simulator::Simulator> {
        self.simulator.as_ref()
    }

    pub(crate) fn client_id(&self) -> Option<ClientId> {
        self.locked(&self.client_id).clone()
    }

    pub(crate) fn set_client_id(&self, id: ClientId) {
        self.memory.write_now(key::CLIENT_ID, &id.to_string());
        *self.locked(&self.client_id) = Some(id);
    }

    pub(crate) fn choices(&self) -> Choices {
        self.memory.read(key::SETTINGS).unwrap_or_default()
    }

    pub(crate) fn set_choices(&self, choices: Choices) {
        self.memory.write_now(key::SETTINGS, &choices);
    }

    /// How many plays the archive holds; none where it can't be read.
    pub(crate) fn archive_plays(&self) -> u32 {
        let count = self.library.archive().ok().and_then(|archive| archive.count().ok());
        u32::try_from(count.unwrap_or_default()).unwrap_or(u32::MAX)
    }

    /// Writes down what the library knows by now.
    pub(crate) fn remember(&self) {
        self.memory.write(key::KEPT, &self.library.saved_state());
    }

    /// What plays, as far as known: a track that must be over by now does not play any more.
    pub(crate) fn now_playing(&self) -> Option<NowPlaying> {
        let known = self.locked(&self.now_playing).clone();
        known.filter(|(_, over)| self.now() < *over).map(|(playing, _)| playing)
    }

    pub(crate) fn set_now_playing(&self, now_playing: Option<NowPlaying>) {
        let with_end = now_playing.map(|playing| {
            let left = playing.track.duration_ms.saturating_sub(playing.progress_ms);
            let over = self.now() + TimeDelta::milliseconds(i64::from(left));
            (playing, over)
        });
        *self.locked(&self.now_playing) = with_end;
    }

    /// Whether Spotify, and not the listener, ended the last sign-in.
    pub(crate) fn consent_ended(&self) -> bool {
        self.memory.read(key::CONSENT_ENDED).unwrap_or_default()
    }

    pub(crate) fn secrets_kept(&self) -> vault::Kept {
        self.vault.kept()
    }

    /// Drops the sign-in, everything fetched, and what the keychain holds.
    ///
    /// # Errors
    /// When the keychain does not let go of its entry. That entry is not used again all the same.
    pub(crate) async fn disconnect(&self) -> Result<(), VaultError> {
        self.pending.cancel();
        self.library.disconnect().await;
        self.set_now_playing(None);
        self.memory.set_consent_ended(false);
        self.memory.write_now(key::DISCONNECTED_AT, &self.now());
        self.memory.forget(key::KEPT);
        let vault = self.vault.clone();
        let forgotten = tauri::async_runtime::spawn_blocking(move || vault.forget()).await;
        forgotten.unwrap_or_else(|error| Err(VaultError::NotForgotten(error.to_string())))
    }

    fn locked<'a, T>(&self, mutex: &'a Mutex<T>) -> MutexGuard<'a, T> {
        // Each value is replaced whole, so a panic elsewhere leaves nothing half done.
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sign-in to go on with. One from before the listener disconnected is taken out of the keychain, which may not have
/// let go of it then.
fn grant_to_go_on_with(vault: &Vault, memory: &Memory) -> Option<Grant> {
    let grant = kept_grant(vault).inspect_err(|error| log::error!("{error}")).ok()??;
    if is_withdrawn(&grant, memory.read(key::DISCONNECTED_AT)) {
        if let Err(error) = vault.forget() {
            log::error!("{error}");
        }
        return None;
    }
    Some(grant)
}
