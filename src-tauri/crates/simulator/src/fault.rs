//! Faults on demand. A refused call has no effect. A broken answer (cut, malformed, empty) comes after the call was carried
//! out, because that is the hardest case for a client: it cannot know whether its call had an effect.

use std::{io, time::Duration};

use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, future, stream};
use serde_json::json;

use crate::{refusal::Refusal, request::Family};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// 401, as for an expired access token.
    AccessTokenExpired,
    /// 403: the app's owner has no Premium. Plain text, as Spotify sends it.
    OwnerNeedsPremium,
    /// 403: the listener is not on the app's list. Plain text, as Spotify sends it.
    NotOnTheList,
    /// 404.
    NotFound,
    /// 429 with `Retry-After`.
    RetryAfter {
        /// The header's value.
        secs: u32,
    },
    /// 429 with the reason `QUOTA_EXCEEDED`.
    QuotaExceeded {
        /// The `Retry-After` header; none if absent.
        retry_after_secs: Option<u32>,
    },
    /// Any other status, such as 500, 502 or 503.
    Status(u16),
    /// The usual answer, this much later.
    Slow(Duration),
    /// The connection breaks in the middle of the usual answer.
    Cut,
    /// The first half of the usual answer, as if it were complete.
    MalformedJson,
    /// The usual status without a body.
    EmptyBody,
}

/// A fault for the next few calls of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which calls.
    pub on: Family,
    /// What happens to them.
    pub kind: FaultKind,
    /// How many calls; `u32::MAX` means until cleared.
    pub times: u32,
}

/// The faults that are still to be applied, oldest first.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault for a call of `family`, which is used up by it.
    pub(crate) fn next(&mut self, family: Family) -> Option<FaultKind> {
        self.0.retain(|fault| fault.times > 0);
        let fault = self
            .0
            .iter_mut()
            .find(|fault| fault.on == Family::Any || fault.on == family)?;
        if fault.times < u32::MAX {
            fault.times -= 1;
        }
        Some(fault.kind.clone())
    }
}

/// The answer to a call of `family` with this fault. `answer` carries the call out, unless the fault refuses it.
pub(crate) async fn apply(kind: FaultKind, family: Family, answer: impl Future<Output = Response>) -> Response {
    match kind {
        FaultKind::AccessTokenExpired => refuse(family, Refusal::unauthorized("The access token expired")),
        FaultKind::OwnerNeedsPremium => refuse(family, Refusal::owner_needs_premium()),
        FaultKind::NotOnTheList => refuse(family, Refusal::not_on_the_list()),
        FaultKind::NotFound => refuse(family, Refusal::not_found()),
        FaultKind::RetryAfter { secs } => Refusal::rate_limited(secs).into_response(),
        FaultKind::QuotaExceeded { retry_after_secs } => Refusal::quota_exceeded(retry_after_secs).into_response(),
        FaultKind::Status(status) => refuse(
            family,
            Refusal::status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)),
        ),
        FaultKind::Slow(wait) => {
            tokio::time::sleep(wait).await;
            answer.await
        }
        FaultKind::Cut => with_body(answer.await, cut).await,
        FaultKind::MalformedJson => with_body(answer.await, |bytes| Body::from(bytes.slice(..bytes.len() / 2))).await,
        FaultKind::EmptyBody => with_body(answer.await, |_| Body::empty()).await,
    }
}

/// The accounts pages have an error format of their own, which takes only the status from `refusal`.
fn refuse(family: Family, refusal: Refusal) -> Response {
    let response = refusal.into_response();
    if family.is_api() {
        return response;
    }
    let error = if response.status().is_server_error() {
        "server_error"
    } else {
        "invalid_request"
    };
    (response.status(), Json(json!({ "error": error }))).into_response()
}

/// The same answer with another body, which `body` makes from the usual one.
pub(crate) async fn with_body(response: Response, body: impl FnOnce(Bytes) -> Body) -> Response {
    let (mut parts, bytes) = response.into_parts();
    let bytes = to_bytes(bytes, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body(bytes))
}

/// Chunked, so that the client notices the missing end.
pub(crate) fn cut(bytes: Bytes) -> Body {
    let half = bytes.slice(..bytes.len() / 2);
    let start = stream::once(future::ready(Ok(half)));
    // Lets the first half be sent before the connection is closed.
    let end = stream::once(async {
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    });
    Body::from_stream(start.chain(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(on: Family, times: u32) -> Fault {
        Fault {
            on,
            kind: FaultKind::NotFound,
            times,
        }
    }

    #[test]
    fn a_fault_strikes_its_family_so_many_times_and_no_more() {
        let mut faults = Faults::default();
        faults.add(fault(Family::Top, 2));
        assert_eq!(faults.next(Family::Me), None);
        assert!(faults.next(Family::Top).is_some());
        assert!(faults.next(Family::Top).is_some());
        assert_eq!(faults.next(Family::Top), None);
    }

    #[test]
    fn a_fault_on_any_strikes_everything_until_cleared() {
        let mut faults = Faults::default();
        faults.add(fault(Family::Any, u32::MAX));
        for family in [Family::Token, Family::Images, Family::Items] {
            assert!(faults.next(family).is_some());
        }
        faults.clear();
        assert_eq!(faults.next(Family::Token), None);
    }
}
