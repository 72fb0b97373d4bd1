//! The vocabulary of listening: what was played, and when.
//! No I/O, no clock, no serialisation: a play means the same to whoever stores, counts or shows it.

mod evidence;
mod item;
mod rule;

use std::{collections::BTreeSet, fmt, str::FromStr};

use chrono::{DateTime, Utc};

pub use evidence::{Circumstance, Evidence, Witness};
pub use item::{Item, ItemUri, Kind, NotAnItem, escaped, unescaped};
pub use rule::CountingRule;

/// A track is its Spotify URI, `spotify:track:` and 22 letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TrackId(Box<str>);

impl TrackId {
    /// The URI as Spotify writes it.
    pub fn as_uri(&self) -> &str {
        &self.0
    }
}

impl FromStr for TrackId {
    type Err = NotATrack;

    fn from_str(uri: &str) -> Result<Self, NotATrack> {
        let id = uri.strip_prefix("spotify:track:").ok_or(NotATrack)?;
        let whole = id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric());
        whole.then(|| Self(uri.into())).ok_or(NotATrack)
    }
}

impl fmt::Display for TrackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text names no Spotify track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATrack;

impl fmt::Display for NotATrack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a Spotify track URI (spotify:track: and 22 letters and digits)")
    }
}

impl std::error::Error for NotATrack {}

/// When Spotify says something was played: mostly the end of the play, on some days and devices
/// the start. Milliseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlayedAt(i64);

impl PlayedAt {
    /// Milliseconds since 1970, UTC.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970, UTC.
    pub fn as_millis(self) -> i64 {
        self.0
    }
}

impl From<DateTime<Utc>> for PlayedAt {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// One track, heard once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Play {
    /// When.
    pub at: PlayedAt,
    /// What.
    pub track: TrackId,
}

/// Those of `read` that are not among `known`, oldest first and each once.
///
/// Spotify stalls and back-fills, so what is read overlaps what is known; the same track at the
/// same millisecond is the same play.
pub fn unknown(known: &BTreeSet<Play>, read: impl IntoIterator<Item = Play>) -> BTreeSet<Play> {
    read.into_iter().filter(|play| !known.contains(play)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn play(track: char, millis: i64) -> Play {
        let uri = format!("spotify:track:{}", String::from(track).repeat(22));
        Play {
            at: PlayedAt::from_millis(millis),
            track: uri.parse().unwrap(),
        }
    }

    #[test]
    fn a_track_is_named_by_its_uri_and_nothing_else() {
        let uri = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";
        assert_eq!(uri.parse::<TrackId>().unwrap().as_uri(), uri);
        for wrong in [
            "4uLU6hMCjMI75M1A2tKUQC",
            "spotify:track:",
            "spotify:track:short",
            "spotify:episode:4uLU6hMCjMI75M1A2tKUQC",
            "spotify:track:4uLU6hMCjMI75M1A2tKU-C",
        ] {
            assert_eq!(wrong.parse::<TrackId>(), Err(NotATrack), "{wrong}");
        }
    }

    #[test]
    fn an_overlap_brings_only_what_is_new() {
        let known = BTreeSet::from([play('a', 1), play('b', 2)]);
        let new = unknown(&known, [play('b', 2), play('c', 3), play('c', 3)]);
        assert_eq!(new, BTreeSet::from([play('c', 3)]));
    }

    #[test]
    fn one_track_twice_is_two_plays() {
        let known = BTreeSet::from([play('a', 1)]);
        assert_eq!(unknown(&known, [play('a', 2)]).len(), 1);
    }
}
