//! The web pages that Tonearm opens in the browser. The page names one; only Rust knows the addresses.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A web page that Tonearm can open in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum WebPage {
    /// Spotify's developer dashboard, where a Client ID is made.
    Dashboard,
    /// The apps that the listener's Spotify account lets in, to revoke one.
    SpotifyApps,
    /// Spotify's page to ask for one's own history.
    SpotifyPrivacy,
}
