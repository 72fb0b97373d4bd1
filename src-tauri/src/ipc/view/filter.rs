//! The question that the Explore screen asks: which plays, what counts as one, what is ranked. Days are days since 1970-01-01
//! as the listener lived them. A key names a track, album, artist or genre: a `spotify:…` or `tonearm:…` address that stays
//! the same from run to run.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::track::ItemKind;

/// One question: a filter, and which parts of the answer are on show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreQuestion {
    pub filter: ExploreFilter,
    pub rule: CountingRule,
    pub measure: Measure,
    /// The ranking on show.
    pub sort: EntityKind,
    /// The stream on show.
    pub stream: StreamOf,
    /// Which genres are ranked and streamed.
    pub genre_level: GenreLevel,
    /// The year of the calendar; without one, the year of the range with the most listening.
    pub calendar_year: Option<i32>,
}

/// How finely genres are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum GenreLevel {
    /// Genres as they are.
    Genre,
    /// The families that genres are rolled up to.
    Family,
}

/// Which plays. An empty list lets any pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreFilter {
    /// The first day; without one, from the beginning.
    pub from_day: Option<i32>,
    /// The last day; without one, to the end.
    pub to_day: Option<i32>,
    /// 0 is Monday.
    pub weekdays: Vec<u8>,
    /// 0 to 23.
    pub hours: Vec<u8>,
    /// A play passes by any of its credited artists.
    pub artists: KeyFilter,
    /// Releases, podcasts and audiobooks.
    pub albums: KeyFilter,
    /// Tracks, episodes and chapters.
    pub tracks: KeyFilter,
    /// Genres of the credited artists.
    pub genres: KeyFilter,
    /// Empty means music alone.
    pub kinds: Vec<ItemKind>,
    /// Skipped or not.
    pub skipped: Option<bool>,
    /// In shuffled order or not.
    pub shuffle: Option<bool>,
    pub platforms: Vec<Platform>,
    /// Two letters each.
    pub countries: Vec<String>,
    /// Count what is hidden too.
    pub with_hidden: bool,
}

/// Passes what has a key of `only`, or anything where that is empty, and no key of `never`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyFilter {
    pub only: Vec<String>,
    pub never: Vec<String>,
}

/// What counts as a play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum CountingRule {
    /// Played for this long or longer.
    AtLeast { secs: u32 },
    /// Played for half the track or longer.
    HalfTheTrack,
    /// Ended by itself, at the track's end.
    ToTheEnd,
}

/// What a ranking goes by, and what charts show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Measure {
    Plays,
    /// Time listened.
    Time,
}

/// Tracks, artists, albums or genres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum EntityKind {
    /// Tracks, episodes and chapters.
    Tracks,
    /// Credited artists.
    Artists,
    /// Albums, podcasts and audiobooks.
    Albums,
    /// Genres of the credited artists.
    Genres,
}

/// Whose shares the stream shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum StreamOf {
    /// The top artists'.
    Artists,
    /// The top genres'.
    Genres,
}

/// Families of devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Platform {
    /// Phones and tablets with Android.
    Android,
    /// iPhones and iPads.
    Ios,
    /// Computers with Windows.
    Windows,
    /// Computers with macOS.
    Mac,
    /// Computers with Linux.
    Linux,
    /// A browser.
    Web,
    /// Loudspeakers.
    Speaker,
    /// Television.
    Tv,
    /// Game consoles.
    Console,
    /// Cars.
    Car,
    /// Watches.
    Watch,
    /// Anything else.
    Other,
}
