//! What the listener does not want counted.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::filter::EntityKind;

/// Something that the listener does not want counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HiddenThing {
    /// What `unhide` takes.
    pub id: u32,
    /// `None` for a span of time.
    pub sort: Option<EntityKind>,
    /// Empty for a span of time.
    pub name: String,
    /// A span's first second.
    pub from_secs: Option<u32>,
    /// The second after its last.
    pub to_secs: Option<u32>,
}
