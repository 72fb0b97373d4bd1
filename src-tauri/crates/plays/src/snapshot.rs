//! Snapshots: Spotify's own rankings, one of each a day, so that movement can be shown.

/// One of Spotify's rankings on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Whose: a digest of the account's id.
    pub account: String,
    /// Days since 1970-01-01, UTC.
    pub taken_on: i32,
    /// `tracks` or `artists`.
    pub list: String,
    /// Spotify's name for the range.
    pub time_range: String,
    /// URI and name, best first.
    pub ranking: Vec<(String, String)>,
}
