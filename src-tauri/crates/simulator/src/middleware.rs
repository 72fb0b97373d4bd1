//! What happens to every request before and after its handler: it is logged, its answer may get fractions for whole numbers,
//! and the next fault is applied to it.

use std::sync::Arc;

use axum::{
    extract::{Request as HttpRequest, State},
    http::header,
    middleware::Next,
    response::Response,
};

use crate::{
    backend::Backend,
    fault::{self, FaultKind},
    fractions::{self, with_fractions},
    request::{Family, Request},
};

pub(crate) async fn log_and_apply_faults(
    State(backend): State<Arc<Backend>>,
    request: HttpRequest,
    next: Next,
) -> Response {
    let family = Family::of(request.uri().path());
    let (number, fault, fractions) = log(&backend, &request, family);
    let answer = async {
        let answer = next.run(request).await;
        if fractions {
            with_fractions(answer).await
        } else {
            answer
        }
    };
    let response = match fault {
        Some(kind) => fault::apply(kind, family, answer).await,
        None => answer.await,
    };
    backend.state().requests.set_status(number, response.status().as_u16());
    response
}

/// The number of the request in the log, the fault to apply, and whether whole numbers become fractions.
fn log(backend: &Backend, request: &HttpRequest, family: Family) -> (usize, Option<FaultKind>, bool) {
    let logged = Request {
        at: (backend.clock)(),
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        family,
        status: 0,
        had_token: request.headers().contains_key(header::AUTHORIZATION),
    };
    let mut state = backend.state();
    let number = state.requests.add(logged);
    let fractions = fractions::in_answer(state.fractions, backend.seed, number);
    (number, state.faults.next(family), fractions)
}
