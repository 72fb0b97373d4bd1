//! A stand-in for Spotify: its accounts pages and its Web API over real HTTP on loopback, as they are in November 2026.
//! Serves an invented, seeded catalogue and one invented listener, and only the calls that Tonearm makes. Listens on 127.0.0.1
//! only, and writes no files except the exports it is asked for.
//! Its list of recent plays is as unkind as Spotify's ([`Quirks`]), and [`Simulator::truth`] tells what was really heard.
//! Beside it stand MusicBrainz and ListenBrainz, from which genres come ([`metabrainz`]).
//! Used by tests, by the demo, and inside the app for "Look around".
//!
//! ```no_run
//! # async fn example(clock: simulator::Clock) -> std::io::Result<()> {
//! use simulator::{Family, Fault, FaultKind, Options};
//!
//! let spotify = simulator::start(Options::new(clock)).await?;
//! spotify.inject(Fault { on: Family::Top, kind: FaultKind::RetryAfter { secs: 7 }, times: 1 });
//! // ... point a client at spotify.accounts_url() and spotify.api_url() ...
//! assert_eq!(spotify.requests().len(), 0);
//! # Ok(()) }
//! ```

mod accounts;
mod api;
mod backend;
mod catalogue;
mod cover;
mod fault;
mod fractions;
mod history;
mod life;
mod listener;
pub mod metabrainz;
mod middleware;
mod often;
mod options;
mod params;
mod past;
mod playlist;
mod quirks;
mod rate_limit;
mod recent_list;
mod refusal;
mod request;
mod request_log;
mod server;
mod simulator;
mod tokens;
mod truth;

pub use fault::{Fault, FaultKind};
pub use life::Life;
pub use often::Often;
pub use options::{Client, DEMO_CLIENT_ID, Options, QuotaMode};
pub use playlist::{ACCOUNT_ID, SimPlaylist};
pub use plays::Clock;
pub use quirks::Quirks;
pub use request::{Family, Request};
pub use simulator::{Simulator, start};
pub use truth::{Hearing, Telling, TruePlay, TrueSpokenPlay};
