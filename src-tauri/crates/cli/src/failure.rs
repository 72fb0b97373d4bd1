//! Why a command did not work: a code for programs, a next step for people, and how the program ends.
//! The codes never change: scripts match on them.

use std::fmt::{self, Display};

use import::ImportError;
use library::{ArchiveError, ExchangeError, PlaylistError, StoreError, SyncError};
use remote::RemoteError;
use spotify::{Error as SpotifyError, SignInError};

use crate::exit::Exit;

#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) exit: Exit,
}

impl Failure {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            exit: Exit::Failed,
        }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            message: message.strip_prefix("error: ").map_or(message.clone(), str::to_owned),
            ..Self::new("usage", "")
        }
        .ending(Exit::Usage)
    }

    pub(crate) fn unexpected(error: &impl Display) -> Self {
        Self::new("unexpected", format!("something unexpected happened: {error}"))
    }

    pub(crate) fn output(error: &std::io::Error) -> Self {
        Self::new("output", format!("the answer could not be written: {error}"))
    }

    pub(crate) fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    pub(crate) fn as_json(&self) -> String {
        serde_json::json!({ "error": { "code": self.code, "message": self.message } }).to_string()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)
    }
}

impl From<&StoreError> for Failure {
    fn from(error: &StoreError) -> Self {
        let (code, next) = match error {
            StoreError::TooNew { .. } => ("too_new", "."),
            StoreError::OpenElsewhere => ("open_elsewhere", "."),
            StoreError::ReadOnly => ("read_only", " with --data."),
            StoreError::DiskFull => ("disk_full", "."),
            StoreError::Busy | StoreError::Locked => ("busy", "."),
            StoreError::Damaged(_) => ("damaged", ". Restore a backup: tonearm-cli restore latest"),
            StoreError::BackupUnusable(_) => ("backup_unusable", ". Choose another from: tonearm-cli backups"),
            StoreError::NoSuchBackup(_) => ("no_such_backup", ". Choose one from: tonearm-cli backups"),
            StoreError::NoSuchSource(_) => ("no_such_source", ". Choose one from: tonearm-cli sources"),
            StoreError::File { .. } => ("file", ". See to it, or choose another data folder with --data."),
            StoreError::Unexpected(_) => ("unexpected", "."),
        };
        let failure = Self::new(code, format!("{error}{next}"));
        match error {
            StoreError::Damaged(_) => failure.ending(Exit::Damaged),
            _ => failure,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::from(&error)
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Store(error) => error.into(),
            ArchiveError::Import(error) => error.into(),
            ArchiveError::BrokeOff => Self::new("unexpected", format!("{error}. Please report it.")),
            ArchiveError::Export { .. } => Self::new(
                "export",
                format!("{error}. Choose another file, or make room for this one."),
            ),
        }
    }
}

impl From<RemoteError> for Failure {
    fn from(error: RemoteError) -> Self {
        Self::new(error.code(), format!("{error}."))
    }
}

impl From<ExchangeError> for Failure {
    fn from(error: ExchangeError) -> Self {
        match error {
            ExchangeError::Archive(error) => error.into(),
            ExchangeError::Remote(error) => error.into(),
            ExchangeError::AnotherListener => Self::new("another_listener", format!("{error}.")),
            ExchangeError::Stopped => Self::new("stopped", format!("{error}.")).ending(Exit::Interrupted),
        }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Cancelled => {
                Self::new(error.code(), "The import was stopped. Nothing was added.").ending(Exit::Interrupted)
            }
            _ => Self::new(error.code(), error.to_string()),
        }
    }
}

impl From<SpotifyError> for Failure {
    fn from(error: SpotifyError) -> Self {
        let code = match error {
            SpotifyError::SignedOut => "signed_out",
            SpotifyError::MissingScope => "missing_scope",
            SpotifyError::NotOnTheList => "not_on_the_list",
            SpotifyError::OwnerNeedsPremium => "owner_needs_premium",
            SpotifyError::RateLimited { .. } => "rate_limited",
            SpotifyError::QuotaExceeded { .. } => "quota_exceeded",
            SpotifyError::Offline => "offline",
            SpotifyError::Gone => "gone",
            SpotifyError::Unconfirmed => "unconfirmed",
            SpotifyError::Unexpected(_) => "spotify_unexpected",
        };
        let exit = match error {
            SpotifyError::Offline | SpotifyError::Gone | SpotifyError::Unconfirmed | SpotifyError::Unexpected(_) => {
                Exit::Failed
            }
            _ => Exit::SpotifyRefused,
        };
        let message = match error {
            SpotifyError::SignedOut => "You are signed out of Spotify. Sign in with: tonearm-cli sign-in".to_owned(),
            SpotifyError::MissingScope => {
                "Spotify wants your permission for this. Sign in again and agree to it: tonearm-cli sign-in".to_owned()
            }
            other => other.to_string(),
        };
        Self::new(code, message).ending(exit)
    }
}

impl From<SignInError> for Failure {
    fn from(error: SignInError) -> Self {
        let (code, exit) = match error {
            SignInError::WrongState => ("wrong_state", Exit::Failed),
            SignInError::Cancelled => ("cancelled", Exit::SpotifyRefused),
            SignInError::Expired => ("expired", Exit::Failed),
            SignInError::CodeRejected => ("code_rejected", Exit::SpotifyRefused),
            SignInError::UnknownClient => ("unknown_client", Exit::SpotifyRefused),
            SignInError::Refused(_) => ("refused", Exit::SpotifyRefused),
            SignInError::RateLimited { .. } => ("rate_limited", Exit::SpotifyRefused),
            SignInError::Offline => ("offline", Exit::Failed),
            SignInError::Unexpected(_) => ("spotify_unexpected", Exit::Failed),
        };
        Self::new(code, error.to_string()).ending(exit)
    }
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Spotify(error) => error.into(),
            SyncError::Archive(error) => error.as_ref().into(),
        }
    }
}

impl From<PlaylistError> for Failure {
    fn from(error: PlaylistError) -> Self {
        match error {
            PlaylistError::NotCreated(error) => error.into(),
            PlaylistError::NothingToSave => Self::new("nothing_to_save", error.to_string()),
            PlaylistError::InvalidDraft(complaint) => Self::usage(complaint),
            PlaylistError::Unfinished { ref why, .. } => {
                let exit = Self::from(why.clone()).exit;
                let message = format!("{error} The rest comes with: tonearm-cli playlist finish");
                Self::new("playlist_unfinished", message).ending(exit)
            }
        }
    }
}
