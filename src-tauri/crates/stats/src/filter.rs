//! What is asked: which plays, what counts as one, and what ranks. Plain data; empty means "any".

use chrono::NaiveDate;
use plays::{CountingRule, Kind};

use crate::{AlbumNo, ArtistNo, Country, GenreNo, Platform, TrackNo};

/// Days from the first to the last, both included, as the listener lived them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day.
    pub first: NaiveDate,
    /// The last day, not before the first.
    pub last: NaiveDate,
}

impl DayRange {
    /// How many.
    pub fn len(self) -> u32 {
        u32::try_from((self.last - self.first).num_days() + 1).unwrap_or(0)
    }

    /// Whether there is none: the last comes before the first.
    pub fn is_empty(self) -> bool {
        self.last < self.first
    }

    /// Whether `day` is one of them.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

/// Some of many: any of `only`, unless that is empty, and none of `never`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Selection<N> {
    /// Any of these; of all, if there is none here.
    pub only: Vec<N>,
    /// None of these.
    pub never: Vec<N>,
}

impl<N> Default for Selection<N> {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            never: Vec::new(),
        }
    }
}

impl<N> Selection<N> {
    /// Whether it lets everything through.
    pub fn is_any(&self) -> bool {
        self.only.is_empty() && self.never.is_empty()
    }
}

/// Which plays. A play has to pass every part of it.
///
/// What a witness does not say matches neither answer: a play of which nobody knows whether it was skipped is left out by
/// `skipped: Some(true)` and by `skipped: Some(false)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The days on which it began; open where there is no day.
    pub from: Option<NaiveDate>,
    /// The last of these days.
    pub to: Option<NaiveDate>,
    /// Monday first. A play belongs to the weekday and hour at which it began.
    pub weekdays: [bool; 7],
    /// By the hour of the day, from 0 to 23.
    pub hours: [bool; 24],
    /// Any credited artist of it counts; an excluded one excludes it.
    pub artists: Selection<ArtistNo>,
    /// The release, podcast or audiobook.
    pub albums: Selection<AlbumNo>,
    /// The track, episode or chapter.
    pub tracks: Selection<TrackNo>,
    /// A play has the genres of all its credited artists.
    pub genres: Selection<GenreNo>,
    /// Music or spoken word; none means none.
    pub kinds: Vec<Kind>,
    /// Skipped or not.
    pub skipped: Option<bool>,
    /// In shuffled order or not.
    pub shuffle: Option<bool>,
    /// On any of these; on all, if there is none here.
    pub platforms: Vec<Platform>,
    /// In any of these; in all, if there is none here.
    pub countries: Vec<Country>,
}

impl Default for Filter {
    /// All music.
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            weekdays: [true; 7],
            hours: [true; 24],
            artists: Selection::default(),
            albums: Selection::default(),
            tracks: Selection::default(),
            genres: Selection::default(),
            kinds: vec![Kind::Music],
            skipped: None,
            shuffle: None,
            platforms: Vec::new(),
            countries: Vec::new(),
        }
    }
}

impl Filter {
    /// The same at all times: for what is drawn of the whole life.
    #[must_use]
    pub fn at_any_time(&self) -> Self {
        Self {
            from: None,
            to: None,
            ..self.clone()
        }
    }
}

/// What ranks, and what charts show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Measure {
    /// Plays; those with as many, by time.
    #[default]
    Plays,
    /// Time listened; those with as much, by plays.
    Time,
}

/// Whose share the stream shows over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StreamOf {
    /// Of the top artists.
    #[default]
    Artists,
    /// Of the top genres.
    Genres,
}

/// One question, with all that its answer depends on beside the plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which plays.
    pub filter: Filter,
    /// What counts as one.
    pub rule: CountingRule,
    /// What ranks.
    pub measure: Measure,
    /// Whether what the listener hid counts after all.
    pub with_hidden: bool,
    /// The day it is where the listener is.
    pub today: NaiveDate,
    /// What the stream is of.
    pub stream: StreamOf,
    /// Which year the calendar shows; without one, the year of the range with most by the measure.
    pub calendar: Option<i32>,
    /// How long the rankings are.
    pub ranks: usize,
}

impl Question {
    /// Everything, by the usual rule, as of `today`.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            filter: Filter::default(),
            rule: CountingRule::default(),
            measure: Measure::default(),
            with_hidden: false,
            today,
            stream: StreamOf::default(),
            calendar: None,
            ranks: 50,
        }
    }
}
