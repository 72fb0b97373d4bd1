//! The session: the grant, the current access token, and who may replace them.
//! The access token is in memory only. A refresh that ends after its session changes nothing.

mod refresh;

use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use oauth2::AccessToken;

use crate::Clock;
use crate::addresses::Addresses;
use crate::error::Error;
use crate::grant::Grant;
use crate::http::{Answer, Http};
use crate::pause::{Pause, PauseKind};
use crate::rate_limiter::{Priority, RateLimiter};
use crate::shared_grant::SharedGrant;
use crate::single_flight::SingleFlight;
use crate::token::{TokenEndpoint, Tokens};

/// A token with less time left than this may expire before it arrives.
const STALE_BEFORE_END: TimeDelta = TimeDelta::seconds(60);

/// Something that has to outlive this run.
#[derive(Debug, Clone)]
pub enum Change {
    /// Keep this grant in place of any other: a new consent, or the same with a new token.
    Granted(Grant),
    /// Forget this grant: Spotify no longer accepts it. Another one that is kept in its place by now stays.
    SignedOut(Grant),
    /// Keep this pause and pass it to the next run.
    Paused(Pause),
}

/// Called with each [`Change`], one at a time, before the call that caused it returns. May block, for example on a keychain:
/// it runs where blocking is allowed.
pub type OnChange = Arc<dyn Fn(Change) + Send + Sync>;

/// Which session a request belongs to. Each sign-in and sign-out starts another.
pub(crate) type Epoch = u64;

pub(crate) struct Session {
    pub(crate) addresses: Addresses,
    pub(crate) clock: Clock,
    pub(crate) http: Http,
    pub(crate) rate_limiter: Arc<RateLimiter>,
    pub(crate) reads: SingleFlight<(Priority, Epoch, String), Result<Answer, Error>>,
    on_change: OnChange,
    shared: Arc<dyn SharedGrant>,
    /// Held while a change of the grant is reported, awaits included, so that the keychain ends up with the last change.
    reporting: tokio::sync::Mutex<()>,
    /// Held only to look or change, never across an await.
    state: Mutex<State>,
    /// One refresh for all callers with the same old token: with rotation, two at once would invalidate one of the new tokens.
    refreshes: SingleFlight<(Epoch, u64), Result<Option<Access>, Error>>,
}

struct State {
    grant: Option<Grant>,
    access: Option<Access>,
    epoch: Epoch,
    /// How many access tokens there have been, which is the number of the last one.
    issued: u64,
    sign_outs: u64,
}

/// An access token. oauth2's type keeps it out of every debug print.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) token: AccessToken,
    expires_at: DateTime<Utc>,
    number: u64,
}

/// What must not have happened in the meantime for new tokens to be taken.
#[derive(Clone, Copy)]
pub(crate) enum Unless {
    /// Another session started.
    SessionEnded(Epoch),
    /// The listener pressed Disconnect; the number is how often they had done so before.
    SignedOut(u64),
}

impl Session {
    pub(crate) fn new(
        addresses: Addresses,
        clock: Clock,
        grant: Option<Grant>,
        pause: Option<Pause>,
        on_change: OnChange,
        shared: Arc<dyn SharedGrant>,
    ) -> Result<Self, Error> {
        let pause = pause.filter(|pause| pause.is_of_the_past(clock()));
        Ok(Self {
            http: Http::new(&addresses)?,
            rate_limiter: RateLimiter::new(Arc::clone(&clock), pause),
            addresses,
            clock,
            reads: SingleFlight::new(),
            on_change,
            shared,
            reporting: tokio::sync::Mutex::default(),
            state: Mutex::new(State {
                grant,
                access: None,
                epoch: 0,
                issued: 0,
                sign_outs: 0,
            }),
            refreshes: SingleFlight::new(),
        })
    }

    pub(crate) fn grant(&self) -> Option<Grant> {
        self.lock().grant.clone()
    }

    pub(crate) fn epoch(&self) -> Epoch {
        self.lock().epoch
    }

    pub(crate) fn unless_signed_out(&self) -> Unless {
        Unless::SignedOut(self.lock().sign_outs)
    }

    /// Goes on with a grant, unless anybody signed in or out since the start. Whether it does.
    pub(crate) fn resume(&self, grant: Grant) -> bool {
        let mut state = self.lock();
        let is_untouched = state.grant.is_none() && state.epoch == 0 && state.sign_outs == 0;
        if is_untouched {
            state.grant = Some(grant);
            state.epoch += 1;
        }
        is_untouched
    }

    pub(crate) fn sign_out(&self) {
        let mut state = self.lock();
        state.end();
        state.sign_outs += 1;
    }

    /// A token that is still good for a while, refreshed if necessary.
    pub(crate) async fn access(self: &Arc<Self>) -> Result<Access, Error> {
        loop {
            let key = {
                let state = self.lock();
                if state.grant.is_none() {
                    return Err(Error::SignedOut);
                }
                if let Some(access) = state.fresh((self.clock)()) {
                    return Ok(access);
                }
                (state.epoch, state.issued)
            };
            let session = Arc::clone(self);
            let refreshed = self.refreshes.join(key, || async move { session.refresh(key).await });
            match refreshed.await {
                Some(Ok(Some(access))) => return Ok(access),
                // Another session started meanwhile: its token is used, or the lack of one reported.
                Some(Ok(None)) => {}
                Some(Err(error)) => return Err(error),
                None => return Err(Error::Unexpected("the refresh died".to_owned())),
            }
        }
    }

    /// Spotify refused this token although it should be good: the next caller gets another. A token that is already
    /// replaced is left alone, so that all callers that used it cause one refresh.
    pub(crate) fn distrust(&self, access: &Access) {
        let mut state = self.lock();
        if state
            .access
            .as_ref()
            .is_some_and(|current| current.number == access.number)
        {
            state.access = None;
        }
    }

    /// Notes a pause for everyone, and has it kept if it is long.
    pub(crate) async fn pause(&self, kind: PauseKind, retry_after_secs: Option<u64>) -> Pause {
        let now = (self.clock)();
        let pause = Pause::asked(now, kind, retry_after_secs);
        let news = self.rate_limiter.pause_for(pause);
        if let Some(holds) = news.filter(|holds| holds.is_worth_keeping(now)) {
            log::warn!("Spotify asks for a pause ({kind:?}) until {}", holds.until);
            self.report(Change::Paused(holds)).await;
        }
        pause
    }

    pub(crate) fn token_endpoint(&self) -> TokenEndpoint {
        TokenEndpoint {
            plain: self.http.plain().clone(),
            fresh: self.http.fresh().clone(),
            url: self.addresses.token(),
        }
    }

    /// Uses `grant` and `tokens` from now on, after they are kept. If that has become wrong meanwhile, the keychain gets
    /// the grant that is valid instead, and the answer is `None`.
    pub(crate) async fn accept(&self, grant: Grant, tokens: Tokens, is_new: bool, unless: Unless) -> Option<Access> {
        // A refresh has its turn already.
        let _turn = match unless {
            Unless::SignedOut(_) => Some(self.turn().await),
            Unless::SessionEnded(_) => None,
        };
        let _reporting = self.reporting.lock().await;
        if !self.lock().allows(unless) {
            return None;
        }
        if is_new {
            self.report(Change::Granted(grant.clone())).await;
        }
        let instead = {
            let mut state = self.lock();
            if state.allows(unless) {
                if matches!(unless, Unless::SignedOut(_)) {
                    state.epoch += 1;
                }
                return Some(state.take(grant, tokens));
            }
            state.grant.clone()
        };
        // Someone signed out while the keychain was writing. What was written must not come back at the next start.
        if is_new {
            self.report(instead.map_or(Change::SignedOut(grant), Change::Granted))
                .await;
        }
        None
    }

    /// Until it is dropped, no other program exchanges or replaces the token that is kept.
    async fn turn(&self) -> Option<Box<dyn Any + Send>> {
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || shared.turn()).await.ok()
    }

    async fn report(&self, change: Change) {
        let on_change = Arc::clone(&self.on_change);
        // A keychain may block, or ask the listener to unlock it.
        if tokio::task::spawn_blocking(move || on_change(change)).await.is_err() {
            log::error!("a change could not be reported");
        }
    }

    /// Every statement leaves the state consistent, so a panic elsewhere is no reason to stop.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn fresh(&self, now: DateTime<Utc>) -> Option<Access> {
        self.access
            .clone()
            .filter(|access| access.expires_at - now >= STALE_BEFORE_END)
    }

    fn allows(&self, unless: Unless) -> bool {
        match unless {
            Unless::SessionEnded(epoch) => self.epoch == epoch,
            Unless::SignedOut(before) => self.sign_outs == before,
        }
    }

    fn take(&mut self, grant: Grant, tokens: Tokens) -> Access {
        self.issued += 1;
        let access = Access {
            token: tokens.access,
            expires_at: tokens.expires_at,
            number: self.issued,
        };
        self.grant = Some(grant);
        self.access = Some(access.clone());
        access
    }

    fn end(&mut self) {
        self.grant = None;
        self.access = None;
        self.epoch += 1;
    }
}
