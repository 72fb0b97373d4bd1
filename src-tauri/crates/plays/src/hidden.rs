//! What the listener does not want counted.

/// What can be hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HiddenTarget {
    /// A track, by URI.
    Track(String),
    /// An album, by URI or name.
    Album(String),
    /// An artist, by URI or name.
    Artist(String),
    /// Everything that ended in this span of time, in milliseconds since 1970.
    Time {
        /// From, inclusive.
        from: i64,
        /// To, exclusive.
        to: i64,
    },
}
