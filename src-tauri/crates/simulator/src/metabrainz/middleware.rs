//! What happens to every request before and after its handler: it is logged, the limits are applied to it, then the next fault.

use std::sync::Arc;

use axum::{
    extract::{Request as HttpRequest, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    call::{Call, Request},
    fault::{self, FaultKind},
    limits::{Ban, LISTENBRAINZ_TOKEN, Standing, Verdict},
    refusal::Refusal,
    service::Service,
};

/// The longest address that is read, as nginx has it by default, which stands before both services.
const LONGEST_ADDRESS: usize = 8 * 1024;

pub(super) async fn musicbrainz(State(service): State<Arc<Service>>, request: HttpRequest, next: Next) -> Response {
    let call = Call::to_musicbrainz(request.uri().path(), request.uri().query().unwrap_or_default());
    let (number, verdict, fault) = {
        let now = service.now();
        let mut state = service.state();
        let logged = logged(&service, &request, call);
        let passed = state.stopwatch.passed(now);
        let verdict = state.pace.count(passed, &logged.user_agent);
        state.gaps.add(now);
        let number = state.log.add(logged);
        let is_allowed = verdict == Verdict::Allowed;
        let fault = is_allowed.then(|| state.faults.next(call, number)).flatten();
        (number, verdict, fault)
    };
    let response = match verdict {
        Verdict::Banned(Ban::NoContact) => Refusal::banned(call, "ua-missing").into_response(),
        Verdict::Banned(Ban::TooFast) => Refusal::banned(call, "127.0.0.1").into_response(),
        Verdict::TooFast => Refusal::too_fast(call).into_response(),
        Verdict::Allowed if !wants_json(&request) => xml(),
        Verdict::Allowed => answer(call, fault, request, next).await,
    };
    service.state().log.set_status(number, response.status().as_u16());
    response
}

pub(super) async fn listenbrainz(State(service): State<Arc<Service>>, request: HttpRequest, next: Next) -> Response {
    let call = Call::to_listenbrainz(request.uri().path());
    let (number, standing, fault) = {
        let now = service.now();
        let mut state = service.state();
        let passed_secs = state.stopwatch.passed(now).as_secs() as i64;
        let now_secs = state.started_secs + passed_secs;
        let standing = if token(request.headers()) == Some(LISTENBRAINZ_TOKEN) {
            let limit = service.limits.listenbrainz_calls_with_token;
            state.with_token.count(now_secs, limit)
        } else {
            state.anonymous.count(now_secs, service.limits.listenbrainz_calls)
        };
        let number = state.log.add(logged(&service, &request, call));
        let fault = (!standing.is_over).then(|| state.faults.next(call, number)).flatten();
        (number, standing, fault)
    };
    let mut response = if standing.is_over {
        let message = "You have exceeded your rate limit. See the X-RateLimit-* response headers for more information on \
                       your current rate limit.";
        Refusal::new(call, StatusCode::TOO_MANY_REQUESTS, message).into_response()
    } else {
        answer(call, fault, request, next).await
    };
    tell_limit(response.headers_mut(), standing);
    service.state().log.set_status(number, response.status().as_u16());
    response
}

/// The token of an `Authorization` header; `None` if there is none or it is of another form.
pub(super) fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Token ")
}

async fn answer(call: Call, fault: Option<FaultKind>, request: HttpRequest, next: Next) -> Response {
    if request.uri().to_string().len() > LONGEST_ADDRESS {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    match fault {
        Some(kind) => fault::apply(kind, call, next.run(request)).await,
        None => next.run(request).await,
    }
}

fn logged(service: &Service, request: &HttpRequest, call: Call) -> Request {
    let now = service.now();
    let user_agent = request.headers().get(header::USER_AGENT);
    Request {
        at: now.at,
        instant: now.instant,
        call,
        query: request.uri().query().unwrap_or_default().to_owned(),
        user_agent: user_agent
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        status: 0,
        had_token: request.headers().contains_key(header::AUTHORIZATION),
    }
}

/// MusicBrainz answers in XML unless it is asked for JSON.
fn wants_json(request: &HttpRequest) -> bool {
    let query = request.uri().query().unwrap_or_default();
    let accept = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    query.split('&').any(|parameter| parameter == "fmt=json")
        || accept.is_some_and(|accept| accept.contains("application/json"))
}

fn xml() -> Response {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><metadata xmlns=\"http://musicbrainz.org/ns/mmd-2.0#\"/>";
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], body).into_response()
}

fn tell_limit(headers: &mut HeaderMap, standing: Standing) {
    headers.insert("x-ratelimit-limit", HeaderValue::from(standing.limit));
    headers.insert("x-ratelimit-remaining", HeaderValue::from(standing.remaining));
    headers.insert("x-ratelimit-reset", HeaderValue::from(standing.reset_secs));
    headers.insert("x-ratelimit-reset-in", HeaderValue::from(standing.reset_in_secs));
}
