//! What the listener chose, as the Settings screen shows it. The file on disk has types of its own.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What the listener chose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    pub theme: Theme,
    pub redirect: RedirectChoice,
    /// Nothing is read by itself until the listener resumes it.
    pub recording_paused: bool,
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
