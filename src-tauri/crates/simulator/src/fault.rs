//! Trouble on demand. A refusal has no effect; a spoilt answer (cut, malformed, empty) comes after the request took effect,
//! because that is the case a client finds hardest: it cannot know whether its call was carried out.

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
    Status401,
    /// 403: the app's owner has no Premium. Plain text, as Spotify sends it.
    Forbidden,
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
    /// The true answer, this much later.
    Slow(Duration),
    /// The connection breaks in the middle of the true answer.
    Cut,
    /// The first half of the true answer, as if it were whole.
    MalformedJson,
    /// The true status with no body.
    EmptyBody,
}

/// A kind of trouble, for the next few calls of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which calls.
    pub on: Family,
    /// What happens to them.
    pub kind: FaultKind,
    /// How many of them; `u32::MAX` is until cleared.
    pub times: u32,
}

/// The faults still to come, oldest first.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that a call of `family` meets, used up once.
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

/// The answer to a call of `family` that meets `kind`; `answer` carries the call out if the fault lets it.
pub(crate) async fn strike(kind: FaultKind, family: Family, answer: impl Future<Output = Response>) -> Response {
    match kind {
        FaultKind::Status401 => refuse(family, Refusal::unauthorized("The access token expired")),
        FaultKind::Forbidden => refuse(family, Refusal::owner_needs_premium()),
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
        FaultKind::Cut => spoilt(answer.await, cut).await,
        FaultKind::MalformedJson => spoilt(answer.await, |whole| Body::from(whole.slice(..whole.len() / 2))).await,
        FaultKind::EmptyBody => spoilt(answer.await, |_| Body::empty()).await,
    }
}

/// The accounts pages have an error format of their own; only the status of `refusal` reaches them.
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

/// `body` makes the new body from the whole of the true one.
async fn spoilt(response: Response, body: impl FnOnce(Bytes) -> Body) -> Response {
    let (mut parts, whole) = response.into_parts();
    let whole = to_bytes(whole, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body(whole))
}

/// Chunked, so that the missing end shows as such.
fn cut(whole: Bytes) -> Body {
    let half = whole.slice(..whole.len() / 2);
    let start = stream::once(future::ready(Ok(half)));
    // Gives the first half a turn to be sent before the connection goes.
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
