//! What a simulator can be told before it starts. Everything here can also be changed while it runs.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Where the simulator learns what time it is; it never asks the machine.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The Client ID that a new simulator knows.
pub const DEMO_CLIENT_ID: &str = "d0c0ffee5eed4a11b1e55ed7ab1ec105";

/// Which of Spotify's two kinds of app is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaMode {
    /// What everybody has: five users, and answers without genres, popularity, followers and markets.
    Development,
    /// What companies have: those fields come back.
    Extended,
}

/// An app registered in Spotify's developer dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The Client ID: 32 lower-case hexadecimal digits.
    pub id: String,
    /// Redirect URIs, compared exactly; a loopback one without a port accepts any port, as Spotify documents.
    pub redirects: Vec<String>,
    /// Without it every call is 403 in Development Mode.
    pub owner_has_premium: bool,
    /// Without it sign-in works and then every call is 403 in Development Mode.
    pub listener_is_listed: bool,
}

impl Client {
    /// A client in good order with the two redirect URIs that a desktop app registers.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            redirects: vec!["tonearm://callback".to_owned(), "http://127.0.0.1/callback".to_owned()],
            owner_has_premium: true,
            listener_is_listed: true,
        }
    }
}

/// How a simulator starts.
#[derive(Clone)]
pub struct Options {
    /// The loopback port; 0 takes any free one.
    pub port: u16,
    /// The seed of the catalogue and of the listener's life.
    pub seed: u64,
    /// The time, for expiries, limits and plays.
    pub clock: Clock,
    /// Development unless said otherwise.
    pub quota: QuotaMode,
    /// The apps that may sign in.
    pub clients: Vec<Client>,
    /// Whether refreshing hands out a new refresh token and ends the old one. Spotify stopped doing so in July 2026.
    pub rotation: bool,
    /// How long an access token lives.
    pub access_token_secs: u32,
    /// Calls that the Web API answers in any 30 seconds before it says 429. Spotify does not publish its number.
    pub calls_per_30_secs: u32,
}

impl Options {
    /// Any port, seed 1, Development Mode, one client with [`DEMO_CLIENT_ID`], no rotation, tokens for an hour.
    pub fn new(clock: Clock) -> Self {
        Self {
            port: 0,
            seed: 1,
            clock,
            quota: QuotaMode::Development,
            clients: vec![Client::new(DEMO_CLIENT_ID)],
            rotation: false,
            access_token_secs: 3600,
            calls_per_30_secs: 600,
        }
    }
}
