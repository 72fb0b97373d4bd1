//! The browser's way back from Spotify: a page on this computer. Passes the address on without reading it; the caller says
//! what the page shows. The port is free again after [`Listening::close`].
//!
//! The address holds a code, so the browser is sent on from it at once, to one without. That keeps the code out of the page's
//! address, and loading the page again asks for nothing a second time.

mod request;
mod visits;

use std::{io, net::Ipv4Addr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Path, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::{Next, from_fn_with_state},
    response::{Html, IntoResponse, Redirect as SendOn, Response},
    routing::get,
};
use spotify::{ClientId, Redirect, SetupCheck, Spotify};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
};
use url::Url;

use self::visits::Visits;

/// The port of those who registered the address with a port. Spotify takes no other from them.
pub const LOOPBACK_PORT: u16 = 43117;

/// How long an answer may take to reach the browser after the sign-in is over.
const LAST_ANSWER: Duration = Duration::from_secs(1);

/// On every answer: it is kept nowhere, tells no other site where the browser was, and runs nothing.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

/// An address that the browser was sent back to.
#[derive(Debug)]
pub struct Arrival {
    /// The address, with everything that Spotify added to it.
    pub url: Url,
    page: Option<watch::Sender<Option<bool>>>,
}

impl Arrival {
    /// Handed over by the system: there is no page to answer.
    pub fn by_link(url: Url) -> Self {
        Self { url, page: None }
    }

    /// Lets the browser's page say whether the sign-in worked.
    pub fn answer(self, worked: bool) {
        if let Some(page) = self.page {
            page.send_replace(Some(worked));
        }
    }
}

/// A port of this computer, bound.
pub struct Loopback {
    listener: TcpListener,
    port: u16,
}

/// A page that answers at the port, until this is closed or dropped.
pub struct Listening {
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    visits: Arc<Visits>,
}

impl Listening {
    /// Lets the page send the rest of its answer, then frees the port.
    pub async fn close(self) {
        // A browser may never come for its answer, or keep its connection open for no reason.
        let _ = tokio::time::timeout(LAST_ANSWER, self.visits.all_answered()).await;
        drop(self.stop);
        let abort = self.serving.abort_handle();
        if tokio::time::timeout(LAST_ANSWER, self.serving).await.is_err() {
            abort.abort();
        }
    }
}

struct Page {
    port: u16,
    arrivals: mpsc::WeakSender<Arrival>,
    html: fn(bool) -> String,
    visits: Arc<Visits>,
}

impl Loopback {
    /// Takes any free port, which nobody can occupy beforehand. Takes [`LOOPBACK_PORT`] where Spotify says that the app's
    /// address is not registered without a port.
    ///
    /// # Errors
    /// When another program has that port.
    pub async fn bind(spotify: &Spotify, client_id: &ClientId) -> io::Result<Self> {
        let free = Self::at(0).await?;
        match spotify.check_setup(client_id, free.redirect()).await {
            SetupCheck::RedirectNotRegistered => Self::at(LOOPBACK_PORT).await,
            SetupCheck::Accepted | SetupCheck::UnknownClient | SetupCheck::CouldNotCheck => Ok(free),
        }
    }

    async fn at(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// What Spotify has to send the browser back to.
    pub fn redirect(&self) -> Redirect {
        Redirect::Loopback { port: self.port }
    }

    /// Serves `/callback`. Arrivals go to `arrivals` for as long as somebody waits for them; `page` makes the HTML that
    /// says whether the sign-in worked.
    pub fn listen(self, arrivals: mpsc::WeakSender<Arrival>, page: fn(bool) -> String) -> Listening {
        let visits = Arc::new(Visits::default());
        let state = Arc::new(Page {
            port: self.port,
            arrivals,
            html: page,
            visits: visits.clone(),
        });
        let routes = Router::new()
            .route("/callback", get(callback))
            .route("/answer/{visit}", get(answer))
            .layer(from_fn_with_state(state.clone(), guard))
            .with_state(state);
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let serving = axum::serve(self.listener, routes).with_graceful_shutdown(async move { drop(stopped.await) });
            if let Err(error) = serving.await {
                log::error!("the loopback page ended: {error}");
            }
        });
        Listening { stop, serving, visits }
    }
}

/// Lets through what a browser sends when a person goes to the page, and nothing else.
async fn guard(State(page): State<Arc<Page>>, request: Request, next: Next) -> Response {
    let mut response = match request::refusal(request.method(), request.headers(), page.port) {
        Some((status, why)) => {
            log::warn!("the loopback page refused a request: {why}");
            status.into_response()
        }
        None => next.run(request).await,
    };
    let headers = HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value)));
    response.headers_mut().extend(headers);
    response
}

/// Hands the address over, once for each address, and sends the browser on.
async fn callback(State(page): State<Arc<Page>>, uri: Uri) -> Response {
    let Ok(url) = Url::parse(&format!("http://127.0.0.1:{}{uri}", page.port)) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let (visit, first) = page.visits.of(url.as_str());
    if let (Some(answer), Some(arrivals)) = (first, page.arrivals.upgrade()) {
        let arrival = Arrival {
            url,
            page: Some(answer),
        };
        // Where nobody waits any more, the answer is dropped with the arrival, and the page says that it did not work.
        drop(arrivals.send(arrival).await);
    }
    SendOn::to(&format!("/answer/{visit}")).into_response()
}

/// Waits until it is known whether the sign-in worked.
async fn answer(State(page): State<Arc<Page>>, Path(visit): Path<u64>) -> Response {
    let Some(mut outcome) = page.visits.outcome(visit) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let worked = outcome
        .wait_for(Option::is_some)
        .await
        .is_ok_and(|outcome| *outcome == Some(true));
    page.visits.answered(visit);
    Html((page.html)(worked)).into_response()
}
