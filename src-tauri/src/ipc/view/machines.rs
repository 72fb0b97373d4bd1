//! Other machines with the same history: where they meet, how the last exchange went, and one under way.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::status::SecretStorage;
use crate::ipc::error::UiError;

/// How it stands with the listener's other machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OtherMachines {
    /// Where they meet; `None` while this machine exchanges with nobody.
    pub remote: Option<Remote>,
    /// What this machine is called unless its owner says otherwise.
    pub usual_name: String,
    /// The exchange under way.
    pub running: Option<RunningExchange>,
    /// Of two, the one with the higher number is newer.
    pub revision: u32,
}

/// Where the machines meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Remote {
    pub kind: RemoteKind,
    /// Without a password.
    pub address: String,
    /// Whose history it is, where a database has those of several.
    pub listener: Option<String>,
    /// What this machine is called there.
    pub machine_name: String,
    /// Where the password is kept; `None` for a folder, and while the keychain was not asked.
    pub password: Option<SecretStorage>,
    /// The last exchange that was done.
    pub last: Option<LastExchange>,
    /// Why the last try failed; `None` if it did not.
    pub failure: Option<UiError>,
    /// When it is tried again by itself after a failure, where that may help.
    pub retry_secs: Option<u32>,
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RemoteKind {
    Folder,
    Database,
}

/// An exchange that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LastExchange {
    pub done_secs: u32,
    pub rows_sent: u32,
    pub rows_received: u32,
    /// This machine first, then those that exchanged last.
    pub machines: Vec<Machine>,
    /// What was not the same here and there afterwards, each in words.
    pub mismatches: Vec<String>,
}

/// A machine that exchanges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Machine {
    pub id: String,
    pub name: String,
    /// When it exchanged last, by its own clock.
    pub last_secs: u32,
    pub is_this: bool,
}

/// An exchange under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RunningExchange {
    /// Parts that were sent or received.
    pub done: u32,
    /// Parts that are to be; 0 until that is known, and where there is nothing to do.
    pub total: u32,
    /// It ends after the part that it is at.
    pub stopping: bool,
}

/// A folder that was chosen in the system's dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SharedFolder {
    /// The number of this choice.
    pub choice: u32,
    pub path: String,
}

/// Where the listener wants the machines to meet. Can't be printed, because a password may be in the URL.
#[derive(Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub(crate) enum RemotePlace {
    /// A folder that was chosen as `choice`.
    Folder { choice: u32 },
    /// A database, field by field.
    Database {
        host: String,
        /// As typed; the usual one where it is empty.
        port: String,
        database: String,
        user: String,
    },
    /// A database by its address.
    Url { url: String },
}
