//! How a simulator starts. The quota, the clients, the fractions and the quirks can also be changed while it runs.

use plays::Clock;

use crate::{life::Life, metabrainz::Manners, often::Often, quirks::Quirks};

/// The Client ID that a new simulator knows.
pub const DEMO_CLIENT_ID: &str = "d0c0ffee5eed4a11b1e55ed7ab1ec105";

/// Which of Spotify's two kinds of app is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaMode {
    /// For everybody: five users, and answers without genres, popularity, followers and markets.
    Development,
    /// For companies: answers have these fields.
    Extended,
}

/// An app registered in Spotify's developer dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The Client ID: 32 lower-case hexadecimal digits.
    pub id: String,
    /// Redirect URIs, compared exactly; a loopback one without a port accepts any port, as Spotify documents.
    pub redirects: Vec<String>,
    /// If false, every call is 403 in Development Mode.
    pub owner_has_premium: bool,
    /// If false, sign-in works and then every call is 403 in Development Mode.
    pub listener_is_listed: bool,
}

impl Client {
    /// A client without problems and with the two redirect URIs that a desktop app registers.
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
    /// Which life the listener leads. By default the even one.
    pub life: Life,
    /// The time, for expiries, limits and plays. The simulator never asks the machine for it.
    pub clock: Clock,
    /// By default Development Mode.
    pub quota: QuotaMode,
    /// The apps that may sign in.
    pub clients: Vec<Client>,
    /// How many calls in any 30 seconds the Web API answers before it says 429. Spotify does not publish its number.
    pub calls_per_30_secs: u32,
    /// How many answers have fractions for all their whole numbers, such as `640.0`. Sometimes is about one in 50.
    pub fractions: Often,
    /// What the list of recent plays does that nobody would expect. By default as often as Spotify.
    pub quirks: Quirks,
    /// How MusicBrainz and ListenBrainz treat who asks. By default as the real ones do.
    pub metabrainz: Manners,
}

impl Options {
    /// Any port, seed 1, the even life, Development Mode, one client with [`DEMO_CLIENT_ID`], as unkind as Spotify.
    pub fn new(clock: Clock) -> Self {
        Self {
            port: 0,
            seed: 1,
            life: Life::Even,
            clock,
            quota: QuotaMode::Development,
            clients: vec![Client::new(DEMO_CLIENT_ID)],
            calls_per_30_secs: 600,
            fractions: Often::Sometimes,
            quirks: Quirks::as_spotify(),
            metabrainz: Manners::as_real(),
        }
    }
}
