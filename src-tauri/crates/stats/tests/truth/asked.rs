//! A question with the plays it is about, and the days on which it asks for them.

use chrono::TimeDelta;
use stats::{DayRange, Filter, Question, Selection};

use crate::{
    history::{Heard, life},
    parts::{Scale, within},
};

/// A question before the plays.
pub(crate) struct Asked<'a> {
    pub(crate) question: &'a Question,
    pub(crate) scale: Scale,
    /// Every play there is for this question, whatever the filter.
    pub(crate) ever: Vec<&'a Heard>,
    pub(crate) life: Option<DayRange>,
    pub(crate) range: Option<DayRange>,
    pub(crate) before: Option<DayRange>,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(heard: &'a [Heard], question: &'a Question) -> Self {
        let life = life(heard);
        let range = life.and_then(|life| range(&question.filter, life));
        Self {
            question,
            scale: Scale {
                rule: question.rule,
                measure: question.measure,
            },
            ever: shown(heard, question.with_hidden),
            life,
            range,
            before: range
                .filter(|_| question.filter.from.is_some())
                .map(as_many_before)
                .filter(|before| life.is_some_and(|life| before.last >= life.first)),
        }
    }

    /// Plays of the whole life by a filter.
    pub(crate) fn by(&self, filter: &Filter) -> Vec<&'a Heard> {
        self.ever.iter().copied().filter(|play| play.passes(filter)).collect()
    }

    /// Plays of the range by a filter.
    pub(crate) fn in_range(&self, filter: &Filter) -> Vec<&'a Heard> {
        within(&self.by(filter), self.range)
    }

    /// The range as far as it meets the life.
    pub(crate) fn clipped(&self) -> Option<DayRange> {
        let (life, range) = (self.life?, self.range?);
        let clipped = DayRange {
            first: life.first.max(range.first),
            last: life.last.min(range.last),
        };
        (clipped.first <= clipped.last).then_some(clipped)
    }

    pub(crate) fn but_artists(&self) -> Filter {
        Filter {
            artists: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn but_albums(&self) -> Filter {
        Filter {
            albums: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn but_tracks(&self) -> Filter {
        Filter {
            tracks: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn but_genres(&self) -> Filter {
        Filter {
            genres: Selection::default(),
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn but_the_clock(&self) -> Filter {
        Filter {
            weekdays: [true; 7],
            hours: [true; 24],
            ..self.question.filter.clone()
        }
    }

    pub(crate) fn only_kinds(&self) -> Filter {
        Filter {
            kinds: self.question.filter.kinds.clone(),
            ..Filter::default()
        }
    }
}

/// The plays that exist for one who asks with or without what is hidden.
pub(crate) fn shown(heard: &[Heard], with_hidden: bool) -> Vec<&Heard> {
    heard.iter().filter(|play| with_hidden || !play.hidden).collect()
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
