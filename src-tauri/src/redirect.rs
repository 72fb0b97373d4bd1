//! The page on which the browser comes back, in the window's own colours, and what is said when its port is taken.
//! [`host::Loopback`] serves it.

use host::{LOOPBACK_PORT, Loopback};
use spotify::{ClientId, Spotify};

use crate::ipc::error::UiError;

/// Takes a port to which Spotify sends the browser back.
///
/// # Errors
/// [`UiError::PortTaken`] when Spotify knows of one port only, and another program has it.
pub(crate) async fn bind(spotify: &Spotify, client_id: &ClientId) -> Result<Loopback, UiError> {
    Loopback::bind(spotify, client_id).await.map_err(|error| {
        log::error!("port {LOOPBACK_PORT}: {error}");
        UiError::PortTaken { port: LOOPBACK_PORT }
    })
}

/// What the page shows once it is known whether the sign-in worked.
pub(crate) fn page(worked: bool) -> String {
    if worked {
        html(
            "You are signed in",
            "Tonearm has what it needs. You can close this tab.",
        )
    } else {
        html(
            "That did not work",
            "Go back to Tonearm: it says what happened and what to do next.",
        )
    }
}

fn html(headline: &str, sentence: &str) -> String {
    format!(
        include_str!("redirect/page.html"),
        headline = headline,
        sentence = sentence
    )
}
