//! Artist -> genres, from MusicBrainz and ListenBrainz.
//!
//! A [`Lookup`] goes through the artists that the caller wants to know about, most-played first, and gives out a [`Findings`]
//! of answers after each request, so that the caller can store them before the next. What is not certain is left undecided,
//! and a failed request is never taken for a miss. [`families`] rolls genres up.
//!
//! Two things leave this computer: links or names of artists and, to tell namesakes apart, one track title; titles go to
//! MusicBrainz alone. What those who may be meant recorded is asked for by the ids that MusicBrainz gave, or by the name, and what
//! comes back is compared with other titles here. Uses no file, environment or clock of its own. Everything `async` here expects a tokio runtime.
//!
//! ```no_run
//! # async fn example(options: genres::Options, wanted: Vec<genres::WantedArtist>) -> Result<(), genres::NoClient> {
//! let client = genres::Client::new(options)?;
//! let mut lookup = client.look_up(wanted);
//! while let Some(findings) = lookup.next().await {
//!     // ... store findings.answers, show findings.progress, tell of findings.trouble ...
//! }
//! # Ok(()) }
//! ```

mod addresses;
mod client;
mod contact;
pub mod families;
mod fold;
mod http;
mod id;
mod listenbrainz;
mod lookup;
mod model;
mod musicbrainz;
mod pace;
mod query;
mod requests;
mod token;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use addresses::{Addresses, NotAServer};
pub use client::{Client, NoClient, Options, Pacing};
pub use contact::{Contact, NotAContact};
pub use id::{Mbid, NotAnId, SpotifyId};
pub use lookup::Lookup;
pub use model::{Answer, Findings, Genre, Outcome, Progress, Trouble, WantedArtist, WantedTrack};
pub use requests::{OnRequest, Question, Sent, Service};
pub use token::Token;

/// Where the time comes from: UTC, handed out by `main`.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
