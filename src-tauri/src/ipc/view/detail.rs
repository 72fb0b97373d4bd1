//! The page of one artist, album, track or genre, and what a search by name finds.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    explore::{ExploreRow, NamedKey, Timeline},
    filter::{CountingRule, EntityKind, Measure},
    gap::GapDays,
    play_key::PlayKey,
    range::DayRange,
    track::Cover,
};

/// Which artist, album, track or genre, and how to count its plays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DetailQuery {
    pub sort: EntityKind,
    pub key: String,
    pub rule: CountingRule,
    pub measure: Measure,
    /// Count what is hidden too.
    pub with_hidden: bool,
}

/// One artist, album, track or genre, over all the years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Detail {
    pub sort: EntityKind,
    /// Not always the key that was asked for: of several keys for one thing, this is the main one.
    pub key: String,
    pub name: String,
    /// What Spotify can open.
    pub uri: Option<String>,
    /// A picture, where one is known.
    pub cover: Option<Cover>,
    /// A track's credited artists, an album's artist.
    pub artists: Vec<NamedKey>,
    /// Only a track has one.
    pub album: Option<NamedKey>,
    /// An artist's genres, or those of a track's artists.
    pub genres: Vec<NamedKey>,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
    /// Its rank over all the years.
    pub rank: Option<u32>,
    /// Different tracks of it that were played.
    pub tracks: u32,
    /// Its first play that counts.
    pub first: Option<PlayedTrack>,
    /// Plays on the day of the first.
    pub first_day_plays: u32,
    /// Its last play that counts.
    pub last: Option<PlayedTrack>,
    /// The most days in a row with a play of it.
    pub longest_run: Option<DayRange>,
    /// Every year from the first play of all to the last.
    pub years: Vec<YearRank>,
    /// The six others with the most plays or time.
    pub rivals: Vec<Rival>,
    /// `matched` is its own, `all` is everything's.
    pub timeline: Timeline,
    /// 7 × 24 amounts, from Monday 0 h to Sunday 23 h.
    pub clock: Vec<u32>,
    /// Its tracks, best first; for a track, itself.
    pub top: Vec<ExploreRow>,
    /// How many sessions have a play of it.
    pub sessions: u32,
    /// The most sessions first.
    pub companions: Vec<Companion>,
    /// Where plays are missing or may be, oldest first.
    pub gaps: Vec<GapDays>,
    pub today: i32,
    /// The time zone of all days and hours here.
    pub zone: String,
    /// What `unhide` takes, if it is hidden.
    pub hidden: Option<u32>,
}

/// One play and when it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayedTrack {
    pub day: i32,
    /// The minute of the day.
    pub minute: u32,
    pub track: NamedKey,
    /// What explains it takes this.
    pub key: PlayKey,
}

/// Its rank in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct YearRank {
    pub year: i32,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
    /// Its rank by the measure; `None` in a year without it.
    pub rank: Option<u32>,
    /// How many of its kind were played that year.
    pub of: u32,
}

/// Another of its kind, for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rival {
    pub key: String,
    pub name: String,
    /// Its rank in each of `years`.
    pub ranks: Vec<Option<u32>>,
    /// An amount for each of `years`.
    pub amounts: Vec<u32>,
}

/// Another of its kind that is played in the same sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Companion {
    pub key: String,
    pub name: String,
    /// How many of the sessions they share.
    pub sessions: u32,
}

/// A track, album, artist or genre found by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchHit {
    pub sort: EntityKind,
    pub key: String,
    pub name: String,
    /// A track's credited artists, an album's artist; empty for artists and genres.
    pub under: String,
    /// Plays of any length.
    pub plays: u32,
}
