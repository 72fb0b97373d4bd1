//! Errors of the Web API: the status, and a body as Spotify words it.

use std::borrow::Cow;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// An error as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    message: Cow<'static, str>,
    reason: Option<&'static str>,
    retry_after_secs: Option<u32>,
    plain: bool,
}

impl Refusal {
    fn json(status: StatusCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            message: message.into(),
            reason: None,
            retry_after_secs: None,
            plain: false,
        }
    }

    pub(crate) fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::json(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn unauthorized(message: &'static str) -> Self {
        Self::json(StatusCode::UNAUTHORIZED, message)
    }

    pub(crate) fn forbidden(message: &'static str) -> Self {
        Self::json(StatusCode::FORBIDDEN, message)
    }

    /// Plain text: clients that expected JSON here have reported a body of 159 bytes.
    pub(crate) fn owner_needs_premium() -> Self {
        Self {
            plain: true,
            ..Self::forbidden(
                "Active premium subscription required for the owner of the app. When the subscription status changes, \
                 it can take a few hours before requests are allowed again.",
            )
        }
    }

    /// Plain text too.
    pub(crate) fn not_on_the_list() -> Self {
        Self {
            plain: true,
            ..Self::forbidden("Check settings on developer.spotify.com/dashboard, the user may not be registered.")
        }
    }

    pub(crate) fn not_found() -> Self {
        Self::json(StatusCode::NOT_FOUND, "Resource not found")
    }

    pub(crate) fn rate_limited(retry_after_secs: u32) -> Self {
        Self {
            retry_after_secs: Some(retry_after_secs),
            ..Self::json(StatusCode::TOO_MANY_REQUESTS, "API rate limit exceeded")
        }
    }

    pub(crate) fn quota_exceeded(retry_after_secs: Option<u32>) -> Self {
        Self {
            reason: Some("QUOTA_EXCEEDED"),
            retry_after_secs,
            ..Self::json(StatusCode::TOO_MANY_REQUESTS, "Too many requests")
        }
    }

    /// Any status, with the words that HTTP has for it.
    pub(crate) fn status(status: StatusCode) -> Self {
        Self::json(status, status.canonical_reason().unwrap_or("Unknown error"))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = if self.plain {
            (self.status, self.message).into_response()
        } else {
            let mut error = json!({ "status": self.status.as_u16(), "message": self.message });
            if let Some(reason) = self.reason {
                error["reason"] = reason.into();
            }
            (self.status, Json(json!({ "error": error }))).into_response()
        };
        if let Some(secs) = self.retry_after_secs {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        response
    }
}
