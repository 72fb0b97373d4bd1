//! Checks a Client ID and a redirect address before the listener is sent to the browser.

use oauth2::{CsrfToken, PkceCodeChallenge};
use reqwest::{Method, Request};

use crate::client::Spotify;
use crate::client_id::ClientId;
use crate::http;
use crate::sign_in::{Redirect, authorize_url};

/// What Spotify says about a Client ID and a redirect address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupCheck {
    /// Both are known: the listener can sign in.
    Accepted,
    /// There is no app with this Client ID.
    UnknownClient,
    /// The app's page in the dashboard does not list exactly this redirect address.
    RedirectNotRegistered,
    /// No answer, or one that says nothing about it. Signing in may still work.
    CouldNotCheck,
}

impl Spotify {
    /// Asks Spotify's consent page whether it would open. This gives no consent and keeps nothing.
    ///
    /// Spotify looks at the Client ID and the redirect address before anyone logs in, and answers 400 with a page that
    /// names the mistake; otherwise it goes on to the login.
    pub async fn check_setup(&self, client_id: &ClientId, redirect: Redirect) -> SetupCheck {
        let (challenge, _) = PkceCodeChallenge::new_random_sha256();
        let (url, _) = authorize_url(
            &self.session.addresses,
            client_id,
            redirect,
            &[],
            challenge,
            CsrfToken::new_random,
        );
        let request = Request::new(Method::GET, url);
        let Ok(answer) = http::send(self.session.http.plain(), request).await else {
            return SetupCheck::CouldNotCheck;
        };
        let page = String::from_utf8_lossy(&answer.body).to_lowercase();
        verdict(answer.status.as_u16(), &page)
    }
}

/// Reads the status and the page, in lower case.
fn verdict(status: u16, page: &str) -> SetupCheck {
    match status {
        200..400 => SetupCheck::Accepted,
        400 if page.contains("redirect uri") => SetupCheck::RedirectNotRegistered,
        400 if page.contains("invalid client") => SetupCheck::UnknownClient,
        _ => SetupCheck::CouldNotCheck,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_fault() {
        assert_eq!(verdict(303, ""), SetupCheck::Accepted);
        assert_eq!(verdict(200, "<html>log in"), SetupCheck::Accepted);
        assert_eq!(
            verdict(400, "invalid_client: invalid client"),
            SetupCheck::UnknownClient
        );
        assert_eq!(
            verdict(400, "invalid_client: invalid redirect uri"),
            SetupCheck::RedirectNotRegistered
        );
        assert_eq!(
            verdict(400, "invalid_client: insecure redirect uri"),
            SetupCheck::RedirectNotRegistered
        );
        assert_eq!(verdict(400, "something else"), SetupCheck::CouldNotCheck);
        assert_eq!(verdict(503, "invalid client"), SetupCheck::CouldNotCheck);
    }
}
