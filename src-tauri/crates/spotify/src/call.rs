//! One call of the Web API, from the queue to an answer or an error.
//! Decides what may be sent again.

use std::sync::Arc;

use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::client::Spotify;
use crate::error::Error;
use crate::http::{self, Answer, Broken};
use crate::pause::PauseKind;
use crate::rate_limiter::Priority;
use crate::retry;
use crate::session::Session;
use crate::wire;

/// A request that can be made again.
#[derive(Clone)]
struct Call {
    method: Method,
    url: url::Url,
    body: Option<Value>,
}

impl Call {
    /// Asking twice is harmless, and so is replacing; adding is not.
    fn may_arrive_twice(&self) -> bool {
        matches!(self.method, Method::GET | Method::PUT)
    }
}

impl Spotify {
    /// Asks for `path`. Callers that ask for the same at the same time get the same answer.
    pub(crate) async fn read(&self, path: &str, query: &[(&str, String)]) -> Result<Answer, Error> {
        let url = self.session.addresses.api(path, query);
        let epoch = self.session.epoch();
        let key = |priority| (priority, epoch, url.to_string());
        // Background work may share a person's request, but not the other way round: the person would wait at the end of
        // the queue and could be refused because of the background budget.
        if self.priority == Priority::Background
            && let Some(answer) = self.session.reads.join_running(&key(Priority::Person)).await
        {
            return answer;
        }
        let (session, priority) = (Arc::clone(&self.session), self.priority);
        let call = Call {
            method: Method::GET,
            url: url.clone(),
            body: None,
        };
        let answer = self
            .session
            .reads
            .join(key(priority), || async move { session.call(call, priority).await });
        answer
            .await
            .unwrap_or_else(|| Err(Error::Unexpected("the request died".to_owned())))
    }

    /// Sends `body` to `path`. Not shared, and not sent again once it may have arrived.
    pub(crate) async fn write(&self, path: &str, body: Value) -> Result<Answer, Error> {
        let call = Call {
            method: Method::POST,
            url: self.session.addresses.api(path, &[]),
            body: Some(body),
        };
        self.session.call(call, self.priority).await
    }
}

impl Session {
    async fn call(self: &Arc<Self>, call: Call, priority: Priority) -> Result<Answer, Error> {
        let may_arrive_twice = call.may_arrive_twice();
        let (mut waits, mut limits, mut renewed) = (retry::waits(), 0, false);
        loop {
            let permit = self.rate_limiter.acquire(priority).await?;
            let access = self.access().await?;
            let outcome = self.send(&call, access.token.secret()).await;
            // Others may send while this answer is looked at.
            drop(permit);

            let (may_repeat, error) = match outcome {
                Ok(answer) if answer.status.is_success() => return Ok(answer),
                Ok(answer) if answer.status == StatusCode::UNAUTHORIZED && !renewed => {
                    renewed = true;
                    self.distrust(&access);
                    continue;
                }
                Ok(answer) if answer.status == StatusCode::TOO_MANY_REQUESTS => {
                    let pause = self.pause(limit(&answer), answer.retry_after_secs).await;
                    limits += 1;
                    if limits > retry::ATTEMPTS {
                        return Err(pause.into());
                    }
                    // Refused, so not done: even a write may be sent again after the pause.
                    continue;
                }
                Ok(answer) if answer.status.is_server_error() && may_arrive_twice => (true, refusal(&answer)),
                Ok(answer) if answer.status.is_server_error() => (false, Error::Unconfirmed),
                Ok(answer) => (false, refusal(&answer)),
                Err(Broken::Unsent) => (true, Error::Offline),
                Err(Broken::Lost) if may_arrive_twice => (true, Error::Offline),
                Err(Broken::Lost) => (false, Error::Unconfirmed),
                Err(Broken::TooLong) => (false, Error::Unexpected(Broken::TooLong.to_string())),
            };
            match waits.next() {
                Some(wait) if may_repeat => tokio::time::sleep(wait).await,
                _ => return Err(error),
            }
        }
    }

    async fn send(&self, call: &Call, token: &str) -> Result<Answer, Broken> {
        let client = if call.may_arrive_twice() {
            self.http.plain()
        } else {
            self.http.fresh()
        };
        // `bearer_auth` marks the header as sensitive, which keeps it out of HTTP/2's header tables and of any trace.
        let request = client.request(call.method.clone(), call.url.clone()).bearer_auth(token);
        let request = match &call.body {
            Some(body) => request.json(body),
            None => request,
        };
        let request = request.build().map_err(|_| Broken::Unsent)?;
        http::send(client, request).await
    }
}

/// Reads an answer that has to have content.
pub(crate) fn content<T: DeserializeOwned>(what: &str, answer: &Answer) -> Result<T, Error> {
    serde_json::from_slice(&answer.body).map_err(|error| {
        // Where, not what: serde quotes the text that it could not read, and that is the listener's own.
        let cause = format!("{what}: {:?} at {}:{}", error.classify(), error.line(), error.column());
        log::warn!("{cause} in {} bytes with status {}", answer.body.len(), answer.status);
        Error::Unexpected(cause)
    })
}

/// Which limit a 429 is about. Only the reason distinguishes the day's quota from the short window.
fn limit(answer: &Answer) -> PauseKind {
    let quota = wire::Refusal::read(&answer.body)
        .reason
        .is_some_and(|reason| reason == "QUOTA_EXCEEDED");
    if quota {
        PauseKind::QuotaExceeded
    } else {
        PauseKind::RateLimited
    }
}

/// What a status other than success means. Spotify's three kinds of 403 have one code and no reason, so the text has to
/// tell them apart; an unknown text counts as [`Error::Gone`].
fn refusal(answer: &Answer) -> Error {
    let said = wire::Refusal::read(&answer.body);
    let text = said.message.to_lowercase();
    let has = |part: &str| text.contains(part);
    let error = match answer.status {
        StatusCode::FORBIDDEN if has("premium") && has("owner") => Error::OwnerNeedsPremium,
        StatusCode::FORBIDDEN if has("registered") || has("developer.spotify.com/dashboard") => Error::NotOnTheList,
        StatusCode::FORBIDDEN if has("insufficient client scope") => Error::MissingScope,
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::GONE => Error::Gone,
        status => Error::Unexpected(format!("Spotify answered {status}")),
    };
    // Not in its own words: they may quote what was asked for.
    log::info!("Spotify refused with {}: {error}", answer.status);
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status: StatusCode::from_u16(status).unwrap(),
            retry_after_secs: None,
            body: body.as_bytes().to_vec(),
        }
    }

    fn forbidden(message: &str) -> Error {
        refusal(&answer(
            403,
            &format!(r#"{{"error":{{"status":403,"message":"{message}"}}}}"#),
        ))
    }

    #[test]
    fn each_403_is_told_by_its_text() {
        assert_eq!(
            forbidden("Active premium subscription required for the owner of the app."),
            Error::OwnerNeedsPremium
        );
        assert_eq!(
            forbidden("Check settings on developer.spotify.com/dashboard, the user may not be registered."),
            Error::NotOnTheList
        );
        assert_eq!(forbidden("Insufficient client scope"), Error::MissingScope);
        assert_eq!(forbidden("Forbidden"), Error::Gone);
    }

    #[test]
    fn a_403_in_plain_text_is_understood_too() {
        let plain = answer(403, "User not registered in the Developer Dashboard");
        assert_eq!(refusal(&plain), Error::NotOnTheList);
    }

    #[test]
    fn only_the_reason_makes_it_a_quota() {
        let quota = r#"{"error":{"status":429,"message":"Too many requests","reason":"QUOTA_EXCEEDED"}}"#;
        assert_eq!(limit(&answer(429, quota)), PauseKind::QuotaExceeded);
        assert_eq!(limit(&answer(429, "Too many requests")), PauseKind::RateLimited);
        assert_eq!(limit(&answer(429, "")), PauseKind::RateLimited);
    }

    #[test]
    fn an_empty_or_broken_answer_says_where_but_not_what() {
        for body in ["", "{\"name\": \"Private List", "[]"] {
            match content::<wire::Me>("me", &answer(200, body)) {
                Err(Error::Unexpected(cause)) => assert!(!cause.contains("Private"), "{cause}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
