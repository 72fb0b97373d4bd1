//! What the whole window needs to know, whichever screen is open.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{playlist::UnfinishedPlaylist, settings::Settings};

/// What the whole window needs to know, whichever screen is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    pub connection: Connection,
    /// Who signed in last, also after the consent has ended.
    pub account: Option<Account>,
    /// The listener's own Client ID, 32 hexadecimal digits.
    pub client_id: Option<String>,
    pub consent: Option<Consent>,
    /// Where the sign-in is stored.
    pub secrets: SecretStorage,
    /// `None` when calls go out as usual.
    pub pause: Option<Pause>,
    /// The window shows the invented sample.
    pub sample: bool,
    /// Plays in the archive on show.
    pub archive_plays: u32,
    /// When recent plays were last read.
    pub synced_secs: Option<u32>,
    /// Playlists that are not yet complete at Spotify, oldest first.
    pub unfinished: Vec<UnfinishedPlaylist>,
    pub settings: Settings,
    /// The time zone that days and times are of.
    pub zone: String,
    /// The computer's, which counts unless the listener chose another.
    pub computers_zone: String,
    /// Whether the system starts Tonearm when the listener logs in. `None` where nobody can tell or change it.
    pub starts_at_login: Option<bool>,
    /// This run began with new settings because nobody could read the old ones, which are kept under another name.
    pub settings_lost: bool,
    pub redirects: Redirects,
    /// Whether this Tonearm can look for newer versions of itself.
    pub updates_itself: bool,
    /// This Tonearm's version.
    pub version: String,
    /// One higher with each status that is made: when two arrive out of order, the higher one is the newer.
    pub revision: u32,
}

/// The connection between Tonearm and Spotify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Connection {
    /// Nobody has signed in, the listener disconnected, or the sign-in could not be stored and ended with the last run.
    SignedOut,
    /// The browser is open, and Tonearm waits for its answer.
    SigningIn,
    /// Calls can be made.
    SignedIn,
    /// Somebody was signed in until Spotify stopped accepting the consent.
    ConsentEnded,
}

/// The listener, as Spotify names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Account {
    /// The display name, or the id where there is none.
    pub name: String,
    /// `spotify:user:…`.
    pub uri: String,
    /// Ready for an `img` element.
    pub picture: Option<String>,
}

/// A consent lasts six months from the day it was given, however often it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Consent {
    pub given_secs: u32,
    pub ends_secs: u32,
    /// Whole days until then.
    pub days_left: u32,
}

/// Where the sign-in is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SecretStorage {
    /// In the operating system's keychain.
    Keychain,
    /// In memory, because there is no keychain: gone when Tonearm quits.
    ThisRunOnly,
}

/// Spotify asked for no calls until a certain time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pause {
    pub kind: PauseKind,
    pub until_secs: u32,
}

/// Which of Spotify's two limits was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PauseKind {
    /// Too many calls in half a minute.
    RateLimited,
    /// The day's allowance is used up.
    QuotaExceeded,
}

/// The addresses to register with Spotify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Redirects {
    /// `tonearm://callback`.
    pub deep_link: String,
    /// `http://127.0.0.1:PORT/callback`.
    pub loopback: String,
    /// False where the system could not be told to open `tonearm:` links with this Tonearm.
    pub deep_link_works: bool,
}

/// What came of looking for a newer version of Tonearm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum UpdateCheck {
    /// There is none.
    UpToDate,
    /// The listener does not want it now.
    Declined,
    /// Tonearm is about to start anew.
    Installed,
}

/// What Spotify answers about a Client ID and its redirect URI before anybody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SetupCheck {
    /// Both are registered.
    Ready,
    /// Spotify does not know the Client ID.
    UnknownClient,
    /// The Client ID is right, but the redirect URI is not registered with it.
    RedirectMissing,
    /// Spotify could not be asked, or its answer settles neither.
    NotChecked,
}
