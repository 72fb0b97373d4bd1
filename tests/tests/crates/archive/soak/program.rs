//! A program of the listener's: the app, or the command line. Both have the archive and the keychain's entry in common, and each
//! a settings file of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use host::{Folders, ProfileStore, settings_file};
use library::{Archive, Library, Priority, ReadingTimes, SavedState, SyncError};
use serde::{Deserialize, Serialize};
use spotify::{Addresses, Error, Pause};
use tonearm_tests::failure::{Failure, Outcome};
use vault::Vault;

use super::computer::Computer;

/// What both programs use.
pub(crate) struct Desktop {
    pub(crate) computer: Computer,
    pub(crate) addresses: Addresses,
    pub(crate) keychain: Arc<Vault>,
    pub(crate) folders: Folders,
}

/// What a program keeps in its settings file.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    pause: Option<Pause>,
    kept: SavedState,
    consent_ended: bool,
}

struct Settings {
    path: PathBuf,
    kept: Mutex<Kept>,
}

impl Settings {
    fn open(path: PathBuf) -> Outcome<Self> {
        let kept = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(_) => Kept::default(),
        };
        Ok(Self {
            path,
            kept: Mutex::new(kept),
        })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Kept)) {
        let mut kept = self.kept();
        change(&mut kept);
        let written = serde_json::to_vec(&*kept)
            .map_err(Failure::from)
            .and_then(|bytes| Ok(settings_file::write_whole(&self.path, &bytes)?));
        assert!(written.is_ok(), "{written:?}");
    }
}

impl ProfileStore for Settings {
    fn pause(&self) -> Option<Pause> {
        self.kept().pause
    }

    fn set_pause(&self, pause: Pause) {
        self.change(|kept| kept.pause = Some(pause));
    }

    fn saved_state(&self) -> SavedState {
        self.kept().kept.clone()
    }

    fn disconnected_at(&self) -> Option<DateTime<Utc>> {
        None
    }

    fn set_consent_ended(&self, ended: bool) {
        self.change(|kept| kept.consent_ended = ended);
    }
}

/// A running program.
pub(crate) struct Program {
    pub(crate) library: Library,
    settings: Arc<Settings>,
    times: ReadingTimes,
}

impl Program {
    /// Starts it: it goes on with its settings file and with what the keychain holds.
    pub(crate) fn start(desktop: &Desktop, settings: &Path) -> Outcome<Self> {
        let settings = Arc::new(Settings::open(settings.to_owned())?);
        let clock = desktop.computer.clock();
        let library = host::open_library(host::Parts {
            addresses: desktop.addresses.clone(),
            clock: clock.clone(),
            covers: desktop.folders.covers(),
            archive: Archive::open(&desktop.folders.archive(), clock),
            grant: host::kept_grant(&desktop.keychain)?,
            vault: desktop.keychain.clone(),
            sign_in_lock: desktop.folders.sign_in_lock(),
            store: settings.clone(),
            on_news: Arc::new(|_| {}),
        })?;
        Ok(Self {
            library,
            settings,
            times: ReadingTimes::default(),
        })
    }

    /// Whether the app reads at this minute.
    pub(crate) fn is_due(&mut self, computer: &Computer) -> bool {
        self.times.is_due(computer.shown())
    }

    /// What the app does when a reading is due: as `keep_reading` in the shell.
    pub(crate) async fn pass(&mut self, computer: &Computer) -> Outcome<Result<(), SyncError>> {
        let now = computer.shown();
        let read = self.read(Priority::Background).await;
        self.times.note(now, read.as_ref().err());
        let archive = self.library.archive()?.clone();
        let backed_up = tokio::task::spawn_blocking(move || {
            archive.check_weekly()?;
            archive.back_up_daily()
        });
        // Another program may hold the archive: the next reading does it.
        let _ = backed_up.await?;
        if read.is_ok() {
            let _ = self.library.snapshot_rankings(Priority::Background).await;
        }
        self.keep();
        Ok(read)
    }

    /// Reads recent plays once, as the command line's `sync`.
    pub(crate) async fn sync(&self) -> Result<(), SyncError> {
        let read = self.read(Priority::Listener).await;
        self.keep();
        read
    }

    async fn read(&self, priority: Priority) -> Result<(), SyncError> {
        let read = self.library.sync(priority).await.map(drop);
        if !matches!(read, Err(SyncError::Spotify(Error::Offline))) {
            let _ = self.library.now_playing(priority).await;
        }
        read
    }

    fn keep(&self) {
        self.settings.change(|kept| kept.kept = self.library.saved_state());
    }

    /// Whether it is signed in, and never was told that Spotify no longer accepts the consent.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.library.spotify().grant().is_some() && !self.settings.kept().consent_ended
    }
}
