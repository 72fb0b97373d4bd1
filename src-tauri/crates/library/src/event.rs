//! What happens in the library while nobody asks.

/// Something that others may want to act on. Told after it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// So many plays were not known before.
    PlaysRecorded {
        /// At least one.
        count: usize,
    },
    /// Spotify was asked for recent plays and answered, with or without news.
    Synced,
    /// [`Library::saved_state`](crate::Library::saved_state) gives something else than before: store it.
    SavedStateChanged,
}
