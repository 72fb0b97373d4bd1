//! The app's settings file as it is written: the names in it and the types below them. These types serve the file alone,
//! so that a rename elsewhere never changes what is on disk. Holds no token.

use std::{fs, path::Path};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use spotify::{ClientId, Pause};

/// The file's top-level names.
pub mod key {
    /// [`Choices`](super::Choices).
    pub const SETTINGS: &str = "settings";
    /// The app that the listener made in Spotify's dashboard.
    pub const CLIENT_ID: &str = "clientId";
    /// [`library::SavedState`].
    pub const KEPT: &str = "kept";
    /// [`spotify::Pause`].
    pub const PAUSE: &str = "pause";
    /// Whether Spotify, and not the listener, ended the last sign-in.
    pub const CONSENT_ENDED: &str = "consentEnded";
    /// When the listener last disconnected.
    pub const DISCONNECTED_AT: &str = "disconnectedAt";
}

/// What the listener chose. A choice that an older version did not know has its default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Choices {
    /// Dark, light, or as the system has it.
    pub theme: Theme,
    /// How the browser comes back. `None` until the listener chooses: then it is whichever works here.
    pub redirect: Option<RedirectChoice>,
}

/// Dark, light, or as the system has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say everything")]
pub enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

/// How the browser comes back after consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RedirectChoice {
    /// By `tonearm://callback`.
    DeepLink,
    /// By the page that [`Loopback`](crate::Loopback) serves.
    Loopback,
}

/// What another program may want to know of the app's settings. It only ever reads them, as the app may be running.
#[derive(Debug, Default)]
pub struct AppSettings {
    /// The app that the listener made in Spotify's dashboard.
    pub client_id: Option<ClientId>,
    /// A pause that Spotify asked for.
    pub pause: Option<Pause>,
    /// When the listener last disconnected.
    pub disconnected_at: Option<DateTime<Utc>>,
}

impl AppSettings {
    /// Reads the file at `path`. What can't be read counts as absent.
    pub fn read(path: &Path) -> Self {
        let settings: Value = fs::read(path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self {
            client_id: value(&settings, key::CLIENT_ID),
            pause: value(&settings, key::PAUSE),
            disconnected_at: value(&settings, key::DISCONNECTED_AT),
        }
    }
}

fn value<T: DeserializeOwned>(settings: &Value, key: &str) -> Option<T> {
    serde_json::from_value(settings.get(key)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_written_as_they_always_were() {
        let choices = Choices {
            theme: Theme::Dark,
            redirect: Some(RedirectChoice::DeepLink),
        };
        let written = serde_json::to_string(&choices).unwrap();
        assert_eq!(written, r#"{"theme":"dark","redirect":"deepLink"}"#);
        assert_eq!(
            serde_json::to_string(&Choices::default()).unwrap(),
            r#"{"theme":"system","redirect":null}"#
        );
    }

    #[test]
    fn a_choice_that_is_not_there_has_its_default() {
        let read: Choices = serde_json::from_str(r#"{"theme":"light"}"#).unwrap();
        assert_eq!((read.theme, read.redirect), (Theme::Light, None));
    }
}
