//! Serves a world on loopback, remembers every request, and fails where it is told to.

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use futures::stream;

use super::World;

/// What a request gets instead of its answer.
#[derive(Clone)]
pub(crate) enum Fault {
    /// The answer after all.
    None,
    /// A status, headers and a body.
    Status(u16, &'static [(&'static str, &'static str)], &'static str),
    /// The answer with these headers.
    Headers(&'static [(&'static str, &'static str)]),
    /// The first half of the answer, as if it were whole.
    Half,
    /// The first half of the answer, and then the connection is cut.
    Cut,
}

/// A request as it arrived.
#[derive(Clone)]
pub(crate) struct Arrived {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) at: Instant,
}

#[derive(Clone)]
pub(crate) struct Server {
    url: String,
    shared: Arc<Shared>,
}

struct Shared {
    world: World,
    arrived: Mutex<Vec<Arrived>>,
    /// Beginning of a path, and what its next requests get.
    faults: Mutex<Vec<(&'static str, VecDeque<Fault>)>>,
}

impl Server {
    pub(crate) async fn start(world: World) -> Self {
        let shared = Arc::new(Shared {
            world,
            arrived: Mutex::default(),
            faults: Mutex::default(),
        });
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shared }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Lets the next requests to paths that begin so fail.
    pub(crate) fn fail(&self, path: &'static str, faults: impl IntoIterator<Item = Fault>) {
        let faults = faults.into_iter().collect();
        self.shared.faults.lock().unwrap().push((path, faults));
    }

    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.shared.arrived.lock().unwrap().clone()
    }

    /// The paths that were asked for, in order.
    pub(crate) fn paths(&self) -> Vec<String> {
        let arrived = self.arrived();
        arrived.iter().map(|request| request.uri.path().to_owned()).collect()
    }

    /// How many requests went to paths that begin so.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.paths().iter().filter(|other| other.starts_with(path)).count()
    }

    /// The parameters of that name in each request.
    pub(crate) fn values(&self, name: &str) -> Vec<Vec<String>> {
        let values = |request: &Arrived| {
            let pairs = request.pairs().into_iter().filter(|(key, _)| key == name);
            pairs.map(|(_, value)| value).collect()
        };
        self.arrived().iter().map(values).collect()
    }
}

impl Arrived {
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let query = self.uri.query().unwrap_or_default();
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let at = Instant::now();
    let (parts, body) = request.into_parts();
    let arrived = Arrived {
        method: parts.method,
        uri: parts.uri,
        headers: parts.headers,
        body: to_bytes(body, usize::MAX).await.unwrap(),
        at,
    };
    shared.arrived.lock().unwrap().push(arrived.clone());
    let path = arrived.uri.path();
    let fault = {
        let mut faults = shared.faults.lock().unwrap();
        let next = faults
            .iter_mut()
            .find(|(start, left)| path.starts_with(start) && !left.is_empty());
        next.and_then(|(_, left)| left.pop_front()).unwrap_or(Fault::None)
    };
    let (status, json) = shared.world.answer(path, &arrived.pairs());
    let text = json.to_string();
    let half = text[..text.len() / 2].to_owned();
    let with_headers = |mut response: Response, headers: &[(&'static str, &'static str)]| {
        for (name, value) in headers {
            response.headers_mut().insert(*name, value.parse().unwrap());
        }
        response
    };
    match fault {
        Fault::None => (status, text).into_response(),
        Fault::Status(status, headers, body) => {
            with_headers((StatusCode::from_u16(status).unwrap(), body).into_response(), headers)
        }
        Fault::Headers(headers) => with_headers((status, text).into_response(), headers),
        Fault::Half => (status, half).into_response(),
        Fault::Cut => {
            let parts = [Ok(Bytes::from(half)), Err(std::io::Error::other("cut"))];
            Body::from_stream(stream::iter(parts)).into_response()
        }
    }
}
