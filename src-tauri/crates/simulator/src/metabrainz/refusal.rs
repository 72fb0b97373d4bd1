//! Errors of both services, in the words and with the headers of each.

use std::borrow::Cow;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::call::Call;

const HELP: &str = "For usage, please see: https://musicbrainz.org/development/mmd";
const BUSY: &str = "The MusicBrainz web server is currently busy. Please try again later.";
const TOO_FAST: &str = "Your requests are exceeding the allowable rate limit. \
    Please see http://wiki.musicbrainz.org/XMLWebService for more information.";
const BANNED: &str = "Your requests are blocked. \
    Please see https://musicbrainz.org/doc/XML_Web_Service/Rate_Limiting for more information.";

/// An error as an answer.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    call: Call,
    status: StatusCode,
    message: Cow<'static, str>,
    retry_after_secs: Option<u32>,
    limit: Option<Limit>,
}

/// What MusicBrainz's gateway tells of the limit for which it refuses a request.
#[derive(Clone, Copy, Debug)]
struct Limit {
    zone: &'static str,
    /// Whose limit: a client's address, or a name for everybody's.
    who: &'static str,
    calls: u32,
    remaining: u32,
}

impl Refusal {
    pub(super) fn new(call: Call, status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            call,
            status,
            message: message.into(),
            retry_after_secs: None,
            limit: None,
        }
    }

    pub(super) fn bad_request(call: Call, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(call, StatusCode::BAD_REQUEST, message)
    }

    pub(super) fn not_found(call: Call) -> Self {
        Self::new(call, StatusCode::NOT_FOUND, "Not Found")
    }

    pub(super) fn unauthorized(message: &'static str) -> Self {
        Self::new(Call::ListenBrainz, StatusCode::UNAUTHORIZED, message)
    }

    /// The service sheds load, whoever asks. MusicBrainz's headers tell it from the limit of one client.
    pub(super) fn busy(call: Call, retry_after_secs: Option<u32>) -> Self {
        let refusal = Self::new(call, StatusCode::SERVICE_UNAVAILABLE, BUSY);
        let refusal = Self {
            retry_after_secs,
            ..refusal
        };
        if Call::ListenBrainz.includes(call) {
            return Self {
                message: "Service Unavailable".into(),
                ..refusal
            };
        }
        refusal.limited("search-global", "search-shed", 1200, 676)
    }

    /// The client asks more than once a second.
    pub(super) fn too_fast(call: Call) -> Self {
        Self::new(call, StatusCode::SERVICE_UNAVAILABLE, TOO_FAST)
            .retry_after(1)
            .limited("ws ip=127.0.0.1", "127.0.0.1", 22, 0)
    }

    pub(super) fn banned(call: Call, who: &'static str) -> Self {
        Self::new(call, StatusCode::FORBIDDEN, BANNED).limited("global", who, 15, 8)
    }

    pub(super) fn retry_after(mut self, secs: u32) -> Self {
        self.retry_after_secs = Some(secs);
        self
    }

    fn limited(mut self, zone: &'static str, who: &'static str, calls: u32, remaining: u32) -> Self {
        self.limit = Some(Limit {
            zone,
            who,
            calls,
            remaining,
        });
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = if Call::ListenBrainz.includes(self.call) {
            json!({ "code": self.status.as_u16(), "error": self.message })
        } else if self.status.is_server_error() || self.status == StatusCode::FORBIDDEN {
            // These come from the gateway, which knows of no help.
            json!({ "error": self.message })
        } else {
            json!({ "error": self.message, "help": HELP })
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        if let Some(secs) = self.retry_after_secs {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        if let Some(limit) = self.limit {
            headers.insert("x-ratelimit-zone", HeaderValue::from_static(limit.zone));
            headers.insert("x-ratelimit-who", HeaderValue::from_static(limit.who));
            headers.insert("x-ratelimit-limit", HeaderValue::from(limit.calls));
            headers.insert("x-ratelimit-remaining", HeaderValue::from(limit.remaining));
        }
        response
    }
}
