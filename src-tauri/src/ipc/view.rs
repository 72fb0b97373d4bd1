//! Everything the UI ever sees, in the words of the screens.
//! Times are whole seconds since 1970 (UTC); the UI turns them into the listener's own days and hours.
//! Holds no token, and nothing a token could hide in.

mod archive;
mod detail;
mod explore;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::error::UiError;

pub(crate) use archive::*;
pub(crate) use detail::*;
pub(crate) use explore::*;

/// What the whole window needs to know, whichever screen is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    /// How things stand between Tonearm and Spotify.
    pub connection: Connection,
    /// Who signed in last, also after the consent has ended.
    pub account: Option<Account>,
    /// The listener's own Client ID, 32 hexadecimal digits.
    pub client_id: Option<String>,
    /// When the consent was given and when Spotify will let it end.
    pub consent: Option<Consent>,
    /// Where the sign-in is kept.
    pub secrets: SecretStorage,
    /// Spotify asked for a pause; `None` when calls go out as usual.
    pub pause: Option<Pause>,
    /// The window shows the invented sample world.
    pub sample: bool,
    /// How many plays are in the archive that is shown.
    pub archive_plays: u32,
    /// The last time recent plays were read.
    pub synced_secs: Option<u32>,
    /// Playlists that are not all at Spotify yet, oldest first.
    pub unfinished: Vec<UnfinishedPlaylist>,
    /// What the listener chose.
    pub settings: Settings,
    /// The addresses to register with Spotify.
    pub redirects: Redirects,
    /// This Tonearm's version.
    pub version: String,
    /// Counted up with each status that is asked for: of two that are on their way at once, the one with more is the newer.
    pub revision: u32,
}

/// How things stand between Tonearm and Spotify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Connection {
    /// Nobody has signed in, the listener disconnected, or there was no keychain to keep the sign-in for this run.
    SignedOut,
    /// The browser is open and the answer is awaited.
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
    /// A picture, ready for an `img` element.
    pub picture: Option<String>,
}

/// A consent lives six months from the day it was given, however often it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Consent {
    /// When it was given.
    pub given_secs: u32,
    /// When it ends.
    pub ends_secs: u32,
    /// Whole days until then.
    pub days_left: u32,
}

/// Where the sign-in is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SecretStorage {
    /// In the operating system's keychain.
    Keychain,
    /// In memory, because there is no keychain: gone when Tonearm quits.
    ThisRunOnly,
}

/// Spotify asked every call to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pause {
    /// Which of the two limits was met.
    pub kind: PauseKind,
    /// When it ends.
    pub until_secs: u32,
}

/// Which limit was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum PauseKind {
    /// Too many calls in half a minute.
    RateLimited,
    /// The day's allowance is used up.
    QuotaExceeded,
}

/// What the listener chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    /// Dark, light, or as the system has it.
    pub theme: Theme,
    /// How the browser comes back after consent.
    pub redirect: RedirectChoice,
}

/// Dark, light, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Listening room.
    Dark,
    /// Sleeve.
    Light,
}

/// How the browser comes back after consent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RedirectChoice {
    /// By `tonearm://callback`.
    #[default]
    DeepLink,
    /// By a page on this computer, at a fixed port.
    Loopback,
}

/// The addresses to register with Spotify, to the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Redirects {
    /// `tonearm://callback`.
    pub deep_link: String,
    /// `http://127.0.0.1:PORT/callback`.
    pub loopback: String,
    /// False where the system could not be told to hand `tonearm:` links to Tonearm.
    pub deep_link_works: bool,
}

/// What Spotify says of a Client ID and its redirect URI, before anybody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SetupCheck {
    /// Both are registered.
    Ready,
    /// Spotify does not know the Client ID.
    UnknownClient,
    /// The Client ID is right, the redirect URI is missing from it.
    RedirectMissing,
    /// Spotify could not be asked, or gave an answer that says neither.
    NotChecked,
}

/// One of Spotify's three ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum TopRange {
    /// About the last four weeks.
    FourWeeks,
    /// About the last six months.
    SixMonths,
    /// About the last year.
    Year,
}

/// A cover or portrait, ready for an `img` element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cover {
    /// For rows: at least 64 px.
    pub small: String,
    /// For headlines: as large as Spotify has it.
    pub large: String,
}

/// A credited artist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Credit {
    /// Unaltered.
    pub name: String,
    /// `spotify:artist:…`, where Spotify names one.
    pub uri: Option<String>,
}

/// A track as the screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Track {
    /// `spotify:track:…`.
    pub uri: String,
    /// Unaltered.
    pub name: String,
    /// In Spotify's order.
    pub artists: Vec<Credit>,
    /// The release it was heard on.
    pub album: String,
    /// `spotify:album:…`.
    pub album_uri: Option<String>,
    /// The release's cover.
    pub cover: Option<Cover>,
    /// Its length, not how long it was heard.
    pub length_secs: u32,
}

/// An artist as the screens show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Artist {
    /// `spotify:artist:…`.
    pub uri: String,
    /// Unaltered.
    pub name: String,
    /// A portrait.
    pub picture: Option<Cover>,
    /// What Spotify sends, often nothing.
    pub genres: Vec<String>,
}

/// Top tracks, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TopTracks {
    /// Rank 1 comes first.
    pub rows: Vec<Track>,
    /// When Spotify said so.
    pub fetched_secs: u32,
    /// Why this is older than asked for.
    pub error: Option<UiError>,
}

/// Top artists, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TopArtists {
    /// Rank 1 comes first.
    pub rows: Vec<Artist>,
    /// When Spotify said so.
    pub fetched_secs: u32,
    /// Why this is older than asked for.
    pub error: Option<UiError>,
}

/// Top genres, weighed by the rank of the artists that carry them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TopGenres {
    /// Rank 1 comes first; empty when Spotify sent no genre at all.
    pub rows: Vec<Genre>,
    /// How many top artists there are.
    pub artists: u32,
    /// How many of them came with a genre.
    pub artists_with_genres: u32,
    /// When Spotify said so.
    pub fetched_secs: u32,
    /// Why this is older than asked for.
    pub error: Option<UiError>,
}

/// A genre and its share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Genre {
    /// As Spotify writes it.
    pub name: String,
    /// Its part of the whole weight, in thousandths.
    pub share_permille: u32,
    /// Who carries it, best ranked first.
    pub artists: Vec<String>,
}

/// What plays at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NowPlaying {
    /// What is on.
    pub track: Track,
    /// How far it is.
    pub progress_secs: u32,
    /// False when it is paused.
    pub playing: bool,
}

/// Which list a playlist is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum PlaylistSource {
    /// The top tracks themselves.
    TopTracks {
        /// Over which time.
        range: TopRange,
    },
    /// One track of each top artist: the listener's own favourite where known, else Spotify's first hit.
    TopArtists {
        /// Over which time.
        range: TopRange,
    },
    /// The listener's tracks by the artists of one genre.
    TopGenre {
        /// Over which time.
        range: TopRange,
        /// The genre's name.
        genre: String,
    },
    /// What was just played, each track once.
    Recent,
    /// What is heard most by a filter.
    Explored {
        /// Which plays.
        filter: Box<ExploreFilter>,
        /// What counts as one.
        rule: CountingRule,
        /// What ranks.
        measure: Measure,
    },
}

/// What the dialog is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaylistSuggestion {
    /// A name to start from.
    pub name: String,
    /// A description to start from.
    pub description: String,
    /// How many tracks there are to take.
    pub available: u32,
}

/// What the listener asks to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaylistDraft {
    /// Of which list.
    pub source: PlaylistSource,
    /// 1 to 100 characters.
    pub name: String,
    /// Up to 300 characters.
    pub description: String,
    /// On the listener's profile for all to see.
    pub public: bool,
    /// How many tracks, from the top.
    pub count: u32,
}

/// A playlist that is now at Spotify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SavedPlaylist {
    /// As saved.
    pub name: String,
    /// `spotify:playlist:…`.
    pub uri: String,
    /// How many tracks are in it.
    pub saved: u32,
}

/// A playlist whose saving broke off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UnfinishedPlaylist {
    /// What is there.
    pub playlist: SavedPlaylist,
    /// How many tracks there should be.
    pub of: u32,
}

/// A web page of the world outside that Tonearm can open in the browser.
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
