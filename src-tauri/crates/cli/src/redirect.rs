//! Where the browser comes back to: a page on this computer, at the port that is registered with Spotify.

use std::net::Ipv4Addr;

use axum::{Router, extract::State, http::Uri, response::Html, routing::get};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};
use url::Url;

use crate::failure::Failure;

/// Registered with Spotify to the letter, so it can never be another.
pub(crate) const PORT: u16 = 43117;

/// An address that the browser was sent back to, and the page that waits to hear whether it did.
pub(crate) struct Arrival {
    pub(crate) url: Url,
    page: oneshot::Sender<bool>,
}

impl Arrival {
    /// Lets the page say whether the sign-in worked.
    pub(crate) fn say(self, worked: bool) {
        // The tab may be closed by now.
        let _ = self.page.send(worked);
    }
}

/// Takes the port and serves the page. It ends with the program.
pub(crate) async fn listen() -> Result<mpsc::Receiver<Arrival>, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).await.map_err(|error| {
        let message = format!(
            "Port {PORT} is taken ({error}), and Spotify sends the browser back to no other. If Tonearm waits for a sign-in \
             elsewhere, finish or cancel that one; else close the program that has the port."
        );
        Failure::new("port_taken", message)
    })?;
    let (arrivals, arriving) = mpsc::channel(4);
    let routes = Router::new().route("/callback", get(callback)).with_state(arrivals);
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, routes).await {
            log::error!("the page ended: {error}");
        }
    });
    Ok(arriving)
}

async fn callback(State(arrivals): State<mpsc::Sender<Arrival>>, uri: Uri) -> Html<&'static str> {
    let (page, said) = oneshot::channel();
    if let Ok(url) = Url::parse(&format!("http://127.0.0.1:{PORT}{uri}")) {
        drop(arrivals.send(Arrival { url, page }).await);
    }
    Html(match said.await {
        Ok(true) => "<!doctype html><title>Tonearm</title><h1>You are signed in</h1><p>You can close this tab.",
        _ => "<!doctype html><title>Tonearm</title><h1>That did not work</h1><p>The terminal says what to do next.",
    })
}
