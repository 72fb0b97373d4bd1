//! What can go wrong, as the listener sees it: one kind for each next step they can take.
//! The cause goes to the log; the UI matches on the kind, never on text.

mod from_archive;
mod from_remote;
mod from_spotify;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::view::{playlist::SavedPlaylist, remote_problem::RemoteProblem};

pub(crate) use from_archive::log_cause;
pub(crate) use from_remote::{of_exchange, of_remote, of_words};

/// Something did not work. Its kind says what the listener can do next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type, thiserror::Error)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub(crate) enum UiError {
    /// Nobody is signed in, or the consent has ended: sign in.
    #[error("not signed in")]
    SignedOut,
    /// The consent does not cover this: sign in again and agree to it.
    #[error("the consent does not cover this")]
    MissingScope,
    /// The account is not among the five that the Client ID lets in: add it in the dashboard.
    #[error("the account is not on the app's list")]
    NotOnTheList,
    /// Spotify wants the Client ID's owner to have Premium.
    #[error("the Client ID's owner needs Premium")]
    OwnerNeedsPremium,
    /// Too many calls: everything continues by itself at `until_secs`.
    #[error("Spotify asked for a pause")]
    RateLimited { until_secs: u32 },
    /// The day's allowance is used up: everything continues by itself at `until_secs`.
    #[error("the day's calls are used up")]
    QuotaExceeded { until_secs: u32 },
    /// Spotify can't be reached: check the connection.
    #[error("offline")]
    Offline,
    /// The connection broke before Spotify answered: check at Spotify whether it was done before trying again.
    #[error("not confirmed")]
    Unconfirmed,
    /// Spotify no longer has or offers this.
    #[error("gone")]
    Gone,
    /// Spotify's answer makes no sense to Tonearm: try again; the log says more.
    #[error("unexpected: {what}")]
    Unexpected {
        /// One sentence for the listener.
        what: String,
    },
    /// There is no Client ID yet.
    #[error("no Client ID yet")]
    ClientIdMissing,
    /// The text is not a Client ID.
    #[error("not a Client ID: {why}")]
    ClientIdWrong {
        /// One sentence for the listener.
        why: String,
    },
    /// The listener said no in the browser.
    #[error("consent was refused")]
    SignInCancelled,
    /// Five minutes passed without an answer, or the listener cancelled.
    #[error("the sign-in ran out of time")]
    SignInExpired,
    /// Spotify did not accept the code: it was used before or is too old.
    #[error("the code was not accepted")]
    SignInCodeRejected,
    /// An answer arrived that belongs to another sign-in; the one under way still waits.
    #[error("an answer to another sign-in")]
    SignInNotOurs,
    /// Spotify does not know the Client ID.
    #[error("unknown Client ID")]
    UnknownClient,
    /// Spotify refused for a reason of its own.
    #[error("Spotify refused: {why}")]
    SignInRefused {
        /// In Spotify's words.
        why: String,
    },
    /// Another program has the port of the loopback redirect.
    #[error("port {port} is taken")]
    PortTaken { port: u16 },
    /// The browser could not be opened: copy the link.
    #[error("no browser could be opened")]
    NoBrowser,
    /// The sample is invented, so Spotify has no page for anything in it.
    #[error("invented, so without a page at Spotify")]
    Invented,
    /// An import is under way: wait for it, or stop it.
    #[error("an import is under way")]
    ImportRunning,
    /// The files can't be imported; nothing was changed.
    #[error("not imported: {why}")]
    ImportRefused {
        /// One sentence for the listener.
        why: String,
    },
    /// The listener stopped the import; nothing was changed.
    #[error("the import was stopped")]
    ImportCancelled,
    /// The archive is from a newer Tonearm: update this one.
    #[error("the archive is a newer Tonearm's")]
    ArchiveTooNew,
    /// The archive or its folder can't be written.
    #[error("the archive can't be written")]
    ArchiveReadOnly,
    /// The disk is full: free some space.
    #[error("the disk is full")]
    DiskFull,
    /// Another program is writing to the archive: try again later.
    #[error("the archive is busy")]
    ArchiveBusy,
    /// The archive can't be used.
    #[error("the archive can't be used: {what}")]
    ArchiveUnavailable {
        /// One sentence for the listener.
        what: String,
    },
    /// The backup can't be restored: choose another.
    #[error("the backup can't be used: {why}")]
    BackupUnusable {
        /// One sentence for the listener.
        why: String,
    },
    /// The import is no longer in the archive.
    #[error("no such source")]
    SourceGone,
    /// The file could not be written: choose another place.
    #[error("not exported: {why}")]
    ExportFailed {
        /// One sentence for the listener.
        why: String,
    },
    /// There is nothing to draw on a poster.
    #[error("nothing to draw: {why}")]
    NothingToDraw {
        /// What to do, in one sentence or two.
        why: String,
    },
    /// The address is none that genres can be asked of: write another.
    #[error("not a server: {why}")]
    ServerRefused {
        /// One sentence for the listener.
        why: String,
    },
    /// The place where the machines meet can't be used; the problem says what to do.
    #[error("not exchanged")]
    RemoteFailed { problem: RemoteProblem },
    /// There is no track to put into a playlist.
    #[error("nothing to save")]
    NothingToSave,
    /// The name is empty or longer than Spotify takes.
    #[error("not a playlist name: {why}")]
    PlaylistNameWrong {
        /// One sentence for the listener.
        why: String,
    },
    /// Part of a playlist is saved; finishing adds the rest, and no track twice.
    #[error("playlist unfinished: {}", why)]
    PlaylistUnfinished {
        /// The part that is saved.
        playlist: SavedPlaylist,
        /// How many tracks there should be.
        of: u32,
        /// What stopped it.
        why: Box<UiError>,
    },
}

/// What every command returns.
pub(crate) type UiResult<T> = Result<T, UiError>;
