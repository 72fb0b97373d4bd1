//! Everything the handlers share: the world, which never changes, and the state, which does, behind one lock.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU16, Ordering},
    },
};

use axum::{
    extract::{Request as HttpRequest, State as Shared},
    http::header,
    middleware::Next,
    response::Response,
};

use crate::{
    accounts::Tokens,
    fault::{self, FaultKind, Faults},
    history::History,
    listener::Listener,
    options::{Client, Options, QuotaMode},
    playlist::Shelf,
    request::{Family, Request},
    world::World,
};

/// A demo may run for weeks: the oldest requests go.
const REQUESTS_KEPT: usize = 20_000;
const WINDOW_MS: i64 = 30_000;

/// The lasting part, and the door to the changing part.
pub(crate) struct Scene {
    pub(crate) clock: crate::Clock,
    pub(crate) world: World,
    pub(crate) history: History,
    port: AtomicU16,
    state: Mutex<State>,
}

/// The changing part.
pub(crate) struct State {
    pub(crate) clients: Vec<Client>,
    pub(crate) quota: QuotaMode,
    pub(crate) rotation: bool,
    pub(crate) access_token_secs: u32,
    pub(crate) calls_per_30_secs: u32,
    pub(crate) tokens: Tokens,
    pub(crate) listener: Listener,
    pub(crate) shelf: Shelf,
    pub(crate) faults: Faults,
    pub(crate) requests: VecDeque<Request>,
    /// How many requests have gone from the front of `requests`.
    forgotten: usize,
    calls_ms: VecDeque<i64>,
}

impl Scene {
    pub(crate) fn new(options: Options) -> Self {
        let world = World::new(options.seed);
        let history = History::new(&world);
        let now_ms = (options.clock)().timestamp_millis();
        let state = State {
            clients: options.clients,
            quota: options.quota,
            rotation: options.rotation,
            access_token_secs: options.access_token_secs,
            calls_per_30_secs: options.calls_per_30_secs,
            tokens: Tokens::new(options.seed),
            listener: Listener::default(),
            shelf: Shelf::new(&world, now_ms),
            faults: Faults::default(),
            requests: VecDeque::new(),
            forgotten: 0,
            calls_ms: VecDeque::new(),
        };
        Self {
            clock: options.clock,
            world,
            history,
            port: AtomicU16::new(options.port),
            state: Mutex::new(state),
        }
    }

    /// Never held across an await; a handler that panicked leaves nothing half done that would matter to the next.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now_ms(&self) -> i64 {
        (self.clock)().timestamp_millis()
    }

    pub(crate) fn port(&self) -> u16 {
        self.port.load(Ordering::Relaxed)
    }

    pub(crate) fn set_port(&self, port: u16) {
        self.port.store(port, Ordering::Relaxed);
    }

    /// Scheme, host and port, without a slash at the end.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }
}

impl State {
    pub(crate) fn client(&self, id: &str) -> Option<&Client> {
        self.clients.iter().find(|client| client.id == id)
    }

    /// Counts one call to the Web API; if that is one too many, the seconds until there is room again.
    pub(crate) fn count_call(&mut self, now_ms: i64) -> Result<(), u32> {
        while self.calls_ms.front().is_some_and(|call| call + WINDOW_MS <= now_ms) {
            self.calls_ms.pop_front();
        }
        if self.calls_ms.len() >= self.calls_per_30_secs as usize {
            let free_ms = self
                .calls_ms
                .front()
                .map_or(WINDOW_MS, |oldest| oldest + WINDOW_MS - now_ms);
            return Err((free_ms.max(1) as u32).div_ceil(1000));
        }
        self.calls_ms.push_back(now_ms);
        Ok(())
    }

    /// Keeps the request and says by which number to answer it.
    fn note(&mut self, request: Request) -> usize {
        if self.requests.len() == REQUESTS_KEPT {
            self.requests.pop_front();
            self.forgotten += 1;
        }
        self.requests.push_back(request);
        self.forgotten + self.requests.len() - 1
    }

    fn answered(&mut self, number: usize, status: u16) {
        if let Some(request) = number
            .checked_sub(self.forgotten)
            .and_then(|at| self.requests.get_mut(at))
        {
            request.status = status;
        }
    }
}

/// Sees every request first: writes it down and lets the next fault have it.
pub(crate) async fn watch(Shared(scene): Shared<Arc<Scene>>, request: HttpRequest, next: Next) -> Response {
    let family = Family::of(request.uri().path());
    let (number, fault) = arrival(&scene, &request, family);
    let answer = next.run(request);
    let response = match fault {
        Some(kind) => fault::strike(kind, family, answer).await,
        None => answer.await,
    };
    scene.state().answered(number, response.status().as_u16());
    response
}

fn arrival(scene: &Scene, request: &HttpRequest, family: Family) -> (usize, Option<FaultKind>) {
    let seen = Request {
        at: (scene.clock)(),
        method: request.method().to_string(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        family,
        status: 0,
        bore_token: request.headers().contains_key(header::AUTHORIZATION),
    };
    let mut state = scene.state();
    (state.note(seen), state.faults.next(family))
}
