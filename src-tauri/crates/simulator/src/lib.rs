//! A stand-in for Spotify: its accounts pages and its Web API over real HTTP on loopback, as they are in November 2026.
//! Serves an invented, seeded catalogue and one invented listener; speaks to nobody but 127.0.0.1, and keeps nothing on disk
//! but the exports it is asked to write.
//! Used by tests, by the demo, and inside the app for looking around without an account.
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
mod cover;
mod door;
mod fault;
mod history;
mod listener;
mod options;
mod playlist;
mod refusal;
mod request;
mod scene;
mod simulator;
mod world;

pub use fault::{Fault, FaultKind};
pub use options::{Client, Clock, DEMO_CLIENT_ID, Options, QuotaMode};
pub use playlist::SimPlaylist;
pub use request::{Family, Request};
pub use simulator::{Simulator, start};
