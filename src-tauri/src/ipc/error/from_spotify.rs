//! From the errors of Spotify, the keychain and playlists to the listener's.

use library::PlaylistError;
use spotify::SignInError;
use vault::VaultError;

use super::UiError;
use crate::ipc::number::{count, secs_since_1970};

impl From<spotify::Error> for UiError {
    fn from(error: spotify::Error) -> Self {
        match error {
            spotify::Error::SignedOut => Self::SignedOut,
            spotify::Error::MissingScope => Self::MissingScope,
            spotify::Error::NotOnTheList => Self::NotOnTheList,
            spotify::Error::OwnerNeedsPremium => Self::OwnerNeedsPremium,
            spotify::Error::RateLimited { until } => Self::RateLimited {
                until_secs: secs_since_1970(until),
            },
            spotify::Error::QuotaExceeded { until } => Self::QuotaExceeded {
                until_secs: secs_since_1970(until),
            },
            spotify::Error::Offline => Self::Offline,
            spotify::Error::Gone => Self::Gone,
            spotify::Error::Unconfirmed => Self::Unconfirmed,
            spotify::Error::Unexpected(why) => {
                log::error!("unexpected: {why}");
                Self::Unexpected {
                    what: "Spotify gave an answer that Tonearm does not understand.".to_owned(),
                }
            }
        }
    }
}

impl From<SignInError> for UiError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::WrongState => Self::SignInNotOurs,
            SignInError::Cancelled => Self::SignInCancelled,
            SignInError::Expired => Self::SignInExpired,
            SignInError::CodeRejected => Self::SignInCodeRejected,
            SignInError::UnknownClient => Self::UnknownClient,
            SignInError::Refused(why) => Self::SignInRefused { why },
            SignInError::RateLimited { until } => Self::RateLimited {
                until_secs: secs_since_1970(until),
            },
            SignInError::Offline => Self::Offline,
            SignInError::Unexpected(why) => spotify::Error::Unexpected(why).into(),
        }
    }
}

impl From<VaultError> for UiError {
    fn from(error: VaultError) -> Self {
        log::error!("{error}");
        Self::Unexpected {
            what: "You are disconnected, but the keychain did not let go of its entry “app.tonearm.desktop”. Remove it by hand."
                .to_owned(),
        }
    }
}

impl From<PlaylistError> for UiError {
    fn from(error: PlaylistError) -> Self {
        match error {
            PlaylistError::NothingToSave => Self::NothingToSave,
            PlaylistError::InvalidDraft(why) => Self::PlaylistNameWrong { why },
            PlaylistError::NotCreated(why) => why.into(),
            PlaylistError::Unfinished { saved, of, why } => Self::PlaylistUnfinished {
                playlist: saved.into(),
                of: count(of),
                why: Box::new(why.into()),
            },
        }
    }
}
