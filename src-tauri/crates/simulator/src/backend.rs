//! What all handlers share: the catalogue and the history, which never change, and the state, which does, behind one lock.
//! Knows nothing of HTTP.

use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU16, Ordering},
};

use chrono::Datelike;
use plays::Clock;

use crate::{
    catalogue::Catalogue,
    fault::Faults,
    history::History,
    listener::Listener,
    often::Often,
    options::{Client, Options, QuotaMode},
    playlist::Playlists,
    rate_limit::RateLimit,
    request_log::RequestLog,
    tokens::Tokens,
};

/// The unchanging part, and access to the changing one.
pub(crate) struct Backend {
    pub(crate) clock: Clock,
    pub(crate) catalogue: Catalogue,
    pub(crate) history: History,
    pub(crate) seed: u64,
    port: AtomicU16,
    state: Mutex<State>,
}

/// The changing part.
pub(crate) struct State {
    pub(crate) clients: Vec<Client>,
    pub(crate) quota: QuotaMode,
    /// Whether refreshing hands out a new refresh token and ends the old one. Spotify stopped doing so in July 2026.
    pub(crate) rotates_refresh_tokens: bool,
    pub(crate) tokens: Tokens,
    pub(crate) listener: Listener,
    pub(crate) playlists: Playlists,
    pub(crate) faults: Faults,
    pub(crate) fractions: Often,
    pub(crate) requests: RequestLog,
    pub(crate) rate_limit: RateLimit,
}

impl Backend {
    pub(crate) fn new(options: Options) -> Self {
        let now = (options.clock)();
        let now_ms = now.timestamp_millis();
        let catalogue = Catalogue::of(options.life, options.seed, now.year());
        let history = History::new(options.life, &catalogue, now_ms);
        let state = State {
            clients: options.clients,
            quota: options.quota,
            rotates_refresh_tokens: false,
            tokens: Tokens::new(options.seed),
            listener: Listener::new(options.quirks, now_ms),
            playlists: Playlists::new(&catalogue, now_ms),
            faults: Faults::default(),
            fractions: options.fractions,
            requests: RequestLog::default(),
            rate_limit: RateLimit::new(options.calls_per_30_secs),
        };
        Self {
            clock: options.clock,
            catalogue,
            history,
            seed: options.seed,
            port: AtomicU16::new(options.port),
            state: Mutex::new(state),
        }
    }

    /// The lock is never held across an await. A handler that panics leaves nothing behind that would harm the next one, so
    /// poisoning is ignored.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now_ms(&self) -> i64 {
        (self.clock)().timestamp_millis()
    }

    pub(crate) fn port(&self) -> u16 {
        self.port.load(Ordering::Relaxed)
    }

    pub(crate) fn set_port(&self, port: u16) {
        self.port.store(port, Ordering::Relaxed);
    }

    /// Scheme, host and port, without a slash at the end.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }
}

impl State {
    pub(crate) fn client(&self, id: &str) -> Option<&Client> {
        self.clients.iter().find(|client| client.id == id)
    }
}
