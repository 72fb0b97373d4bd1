//! The token endpoint: a code or a refresh token goes in, tokens come out.
//! Failures say what happened, never what was sent or received.

use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, TimeDelta, Utc};
use oauth2::basic::{BasicErrorResponseType, BasicRequestTokenError};
use oauth2::{
    AccessToken, AsyncHttpClient, AuthorizationCode, HttpRequest, HttpResponse, PkceCodeVerifier, RefreshToken,
    RequestTokenError, TokenResponse, TokenUrl,
};
use reqwest::StatusCode;

use crate::client_id::ClientId;
use crate::grant::{Grant, Scope};
use crate::http::{self, Answer, Broken};
use crate::retry;
use crate::token_answer::{Client, TokenAnswer};

/// Spotify's access tokens last an hour. It says so with each token, but OAuth does not require it.
const USUAL_LIFE: TimeDelta = TimeDelta::hours(1);

/// The endpoint, and how to reach it.
pub(crate) struct TokenEndpoint {
    /// For a refresh.
    pub(crate) plain: reqwest::Client,
    /// For a code, which must not be sent twice.
    pub(crate) fresh: reqwest::Client,
    pub(crate) url: url::Url,
}

/// What a successful answer holds.
pub(crate) struct Tokens {
    pub(crate) access: AccessToken,
    /// `None`: the present one stays valid.
    pub(crate) refresh: Option<RefreshToken>,
    pub(crate) expires_at: DateTime<Utc>,
    /// `None`: everything that was asked for.
    pub(crate) scopes: Option<Vec<Scope>>,
}

/// Why there are no tokens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoTokens {
    /// The code or refresh token is not, or no longer, accepted.
    #[error("invalid_grant")]
    InvalidGrant,
    /// There is no such app.
    #[error("invalid_client")]
    UnknownClient,
    /// Another of OAuth's refusals, by its name.
    #[error("{0}")]
    Refused(String),
    /// 429.
    #[error("rate limited")]
    RateLimited { retry_after_secs: Option<u64> },
    /// No answer.
    #[error("offline")]
    Offline,
    /// An answer that makes no sense.
    #[error("{0}")]
    Unexpected(String),
}

impl TokenEndpoint {
    /// Exchanges a code. It can be used once, so it is sent again only if it was not sent at all.
    pub(crate) async fn exchange(
        &self,
        client_id: &ClientId,
        code: AuthorizationCode,
        verifier: PkceCodeVerifier,
        redirect_uri: &str,
        now: DateTime<Utc>,
    ) -> Result<Tokens, NoTokens> {
        let client = client(client_id).set_token_uri(TokenUrl::from_url(self.url.clone()));
        let answer = client
            .exchange_code(code)
            .set_pkce_verifier(verifier)
            .add_extra_param("redirect_uri", redirect_uri)
            .request_async(&self.sender(false))
            .await;
        read(answer, now)
    }

    /// Refreshes, and tries again after a failure: if the first request arrived and Spotify replaced this refresh token, the
    /// new one is lost either way.
    pub(crate) async fn refresh(&self, grant: &Grant, now: DateTime<Utc>) -> Result<Tokens, NoTokens> {
        let client = client(grant.client_id()).set_token_uri(TokenUrl::from_url(self.url.clone()));
        let answer = client
            .exchange_refresh_token(grant.refresh_token())
            .request_async(&self.sender(true))
            .await;
        read(answer, now)
    }

    fn sender(&self, may_arrive_twice: bool) -> Sender {
        Sender {
            client: if may_arrive_twice {
                self.plain.clone()
            } else {
                self.fresh.clone()
            },
            may_arrive_twice,
        }
    }
}

/// Sends oauth2's requests through the app's own client.
struct Sender {
    client: reqwest::Client,
    may_arrive_twice: bool,
}

impl<'c> AsyncHttpClient<'c> for Sender {
    type Error = NoTokens;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoTokens>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

impl Sender {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoTokens> {
        let mut waits = retry::waits();
        loop {
            let (failure, may_repeat) = match self.send_once(request.clone()).await? {
                Ok(answer) if answer.status == StatusCode::TOO_MANY_REQUESTS => {
                    return Err(NoTokens::RateLimited {
                        retry_after_secs: answer.retry_after_secs,
                    });
                }
                Ok(answer) if answer.status.is_server_error() => {
                    let failure = NoTokens::Unexpected(format!("the token endpoint answered {}", answer.status));
                    (failure, self.may_arrive_twice)
                }
                Ok(answer) => return response(answer),
                Err(Broken::TooLong) => return Err(NoTokens::Unexpected(Broken::TooLong.to_string())),
                Err(Broken::Unsent) => (NoTokens::Offline, true),
                Err(Broken::Lost) => (NoTokens::Offline, self.may_arrive_twice),
            };
            match waits.next() {
                Some(wait) if may_repeat => tokio::time::sleep(wait).await,
                _ => return Err(failure),
            }
        }
    }

    async fn send_once(&self, request: HttpRequest) -> Result<Result<Answer, Broken>, NoTokens> {
        let request = reqwest::Request::try_from(request)
            .map_err(|error| NoTokens::Unexpected(error.without_url().to_string()))?;
        Ok(http::send(&self.client, request).await)
    }
}

/// The crate's client for `client_id`, without addresses yet.
pub(crate) fn client(client_id: &ClientId) -> Client {
    Client::new(oauth2::ClientId::new(client_id.as_str().to_owned()))
}

fn response(answer: Answer) -> Result<HttpResponse, NoTokens> {
    oauth2::http::Response::builder()
        .status(answer.status)
        .body(answer.body)
        .map_err(|error| NoTokens::Unexpected(error.to_string()))
}

fn read(answer: Result<TokenAnswer, BasicRequestTokenError<NoTokens>>, now: DateTime<Utc>) -> Result<Tokens, NoTokens> {
    let answer = answer.map_err(|error| match error {
        RequestTokenError::Request(failure) => failure,
        RequestTokenError::ServerResponse(refusal) => match refusal.error() {
            BasicErrorResponseType::InvalidGrant => NoTokens::InvalidGrant,
            BasicErrorResponseType::InvalidClient => NoTokens::UnknownClient,
            other => NoTokens::Refused(other.to_string()),
        },
        // Neither the text nor the bytes of these may leave: they can hold a token.
        RequestTokenError::Parse(..) => NoTokens::Unexpected("the token answer is not what it should be".to_owned()),
        RequestTokenError::Other(_) => NoTokens::Unexpected("the token answer is empty".to_owned()),
    })?;
    let life = answer
        .expires_in()
        .and_then(|life| TimeDelta::from_std(life).ok())
        .map_or(USUAL_LIFE, |life| life.min(TimeDelta::days(1)));
    Ok(Tokens {
        access: answer.access_token().clone(),
        refresh: answer
            .refresh_token()
            .filter(|token| !token.secret().is_empty())
            .cloned(),
        expires_at: now + life,
        scopes: answer
            .scopes()
            .map(|scopes| scopes.iter().filter_map(|scope| Scope::named(scope)).collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::from_timestamp_nanos(1_795_168_800_000_000_000);

    /// How many seconds a token lasts that came with this `expires_in`, as JSON.
    fn life_secs(expires_in: &str) -> i64 {
        let answer = format!(r#"{{"access_token":"a","token_type":"Bearer","scope":"","expires_in":{expires_in}}}"#);
        let tokens = read(Ok(serde_json::from_str(&answer).unwrap()), NOW);
        (tokens.ok().unwrap().expires_at - NOW).num_seconds()
    }

    #[test]
    fn the_life_of_a_token_may_come_as_a_fraction() {
        assert_eq!(life_secs("1800"), 1800);
        assert_eq!(life_secs("1800.0"), 1800);
        assert_eq!(life_secs("1800.4"), 1800);
    }

    #[test]
    fn a_token_without_a_possible_life_lasts_an_hour() {
        for impossible in ["null", "-1", "-1800.0", "1e300"] {
            assert_eq!(life_secs(impossible), 3600, "{impossible}");
        }
        assert_eq!(life_secs("1e9"), 86_400, "a day at most");
    }
}
