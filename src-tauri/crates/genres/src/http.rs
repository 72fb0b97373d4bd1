//! One request and its answer as bytes. No redirect is followed and no answer is read without a limit. The log gets the path
//! alone: a query holds names of artists.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use url::Url;

use crate::addresses::is_loopback;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_secs(30);
/// A hundred artists with all their aliases and tags have some hundred kB.
const LONGEST_ANSWER: usize = 16 * 1024 * 1024;

/// An answer, whatever its status.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// The client for the server at `base`.
pub(crate) fn client(base: &Url, user_agent: &str) -> Result<Client, reqwest::Error> {
    let builder = Client::builder()
        .user_agent(user_agent)
        .redirect(Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(WHOLE_TIMEOUT);
    // The listener's proxy is honoured for the services; a stand-in on this machine is not reached through it.
    let builder = if is_loopback(base) { builder.no_proxy() } else { builder };
    builder.build()
}

/// Sends and reads to the end; `None` if there is no whole answer.
pub(crate) async fn send(request: RequestBuilder, path: &str) -> Option<Reply> {
    let broken = |error: reqwest::Error| log::debug!("{path}: {:?}", error.without_url());
    let response = request.send().await.map_err(broken).ok()?;
    let (status, headers) = (response.status(), response.headers().clone());
    log::debug!("{path}: {status}");
    let body = read(response).await.map_err(broken).ok()?;
    if body.is_none() {
        log::warn!("{path}: the answer is too long");
    }
    Some(Reply {
        status,
        headers,
        body: body?,
    })
}

/// `Ok(None)` if it is too long.
async fn read(mut response: Response) -> Result<Option<Vec<u8>>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

impl Reply {
    /// The pause that the service asks for before the next request, if any.
    pub(crate) fn pause(&self, now: DateTime<Utc>) -> Option<Duration> {
        let header = |name: &str| self.headers.get(name)?.to_str().ok().map(str::trim);
        let asked = header(RETRY_AFTER.as_str()).and_then(|value| retry_after(value, now));
        // ListenBrainz counts requests over some seconds and says how many are left until it starts again.
        let is_spent = header("x-ratelimit-remaining") == Some("0") || self.status == StatusCode::TOO_MANY_REQUESTS;
        let reset = header("x-ratelimit-reset-in").and_then(|secs| secs.parse().ok());
        asked.or(reset.filter(|_| is_spent).map(Duration::from_secs))
    }
}

/// Seconds, or a date in the form that HTTP uses.
fn retry_after(value: &str, now: DateTime<Utc>) -> Option<Duration> {
    if let Ok(secs) = value.parse() {
        // At least a second: a zero would send the same request straight into the same limit.
        return Some(Duration::from_secs(secs).max(Duration::from_secs(1)));
    }
    let date = DateTime::parse_from_rfc2822(value).ok()?;
    (date.to_utc() - now).to_std().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(status: u16, headers: &[(&'static str, &'static str)]) -> Option<u64> {
        let reply = Reply {
            status: StatusCode::from_u16(status).unwrap(),
            headers: headers
                .iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect(),
            body: Vec::new(),
        };
        let now = "2026-11-20T10:00:00Z".parse().unwrap();
        reply.pause(now).map(|pause| pause.as_secs())
    }

    #[test]
    fn retry_after_comes_as_seconds_or_as_a_date() {
        assert_eq!(pause(503, &[("retry-after", "7")]), Some(7));
        assert_eq!(pause(503, &[("retry-after", "0")]), Some(1));
        assert_eq!(
            pause(503, &[("retry-after", "Fri, 20 Nov 2026 10:00:30 GMT")]),
            Some(30)
        );
        assert_eq!(pause(503, &[("retry-after", "Fri, 20 Nov 2026 09:00:00 GMT")]), None);
        assert_eq!(pause(503, &[("retry-after", "soon")]), None);
        assert_eq!(pause(503, &[]), None);
    }

    #[test]
    fn a_spent_window_is_waited_for() {
        let window = |left| [("x-ratelimit-remaining", left), ("x-ratelimit-reset-in", "9")];
        assert_eq!(pause(200, &window("0")), Some(9));
        assert_eq!(pause(200, &window("1")), None);
        assert_eq!(
            pause(429, &window("1")),
            Some(9),
            "what is left is not believed against a refusal"
        );
    }
}
