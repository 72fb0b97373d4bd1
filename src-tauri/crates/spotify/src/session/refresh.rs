//! Exchanging the refresh token for an access token. When Spotify refuses a grant, another program may have replaced it: a sign-in is
//! given up only if the grant that is kept is the refused one.

use std::sync::Arc;

use super::{Access, Change, Epoch, Session, Unless};
use crate::error::Error;
use crate::grant::Grant;
use crate::pause::PauseKind;
use crate::token::NoTokens;

/// How many grants of other programs are tried before something else must be wrong.
const MAX_SHARED_GRANTS: usize = 5;

/// What is kept in place of a grant that was refused.
enum Shared {
    /// Another token for the same consent.
    SameConsent,
    /// A consent that was given later; another session has begun.
    OtherConsent,
    /// The refused one itself, or none.
    Nothing,
}

/// Why there is no new token.
enum NotRefreshed {
    /// Spotify does not accept this grant.
    GrantRefused(Grant),
    Other(Error),
}

impl From<Error> for NotRefreshed {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl Session {
    /// Replaces the token numbered in `key`. `None`: its session is over.
    pub(super) async fn refresh(&self, key: (Epoch, u64)) -> Result<Option<Access>, Error> {
        // With rotation, another program that exchanges the same token at the same time would make this one's worthless.
        let _turn = self.turn().await;
        for _ in 0..MAX_SHARED_GRANTS {
            match self.refresh_once(key).await {
                Err(NotRefreshed::GrantRefused(refused)) => match self.take_shared(key.0, &refused).await {
                    // Another program has replaced the token.
                    Shared::SameConsent => {}
                    Shared::OtherConsent => return Ok(None),
                    Shared::Nothing => {
                        self.reject(key.0, refused).await;
                        return Err(Error::SignedOut);
                    }
                },
                Err(NotRefreshed::Other(error)) => return Err(error),
                Ok(access) => return Ok(access),
            }
        }
        Err(Error::Unexpected("the sign-in was replaced again and again".to_owned()))
    }

    async fn refresh_once(&self, key: (Epoch, u64)) -> Result<Option<Access>, NotRefreshed> {
        let now = (self.clock)();
        let grant = {
            let state = self.lock();
            if state.epoch != key.0 {
                return Ok(None);
            }
            // Another caller's refresh ended between this caller's look and its turn.
            if let Some(access) = state.fresh(now) {
                return Ok(Some(access));
            }
            match &state.grant {
                Some(grant) => grant.clone(),
                None => return Ok(None),
            }
        };
        log::debug!("refreshing the access token");
        match self.token_endpoint().refresh(&grant, now).await {
            Ok(tokens) => {
                let (grant, is_new) = match &tokens.refresh {
                    Some(token) if token.secret() != grant.refresh_token().secret() => {
                        (grant.rotated(token.clone()), true)
                    }
                    // Spotify mostly sends none now: the present one stays valid.
                    _ => (grant, false),
                };
                Ok(self.accept(grant, tokens, is_new, Unless::SessionEnded(key.0)).await)
            }
            Err(NoTokens::InvalidGrant) => Err(NotRefreshed::GrantRefused(grant)),
            // Deleted in the dashboard, or a hiccup: the listener is asked to connect, but the grant stays, as it may
            // work again tomorrow.
            Err(NoTokens::UnknownClient) => {
                log::warn!("Spotify does not know this Client ID");
                Err(Error::SignedOut.into())
            }
            Err(NoTokens::RateLimited { retry_after_secs }) => {
                let pause = self.pause(PauseKind::RateLimited, retry_after_secs).await;
                Err(Error::from(pause).into())
            }
            Err(NoTokens::Offline) => Err(Error::Offline.into()),
            Err(NoTokens::Refused(what) | NoTokens::Unexpected(what)) => {
                log::warn!("no new access token: {what}");
                Err(Error::Unexpected(what).into())
            }
        }
    }

    /// Uses the grant that is kept now in place of the `refused` one, if it is another.
    async fn take_shared(&self, epoch: Epoch, refused: &Grant) -> Shared {
        let shared = Arc::clone(&self.shared);
        let kept = tokio::task::spawn_blocking(move || shared.read()).await.ok().flatten();
        let Some(kept) = kept.filter(|kept| kept.refresh_token().secret() != refused.refresh_token().secret()) else {
            return Shared::Nothing;
        };
        let mut state = self.lock();
        if state.epoch != epoch {
            return Shared::OtherConsent;
        }
        let is_same_consent = kept.consented_at() == refused.consented_at();
        log::info!("another program has replaced the sign-in (the same consent: {is_same_consent})");
        state.grant = Some(kept);
        if is_same_consent {
            return Shared::SameConsent;
        }
        // It may be somebody else's: what was asked for before is not for them.
        state.access = None;
        state.epoch += 1;
        Shared::OtherConsent
    }

    /// Drops a grant that Spotify no longer accepts.
    async fn reject(&self, epoch: Epoch, refused: Grant) {
        let _reporting = self.reporting.lock().await;
        {
            let mut state = self.lock();
            if state.epoch != epoch {
                return;
            }
            state.end();
        }
        log::warn!("Spotify no longer accepts the consent");
        self.report(Change::SignedOut(refused)).await;
    }
}
