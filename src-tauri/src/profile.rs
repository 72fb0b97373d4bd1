//! One listener: their library, sign-in, settings, and what is under way for them. The window shows one profile at a time:
//! the listener's own, with the real Spotify, or the sample, with an invented one. Two profiles share nothing.

mod genre_services;
mod remotes;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use host::{Choices, GenreChoices, News, Notified, ProfileStore as _, is_withdrawn, kept_grant, key};
use library::{Archive, Library, Priority, StoreError, SyncError, Zone};
use plays::Clock;
use spotify::{Addresses, ClientId, Grant, NowPlaying, Spotify};
use tokio::sync::mpsc;
use vault::{Vault, VaultError};

use crate::{
    exchange_slot::ExchangeSlot, genre_access::GenreAccess, import_slot::ImportSlot, kept_sign_in::KeptSignIn,
    learning_slot::LearningSlot, pending_sign_in::PendingSignIn, remote_access::RemoteAccess,
    sample_folder::SampleFolder, settings_store::SettingsStore,
};
pub(crate) use remotes::NotAdded;

/// What a profile is put together from.
pub(crate) struct Parts {
    pub(crate) addresses: Addresses,
    pub(crate) clock: Clock,
    pub(crate) covers: PathBuf,
    pub(crate) archive: PathBuf,
    pub(crate) settings: SettingsStore,
    pub(crate) vault: Vault,
    pub(crate) sign_in_lock: PathBuf,
    /// Where a sign-in under way is kept; `None` for the sample, whose sign-in ends with it.
    pub(crate) attempt_account: Option<String>,
    pub(crate) genre_access: GenreAccess,
    /// What was chosen about genres.
    pub(crate) genre_choices: GenreChoices,
    /// `None` for the sample, which is exchanged with nobody.
    pub(crate) remote_access: Option<RemoteAccess>,
    /// Only the sample has it.
    pub(crate) sample: Option<Sample>,
}

/// What the sample has beside any other profile.
pub(crate) struct Sample {
    /// Its invented Spotify.
    pub(crate) simulator: simulator::Simulator,
    pub(crate) folder: SampleFolder,
}

/// Lives until the app quits or the sample is left.
pub(crate) struct Profile {
    pub(crate) library: Library,
    pub(crate) clock: Clock,
    pub(crate) pending_sign_in: PendingSignIn,
    pub(crate) kept_sign_in: KeptSignIn,
    pub(crate) import: ImportSlot,
    pub(crate) learning: Arc<LearningSlot>,
    pub(crate) genre_access: GenreAccess,
    pub(crate) exchange: Arc<ExchangeSlot>,
    pub(crate) remote_access: Option<RemoteAccess>,
    archive: PathBuf,
    settings: SettingsStore,
    vault: Arc<Vault>,
    client_id: Mutex<Option<ClientId>>,
    /// What played when Spotify was last asked, and when that ends.
    now_playing: Mutex<Option<(NowPlaying, DateTime<Utc>)>>,
    simulator: Option<simulator::Simulator>,
    sample_folder: Option<SampleFolder>,
    is_left: AtomicBool,
}

impl Profile {
    /// Blocks on the keychain, which may ask the listener to unlock it. The profile's news arrive at the receiver.
    ///
    /// # Errors
    /// When no HTTP client can be made because TLS can't be set up.
    pub(crate) fn open(parts: Parts) -> Result<(Self, mpsc::UnboundedReceiver<News>), spotify::Error> {
        let (sender, news) = mpsc::unbounded_channel();
        let vault = Arc::new(parts.vault);
        let library = host::open_library(host::Parts {
            addresses: parts.addresses,
            clock: parts.clock.clone(),
            covers: parts.covers,
            grant: usable_grant(&vault, &parts.settings),
            archive: Archive::open(&parts.archive, parts.clock.clone())
                .inspect_err(|error| log::error!("the archive could not be opened: {error}")),
            vault: vault.clone(),
            sign_in_lock: parts.sign_in_lock,
            store: Arc::new(parts.settings.clone()),
            on_news: Arc::new(move |news| drop(sender.send(news))),
        })?;
        let client_id = parts
            .settings
            .read::<String>(key::CLIENT_ID)
            .and_then(|id| id.parse().ok());
        let (simulator, folder) = parts.sample.map(|sample| (sample.simulator, sample.folder)).unzip();
        let profile = Self {
            library,
            clock: parts.clock,
            pending_sign_in: PendingSignIn::default(),
            kept_sign_in: KeptSignIn::new(parts.attempt_account),
            import: ImportSlot::default(),
            learning: Arc::new(LearningSlot::new(parts.genre_choices)),
            genre_access: parts.genre_access,
            exchange: Arc::default(),
            remote_access: parts.remote_access,
            archive: parts.archive,
            settings: parts.settings,
            vault,
            client_id: Mutex::new(client_id),
            now_playing: Mutex::new(None),
            simulator,
            sample_folder: folder,
            is_left: AtomicBool::new(false),
        };
        Ok((profile, news))
    }

    /// Where the archive's file is, or should be.
    pub(crate) fn archive_path(&self) -> &Path {
        &self.archive
    }

    /// Tries again to open an archive that could not be opened. Blocks.
    ///
    /// # Errors
    /// Why it still can't be opened.
    pub(crate) fn reopen_archive(&self) -> Result<(), StoreError> {
        self.library
            .supply_archive(Archive::open(&self.archive, self.clock.clone())?);
        Ok(())
    }

    pub(crate) fn spotify(&self) -> &Spotify {
        self.library.spotify()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Only the sample has one.
    pub(crate) fn simulator(&self) -> Option<&simulator::Simulator> {
        self.simulator.as_ref()
    }

    /// Whether this is a sample that was left. Whoever writes into it should stop.
    pub(crate) fn is_left(&self) -> bool {
        self.is_left.load(Ordering::SeqCst)
    }

    /// Leaves the sample and deletes its files. What somebody may still write into its folder is deleted with this profile.
    ///
    /// # Errors
    /// When a file can't be deleted now.
    pub(crate) fn leave(&self) -> io::Result<()> {
        self.is_left.store(true, Ordering::SeqCst);
        self.learning.start_anew();
        self.sample_folder.as_ref().map_or(Ok(()), SampleFolder::delete)
    }

    pub(crate) fn client_id(&self) -> Option<ClientId> {
        self.locked(&self.client_id).clone()
    }

    pub(crate) fn set_client_id(&self, id: ClientId) {
        self.settings.write_now(key::CLIENT_ID, &id.to_string());
        *self.locked(&self.client_id) = Some(id);
    }

    pub(crate) fn choices(&self) -> Choices {
        self.settings.read(key::SETTINGS).unwrap_or_default()
    }

    pub(crate) fn set_choices(&self, choices: Choices) {
        self.settings.write_now(key::SETTINGS, &choices);
    }

    /// What the listener was notified of already.
    pub(crate) fn notified(&self) -> Notified {
        self.settings.read(key::NOTIFIED).unwrap_or_default()
    }

    pub(crate) fn set_notified(&self, notified: Notified) {
        self.settings.write_now(key::NOTIFIED, &notified);
    }

    /// How many plays the archive holds; 0 where it can't be read.
    pub(crate) fn archive_plays(&self) -> u64 {
        let Ok(archive) = self.library.archive() else {
            return 0;
        };
        archive.count().unwrap_or_else(|error| {
            log::error!("the plays can't be counted: {error}");
            0
        })
    }

    /// Keeps what the library fetched for the next run.
    pub(crate) fn save_library_state(&self) {
        self.settings.write(key::KEPT, &self.library.saved_state());
    }

    /// What played when Spotify was last asked, as far as it has come by now, unless that has ended since.
    pub(crate) fn now_playing(&self) -> Option<NowPlaying> {
        let (playing, ends_at) = self.locked(&self.now_playing).clone()?;
        let left = ends_at - self.now();
        let left_ms = u32::try_from(left.num_milliseconds()).ok().filter(|ms| *ms > 0)?;
        let progress_ms = if playing.is_playing {
            playing.track.duration_ms.saturating_sub(left_ms)
        } else {
            playing.progress_ms
        };
        Some(NowPlaying { progress_ms, ..playing })
    }

    pub(crate) fn set_now_playing(&self, now_playing: Option<NowPlaying>) {
        let with_end = now_playing.map(|playing| {
            let left = playing.track.duration_ms.saturating_sub(playing.progress_ms);
            let ends_at = self.now() + TimeDelta::milliseconds(i64::from(left));
            (playing, ends_at)
        });
        *self.locked(&self.now_playing) = with_end;
    }

    /// The listener's date in `zone`.
    pub(crate) fn today(&self, zone: Zone) -> NaiveDate {
        zone.local(self.now().timestamp_millis()).date_naive()
    }

    /// Reads recent plays and what plays now, if anybody is signed in. Errors go to the log: the next reading overlaps this
    /// one.
    pub(crate) async fn sync(&self, priority: Priority) {
        // The log has the error already.
        let _ = self.try_sync(priority).await;
    }

    /// The same, for a caller that tries again. With nobody signed in there is nothing to read, which is no error.
    ///
    /// # Errors
    /// Why recent plays were not read.
    pub(crate) async fn try_sync(&self, priority: Priority) -> Result<(), SyncError> {
        if self.spotify().grant().is_none() {
            self.set_now_playing(None);
            return Ok(());
        }
        let read = self.library.sync(priority).await.map(drop);
        if let Err(error) = &read {
            log::info!("recent plays were not read: {error}");
        }
        // Without a way to Spotify the next call would fail as well, and failed calls count as part of the day's budget.
        if !matches!(read, Err(SyncError::Spotify(spotify::Error::Offline))) {
            self.read_now_playing(priority).await;
        }
        read
    }

    async fn read_now_playing(&self, priority: Priority) {
        match self.library.now_playing(priority).await {
            Ok(now_playing) => self.set_now_playing(now_playing),
            Err(error) => log::info!("what plays now was not read: {error}"),
        }
    }

    /// Whether Spotify, and not the listener, ended the last sign-in.
    pub(crate) fn consent_ended(&self) -> bool {
        self.settings.read(key::CONSENT_ENDED).unwrap_or_default()
    }

    /// Where the sign-in is stored.
    pub(crate) fn secret_storage(&self) -> vault::SecretStorage {
        self.vault.storage()
    }

    /// Drops the sign-in, everything fetched, and what the keychain holds.
    ///
    /// # Errors
    /// When the keychain keeps its entry. Tonearm does not use that entry again even then.
    pub(crate) async fn disconnect(&self) -> Result<(), VaultError> {
        self.pending_sign_in.cancel();
        self.kept_sign_in.forget();
        self.library.disconnect().await;
        self.set_now_playing(None);
        self.settings.set_consent_ended(false);
        self.settings.write_now(key::DISCONNECTED_AT, &self.now());
        self.settings.forget(key::KEPT);
        let vault = self.vault.clone();
        let forgotten = tauri::async_runtime::spawn_blocking(move || vault.forget()).await;
        forgotten.unwrap_or_else(|error| Err(VaultError::NotForgotten(error.to_string())))
    }

    fn locked<'a, T>(&self, mutex: &'a Mutex<T>) -> MutexGuard<'a, T> {
        // Each value is replaced whole, so a panic elsewhere leaves nothing half done.
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sign-in that the keychain holds. One from before the listener disconnected is not used but deleted, which may have
/// failed when they disconnected.
fn usable_grant(vault: &Vault, settings: &SettingsStore) -> Option<Grant> {
    let grant = kept_grant(vault).inspect_err(|error| log::error!("{error}")).ok()??;
    if is_withdrawn(&grant, settings.read(key::DISCONNECTED_AT)) {
        if let Err(error) = vault.forget() {
            log::error!("{error}");
        }
        return None;
    }
    Some(grant)
}
