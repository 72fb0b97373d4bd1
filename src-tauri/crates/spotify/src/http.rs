//! Requests and answers as bytes. No redirect is followed with a token, no answer is read without a limit,
//! and no error that leaves here carries an address: an address can hold a code.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Request, Response, StatusCode};

use crate::addresses::Addresses;
use crate::error::Error;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const WHOLE_TIMEOUT: Duration = Duration::from_secs(30);
/// A page of fifty playlists has some 200 kB. Nothing that Tonearm asks for comes near this.
const LONGEST_ANSWER: usize = 4 * 1024 * 1024;
const PICTURE_REDIRECTS: usize = 3;

/// The HTTP clients.
pub(crate) struct Http {
    /// For the API and the accounts service: redirects come back as they are.
    plain: Client,
    /// The same for what must not be done twice, with a new connection each time: on an idle connection, a request can get
    /// lost in a way that looks like a lost answer.
    fresh: Client,
    /// For pictures, which may be behind a few redirects. Each address has to keep the same rule as the first.
    pictures: Client,
}

/// An answer, whatever its status.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) retry_after_secs: Option<u64>,
    pub(crate) body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Broken {
    /// The request never left: sending it again cannot double anything.
    #[error("no connection")]
    Unsent,
    /// The request may have arrived.
    #[error("the connection broke")]
    Lost,
    /// The answer is larger than anything that was asked for.
    #[error("the answer is too long")]
    TooLong,
}

impl Http {
    pub(crate) fn new(addresses: &Addresses) -> Result<Self, Error> {
        let builder = || {
            let builder = Client::builder()
                .user_agent(concat!("Tonearm/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(CONNECT_TIMEOUT)
                .timeout(WHOLE_TIMEOUT);
            // The listener's proxy is honoured for Spotify; a stand-in on this machine is not reached through it.
            if addresses.is_overridden() {
                builder.no_proxy()
            } else {
                builder
            }
        };
        let allowed = addresses.clone();
        let hops = Policy::custom(move |hop| {
            if hop.previous().len() <= PICTURE_REDIRECTS && allowed.may_serve_pictures(hop.url()) {
                hop.follow()
            } else {
                hop.stop()
            }
        });
        let cannot = |error: reqwest::Error| Error::Unexpected(format!("no HTTP client: {}", error.without_url()));
        Ok(Self {
            plain: builder().redirect(Policy::none()).build().map_err(cannot)?,
            fresh: builder()
                .redirect(Policy::none())
                .pool_max_idle_per_host(0)
                .build()
                .map_err(cannot)?,
            pictures: builder().redirect(hops).build().map_err(cannot)?,
        })
    }

    /// For requests that may arrive twice.
    pub(crate) fn plain(&self) -> &Client {
        &self.plain
    }

    /// For what must not be done twice.
    pub(crate) fn fresh(&self) -> &Client {
        &self.fresh
    }

    pub(crate) fn pictures(&self) -> &Client {
        &self.pictures
    }
}

/// Sends and reads to the end.
pub(crate) async fn send(client: &Client, request: Request) -> Result<Answer, Broken> {
    send_up_to(client, request, LONGEST_ANSWER).await
}

/// Sends and reads up to `limit` bytes.
pub(crate) async fn send_up_to(client: &Client, request: Request, limit: usize) -> Result<Answer, Broken> {
    let method = request.method().clone();
    // The path alone: a query holds what the listener searched for, or a code.
    let path = request.url().path().to_owned();
    let response = client
        .execute(request)
        .await
        .map_err(|error| broken(&method, &path, error))?;
    let status = response.status();
    log::debug!("{method} {path}: {status}");
    let headers = response.headers();
    let retry_after_secs = text(headers, RETRY_AFTER.as_str()).and_then(|secs| secs.trim().parse().ok());
    let body = read(response, limit).await.map_err(|error| match error {
        Unread::TooLong => Broken::TooLong,
        Unread::Broken(error) => broken(&method, &path, error),
    })?;
    Ok(Answer {
        status,
        retry_after_secs,
        body,
    })
}

enum Unread {
    TooLong,
    Broken(reqwest::Error),
}

async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, Unread> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Unread::Broken)? {
        if body.len() + chunk.len() > limit {
            return Err(Unread::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn broken(method: &reqwest::Method, path: &str, error: reqwest::Error) -> Broken {
    let error = error.without_url();
    log::debug!("{method} {path}: {error:?}");
    if error.is_connect() || error.is_builder() {
        Broken::Unsent
    } else {
        Broken::Lost
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
