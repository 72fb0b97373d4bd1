//! Whose history it is, in a place that has several.

use std::fmt;

use uuid::Uuid;

/// The lasting name of a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListenerId(pub [u8; 16]);

impl ListenerId {
    /// The role whose members see this listener's rows.
    pub fn role(self) -> String {
        format!("listener_{self}")
    }
}

impl fmt::Display for ListenerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_bytes(self.0).simple().fmt(f)
    }
}

/// Whose history is in a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listener {
    /// Whose.
    pub id: ListenerId,
    /// What the listener is called there.
    pub name: String,
    /// A digest of the Spotify account, once a machine has told it.
    pub account: Option<String>,
}
