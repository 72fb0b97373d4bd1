//! Which remote the archive exchanges with, and how that went the last time. Kept in the archive, because the app and the command line
//! exchange for the same one.

use chrono::{DateTime, Utc};
use plays::MachineId;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::StoreError;

use super::{Archive, ExchangeError, Exchanged, REMOTE, publishing::PUBLISHED};

/// The note about the last exchange.
const LAST: &str = "exchanged";

/// The remote that the archive exchanges with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteSettings {
    /// Its address, without a password.
    pub address: String,
    /// Which listener's history it is, where a database has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listener: Option<String>,
    /// What this machine is called there.
    pub machine_name: String,
}

/// How the last exchange went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastExchange {
    /// When it was tried last.
    pub tried_at: DateTime<Utc>,
    /// When one was done last.
    #[serde(default)]
    pub done_at: Option<DateTime<Utc>>,
    /// Rows sent by the last one that was done.
    #[serde(default)]
    pub rows_sent: u64,
    /// Rows received by it.
    #[serde(default)]
    pub rows_received: u64,
    /// The machines that exchange, this one included.
    #[serde(default)]
    pub machines: Vec<KnownMachine>,
    /// Why the last try failed, in a sentence; `None` if it did not.
    #[serde(default)]
    pub failure: Option<String>,
    /// What was not the same here and there after the last one.
    #[serde(default)]
    pub mismatches: Vec<String>,
}

/// A machine that exchanges with the same remote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownMachine {
    /// Its lasting name.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it exchanged last, by its own clock.
    pub last_at: DateTime<Utc>,
    /// Whether it is this one.
    pub is_this: bool,
}

impl Archive {
    /// The machine that the archive belongs to.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn machine(&self) -> Result<MachineId, StoreError> {
        self.store().machine()
    }

    /// The remote that the archive exchanges with, if there is one.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn remote_settings(&self) -> Result<Option<RemoteSettings>, StoreError> {
        self.read_note(REMOTE)
    }

    /// From now on, the archive exchanges with this remote, or with none. What was exchanged before stays, here and there.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn set_remote(&self, settings: Option<&RemoteSettings>) -> Result<(), StoreError> {
        let mut write = self.store().write()?;
        write.set_note(REMOTE, settings.map(text).as_deref())?;
        for note in [LAST, PUBLISHED] {
            write.set_note(note, None)?;
        }
        write.commit()
    }

    /// How the last exchange went; `None` before the first one.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub fn last_exchange(&self) -> Result<Option<LastExchange>, StoreError> {
        self.read_note(LAST)
    }

    /// Writes down how an exchange went.
    ///
    /// # Errors
    /// When the archive can't be written.
    pub fn note_exchange(&self, result: Result<&Exchanged, &ExchangeError>) -> Result<(), StoreError> {
        let before = self.last_exchange()?.unwrap_or_default();
        let now = self.now();
        let last = match result {
            Ok(exchanged) => {
                let own = self.machine()?;
                let machines = exchanged.machines.iter().map(|machine| KnownMachine {
                    id: machine.id.to_string(),
                    name: machine.name.clone(),
                    last_at: machine.last_at,
                    is_this: machine.id == own,
                });
                LastExchange {
                    tried_at: now,
                    done_at: Some(now),
                    rows_sent: exchanged.rows_sent,
                    rows_received: exchanged.rows_received,
                    machines: machines.collect(),
                    failure: None,
                    mismatches: exchanged.mismatches.clone(),
                }
            }
            Err(error) => LastExchange {
                tried_at: now,
                failure: Some(error.to_string()),
                ..before
            },
        };
        let mut write = self.store().write()?;
        write.set_note(LAST, Some(&text(&last)))?;
        write.commit()
    }

    /// A note that an older program did not know, or that a newer one wrote in another way, is none.
    fn read_note<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let note = self.store().note(key)?;
        Ok(note.and_then(|note| serde_json::from_str(&note).ok()))
    }
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
