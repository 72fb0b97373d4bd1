//! What can be wrong with the place where machines meet.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What is wrong with the place where machines meet: one kind for each next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub(crate) enum RemoteProblem {
    /// The address can't be read.
    BadAddress {
        why: String,
    },
    /// The folder is not there, or has nothing of Tonearm in it.
    FolderMissing {
        folder: String,
    },
    /// The drive that the folder belongs on is not connected.
    NoDrive {
        place: String,
    },
    /// The database has nothing of Tonearm in it.
    NotSetUp {
        database: String,
    },
    /// A newer Tonearm has set it up.
    TooNew,
    /// An older Tonearm has set it up, and this user may not bring it up to date.
    TooOld,
    /// A file can't be read or written.
    FileFailed {
        path: String,
        why: String,
    },
    /// What is there is not what was written.
    Damaged {
        why: String,
    },
    Unreachable {
        server: String,
        why: String,
    },
    WrongPassword {
        server: String,
        user: String,
    },
    NoSuchDatabase {
        server: String,
        database: String,
    },
    /// The server offers no encrypted connection.
    NoTls {
        server: String,
    },
    NotTrusted {
        server: String,
        why: String,
    },
    /// The file with trusted certificates can't be used.
    BadCertificates {
        file: String,
        why: String,
    },
    NoRights {
        why: String,
    },
    ServerTooOld {
        version: String,
    },
    /// The database can't keep all texts.
    NotUnicode {
        encoding: String,
    },
    ReadOnlyServer {
        server: String,
    },
    NoSuchListener {
        wanted: String,
        known: Vec<String>,
    },
    /// There is no listener that this user may see.
    NoListener,
    /// One of them has to be chosen.
    SeveralListeners {
        listeners: Vec<Listener>,
    },
    /// Somebody else's history is there.
    AnotherListener,
    ConnectionLost {
        why: String,
    },
    /// Others have been writing for too long.
    Busy,
    /// Anything else.
    Other {
        why: String,
    },
}

/// Somebody whose history is in a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Listener {
    pub id: String,
    pub name: String,
}
