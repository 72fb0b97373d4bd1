//! What counts as a play: the rules to choose from, and the default.
//! A rule is applied when something is asked, never when a play is stored; it decides what is a play, never what is time.

/// What counts as a play. Time listened does not depend on it: every millisecond heard is time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountingRule {
    /// Heard for at least this long.
    AtLeast {
        /// In milliseconds.
        ms: u32,
    },
    /// Heard for half the track's length or longer. Where no source gives the length, the longest play that ended by itself
    /// stands in for it, or else the longest play.
    HalfTheTrack,
    /// Ended by itself. Where no source says how a play ended: heard for the track's whole length, found as above.
    ToTheEnd,
}

impl CountingRule {
    /// How long a play must have been heard to count by the default rule, in milliseconds: 30 seconds, as Spotify counts
    /// a stream (<https://support.spotify.com/us/artists/article/how-we-count-streams/>).
    pub const DEFAULT_LEAST_MS: u32 = 30_000;
}

impl Default for CountingRule {
    /// Heard for [`Self::DEFAULT_LEAST_MS`] or longer.
    fn default() -> Self {
        Self::AtLeast {
            ms: Self::DEFAULT_LEAST_MS,
        }
    }
}
