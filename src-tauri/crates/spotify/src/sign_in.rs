//! Signing in: the address of the consent page, the answer that comes back, and the exchange of its code.
//! Authorization Code with PKCE (RFC 7636), as Spotify's guide describes it. Each attempt has its own state and verifier.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use oauth2::{AuthUrl, AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::addresses::Addresses;
use crate::client::Spotify;
use crate::client_id::ClientId;
use crate::error::SignInError;
use crate::grant::{Grant, Scope};
use crate::pause::PauseKind;
use crate::token::{self, NoTokens};

/// Long enough to look up a password, short enough that a forgotten attempt is no risk.
const TIME_LIMIT: TimeDelta = TimeDelta::minutes(5);
/// How much of Spotify's reason for a refusal is kept, in characters.
const LONGEST_REFUSAL: usize = 100;

/// Where the browser brings the answer. It has to be on the app's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Redirect {
    /// To the app by its own scheme.
    DeepLink,
    /// To a port on this machine, where no scheme can be registered.
    Loopback {
        /// The port that the app listens on.
        port: u16,
    },
}

impl Redirect {
    /// As it has to be entered in Spotify's dashboard: `tonearm://callback` or `http://127.0.0.1/callback`. Spotify takes any
    /// port of a loopback address that was entered without one (RFC 8252, section 7.3).
    pub fn registered(&self) -> &'static str {
        match self {
            Self::DeepLink => "tonearm://callback",
            Self::Loopback { .. } => "http://127.0.0.1/callback",
        }
    }

    /// As it is asked for: `tonearm://callback` or `http://127.0.0.1:PORT/callback`.
    pub fn uri(&self) -> String {
        match self {
            Self::DeepLink => "tonearm://callback".to_owned(),
            Self::Loopback { port } => format!("http://127.0.0.1:{port}/callback"),
        }
    }
}

/// A sign-in that waits for the browser. Good for one code, for five minutes.
#[derive(Serialize, Deserialize)]
pub struct Attempt {
    url: Url,
    client_id: ClientId,
    redirect: Redirect,
    scopes: Vec<Scope>,
    state: CsrfToken,
    verifier: PkceCodeVerifier,
    ends_at: DateTime<Utc>,
}

/// What the browser brought back. Good for one exchange.
#[derive(Debug)]
pub struct Code(AuthorizationCode);

impl Attempt {
    /// The consent page, to be opened in the listener's browser.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// When it is too late, five minutes after the start.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.ends_at
    }

    /// The attempt **with its verifier in plain text**, as JSON, for an app that may have ended before the browser comes back. For the
    /// keychain and nothing else: never log it, never send it.
    ///
    /// About 1 KiB, which is below the 2560 bytes of Windows' Credential Manager.
    pub fn to_keychain_json(&self) -> String {
        // A struct of strings cannot fail to serialise; an empty text would be refused when it is read.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Attempt::to_keychain_json`] wrote; `None` for anything else.
    pub fn from_keychain_json(json: &str) -> Option<Self> {
        // The error is dropped on purpose: serde quotes the text it stumbled over.
        serde_json::from_str(json).ok()
    }

    /// Reads the address that the browser was sent to.
    ///
    /// # Errors
    /// [`SignInError::WrongState`] for an answer to something else: this attempt goes on, as anyone may send the app
    /// such an address. [`SignInError::Expired`], [`SignInError::Cancelled`] and [`SignInError::Refused`] end it.
    pub fn read(&self, callback: &Url, now: DateTime<Utc>) -> Result<Code, SignInError> {
        let value = |name: &str| {
            callback
                .query_pairs()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value)
        };
        // First of all: an answer with another state says nothing about this attempt, not even that it failed.
        if value("state").is_none_or(|state| state != self.state.secret().as_str()) {
            return Err(SignInError::WrongState);
        }
        if now >= self.ends_at {
            return Err(SignInError::Expired);
        }
        if let Some(error) = value("error") {
            return Err(match error.as_ref() {
                "access_denied" => SignInError::Cancelled,
                other => SignInError::Refused(other.chars().take(LONGEST_REFUSAL).collect()),
            });
        }
        match value("code") {
            Some(code) if !code.is_empty() => Ok(Code(AuthorizationCode::new(code.into_owned()))),
            _ => Err(SignInError::Refused("no code came back".to_owned())),
        }
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("redirect", &self.redirect)
            .field("ends_at", &self.ends_at)
            .finish_non_exhaustive()
    }
}

impl Spotify {
    /// Starts a sign-in. Nothing is sent yet: the caller opens [`Attempt::url`] in the browser.
    pub fn sign_in(&self, client_id: ClientId, redirect: Redirect, scopes: &[Scope]) -> Attempt {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let addresses = &self.session.addresses;
        let (url, state) = authorize_url(
            addresses,
            &client_id,
            redirect,
            scopes,
            challenge,
            CsrfToken::new_random,
        );
        Attempt {
            url,
            client_id,
            redirect,
            scopes: scopes.to_vec(),
            state,
            verifier,
            ends_at: (self.session.clock)() + TIME_LIMIT,
        }
    }

    /// Exchanges the code. On success the new session is in use and [`Change::Granted`](crate::Change::Granted) was
    /// reported. On failure the present session, if any, goes on.
    ///
    /// # Errors
    /// Any [`SignInError`] but [`SignInError::WrongState`] and [`SignInError::Cancelled`].
    pub async fn finish_sign_in(&self, attempt: Attempt, code: Code) -> Result<(), SignInError> {
        let spotify = self.clone();
        // A task of its own: a code can be used once, so its tokens must not be lost when a caller gives up.
        let exchange = tokio::spawn(async move { spotify.exchange(attempt, code).await });
        exchange
            .await
            .unwrap_or_else(|_| Err(SignInError::Unexpected("the sign-in died".to_owned())))
    }

    async fn exchange(&self, attempt: Attempt, code: Code) -> Result<(), SignInError> {
        let session = &self.session;
        let now = (session.clock)();
        if now >= attempt.ends_at {
            return Err(SignInError::Expired);
        }
        let unless = session.unless_signed_out();
        let tokens = session
            .token_endpoint()
            .exchange(
                &attempt.client_id,
                code.0,
                attempt.verifier,
                &attempt.redirect.uri(),
                now,
            )
            .await;
        let tokens = match tokens {
            Ok(tokens) => tokens,
            Err(NoTokens::RateLimited { retry_after_secs }) => {
                let pause = session.pause(PauseKind::RateLimited, retry_after_secs).await;
                return Err(SignInError::RateLimited { until: pause.until });
            }
            Err(NoTokens::InvalidGrant) => return Err(SignInError::CodeRejected),
            Err(NoTokens::UnknownClient) => return Err(SignInError::UnknownClient),
            Err(NoTokens::Refused(why)) => return Err(SignInError::Refused(why)),
            Err(NoTokens::Offline) => return Err(SignInError::Offline),
            Err(NoTokens::Unexpected(what)) => return Err(SignInError::Unexpected(what)),
        };
        let Some(refresh) = tokens.refresh.clone() else {
            return Err(SignInError::Unexpected("no refresh token came back".to_owned()));
        };
        let scopes = tokens.scopes.clone().unwrap_or(attempt.scopes);
        let grant = Grant::new(attempt.client_id, refresh, scopes, now);
        // `None` means that the listener disconnected meanwhile.
        match session.accept(grant, tokens, true, unless).await {
            Some(_) => Ok(()),
            None => Err(SignInError::Expired),
        }
    }
}

/// The consent page's address, and the state that its answer has to bring back.
pub(crate) fn authorize_url(
    addresses: &Addresses,
    client_id: &ClientId,
    redirect: Redirect,
    scopes: &[Scope],
    challenge: PkceCodeChallenge,
    state: impl FnOnce() -> CsrfToken,
) -> (Url, CsrfToken) {
    let client = token::client(client_id).set_auth_uri(AuthUrl::from_url(addresses.authorize()));
    let scopes = scopes.iter().map(|scope| oauth2::Scope::new(scope.as_str().to_owned()));
    client
        .authorize_url(state)
        .add_scopes(scopes)
        .set_pkce_challenge(challenge)
        .add_extra_param("redirect_uri", redirect.uri())
        .url()
}

#[cfg(test)]
mod tests;
