//! What is answered. Plain data.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{AlbumNo, ArtistNo, DayRange, GenreNo, Measure, TrackNo};

/// How much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amount {
    /// Plays that count by the rule.
    pub plays: u32,
    /// Time listened in milliseconds, plays that do not count included.
    pub ms: u64,
}

impl Amount {
    /// By one measure.
    pub fn by(self, measure: Measure) -> u64 {
        match measure {
            Measure::Plays => u64::from(self.plays),
            Measure::Time => self.ms,
        }
    }

    /// Nothing at all.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl std::ops::AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.plays += other.plays;
        self.ms += other.ms;
    }
}

/// How much in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Plays and time.
    pub amount: Amount,
    /// Different tracks with a play that counts. So for artists and albums.
    pub tracks: u32,
    /// Different credited artists.
    pub artists: u32,
    /// Different albums.
    pub albums: u32,
    /// Days with a play that counts.
    pub days: u32,
    /// Artists whose first play ever lies in the range.
    pub new_artists: u32,
}

/// One rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked<N> {
    /// Who or what. The first has rank 1.
    pub number: N,
    /// How much.
    pub amount: Amount,
    /// Its rank in the period before, by the same filter and measure; `None` if it had none.
    pub rank_before: Option<u32>,
    /// The day of its first play that counts, whatever the filter; `None` where none does.
    pub first_heard: Option<NaiveDate>,
}

/// What one bar of a chart covers. Weeks begin on Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// One day.
    Day,
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
}

/// Bars over time without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bins {
    /// What each covers.
    pub unit: Unit,
    /// The day on which the first begins, which may lie before the first day asked for.
    pub first: NaiveDate,
    /// How many.
    pub count: usize,
}

/// The whole life, whatever the range. Both lists have one entry for each bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// From the first play of all to the last.
    pub bins: Bins,
    /// Without the filter, but of the same kinds and by the same rule.
    pub all: Vec<Amount>,
    /// By the filter, but for its range.
    pub matched: Vec<Amount>,
}

/// One year, day by day, by the filter but for its range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Which.
    pub year: i32,
    /// From 1 January on.
    pub days: Vec<Amount>,
}

/// Whose share over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamBands {
    /// Artists, best first.
    Artists(Vec<ArtistNo>),
    /// Genres, best first.
    Genres(Vec<GenreNo>),
}

/// The top twelve over the range's time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Who: at most twelve, in the order of their ranking.
    pub of: StreamBands,
    /// Over the range, clipped to the life.
    pub bins: Bins,
    /// For each of them, how much in each bin. A play that credits two of them counts for both.
    pub amounts: Vec<Vec<Amount>>,
    /// What credits none of them.
    pub others: Vec<Amount>,
}

/// Listening without a pause of more than half an hour, made of plays that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// When it began, by the listener's clock.
    pub began: NaiveDateTime,
    /// From its first play's start to its last play's end.
    pub secs: u32,
    /// Plays in it.
    pub plays: u32,
}

/// The sessions of the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sessions {
    /// How many.
    pub count: u32,
    /// The longest; of several, the first.
    pub longest: Session,
    /// Half of them last as many minutes or longer: the upper median, rounded down; those of two days and more are taken
    /// as of two days.
    pub typical_mins: u32,
}

/// Days in a row, each with a play that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streaks {
    /// Up to today, or up to yesterday while today has none; by the filter but for its range.
    pub current_days: u32,
    /// The longest within the range; of several, the first.
    pub longest: Option<DayRange>,
}

/// This day in another year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnThisDay {
    /// The day.
    pub day: NaiveDate,
    /// By the filter but for its range.
    pub amount: Amount,
    /// The track with most by the measure; of several, the one first played that day.
    pub track: TrackNo,
}

/// Everything that one screen shows about one filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The days that it covers: the filter's, clipped to the life where they are open. `None` for a life without a play.
    pub range: Option<DayRange>,
    /// As many days before; `None` where the filter is open at its beginning, or where the life does not reach back to them.
    pub before: Option<DayRange>,
    /// How much in all.
    pub totals: Totals,
    /// The same for the period before.
    pub totals_before: Option<Totals>,
    /// The range's plays of the same kinds by the same rule, whatever else the filter says.
    pub whole: Amount,
    /// How many of the top artists it takes to make half of what all artists made.
    pub half: u32,
    /// New artists who were heard again thirty days after their first play or later.
    pub stayed: u32,
    /// Plays of artists who were new in the range: the discovery.
    pub discovered: Amount,
    /// Best first. A ranking leaves its own part of the filter out, so that others can be chosen in it.
    pub tracks: Vec<Ranked<TrackNo>>,
    /// As for tracks.
    pub artists: Vec<Ranked<ArtistNo>>,
    /// As for tracks.
    pub albums: Vec<Ranked<AlbumNo>>,
    /// As for tracks.
    pub genres: Vec<Ranked<GenreNo>>,
    /// The whole life.
    pub timeline: Timeline,
    /// Monday first, each day from hour 0 to 23; by the filter but for its weekdays and hours.
    pub clock: Vec<Amount>,
    /// One year.
    pub calendar: Calendar,
    /// Who, over time; its own part of the filter is left out as in the rankings.
    pub stream: Stream,
    /// `None` without a play that counts.
    pub sessions: Option<Sessions>,
    /// Days in a row.
    pub streaks: Streaks,
    /// Plays of any length that were skipped.
    pub skipped: u32,
    /// Plays of any length of which it is known whether they were.
    pub skips_known: u32,
    /// Plays that count whose length is an estimate.
    pub estimated: u32,
    /// Newest first, without today itself.
    pub on_this_day: Vec<OnThisDay>,
}
