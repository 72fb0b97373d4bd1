//! The answer to a question: everything that one screen shows about one filter. Plain data.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{AlbumNo, Amount, ArtistNo, DayRange, GenreNo, LocalPlay, TrackNo};

/// Sums over a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Plays and time.
    pub amount: Amount,
    /// Different tracks with a play that counts.
    pub tracks: u32,
    /// Different credited artists with a play that counts.
    pub artists: u32,
    /// Different albums with a play that counts.
    pub albums: u32,
    /// Days with a play that counts.
    pub days: u32,
    /// Artists whose first play ever lies in the range.
    pub new_artists: u32,
}

/// One entry of a ranking. The first entry has rank 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked<N> {
    /// Who or what.
    pub number: N,
    /// How much it was played.
    pub amount: Amount,
    /// Its rank in the period before, by the same filter and measure; `None` if it had none.
    pub rank_before: Option<u32>,
    /// The day of its first play that counts, whatever the filter; `None` where none does.
    pub first_heard: Option<NaiveDate>,
}

/// What one bar of a chart covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the other names say it")]
pub enum BinUnit {
    /// An hour of the listener's clock. An hour that the clocks repeat is one bar, one that they leave out is an empty bar.
    Hour,
    Day,
    /// Seven days from a Monday on.
    Week,
    /// A calendar month.
    Month,
}

/// The bars of a chart over time, without a break between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bins {
    /// What each bar covers.
    pub unit: BinUnit,
    /// The day on which the first begins, which may lie before the first day asked for. Hours begin at midnight.
    pub first: NaiveDate,
    /// The number of bars.
    pub count: usize,
}

/// All days, whatever the range. Both lists have one entry for each bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// From the first play of all to the last.
    pub bins: Bins,
    /// Everything of the same kinds by the same rule.
    pub all: Vec<Amount>,
    /// What passes the filter, apart from its range.
    pub matched: Vec<Amount>,
}

/// One year, day by day. It ignores the filter's range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The calendar year.
    pub year: i32,
    /// Each day from 1 January on.
    pub days: Vec<Amount>,
}

/// Who or what the bands of a stream are, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the numbers' types say more")]
pub enum StreamBands {
    Artists(Vec<ArtistNo>),
    Genres(Vec<GenreNo>),
}

/// How much of the top twelve, bar by bar over the range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Who or what: at most twelve, in the order of their ranking.
    pub of: StreamBands,
    /// Bars over those days of the range that lie between the first play of all and the last.
    pub bins: Bins,
    /// For each band, how much in each bin. A play that credits two of them counts for both.
    pub amounts: Vec<Vec<Amount>>,
    /// What credits none of them.
    pub others: Vec<Amount>,
}

/// Plays that count without a pause of more than half an hour between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// When it began, by the listener's clock.
    pub began: NaiveDateTime,
    /// From its first play's start to its last play's end.
    pub secs: u32,
    /// The number of plays in it.
    pub plays: u32,
}

/// The sessions of the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sessions {
    /// The number of sessions.
    pub count: u32,
    /// The longest; the first such session if several are as long.
    pub longest: Session,
    /// Half of them last as many minutes or longer: the upper median, rounded down. Sessions of more than two days are taken
    /// as two days long.
    pub typical_mins: u32,
}

/// Days in a row, each with a play that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streaks {
    /// Up to today, or up to yesterday while today has no play. It ignores the filter's range.
    pub current_days: u32,
    /// The longest within the range; the first such streak if several are as long.
    pub longest: Option<DayRange>,
}

/// One day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BestDay {
    /// The date.
    pub day: NaiveDate,
    /// How much was played that day by the filter.
    pub amount: Amount,
}

/// Today's day and month in another year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnThisDay {
    /// The date in that year.
    pub day: NaiveDate,
    /// How much was played that day by the filter, ignoring its range.
    pub amount: Amount,
    /// The track with most by the measure; the one first played that day if several have as much.
    pub track: TrackNo,
}

/// Everything that one screen shows about one filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The filter's days; where they are open, up to the first or last play of all. `None` without any play.
    pub range: Option<DayRange>,
    /// As many days right before; `None` where the filter has no first day, or where the plays do not go back that far.
    pub before: Option<DayRange>,
    /// Sums over the range.
    pub totals: Totals,
    /// Sums over the period before.
    pub totals_before: Option<Totals>,
    /// Everything in the range of the same kinds by the same rule, whatever else the filter asks for.
    pub whole: Amount,
    /// How many of the top artists together make half of what all artists made.
    pub half: u32,
    /// New artists who were played again thirty days after their first play or later.
    pub stayed: u32,
    /// Plays of artists who were new in the range.
    pub discovered: Amount,
    /// Best first. A ranking leaves its own part of the filter out, so that others can be chosen from it.
    pub tracks: Vec<Ranked<TrackNo>>,
    /// As for tracks.
    pub artists: Vec<Ranked<ArtistNo>>,
    /// As for tracks.
    pub albums: Vec<Ranked<AlbumNo>>,
    /// As for tracks; genres or families, as the question asks.
    pub genres: Vec<Ranked<GenreNo>>,
    /// All days.
    pub timeline: Timeline,
    /// How much in each hour of the week: Monday first, each day from hour 0 to 23. It ignores the filter's weekdays and hours.
    pub clock: Vec<Amount>,
    /// One year, day by day.
    pub calendar: Calendar,
    /// The top artists or genres over time. As in the rankings, their own part of the filter is left out.
    pub stream: Stream,
    /// `None` without a play that counts.
    pub sessions: Option<Sessions>,
    /// Days in a row.
    pub streaks: Streaks,
    /// The day of the range with most by the measure; the first such day if several have as much.
    pub best_day: Option<BestDay>,
    /// The first play of the range that passes the filter and counts.
    pub first: Option<LocalPlay>,
    /// The last such play.
    pub last: Option<LocalPlay>,
    /// Plays of any length that were skipped.
    pub skipped: u32,
    /// Plays of any length of which it is known whether they were skipped.
    pub skips_known: u32,
    /// Plays that count whose length is an estimate.
    pub estimated: u32,
    /// Other years, newest first.
    pub on_this_day: Vec<OnThisDay>,
}
