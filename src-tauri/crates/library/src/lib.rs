//! The application itself, without a window: everything that a listener can ask of Tonearm.
//! Knows no window, keychain or screen. What was fetched from Spotify is in a [`SavedState`] that the owner stores between
//! runs; everything that was ever played is in an [`Archive`].

mod account;
mod archive;
mod asked;
mod cached;
mod covers;
mod event;
mod learning;
mod playlist;
mod reading_times;
mod recent;
mod saved_state;
mod snapshots;
mod sync;
mod top_genres;
mod top_lists;

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use plays::Clock;
use spotify::Spotify;

pub use ::poster::{DrawError, Poster, Shape};
pub use archive::*;
pub use asked::Asked;
pub use cached::{Cached, Freshness};
pub use covers::{CoverKey, cover_image};
pub use event::Event;
pub use in_use;
pub use learning::{LearningOptions, LearningProgress};
pub use playlist::{
    MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, PlaylistDraft, PlaylistError, PlaylistSource, SavedPlaylist, Suggestion,
    UnfinishedPlaylist,
};
pub use plays::{GenreAnswer, GenreOutcome, GenreSource};
pub use plays::{RowDecision, RowName};
pub use reading_times::ReadingTimes;
pub use recent::RecentPlays;
pub use saved_state::{Account, Fetched, SavedState, TopList};
pub use store::{
    Backup, BackupContent, BackupReason, BackupTier, Check, CompleteTime, Cover, Credit, Cursor, DecidedRow,
    EntityKind, Gap, GapKind, HiddenEntry, HiddenTarget, ImportCounts, KeptBackup, PlayEntry, RecountEntry,
    RecountReason, RefusedFile, Reject, RewrittenBackups, SourceId, SourceKind, StoreError, ToldPlay,
};
pub use store::{private, sync_folder, take_lock};
pub use sync::SyncError;
pub use top_genres::{Genre, TopGenres};

/// What a [`Library`] is made of.
pub struct Options {
    /// The client for Spotify.
    pub spotify: Spotify,
    /// Says what time it is.
    pub clock: Clock,
    /// A folder that only the library uses, for covers. Created when it is first needed.
    pub covers: PathBuf,
    /// What the last run stored.
    pub saved_state: SavedState,
    /// Everything that was ever played, or why it could not be opened.
    pub archive: Result<Archive, StoreError>,
    /// Called with every [`Event`]. Must return quickly and must not call back into the library.
    pub on_event: Arc<dyn Fn(Event) + Send + Sync>,
}

/// Everything a listener can ask. Cheap to clone; all clones are the same library.
#[derive(Clone)]
pub struct Library(Arc<Inner>);

struct Inner {
    spotify: Spotify,
    clock: Clock,
    /// Locked for look-ups and swaps only, never across an await.
    saved_state: Mutex<SavedState>,
    archive: Result<Archive, NotOpened>,
    /// How often the listener disconnected. Read and changed only while `saved_state` is locked.
    disconnects: AtomicU64,
    covers: covers::Covers,
    /// Requests for genres that the archive does not count yet.
    pending_requests: asked::PendingRequests,
    /// One playlist at a time, so that pressing the button twice does not make it twice.
    saving: tokio::sync::Mutex<()>,
    on_event: Arc<dyn Fn(Event) + Send + Sync>,
}

/// An archive that could not be opened at first.
struct NotOpened {
    why: Arc<StoreError>,
    /// Opened since.
    later: OnceLock<Archive>,
}

/// Counts up with each disconnect.
#[derive(Clone, Copy)]
struct Generation(u64);

/// Who waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// A person: goes first.
    Listener,
    /// Nobody: lets every person's request go first, and counts against a day's budget.
    Background,
}

impl Library {
    /// A library that continues from `options.saved_state`. Makes no request.
    pub fn open(options: Options) -> Self {
        let covers = covers::Covers::new(options.covers);
        Self(Arc::new(Inner {
            spotify: options.spotify,
            clock: options.clock,
            saved_state: Mutex::new(options.saved_state),
            archive: options.archive.map_err(|error| NotOpened {
                why: Arc::new(error),
                later: OnceLock::new(),
            }),
            disconnects: AtomicU64::new(0),
            covers,
            pending_requests: asked::PendingRequests::default(),
            saving: tokio::sync::Mutex::new(()),
            on_event: options.on_event,
        }))
    }

    /// The client for Spotify, for signing in.
    pub fn spotify(&self) -> &Spotify {
        &self.0.spotify
    }

    /// The listener's archive.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub fn archive(&self) -> Result<&Archive, Arc<StoreError>> {
        match &self.0.archive {
            Ok(archive) => Ok(archive),
            Err(not_opened) => not_opened.later.get().ok_or_else(|| not_opened.why.clone()),
        }
    }

    /// Goes on with an archive that could not be opened at first. Where there is one already, that one stays.
    pub fn supply_archive(&self, archive: Archive) {
        if let Err(not_opened) = &self.0.archive {
            // Another may have been quicker.
            let _ = not_opened.later.set(archive);
        }
    }

    /// What the owner should store so that the next run can continue from here. Holds no token.
    pub fn saved_state(&self) -> SavedState {
        self.state().clone()
    }

    /// Take this before asking Spotify, and hand it to [`update_state`](Self::update_state) with the answer.
    fn generation(&self) -> Generation {
        let _state = self.state();
        Generation(self.0.disconnects.load(Ordering::Relaxed))
    }

    /// Changes the state, unless the listener has disconnected since `generation`: then the answer belongs to nobody any
    /// more, and `None` comes back.
    fn update_state<T>(&self, generation: Generation, change: impl FnOnce(&mut SavedState) -> T) -> Option<T> {
        let changed = {
            let mut state = self.state();
            (self.0.disconnects.load(Ordering::Relaxed) == generation.0).then(|| change(&mut state))
        };
        if changed.is_some() {
            self.emit(Event::SavedStateChanged);
        }
        changed
    }

    fn state(&self) -> MutexGuard<'_, SavedState> {
        // A panic while holding the lock leaves whole values behind: each change is one assignment.
        self.0.saved_state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pending_requests(&self) -> &asked::PendingRequests {
        &self.0.pending_requests
    }

    fn now(&self) -> DateTime<Utc> {
        (self.0.clock)()
    }

    fn emit(&self, event: Event) {
        (self.0.on_event)(event);
    }

    fn spotify_for(&self, priority: Priority) -> Spotify {
        match priority {
            Priority::Listener => self.0.spotify.clone(),
            Priority::Background => self.0.spotify.background(),
        }
    }
}
