//! A question with the plays that it is about, and the days that it asks for.

use chrono::TimeDelta;
use stats::{DayRange, Filter, Question, Selection};

use crate::{
    definitions::{Basis, within},
    history::{FullPlay, life},
};

/// A question and its plays.
pub(crate) struct AskedPlays<'a> {
    pub(crate) question: &'a Question,
    pub(crate) basis: Basis,
    /// Every play, whatever the filter; hidden ones only if the question counts them.
    pub(crate) all: Vec<&'a FullPlay>,
    pub(crate) life: Option<DayRange>,
    pub(crate) range: Option<DayRange>,
    pub(crate) before: Option<DayRange>,
}

impl<'a> AskedPlays<'a> {
    pub(crate) fn new(plays: &'a [FullPlay], question: &'a Question) -> Self {
        let life = life(plays);
        let range = life.and_then(|life| range(&question.filter, life));
        Self {
            question,
            basis: Basis {
                rule: question.rule,
                measure: question.measure,
            },
            all: visible(plays, question.with_hidden),
            life,
            range,
            before: range
                .filter(|_| question.filter.from.is_some())
                .map(as_many_before)
                .filter(|before| life.is_some_and(|life| before.last >= life.first)),
        }
    }

    /// Plays that pass a filter, on all days.
    pub(crate) fn passing(&self, filter: &Filter) -> Vec<&'a FullPlay> {
        self.all.iter().copied().filter(|play| play.passes(filter)).collect()
    }

    /// Plays of the range that pass a filter.
    pub(crate) fn in_range(&self, filter: &Filter) -> Vec<&'a FullPlay> {
        within(&self.passing(filter), self.range)
    }

    /// Those days of the range that lie between the first play of all and the last.
    pub(crate) fn range_within_life(&self) -> Option<DayRange> {
        let (life, range) = (self.life?, self.range?);
        let clipped = DayRange {
            first: life.first.max(range.first),
            last: life.last.min(range.last),
        };
        (clipped.first <= clipped.last).then_some(clipped)
    }

    pub(crate) fn without_artists(&self) -> Filter {
        Filter {
            artists: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn without_albums(&self) -> Filter {
        Filter {
            albums: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn without_tracks(&self) -> Filter {
        Filter {
            tracks: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn without_genres(&self) -> Filter {
        Filter {
            genres: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn without_hours(&self) -> Filter {
        Filter {
            weekdays: [true; 7],
            hours: [true; 24],
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn kinds_only(&self) -> Filter {
        Filter {
            kinds: self.question.filter.kinds.clone(),
            ..Filter::default()
        }
    }
}

/// All plays, or those that are not hidden.
pub(crate) fn visible(plays: &[FullPlay], with_hidden: bool) -> Vec<&FullPlay> {
    plays.iter().filter(|play| with_hidden || !play.hidden).collect()
}

fn range(filter: &Filter, life: DayRange) -> Option<DayRange> {
    let earliest = filter.to.map_or(life.first, |to| to.min(life.first));
    let latest = filter.from.map_or(life.last, |from| from.max(life.last));
    let range = DayRange {
        first: filter.from.unwrap_or(earliest),
        last: filter.to.unwrap_or(latest),
    };
    (range.first <= range.last).then_some(range)
}

fn as_many_before(range: DayRange) -> DayRange {
    let more = range.last - range.first;
    let last = range.first - TimeDelta::days(1);
    DayRange {
        first: last - more,
        last,
    }
}
