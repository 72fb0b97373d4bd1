//! The browser's way back from Spotify: a page on this computer, at the port that is registered there.
//! Passes the address on without reading it; the caller says what the page shows. The port is free again after
//! [`Listening::close`].

use std::{io, net::Ipv4Addr, time::Duration};

use axum::{Router, extract::State, http::Uri, response::Html, routing::get};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use url::Url;

/// Registered with Spotify to the letter, so it can never be another.
pub const LOOPBACK_PORT: u16 = 43117;

/// An address that the browser was sent back to.
#[derive(Debug)]
pub struct Arrival {
    /// The address, with everything that Spotify added to it.
    pub url: Url,
    page: Option<oneshot::Sender<bool>>,
}

impl Arrival {
    /// Handed over by the system: there is no page to answer.
    pub fn by_link(url: Url) -> Self {
        Self { url, page: None }
    }

    /// Lets the browser's page say whether the sign-in worked.
    pub fn answer(self, worked: bool) {
        if let Some(page) = self.page
            && page.send(worked).is_err()
        {
            log::debug!("the tab was closed before it could be answered");
        }
    }
}

/// The fixed port, bound.
pub struct Loopback(TcpListener);

/// A page that answers at the fixed port, until this is closed or dropped.
pub struct Listening {
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Listening {
    /// Lets the page send the rest of its answer, then frees the port.
    pub async fn close(self) {
        drop(self.stop);
        // A browser may keep its connection open for no reason; the next sign-in needs the port.
        let abort = self.serving.abort_handle();
        if tokio::time::timeout(Duration::from_secs(1), self.serving)
            .await
            .is_err()
        {
            abort.abort();
        }
    }
}

#[derive(Clone)]
struct Callback {
    arrivals: mpsc::WeakSender<Arrival>,
    page: fn(bool) -> String,
}

impl Loopback {
    /// Takes the port.
    ///
    /// # Errors
    /// When another program has it.
    pub async fn bind() -> io::Result<Self> {
        TcpListener::bind((Ipv4Addr::LOCALHOST, LOOPBACK_PORT)).await.map(Self)
    }

    /// Serves `/callback`. Arrivals go to `arrivals` for as long as somebody waits for them; `page` makes the HTML that
    /// says whether the sign-in worked.
    pub fn listen(self, arrivals: mpsc::WeakSender<Arrival>, page: fn(bool) -> String) -> Listening {
        let routes = Router::new()
            .route("/callback", get(callback))
            .with_state(Callback { arrivals, page });
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let serving = axum::serve(self.0, routes).with_graceful_shutdown(async move { drop(stopped.await) });
            if let Err(error) = serving.await {
                log::error!("the loopback page ended: {error}");
            }
        });
        Listening { stop, serving }
    }
}

async fn callback(State(callback): State<Callback>, uri: Uri) -> Html<String> {
    let (page, answered) = oneshot::channel();
    let url = Url::parse(&format!("http://127.0.0.1:{LOOPBACK_PORT}{uri}"));
    if let (Ok(url), Some(arrivals)) = (url, callback.arrivals.upgrade()) {
        drop(arrivals.send(Arrival { url, page: Some(page) }).await);
    }
    let worked = answered.await.unwrap_or(false);
    Html((callback.page)(worked))
}
