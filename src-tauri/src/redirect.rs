//! The two ways back from the browser: `tonearm://callback`, handed over by the system, and a page
//! on this computer at a fixed port. Both deliver an [`Arrival`]; neither looks into it.

use std::{net::Ipv4Addr, time::Duration};

use axum::{Router, extract::State, http::Uri, response::Html, routing::get};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use url::Url;

use crate::ipc::error::UiError;

/// Registered with Spotify to the letter, so it can never be another.
pub(crate) const LOOPBACK_PORT: u16 = 43117;

/// An address that the browser was sent back to.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) url: Url,
    page: Option<oneshot::Sender<bool>>,
}

impl Arrival {
    /// Handed over by the system: there is no page to answer.
    pub(crate) fn by_link(url: Url) -> Self {
        Self { url, page: None }
    }

    /// Lets the browser's page say whether the sign-in worked.
    pub(crate) fn say(self, worked: bool) {
        if let Some(page) = self.page
            && page.send(worked).is_err()
        {
            log::debug!("the tab was closed before it could be answered");
        }
    }
}

/// The fixed port, bound.
pub(crate) struct Loopback(TcpListener);

/// A page that answers at the fixed port.
pub(crate) struct Listening {
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Listening {
    /// Lets the page finish its last sentence and gives the port back.
    pub(crate) async fn close(self) {
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

impl Loopback {
    /// Takes the port.
    ///
    /// # Errors
    /// [`UiError::PortTaken`] when another program has it.
    pub(crate) async fn bind() -> Result<Self, UiError> {
        TcpListener::bind((Ipv4Addr::LOCALHOST, LOOPBACK_PORT))
            .await
            .map(Self)
            .map_err(|error| {
                log::error!("port {LOOPBACK_PORT}: {error}");
                UiError::PortTaken { port: LOOPBACK_PORT }
            })
    }

    /// Serves `/callback`. Arrivals go to `arrivals` for as long as somebody waits for them.
    pub(crate) fn listen(self, arrivals: mpsc::WeakSender<Arrival>) -> Listening {
        let routes = Router::new().route("/callback", get(callback)).with_state(arrivals);
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

async fn callback(State(arrivals): State<mpsc::WeakSender<Arrival>>, uri: Uri) -> Html<String> {
    let (page, said) = oneshot::channel();
    let url = Url::parse(&format!("http://127.0.0.1:{LOOPBACK_PORT}{uri}"));
    if let (Ok(url), Some(arrivals)) = (url, arrivals.upgrade()) {
        drop(arrivals.send(Arrival { url, page: Some(page) }).await);
    }
    Html(match said.await {
        Ok(true) => page_saying(
            "You are signed in",
            "Tonearm has what it needs. You can close this tab.",
        ),
        _ => page_saying(
            "That did not work",
            "Go back to Tonearm: it says what happened and what to do next.",
        ),
    })
}

fn page_saying(headline: &str, sentence: &str) -> String {
    format!(
        include_str!("redirect/page.html"),
        headline = headline,
        sentence = sentence
    )
}
