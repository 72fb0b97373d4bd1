//! One artist, album, track or genre as the page asks about it and shows it; what is found by name, and what is hidden.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CountingRule, Cover, DayRange, EntityKind, ExploreRow, Measure, NamedKey, Timeline};

/// Of whom or what: a sort and a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DetailQuery {
    /// Which sort of thing.
    pub sort: EntityKind,
    /// Which of them.
    pub key: String,
    /// What counts as a play.
    pub rule: CountingRule,
    /// What ranks, and what charts show.
    pub measure: Measure,
    /// Whether what is hidden counts after all.
    pub with_hidden: bool,
}

/// One play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlayedTrack {
    /// The day on which it began.
    pub day: i32,
    /// The minute of that day.
    pub minute: u32,
    /// What was played.
    pub track: NamedKey,
}

/// Its standing in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct YearRank {
    /// Which year.
    pub year: i32,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
    /// Its rank by the measure; `None` in a year without it.
    pub rank: Option<u32>,
    /// How many of its like were played.
    pub of: u32,
}

/// Another of its like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rival {
    /// Which.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its rank in each year.
    pub ranks: Vec<Option<u32>>,
}

/// Who is heard with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Companion {
    /// Which.
    pub key: String,
    /// Its name.
    pub name: String,
    /// In how many of the sessions.
    pub sessions: u32,
}

/// One artist, album, track or genre: its whole life with the listener.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Detail {
    /// Which sort of thing.
    pub sort: EntityKind,
    /// Its key, which may be another than asked by: of one thing known by several, the one that stands for it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What Spotify can open.
    pub uri: Option<String>,
    /// A picture, where one is known.
    pub cover: Option<Cover>,
    /// A track's credited artists, an album's artist.
    pub artists: Vec<NamedKey>,
    /// A track's album.
    pub album: Option<NamedKey>,
    /// An artist's genres, a track's.
    pub genres: Vec<NamedKey>,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
    /// Its rank over the whole life.
    pub rank: Option<u32>,
    /// Different tracks of it that were played.
    pub tracks: u32,
    /// Its first play that counts.
    pub first: Option<PlayedTrack>,
    /// Plays on the day of the first.
    pub first_day_plays: u32,
    /// Its last play that counts.
    pub last: Option<PlayedTrack>,
    /// The most days in a row with it.
    pub longest_run: Option<DayRange>,
    /// Every year of the life.
    pub years: Vec<YearRank>,
    /// The six others with most.
    pub rivals: Vec<Rival>,
    /// Its timeline beside everything's.
    pub timeline: Timeline,
    /// Monday first, each day from hour 0 to 23.
    pub clock: Vec<u32>,
    /// Its tracks, best first.
    pub top: Vec<ExploreRow>,
    /// In how many sessions it was heard.
    pub sessions: u32,
    /// Who is heard with it, the most sessions first.
    pub companions: Vec<Companion>,
    /// Where plays are known to be missing, oldest first.
    pub gaps: Vec<DayRange>,
    /// Today.
    pub today: i32,
    /// The time zone by which days and hours go.
    pub zone: String,
    /// The number it is hidden by, if it is.
    pub hidden: Option<u32>,
}

/// Something found by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchHit {
    /// Which sort of thing.
    pub sort: EntityKind,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// A track's credited artists, an album's artist; empty for artists and genres.
    pub under: String,
    /// Plays of any length.
    pub plays: u32,
}

/// Something that the listener does not want counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HiddenThing {
    /// What it is counted again by.
    pub id: u32,
    /// Which sort of thing; `None` for a span of time.
    pub sort: Option<EntityKind>,
    /// Its name; empty for a span of time.
    pub name: String,
    /// A span's first moment, in seconds since 1970.
    pub from_secs: Option<u32>,
    /// The moment after its last.
    pub to_secs: Option<u32>,
}
