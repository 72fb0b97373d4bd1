//! What the library remembers from one run to the next. Its owner decides where it is stored.
//! Holds what Spotify sent about one account, and never a token. A pause that Spotify asked for belongs to the Client ID and is kept
//! beside it (`host::ProfileStore`). The JSON keys are on listeners' disks: don't rename them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use spotify::{Artist, Image, Me, Track};

use crate::playlist::UnfinishedPlaylist;

/// Everything remembered. Empty for a new listener and after a disconnect.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedState {
    /// Who signed in last.
    pub account: Option<Account>,
    /// The consent under which `account` was learnt; another consent may be somebody else's.
    pub(crate) confirmed: Option<DateTime<Utc>>,
    /// Top tracks as last fetched.
    pub top_tracks: TopList<Track>,
    /// Top artists as last fetched.
    pub top_artists: TopList<Artist>,
    /// When recent plays were last read.
    pub(crate) read_at: Option<DateTime<Utc>>,
    /// Playlists that are not complete at Spotify yet, oldest first.
    pub(crate) unfinished: Vec<UnfinishedPlaylist>,
}

/// One list for each of Spotify's ranges, by [`spotify::TimeRange::as_spotify_says`].
pub type TopList<T> = BTreeMap<String, Fetched<Vec<T>>>;

/// What Spotify answered, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fetched<T> {
    /// The answer.
    pub rows: T,
    /// When Spotify gave it.
    pub at: DateTime<Utc>,
}

/// The listener, as Spotify names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Never changes, unlike `id`: ownership is decided by this one.
    pub account_id: String,
    /// The id that Spotify shows in addresses.
    pub id: String,
    /// The name the listener gave, if any.
    pub display_name: Option<String>,
    /// A picture of them in several sizes, possibly none.
    pub images: Vec<Image>,
}

impl From<Me> for Account {
    fn from(me: Me) -> Self {
        Self {
            account_id: me.account_id,
            id: me.id,
            display_name: me.display_name,
            images: me.images,
        }
    }
}
