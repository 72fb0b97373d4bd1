//! The sign-in, its consent and Spotify's pauses, as the page shows them.

use chrono::{DateTime, Utc};
use spotify::Grant;

use crate::ipc::{number::secs_since_1970, view};

pub(crate) fn consent(grant: &Grant, now: DateTime<Utc>) -> view::Consent {
    let ends = grant.consent_ends();
    view::Consent {
        given_secs: secs_since_1970(grant.consented_at()),
        ends_secs: secs_since_1970(ends),
        days_left: u32::try_from((ends - now).num_days()).unwrap_or_default(),
    }
}

impl From<vault::SecretStorage> for view::SecretStorage {
    fn from(kept: vault::SecretStorage) -> Self {
        match kept {
            vault::SecretStorage::Keychain => Self::Keychain,
            vault::SecretStorage::ThisRunOnly => Self::ThisRunOnly,
        }
    }
}

impl From<spotify::Pause> for view::Pause {
    fn from(pause: spotify::Pause) -> Self {
        let kind = match pause.kind {
            spotify::PauseKind::RateLimited => view::PauseKind::RateLimited,
            spotify::PauseKind::QuotaExceeded => view::PauseKind::QuotaExceeded,
        };
        Self {
            kind,
            until_secs: secs_since_1970(pause.until),
        }
    }
}

impl From<spotify::SetupCheck> for view::SetupCheck {
    fn from(check: spotify::SetupCheck) -> Self {
        match check {
            spotify::SetupCheck::Accepted => Self::Ready,
            spotify::SetupCheck::UnknownClient => Self::UnknownClient,
            spotify::SetupCheck::RedirectNotRegistered => Self::RedirectMissing,
            spotify::SetupCheck::CouldNotCheck => Self::NotChecked,
        }
    }
}
