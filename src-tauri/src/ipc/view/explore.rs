//! The answer to the Explore screen's question. Days are days since 1970-01-01 as the listener lived them; amounts are plays or
//! seconds, whichever the question measures by.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{filter::Platform, gap::GapDays, range::DayRange, track::Cover};

/// Everything that the Explore screen shows of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreAnswer {
    /// From the first play of all to the last; `None` without a play.
    pub life: Option<DayRange>,
    /// The days that the filter covers.
    pub range: Option<DayRange>,
    /// As many days just before; `None` where the filter has no first day.
    pub before: Option<DayRange>,
    pub today: i32,
    /// The time zone of all days and hours here.
    pub zone: String,
    pub totals: ExploreTotals,
    /// The same for the period before.
    pub totals_before: Option<ExploreTotals>,
    /// Plays in the range when nothing else is filtered.
    pub whole_plays: u32,
    /// Time listened in the range when nothing else is filtered.
    pub whole_secs: u32,
    /// How many top artists together make up half of the whole amount.
    pub half: u32,
    /// New artists who were played again a month later or after that.
    pub stayed: u32,
    /// Plays of new artists.
    pub discovered_plays: u32,
    /// The ranking on show, best first.
    pub rows: Vec<ExploreRow>,
    pub timeline: Timeline,
    /// 7 × 24 amounts, from Monday 0 h to Sunday 23 h. The filter's weekdays and hours do not apply here.
    pub clock: Vec<u32>,
    pub calendar: Calendar,
    pub stream: Stream,
    /// `None` without a play.
    pub sessions: Option<Sessions>,
    pub streaks: Streaks,
    /// The day of the range with the most by the measure; the first such day.
    pub best_day: Option<BestDay>,
    /// The first play of the range.
    pub first: Option<FirstPlay>,
    /// Plays of any length that were skipped.
    pub skipped: u32,
    /// Plays of any length where it is known whether they were skipped.
    pub skips_known: u32,
    /// Plays whose length is an estimate.
    pub estimated: u32,
    /// Newest first.
    pub on_this_day: Vec<OnThisDay>,
    /// Where plays are missing or may be, oldest first.
    pub gaps: Vec<GapDays>,
    /// The last day that an export covers; later plays are from Tonearm's recording.
    pub last_export_day: Option<i32>,
    /// How many entries the hidden list has.
    pub hidden: u32,
    /// The names of the filter's keys.
    pub names: Vec<NamedKey>,
    /// Every country of a play in the archive.
    pub countries: Vec<String>,
    /// Every family of devices of a play in the archive.
    pub platforms: Vec<Platform>,
}

/// One entry of a list that is not the archive's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListEntry {
    /// Spotify's address for it.
    pub key: String,
    pub name: String,
}

/// A key and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NamedKey {
    pub key: String,
    /// Made from the key itself where the archive has no such thing any more.
    pub name: String,
}

/// Sums over the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreTotals {
    /// Plays that count.
    pub plays: u32,
    /// Time listened, including plays that do not count.
    pub secs: u32,
    /// Different tracks.
    pub tracks: u32,
    /// Different credited artists.
    pub artists: u32,
    /// Different albums.
    pub albums: u32,
    /// Days with a play.
    pub days: u32,
    /// Artists played for the first time ever.
    pub new_artists: u32,
}

/// One row of a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExploreRow {
    pub key: String,
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

/// From the first play of all to the last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Timeline {
    pub bins: Bins,
    /// Amounts when nothing is filtered.
    pub all: Vec<u32>,
    /// Amounts by the filter without its range.
    pub matched: Vec<u32>,
}

/// Spans of one unit, one after the other without a break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bins {
    pub unit: BinUnit,
    /// The day on which each begins; an hour begins at a fraction of a day.
    // To the page a number is a number; of an `f64` specta says that it may be null, as JSON has no NaN.
    #[specta(type = Vec<i32>)]
    pub starts: Vec<f64>,
}

/// What one bin covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum BinUnit {
    /// By the listener's clock.
    Hour,
    Day,
    /// Seven days from Monday on.
    Week,
    Month,
}

/// One year, day by day, by the filter without its range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Calendar {
    pub year: i32,
    /// 1 January.
    pub first_day: i32,
    /// An amount for each day.
    pub days: Vec<u32>,
}

/// The top artists or genres over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Stream {
    /// These cover the range.
    pub bins: Bins,
    /// The top twelve, best first.
    pub bands: Vec<StreamBand>,
    /// An amount for each bin: everybody else together.
    pub others: Vec<u32>,
    /// How many artists or genres are in `others`.
    pub other_count: u32,
}

/// One of the stream's artists or genres.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StreamBand {
    pub key: String,
    pub name: String,
    /// An amount for each bin.
    pub amounts: Vec<u32>,
}

/// Sessions: listening without a pause of more than half an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sessions {
    pub count: u32,
    /// The median: half of them last this long or longer.
    pub typical_mins: u32,
    pub longest_mins: u32,
    pub longest_plays: u32,
    /// The day on which the longest began.
    pub longest_day: i32,
    /// The minute of that day at which it began.
    pub longest_minute: u32,
}

/// Days in a row with a play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Streaks {
    /// Ends today, or yesterday while today has no play yet.
    pub current_days: u32,
    /// The longest streak in the range.
    pub longest: Option<DayRange>,
}

/// One day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BestDay {
    pub day: i32,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
}

/// The first play of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FirstPlay {
    pub day: i32,
    /// The minute of the day.
    pub minute: u32,
    pub track: NamedKey,
    /// Its credited artists.
    pub under: String,
}

/// This day in another year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OnThisDay {
    pub day: i32,
    /// Plays that count.
    pub plays: u32,
    /// Time listened.
    pub secs: u32,
    /// The track that was played most.
    pub track: NamedKey,
    /// Its credited artists.
    pub under: String,
}
