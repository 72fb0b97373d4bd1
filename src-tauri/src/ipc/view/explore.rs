//! Exploring as the page asks and shows it. Days are days since 1970-01-01 as the listener lived them.
//! A key names a track, album, artist or genre for good: a `spotify:…` or `tonearm:…` address that outlives restarts.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Cover, ItemKind};

/// Some of many: any of `only`, unless that is empty, and none of `never`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyFilter {
    /// Keys.
    pub only: Vec<String>,
    /// Keys.
    pub never: Vec<String>,
}

/// Which plays. Empty lists mean "any".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreFilter {
    /// The first day; from the beginning without one.
    pub from_day: Option<i32>,
    /// The last day; to the end without one.
    pub to_day: Option<i32>,
    /// 0 is Monday.
    pub weekdays: Vec<u8>,
    /// 0 to 23.
    pub hours: Vec<u8>,
    /// Any credited artist of a play counts.
    pub artists: KeyFilter,
    /// Releases, podcasts, audiobooks.
    pub albums: KeyFilter,
    /// Tracks, episodes, chapters.
    pub tracks: KeyFilter,
    /// Genres of the credited artists.
    pub genres: KeyFilter,
    /// Music alone where empty.
    pub kinds: Vec<ItemKind>,
    /// Skipped or not.
    pub skipped: Option<bool>,
    /// In shuffled order or not.
    pub shuffle: Option<bool>,
    /// Families of devices.
    pub platforms: Vec<Platform>,
    /// Two letters each.
    pub countries: Vec<String>,
    /// Whether what is hidden counts after all.
    pub with_hidden: bool,
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

/// What counts as a play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum CountingRule {
    /// Heard for so long or longer.
    AtLeast {
        /// The time.
        secs: u32,
    },
    /// Heard for half the track or longer.
    HalfTheTrack,
    /// Ended by itself.
    ToTheEnd,
}

/// What ranks, and what charts show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Measure {
    /// Plays.
    Plays,
    /// Time listened.
    Time,
}

/// What is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum EntityKind {
    /// Tracks, episodes, chapters.
    Tracks,
    /// Credited artists.
    Artists,
    /// Albums, podcasts, audiobooks.
    Albums,
    /// Genres of the credited artists.
    Genres,
}

/// Whose share the stream shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum StreamOf {
    /// Of the top artists.
    Artists,
    /// Of the top genres.
    Genres,
}

/// One question: a filter, and what of the answer is on show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreQuestion {
    /// Which plays.
    pub filter: ExploreFilter,
    /// What counts as one.
    pub rule: CountingRule,
    /// What ranks, and what charts show.
    pub measure: Measure,
    /// The ranking on show.
    pub sort: EntityKind,
    /// The stream on show.
    pub stream: StreamOf,
    /// The year of the calendar; the fullest of the range without one.
    pub calendar_year: Option<i32>,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DayRange {
    /// The first.
    pub first_day: i32,
    /// The last.
    pub last_day: i32,
}

/// How much in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreTotals {
    /// Plays that count.
    pub plays: u32,
    /// Time listened, plays that do not count included.
    pub secs: u32,
    /// Different tracks.
    pub tracks: u32,
    /// Different credited artists.
    pub artists: u32,
    /// Different albums.
    pub albums: u32,
    /// Days with a play.
    pub days: u32,
    /// Artists heard for the first time ever.
    pub new_artists: u32,
}

/// One rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreRow {
    /// What it is called for good.
    pub key: String,
    /// Its name.
    pub name: String,
    /// A track's credited artists, an album's artist; empty for artists and genres.
    pub under: String,
    /// What Spotify can open.
    pub uri: Option<String>,
    /// A picture, where one is known.
    pub cover: Option<Cover>,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
    /// Its rank in the period before.
    pub rank_before: Option<u32>,
    /// The day of its first play ever that counts.
    pub first_day: Option<i32>,
}

/// What one bar covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum BinUnit {
    /// One day.
    Day,
    /// Seven days from Monday on.
    Week,
    /// A month.
    Month,
}

/// Bars over time without a break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bins {
    /// What each covers.
    pub unit: BinUnit,
    /// The day on which each begins.
    pub starts: Vec<i32>,
}

/// The whole life; amounts by the measure: plays, or seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Timeline {
    /// From the first play to the last.
    pub bins: Bins,
    /// Without the filter.
    pub all: Vec<u32>,
    /// By the filter, but for its range.
    pub matched: Vec<u32>,
}

/// One year, day by day, by the filter but for its range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Calendar {
    /// Which.
    pub year: i32,
    /// 1 January.
    pub first_day: i32,
    /// Amounts by the measure.
    pub days: Vec<u32>,
}

/// One of the stream's artists or genres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StreamBand {
    /// Whose.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Amounts by the measure, one for each bin.
    pub amounts: Vec<u32>,
}

/// Who, over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stream {
    /// Over the range.
    pub bins: Bins,
    /// The top twelve, best first.
    pub bands: Vec<StreamBand>,
    /// Everybody else.
    pub others: Vec<u32>,
    /// How many everybody else are.
    pub other_count: u32,
}

/// Sessions: listening without a pause of more than half an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sessions {
    /// How many.
    pub count: u32,
    /// Half of them last so long or longer.
    pub typical_mins: u32,
    /// How long the longest was.
    pub longest_mins: u32,
    /// Plays in the longest.
    pub longest_plays: u32,
    /// The day on which the longest began.
    pub longest_day: i32,
    /// The minute of that day.
    pub longest_minute: u32,
}

/// Days in a row with a play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Streaks {
    /// Up to today, or to yesterday while today has none.
    pub current_days: u32,
    /// The longest in the range.
    pub longest: Option<DayRange>,
}

/// This day in another year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OnThisDay {
    /// The day.
    pub day: i32,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
    /// The track that was heard most.
    pub track: NamedKey,
    /// Its credited artists.
    pub under: String,
}

/// A key and what it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NamedKey {
    /// The key.
    pub key: String,
    /// The name; the key's own words where the archive knows no such thing any more.
    pub name: String,
}

/// What one filter shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreAnswer {
    /// The life: from the first play of all to the last; `None` without a play.
    pub life: Option<DayRange>,
    /// The days covered.
    pub range: Option<DayRange>,
    /// As many days before; `None` where the filter is open at its beginning.
    pub before: Option<DayRange>,
    /// Today.
    pub today: i32,
    /// The time zone by which days and hours go.
    pub zone: String,
    /// How much in all.
    pub totals: ExploreTotals,
    /// The same for the period before.
    pub totals_before: Option<ExploreTotals>,
    /// The range's plays without the filter.
    pub whole_plays: u32,
    /// The range's time without the filter.
    pub whole_secs: u32,
    /// How many of the top artists make half of what all artists made.
    pub half: u32,
    /// New artists who were heard again a month later or still later.
    pub stayed: u32,
    /// Plays of artists who were new.
    pub discovered_plays: u32,
    /// The ranking on show, best first.
    pub rows: Vec<ExploreRow>,
    /// The whole life.
    pub timeline: Timeline,
    /// Monday first, each day from hour 0 to 23; amounts by the measure, by the filter but for its weekdays and hours.
    pub clock: Vec<u32>,
    /// One year.
    pub calendar: Calendar,
    /// Who, over time.
    pub stream: Stream,
    /// `None` without a play.
    pub sessions: Option<Sessions>,
    /// Days in a row.
    pub streaks: Streaks,
    /// Plays of any length that were skipped.
    pub skipped: u32,
    /// Plays of any length of which it is known whether they were.
    pub skips_known: u32,
    /// Plays whose length is an estimate.
    pub estimated: u32,
    /// Newest first.
    pub on_this_day: Vec<OnThisDay>,
    /// Where plays are known to be missing, oldest first.
    pub gaps: Vec<DayRange>,
    /// The last day that an export tells of; from then on, Tonearm's recording does.
    pub last_export_day: Option<i32>,
    /// How many things are hidden.
    pub hidden: u32,
    /// What the filter's keys are called.
    pub names: Vec<NamedKey>,
    /// The countries that plays are known to be from.
    pub countries: Vec<String>,
    /// The families of devices that plays are known to be from.
    pub platforms: Vec<Platform>,
}
