//! What an engine is asked for one summary. Plain data.

use chrono::NaiveDate;
use plays::CountingRule;

use crate::{Filter, Measure, grouping::Grouping};

/// What the bands of the stream chart are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StreamOf {
    /// The top artists.
    #[default]
    Artists,
    /// The top genres, or families.
    Genres,
}

/// How finely genres are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GenreLevel {
    /// Genres as they are.
    #[default]
    Genre,
    /// The families that genres are rolled up to.
    Family,
}

impl GenreLevel {
    pub(crate) fn grouping(self) -> Grouping {
        match self {
            Self::Genre => Grouping::Genre,
            Self::Family => Grouping::Family,
        }
    }
}

/// One question, with everything that its answer depends on besides the plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Which plays are asked for.
    pub filter: Filter,
    /// What counts as a play.
    pub rule: CountingRule,
    /// What rankings are ordered by.
    pub measure: Measure,
    /// Whether hidden plays are counted too.
    pub with_hidden: bool,
    /// Today's date in the listener's time zone.
    pub today: NaiveDate,
    /// What the bands of the stream chart are.
    pub stream: StreamOf,
    /// Which genres are ranked and streamed.
    pub genre_level: GenreLevel,
    /// The year of the calendar; `None` for the year of the range with most by the measure.
    pub calendar: Option<i32>,
    /// How long the rankings may be.
    pub ranks: usize,
}

impl Question {
    /// All music by the default rule, as of `today`.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            filter: Filter::default(),
            rule: CountingRule::default(),
            measure: Measure::default(),
            with_hidden: false,
            today,
            stream: StreamOf::default(),
            genre_level: GenreLevel::default(),
            calendar: None,
            ranks: 50,
        }
    }
}
