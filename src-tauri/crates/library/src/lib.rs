//! The application itself, without a window: what a listener can ask of Tonearm.
//! Knows no window, no keychain and no screen; remembers what was fetched in a [`Kept`] that its
//! owner stores. The archive takes over what [`Kept`] holds of plays.

mod covers;
mod event;
mod genres;
mod kept;
mod live;
mod playlist;
mod suggestion;
mod tops;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use spotify::{Clock, Spotify};

pub use covers::CoverKey;
pub use event::Event;
pub use genres::{Genre, TopGenres};
pub use kept::{Account, Fetched, Kept, TopList};
pub use live::Heard;
pub use playlist::{Draft, PlaylistError, Saved, Source};
pub use suggestion::{DESCRIPTION_MOST, NAME_MOST, Suggestion};

/// What a [`Library`] is made of.
pub struct Options {
    /// The way to Spotify.
    pub spotify: Spotify,
    /// Says what time it is.
    pub clock: Clock,
    /// A folder of the library's own for covers. Made when first needed.
    pub covers: PathBuf,
    /// What the last run remembered.
    pub kept: Kept,
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
    kept: Mutex<Kept>,
    covers: covers::Covers,
    /// One playlist at a time, so that two presses of the button do not make two of it.
    saving: tokio::sync::Mutex<()>,
    on_event: Arc<dyn Fn(Event) + Send + Sync>,
}

/// An answer, and why it is older than what was asked for, if it is.
#[derive(Debug)]
pub struct Shown<T> {
    /// The answer.
    pub rows: T,
    /// When Spotify gave it.
    pub fetched_at: chrono::DateTime<chrono::Utc>,
    /// Why Spotify could not be asked again; `rows` is then what was known before.
    pub trouble: Option<spotify::Error>,
}

/// How old an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Ask Spotify unless it was asked a short while ago.
    Recent,
    /// Ask Spotify now.
    Now,
}

impl Library {
    /// A library that goes on where `options.kept` left off. Makes no call.
    pub fn open(options: Options) -> Self {
        let covers = covers::Covers::new(options.covers);
        Self(Arc::new(Shelf {
            spotify: options.spotify,
            clock: options.clock,
            kept: Mutex::new(options.kept),
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
    pub fn kept(&self) -> Kept {
        self.memory().clone()
    }

    /// Who signed in last, also after the consent has ended.
    pub fn account(&self) -> Option<Account> {
        self.memory().account.clone()
    }

    /// Learns who has just signed in. What was fetched for somebody else is forgotten.
    pub async fn welcome(&self) -> Result<Account, spotify::Error> {
        let me = self.0.spotify.me().await?;
        let account = Account::from(me);
        {
            let mut kept = self.memory();
            if kept
                .account
                .as_ref()
                .is_some_and(|before| before.account_id != account.account_id)
            {
                *kept = Kept::default();
            }
            kept.account = Some(account.clone());
        }
        self.tell(Event::KeptChanged);
        Ok(account)
    }

    /// Disconnects: drops the tokens, everything fetched from Spotify, and the covers.
    pub async fn disconnect(&self) {
        self.0.spotify.sign_out();
        *self.memory() = Kept::default();
        self.0.covers.forget().await;
        self.tell(Event::KeptChanged);
    }

    fn memory(&self) -> MutexGuard<'_, Kept> {
        // A panic while holding the lock leaves whole values behind: each change is one assignment.
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        (self.0.clock)()
    }

    fn tell(&self, event: Event) {
        (self.0.on_event)(event);
    }
}
