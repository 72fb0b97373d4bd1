//! [`Client`]: the two services, each with its pace, and how a question becomes an answer or a failure.
//! An answer that makes no sense is a failure, never a miss.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{RequestBuilder, StatusCode};
use url::Url;

use crate::Clock;
use crate::addresses::{Addresses, is_loopback};
use crate::contact::Contact;
use crate::http::{self, Reply};
use crate::pace::Pace;
use crate::requests::{OnRequest, Question, Sent, Service};
use crate::token::Token;

/// How often a question is asked before the caller hears of it.
const ATTEMPTS: usize = 3;
/// A pause longer than this is told to the caller before it is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What [`Client::new`] needs.
pub struct Options {
    /// Where the services are.
    pub addresses: Addresses,
    /// Whom they can write to about this program.
    pub contact: Contact,
    /// The listener's ListenBrainz token, if they have one. Sent to ListenBrainz with questions for genres, of which it answers more
    /// in the same time then. Who is who is asked of MusicBrainz all the same: ListenBrainz' own lookup of titles, which a token allows,
    /// gives one recording without saying that a namesake has another.
    pub token: Option<Token>,
    /// What time it is.
    pub clock: Clock,
    /// How fast to ask.
    pub pacing: Pacing,
    /// Told of each request.
    pub on_request: OnRequest,
}

/// How fast to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pacing {
    /// As the services ask for: MusicBrainz once a second at most.
    Polite,
    /// Without waiting, for a stand-in on this machine. Any other server is asked politely all the same.
    StandIn,
}

/// There is no way to send requests.
#[derive(Debug, thiserror::Error)]
#[error("the system offers no way to make encrypted connections: {0}")]
pub struct NoClient(String);

/// The two services. Clones share their pace, and so must all lookups of a program.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    musicbrainz: Server,
    listenbrainz: Server,
    token: Option<HeaderValue>,
    is_token_refused: AtomicBool,
    clock: Clock,
    on_request: OnRequest,
}

/// One service.
pub(crate) struct Server {
    pub(crate) http: reqwest::Client,
    pub(crate) base: Url,
    pace: Pace,
}

/// What is asked of whom.
pub(crate) struct Ask {
    pub(crate) service: Service,
    pub(crate) question: Question,
    /// About how many artists.
    pub(crate) artists: usize,
    pub(crate) request: RequestBuilder,
    /// For the log.
    pub(crate) path: &'static str,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Ask again.
    NotAnswered { service: Service, until: DateTime<Utc> },
    /// What was asked for by its id is not there.
    Missing,
    /// The service takes no such question; asking the same again is pointless.
    Refused,
    /// The token is not accepted.
    TokenRefused,
    /// Without a token there is no answer.
    TokenWanted,
}

impl Client {
    /// Sends nothing yet.
    ///
    /// # Errors
    /// [`NoClient`] if the system offers no way to make TLS connections.
    pub fn new(options: Options) -> Result<Self, NoClient> {
        let user_agent = options.contact.user_agent();
        let server = |base: Url, gap_millis: u64| {
            let (gap_millis, first_wait_millis) = if options.pacing == Pacing::StandIn && is_loopback(&base) {
                (0, 1)
            } else {
                (gap_millis, 2000)
            };
            Ok(Server {
                http: http::client(&base, &user_agent).map_err(|error| NoClient(error.without_url().to_string()))?,
                pace: Pace::new(
                    Duration::from_millis(gap_millis),
                    Duration::from_millis(first_wait_millis),
                ),
                base,
            })
        };
        Ok(Self(Arc::new(Inner {
            // MusicBrainz blocks who asks more than once a second; ListenBrainz says itself when it was enough.
            musicbrainz: server(options.addresses.musicbrainz, 1000)?,
            listenbrainz: server(options.addresses.listenbrainz, 100)?,
            token: options.token.and_then(|token| token.header()),
            is_token_refused: AtomicBool::new(false),
            clock: options.clock,
            on_request: options.on_request,
        })))
    }

    /// The `Authorization` header for ListenBrainz, if there is a token that was not refused.
    pub(crate) fn token(&self) -> Option<&HeaderValue> {
        let is_refused = self.0.is_token_refused.load(Ordering::Relaxed);
        self.0.token.as_ref().filter(|_| !is_refused)
    }

    /// From now on the token is not used. Gives whether it was until now.
    pub(crate) fn forget_token(&self) -> bool {
        !self.0.is_token_refused.swap(true, Ordering::Relaxed)
    }

    pub(crate) fn server(&self, service: Service) -> &Server {
        match service {
            Service::MusicBrainz => &self.0.musicbrainz,
            Service::ListenBrainz => &self.0.listenbrainz,
        }
    }

    /// Whether the service is in a pause of which the caller was told.
    pub(crate) fn is_resting(&self, service: Service) -> bool {
        self.server(service).pace.rest() > PATIENCE
    }

    /// Asks until there is an answer that `read` understands, several times at most.
    pub(crate) async fn ask<T>(&self, ask: Ask, read: impl Fn(&[u8]) -> Option<T>) -> Result<T, Failure> {
        let service = ask.service;
        let pace = &self.server(service).pace;
        let mut attempt = 1;
        loop {
            // Every question of this crate can be sent again: none has a body that is a stream.
            let request = ask.request.try_clone().ok_or(Failure::Refused)?;
            let turn = pace.turn().await;
            (self.0.on_request)(Sent {
                service,
                question: ask.question,
                artists: ask.artists,
                at: (self.0.clock)(),
            });
            let reply = http::send(request.header(ACCEPT, "application/json"), ask.path).await;
            let now = (self.0.clock)();
            let pause = reply.as_ref().and_then(|reply| reply.pause(now));
            if let Some(result) = reply.and_then(|reply| understood(&reply, ask.path, &read)) {
                turn.answered(pause);
                return result;
            }
            let wait = turn.failed(pause);
            if attempt == ATTEMPTS || wait > PATIENCE {
                let until = now + TimeDelta::from_std(wait).unwrap_or_default();
                log::info!("{service:?} does not answer; next request after {until}");
                return Err(Failure::NotAnswered { service, until });
            }
            attempt += 1;
        }
    }
}

/// `None` if this is no answer of the service to the question.
fn understood<T>(reply: &Reply, path: &str, read: impl Fn(&[u8]) -> Option<T>) -> Option<Result<T, Failure>> {
    match reply.status {
        StatusCode::OK => {
            let answer = read(&reply.body);
            if answer.is_none() {
                log::warn!("{path}: {} bytes make no sense", reply.body.len());
            }
            answer.map(Ok)
        }
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::URI_TOO_LONG => Some(Err(Failure::Refused)),
        // Both services explain a refusal in JSON. Anything else comes from a proxy or a hotel's sign-in page.
        status if is_explained(&reply.body) => match status {
            StatusCode::NOT_FOUND => Some(Err(Failure::Missing)),
            StatusCode::BAD_REQUEST => Some(Err(Failure::Refused)),
            StatusCode::UNAUTHORIZED => Some(Err(Failure::TokenRefused)),
            _ => None,
        },
        _ => None,
    }
}

fn is_explained(body: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|said| said.get("error").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(status: u16, body: &str) -> Option<Result<(), Failure>> {
        let reply = Reply {
            status: StatusCode::from_u16(status).unwrap(),
            headers: Default::default(),
            body: body.as_bytes().to_vec(),
        };
        understood(&reply, "/", |body| (body == b"{}").then_some(()))
    }

    #[test]
    fn only_an_explained_refusal_is_an_answer() {
        let explained = r#"{"error":"Not Found","help":"…"}"#;
        assert_eq!(outcome(404, explained), Some(Err(Failure::Missing)));
        assert_eq!(outcome(400, explained), Some(Err(Failure::Refused)));
        assert_eq!(outcome(401, explained), Some(Err(Failure::TokenRefused)));
        assert_eq!(outcome(414, "<html>"), Some(Err(Failure::Refused)));
        for status in [404, 400, 401, 403, 407] {
            assert_eq!(outcome(status, "<html>"), None, "{status}");
        }
    }

    async fn rest(server: &str) -> Duration {
        let client = Client::new(Options {
            addresses: Addresses::overridden(Some(server), None).unwrap(),
            contact: Contact::new("https://example.com").unwrap(),
            token: None,
            clock: Arc::new(DateTime::default),
            pacing: Pacing::StandIn,
            on_request: Arc::new(|_| ()),
        });
        let client = client.unwrap();
        let pace = &client.server(Service::MusicBrainz).pace;
        drop(pace.turn().await);
        pace.rest()
    }

    #[tokio::test(start_paused = true)]
    async fn only_a_stand_in_on_this_machine_is_asked_without_waiting() {
        assert_eq!(rest("http://127.0.0.1:4000").await, Duration::ZERO);
        assert_eq!(rest("https://192.0.2.1").await, Duration::from_secs(1));
    }

    #[test]
    fn a_failure_of_the_service_is_no_answer() {
        for status in [302, 403, 429, 500, 502, 503, 504] {
            assert_eq!(outcome(status, r#"{"error":"no"}"#), None, "{status}");
            assert_eq!(outcome(status, "{}"), None, "{status}");
        }
        assert_eq!(outcome(200, "{"), None);
        assert_eq!(outcome(200, "{}"), Some(Ok(())));
    }
}
