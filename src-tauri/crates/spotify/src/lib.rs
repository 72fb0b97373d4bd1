//! Spotify for one listener: sign-in, a token that keeps itself fresh, and the few calls Tonearm makes.
//!
//! Uses no file, environment or clock of its own: addresses, the clock and what an earlier run kept are passed in, and what
//! has to be kept is reported as a [`Change`]. A token leaves this crate only through [`Grant::to_keychain_json`].
//!
//! Everything `async` here expects a tokio runtime.

mod addresses;
mod call;
mod client;
mod client_id;
mod error;
mod grant;
mod http;
mod id;
mod listening;
mod model;
mod pause;
mod picture;
mod playlists;
mod rate_limiter;
mod retry;
mod session;
mod setup;
mod shared_grant;
mod sign_in;
mod single_flight;
mod token;
mod token_answer;
mod whole;
mod wire;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use addresses::{Addresses, NotLoopback};
pub use client::{Options, Spotify};
pub use client_id::{ClientId, NotAClientId};
pub use error::{Error, SignInError};
pub use grant::{Grant, Scope, UnreadableGrant};
pub use id::{AlbumId, ArtistId, NotAnId, PlaylistId, TrackId};
pub use model::{
    AlbumRef, Artist, ArtistRef, Image, Me, NewPlaylist, NowPlaying, Page, Picture, Playlist, RecentPage, RecentPlay,
    TimeRange, Track,
};
pub use pause::{Pause, PauseKind};
pub use picture::media_type;
pub use session::{Change, OnChange};
pub use setup::SetupCheck;
pub use shared_grant::{SharedGrant, Unshared};
pub use sign_in::{Attempt, Code, Redirect};

/// Where the time comes from: UTC, handed out by `main`.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
