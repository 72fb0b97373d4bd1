//! The app's settings file as it is written: the names in it and the types below them. These types serve the file alone,
//! so that a rename elsewhere never changes what is on disk. Holds no token.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use library::Zone;
use plays::CountingRule;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
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
    /// What the listener was notified of already.
    pub const NOTIFIED: &str = "notified";
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
    /// The time zone that days and times are of. `None`: the computer's.
    #[serde(with = "zone_name", skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// What counts as a play where nothing else is asked for.
    #[serde(skip_serializing_if = "Rule::is_default")]
    pub rule: Rule,
    /// What the listener wants to be notified of.
    #[serde(skip_serializing_if = "Notifications::is_off")]
    pub notifications: Notifications,
}

/// A counting rule as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Rule {
    /// Heard for at least this long.
    AtLeast {
        /// In milliseconds.
        ms: u32,
    },
    /// Heard for half the track's length or longer.
    HalfTheTrack,
    /// Ended by itself.
    ToTheEnd,
}

impl Rule {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Rule {
    fn default() -> Self {
        CountingRule::default().into()
    }
}

impl From<CountingRule> for Rule {
    fn from(rule: CountingRule) -> Self {
        match rule {
            CountingRule::AtLeast { ms } => Self::AtLeast { ms },
            CountingRule::HalfTheTrack => Self::HalfTheTrack,
            CountingRule::ToTheEnd => Self::ToTheEnd,
        }
    }
}

impl From<Rule> for CountingRule {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::AtLeast { ms } => Self::AtLeast { ms },
            Rule::HalfTheTrack => Self::HalfTheTrack,
            Rule::ToTheEnd => Self::ToTheEnd,
        }
    }
}

/// What the listener wants to be notified of. Nothing, until they say so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Notifications {
    /// The sign-in ends within two weeks, or has ended.
    pub sign_in: bool,
    /// Plays are missing.
    pub gaps: bool,
    /// What was heard in the week that is over.
    pub week: bool,
    /// A round number of plays.
    pub milestones: bool,
}

impl Notifications {
    /// Whether the listener wants none at all.
    pub fn is_off(&self) -> bool {
        *self == Self::default()
    }
}

/// What the listener was notified of, so that nothing is told twice. A part is `None` while its notification is off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Notified {
    /// When the consent was given whose end was told last.
    pub consent_given: Option<DateTime<Utc>>,
    /// Gaps that ended by then were told, in milliseconds since 1970.
    pub gaps_until: Option<i64>,
    /// The Monday after the week that was told last.
    pub monday: Option<NaiveDate>,
    /// The most plays that there ever were when this was last looked at.
    pub plays: Option<u64>,
}

/// A zone by its name. A name that this version does not know counts as none, so that it spoils no other choice.
mod zone_name {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Zone};

    pub(super) fn serialize<S: Serializer>(zone: &Option<Zone>, serializer: S) -> Result<S::Ok, S::Error> {
        zone.map(Zone::name).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Zone>, D::Error> {
        let name = Option::<String>::deserialize(deserializer)?;
        Ok(name.and_then(|name| name.parse().ok()))
    }
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
            ..Choices::default()
        };
        let written = serde_json::to_string(&choices).unwrap();
        assert_eq!(
            written,
            r#"{"theme":"dark","redirect":"deepLink","recordingPaused":true}"#
        );
        let choices = Choices {
            zone: "Europe/Vienna".parse().ok(),
            rule: Rule::AtLeast { ms: 60_000 },
            notifications: Notifications {
                gaps: true,
                ..Notifications::default()
            },
            ..Choices::default()
        };
        let written = concat!(
            r#"{"theme":"system","redirect":null,"zone":"Europe/Vienna","rule":{"atLeast":{"ms":60000}},"#,
            r#""notifications":{"signIn":false,"gaps":true,"week":false,"milestones":false}}"#
        );
        assert_eq!(serde_json::to_string(&choices).unwrap(), written);
        assert_eq!(serde_json::from_str::<Choices>(written).unwrap(), choices);
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
        assert_eq!((read.zone, read.rule), (None, Rule::AtLeast { ms: 30_000 }));
    }

    #[test]
    fn a_zone_that_is_not_known_spoils_no_other_choice() {
        let read: Choices = serde_json::from_str(r#"{"theme":"light","zone":"Moon/Tranquility"}"#).unwrap();
        assert_eq!((read.theme, read.zone), (Theme::Light, None));
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
