//! The app's settings file as it is written: the names in it and the types below them. These types serve the file alone,
//! so that a rename elsewhere never changes what is on disk. Holds no token.

use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use spotify::{ClientId, Pause};

use crate::{genre_services::GenreChoices, settings_file};

/// The file's top-level names.
pub mod key {
    /// [`Choices`](super::Choices).
    pub const SETTINGS: &str = "settings";
    /// The app that the listener made in Spotify's dashboard.
    pub const CLIENT_ID: &str = "clientId";
    /// [`GenreChoices`](crate::GenreChoices).
    pub const GENRES: &str = "genres";
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
    /// The listener paused the recording: nothing is read by itself until they resume it. Not written where it is not so, as by versions
    /// that knew no pause.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub recording_paused: bool,
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
    /// What the listener chose about genres.
    pub genres: GenreChoices,
}

impl AppSettings {
    /// Reads the file at `path`, or its copy where the app was stopped while it wrote the file. What can't be read counts as
    /// absent.
    pub fn read(path: &Path) -> Self {
        let settings = settings_file::read(path).unwrap_or_default();
        Self {
            client_id: value(&settings, key::CLIENT_ID),
            pause: value(&settings, key::PAUSE),
            disconnected_at: value(&settings, key::DISCONNECTED_AT),
            genres: value(&settings, key::GENRES).unwrap_or_default(),
        }
    }
}

fn value<T: DeserializeOwned>(settings: &Map<String, Value>, key: &str) -> Option<T> {
    serde_json::from_value(settings.get(key)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn choices_are_written_as_they_always_were() {
        let choices = Choices {
            theme: Theme::Dark,
            redirect: Some(RedirectChoice::DeepLink),
            recording_paused: true,
        };
        let written = serde_json::to_string(&choices).unwrap();
        assert_eq!(
            written,
            r#"{"theme":"dark","redirect":"deepLink","recordingPaused":true}"#
        );
        assert_eq!(
            serde_json::to_string(&Choices::default()).unwrap(),
            r#"{"theme":"system","redirect":null}"#
        );
    }

    #[test]
    fn a_choice_that_is_not_there_has_its_default() {
        let read: Choices = serde_json::from_str(r#"{"theme":"light"}"#).unwrap();
        assert_eq!((read.theme, read.redirect), (Theme::Light, None));
        assert!(!read.recording_paused);
    }

    fn disconnected(at: &str) -> String {
        format!(r#"{{"disconnectedAt":"{at}"}}"#)
    }

    #[test]
    fn of_a_damaged_file_the_last_good_copy_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tonearm.json");
        fs::write(&path, disconnected("2026-01-02T03:04:05Z")).unwrap();
        crate::settings_file::prepare(&path).unwrap();
        fs::write(&path, "{").unwrap();
        let read = AppSettings::read(&path);
        assert_eq!(read.disconnected_at, DateTime::from_timestamp(1_767_323_045, 0));
    }
}
