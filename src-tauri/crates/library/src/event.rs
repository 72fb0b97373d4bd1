//! What happens in the library while nobody asks.

/// Something that others may want to act on. Reported after it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// So many plays were not known before.
    PlaysRecorded {
        /// At least one, unless only a gap was found.
        count: usize,
    },
    /// Spotify was asked for recent plays and answered, with or without new ones.
    Synced,
    /// [`Library::saved_state`](crate::Library::saved_state) returns something else than before: store it.
    SavedStateChanged,
}
