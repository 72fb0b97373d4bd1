//! The application itself, without a window: what a listener can ask of Tonearm.
//! Knows no window, no keychain and no screen; remembers what was fetched in a [`SavedState`] that its
//! owner stores, and all that was ever played in an [`Archive`].

mod archive;
mod cached;
mod covers;
mod event;
mod playlist;
mod recent;
mod reconcile;
mod saved_state;
mod snapshots;
mod top_genres;
mod top_lists;

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use spotify::{Clock, Spotify};

pub use archive::*;
pub use cached::{Cached, Freshness};
pub use covers::CoverKey;
pub use event::Event;
pub use playlist::{
    MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, PlaylistDraft, PlaylistError, PlaylistSource, SavedPlaylist, Suggestion,
    UnfinishedPlaylist,
};
pub use recent::{RecentPlays, SyncError, image};
pub use saved_state::{Account, Fetched, SavedState, TopList};
pub use store::{
    Backup, Check, Cover, Credit, Cursor, Gap, Heard, Hidden, HiddenWhat, Refused, Reject, SourceId, SourceKind,
    StoreError, Tally, Why,
};
pub use top_genres::{Genre, TopGenres};

/// What a [`Library`] is made of.
pub struct Options {
    /// The way to Spotify.
    pub spotify: Spotify,
    /// Says what time it is.
    pub clock: Clock,
    /// A folder of the library's own for covers. Made when first needed.
    pub covers: PathBuf,
    /// What the last run remembered.
    pub saved_state: SavedState,
    /// All that was ever played, or why it could not be opened.
    pub archive: Result<Archive, StoreError>,
    /// Told of every [`Event`]. Must return soon and may not call back into the library.
    pub on_event: Arc<dyn Fn(Event) + Send + Sync>,
}

/// Everything a listener can ask. Cheap to clone; all clones are one library.
#[derive(Clone)]
pub struct Library(Arc<Shelf>);

struct Shelf {
    spotify: Spotify,
    clock: Clock,
    /// Held for look-ups and swaps only, never across an await.
    kept: Mutex<SavedState>,
    archive: Result<Archive, Arc<StoreError>>,
    /// How often the listener disconnected. Read and changed only while `kept` is locked.
    disconnects: AtomicU64,
    covers: covers::Covers,
    /// One playlist at a time, so that two presses of the button do not make two of it.
    saving: tokio::sync::Mutex<()>,
    on_event: Arc<dyn Fn(Event) + Send + Sync>,
}

/// The time between two disconnects.
#[derive(Clone, Copy)]
struct Visit(u64);

/// Who waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// A person: goes first.
    Listener,
    /// Nobody: lets every person's question go first, and counts against a day's budget.
    Background,
}

impl Library {
    /// A library that goes on where `options.kept` left off. Makes no call.
    pub fn open(options: Options) -> Self {
        let covers = covers::Covers::new(options.covers);
        Self(Arc::new(Shelf {
            spotify: options.spotify,
            clock: options.clock,
            kept: Mutex::new(options.saved_state),
            archive: options.archive.map_err(Arc::new),
            disconnects: AtomicU64::new(0),
            covers,
            saving: tokio::sync::Mutex::new(()),
            on_event: options.on_event,
        }))
    }

    /// The way to Spotify, for signing in.
    pub fn spotify(&self) -> &Spotify {
        &self.0.spotify
    }

    /// What should be stored so that the next run can go on from here. Holds no token.
    pub fn saved_state(&self) -> SavedState {
        self.memory().clone()
    }

    /// Who signed in last, also after the consent has ended. `None` while it is not known whose consent the newest is.
    pub fn account(&self) -> Option<Account> {
        let known = self.is_confirmed();
        self.memory().account.clone().filter(|_| known)
    }

    /// Learns who is signed in. What was fetched for somebody else is forgotten.
    ///
    /// # Errors
    /// Whatever kept Spotify from saying who it is.
    pub async fn identify(&self) -> Result<Account, spotify::Error> {
        let (visit, consent) = (self.visit(), self.consent());
        let account = Account::from(self.0.spotify.me().await?);
        let somebody_else = self.keep(visit, |kept| {
            let before = kept.account.as_ref();
            let somebody_else = before.is_none_or(|before| before.account_id != account.account_id);
            if somebody_else {
                *kept = SavedState::default();
            }
            kept.account = Some(account.clone());
            kept.confirmed = consent;
            somebody_else
        });
        if somebody_else == Some(true) {
            self.0.covers.forget().await;
        }
        let id = account.account_id.clone();
        if let Err(error) = self.in_archive(move |archive| archive.set_owner(&id)).await {
            log::error!("the archive still belongs to whoever was signed in before: {error}");
        }
        Ok(account)
    }

    /// Disconnects: drops the tokens, everything fetched from Spotify, and the covers.
    pub async fn disconnect(&self) {
        self.0.spotify.sign_out();
        {
            let mut kept = self.memory();
            *kept = SavedState::default();
            self.0.disconnects.fetch_add(1, Ordering::Relaxed);
        }
        self.0.covers.forget().await;
        self.tell(Event::SavedStateChanged);
    }

    /// Whether it is known whose the newest consent is; so it is without any.
    fn is_confirmed(&self) -> bool {
        let consent = self.consent();
        consent.is_none() || self.memory().confirmed == consent
    }

    /// Makes sure that what is kept belongs to whoever is signed in: asks Spotify once after each consent.
    async fn confirm(&self) -> Result<(), spotify::Error> {
        if !self.is_confirmed() {
            self.identify().await?;
        }
        Ok(())
    }

    fn consent(&self) -> Option<DateTime<Utc>> {
        self.0.spotify.grant().map(|grant| grant.consented_at())
    }

    /// To be taken before a question to Spotify and handed to [`keep`](Self::keep) with the answer.
    fn visit(&self) -> Visit {
        let _kept = self.memory();
        Visit(self.0.disconnects.load(Ordering::Relaxed))
    }

    /// Changes what is kept, unless the listener disconnected during this visit: then the answer
    /// belongs to nobody any more, and `None` comes back.
    fn keep<T>(&self, visit: Visit, change: impl FnOnce(&mut SavedState) -> T) -> Option<T> {
        let changed = {
            let mut kept = self.memory();
            (self.0.disconnects.load(Ordering::Relaxed) == visit.0).then(|| change(&mut kept))
        };
        if changed.is_some() {
            self.tell(Event::SavedStateChanged);
        }
        changed
    }

    fn memory(&self) -> MutexGuard<'_, SavedState> {
        // A panic while holding the lock leaves whole values behind: each change is one assignment.
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> DateTime<Utc> {
        (self.0.clock)()
    }

    fn tell(&self, event: Event) {
        (self.0.on_event)(event);
    }
}
