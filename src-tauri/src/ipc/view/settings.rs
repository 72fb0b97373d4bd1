//! What the listener chose, as the Settings screen shows it. The file on disk has types of its own.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::filter::CountingRule;

/// What the listener chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    pub theme: Theme,
    pub redirect: RedirectChoice,
    /// Nothing is read by itself until the listener resumes it.
    pub recording_paused: bool,
    /// The time zone that days and times are of, such as `Europe/Vienna`. `None`: the computer's.
    pub zone: Option<String>,
    /// What counts as a play where nothing else is asked for.
    pub rule: CountingRule,
    pub notifications: Notifications,
}

/// What the listener wants to be notified of on the desktop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Notifications {
    /// The sign-in ends within two weeks.
    pub sign_in: bool,
    /// Plays are missing.
    pub gaps: bool,
    /// What was heard in the week that is over.
    pub week: bool,
    /// A round number of plays.
    pub milestones: bool,
}

/// The colours of the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Theme {
    /// The system's choice.
    #[default]
    System,
    Dark,
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
