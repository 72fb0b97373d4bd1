//! One world to show: the real Spotify or the invented one, with its library, sign-in and memory.
//! Two worlds share nothing but the window.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use library::{Archive, Event, Library, SavedState};
use plays::Clock;
use spotify::{Addresses, Change, ClientId, Grant, NowPlaying, Pause, Spotify};
use tokio::sync::mpsc;
use vault::{Secret, Vault, VaultError};

use crate::{
    importing::Importing,
    memory::{Choices, Memory, key},
    sign_in::Pending,
};

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

/// Something the window or the tray should hear of.
#[derive(Debug)]
pub(crate) enum News {
    /// From the library.
    Library(Event),
    /// The sign-in or the pace changed.
    Standing,
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
    /// When no HTTP client can be made, for want of a usable TLS set-up.
    pub(crate) fn open(parts: Parts) -> Result<(Self, mpsc::UnboundedReceiver<News>), spotify::Error> {
        let (tell, news) = mpsc::unbounded_channel();
        let vault = Arc::new(parts.vault);
        let spotify = Spotify::new(spotify::Options {
            addresses: parts.addresses,
            clock: parts.clock.clone(),
            grant: kept_grant(&vault, &parts.memory),
            pause: parts.memory.read::<Pause>(key::PAUSE),
            on_change: on_change(vault.clone(), parts.memory.clone(), tell.clone()),
        })?;
        let library = Library::open(library::Options {
            spotify,
            clock: parts.clock.clone(),
            covers: parts.covers,
            saved_state: parts.memory.read::<SavedState>(key::KEPT).unwrap_or_default(),
            archive: Archive::open(&parts.archive, parts.clock.clone())
                .inspect_err(|error| log::error!("the archive could not be opened: {error}")),
            on_event: Arc::new(move |event| drop(tell.send(News::Library(event)))),
        });
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
        self.memory.write(key::CONSENT_ENDED, &false);
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

fn kept_grant(vault: &Vault, memory: &Memory) -> Option<Grant> {
    let sealed = vault.read().inspect_err(|error| log::error!("{error}")).ok()??;
    let grant = Grant::unseal(sealed.reveal())
        .inspect_err(|error| log::error!("the keychain entry is not ours: {error}"))
        .ok()?;
    // The keychain may not have let go of it then. A later consent is another sign-in, such as the command line's.
    let disconnected_at = memory.read::<DateTime<Utc>>(key::DISCONNECTED_AT);
    if disconnected_at.is_some_and(|at| grant.consented_at() <= at) {
        if let Err(error) = vault.forget() {
            log::error!("{error}");
        }
        return None;
    }
    Some(grant)
}

fn on_change(vault: Arc<Vault>, memory: Memory, tell: mpsc::UnboundedSender<News>) -> spotify::OnChange {
    Arc::new(move |change| {
        let kept = match change {
            Change::Granted(grant) => {
                memory.write(key::CONSENT_ENDED, &false);
                vault.write(Secret::new(grant.seal()))
            }
            Change::SignedOut => {
                memory.write_now(key::CONSENT_ENDED, &true);
                vault.forget()
            }
            Change::Paused(pause) => {
                memory.write_now(key::PAUSE, &pause);
                Ok(())
            }
        };
        if let Err(error) = kept {
            log::error!("the keychain could not be written: {error}");
        }
        drop(tell.send(News::Standing));
    })
}
