//! An account at the simulator, crate `spotify` signed in to it, and the clock of both.
//! Time stands still unless a test moves it; every change that crate `spotify` reports is recorded.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use simulator::{DEMO_CLIENT_ID, Family, Fault, FaultKind, Quirks, Simulator};
use spotify::{Addresses, Attempt, Change, ClientId, Clock, Grant, Options, Pause, Redirect, Scope, Spotify, Unshared};

use crate::consent;
use crate::failure::Outcome;

/// What a test works with.
pub struct Account {
    /// Spotify.
    pub simulator: Simulator,
    /// The crate under test.
    pub spotify: Spotify,
    now: Arc<Mutex<DateTime<Utc>>>,
    changes: Arc<Mutex<Vec<Change>>>,
}

impl Account {
    /// A simulator with its defaults, and nobody signed in.
    ///
    /// # Errors
    /// When the simulator does not start.
    pub async fn new() -> Outcome<Self> {
        Self::with(|_| {}).await
    }

    /// A simulator with other options, and nobody signed in.
    ///
    /// # Errors
    /// When the simulator does not start.
    pub async fn with(change: impl FnOnce(&mut simulator::Options)) -> Outcome<Self> {
        let now = Arc::new(Mutex::new(DateTime::from_timestamp_nanos(1_795_168_800_000_000_000)));
        let mut options = simulator::Options::new(clock(&now));
        change(&mut options);
        let simulator = simulator::start(options).await?;
        let changes = Arc::default();
        let spotify = open(&simulator, &now, &changes, None, None)?;
        Ok(Self {
            simulator,
            spotify,
            now,
            changes,
        })
    }

    /// A simulator with its defaults, signed in through the consent page.
    ///
    /// # Errors
    /// When the sign-in fails.
    pub async fn signed_in() -> Outcome<Self> {
        Self::signed_in_with(|_| {}).await
    }

    /// The same, at a Spotify whose list of recent plays has the last fifty, each from its end on: for tests that count them.
    ///
    /// # Errors
    /// When the sign-in fails.
    pub async fn signed_in_to_kind_list() -> Outcome<Self> {
        Self::signed_in_with(|options| options.quirks = Quirks::none()).await
    }

    /// A simulator with other options, signed in.
    ///
    /// # Errors
    /// When the sign-in fails.
    pub async fn signed_in_with(change: impl FnOnce(&mut simulator::Options)) -> Outcome<Self> {
        let account = Self::with(change).await?;
        account.sign_in().await?;
        Ok(account)
    }

    /// Signs in, from the first step to the last.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn sign_in(&self) -> Outcome {
        let attempt = self.attempt()?;
        let callback = consent::agree(attempt.url()).await?;
        let code = attempt.read(&callback, self.now())?;
        Ok(self.spotify.finish_sign_in(attempt, code).await?)
    }

    /// Begins a sign-in by deep link, as far as the browser.
    ///
    /// # Errors
    /// When the simulator's Client ID is not a Client ID.
    pub fn attempt(&self) -> Outcome<Attempt> {
        Ok(self.spotify.sign_in(client_id()?, Redirect::DeepLink, &Scope::ALL))
    }

    /// Crate `spotify` after a restart, with what the reported changes said to keep.
    ///
    /// # Errors
    /// When that cannot be read.
    pub fn restarted(&self) -> Outcome<Spotify> {
        let (mut grant, mut pause) = (None, None);
        for change in self.changes() {
            match change {
                Change::Granted(granted) => grant = Some(Grant::from_keychain_json(&granted.to_keychain_json())?),
                Change::SignedOut(_) => grant = None,
                Change::Paused(paused) => pause = Some(paused),
            }
        }
        open(&self.simulator, &self.now, &self.changes, grant, pause)
    }

    /// The time on both sides.
    pub fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The clock of both sides, for others to share.
    pub fn clock(&self) -> Clock {
        clock(&self.now)
    }

    /// Moves the time forward on both sides.
    pub fn advance(&self, span: TimeDelta) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) += span;
    }

    /// The next `times` calls of a family fail like this.
    pub fn inject(&self, on: Family, kind: FaultKind, times: u32) {
        self.simulator.inject(Fault { on, kind, times });
    }

    /// How many requests of a family came to the simulator.
    pub fn requests(&self, family: Family) -> usize {
        self.simulator
            .requests()
            .iter()
            .filter(|request| request.family == family)
            .count()
    }

    /// The changes that crate `spotify` reported, in order.
    pub fn changes(&self) -> Vec<Change> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The Client ID that the simulator knows.
///
/// # Errors
/// When it is not a Client ID.
pub fn client_id() -> Outcome<ClientId> {
    Ok(DEMO_CLIENT_ID.parse()?)
}

fn clock(now: &Arc<Mutex<DateTime<Utc>>>) -> Clock {
    let now = Arc::clone(now);
    Arc::new(move || *now.lock().unwrap_or_else(PoisonError::into_inner))
}

fn open(
    simulator: &Simulator,
    now: &Arc<Mutex<DateTime<Utc>>>,
    changes: &Arc<Mutex<Vec<Change>>>,
    grant: Option<Grant>,
    pause: Option<Pause>,
) -> Outcome<Spotify> {
    let changes = Arc::clone(changes);
    Ok(Spotify::new(Options {
        addresses: Addresses::overridden(Some(&simulator.accounts_url()), Some(&simulator.api_url()))?,
        clock: clock(now),
        grant,
        pause,
        shared: Arc::new(Unshared),
        on_change: Arc::new(move |change| changes.lock().unwrap_or_else(PoisonError::into_inner).push(change)),
    })?)
}
