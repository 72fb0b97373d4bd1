//! Answers questions about one table, on the caller's thread. Keeps between questions what the next one most likely needs
//! again: what follows from the rule, and the totals of the filter over all days, so that a drag of the brush only scans its
//! range. What it keeps grows with the table, never with the number of questions.

use std::sync::Arc;

use plays::Kind;

use crate::{
    Detail, DetailQuery, Filter, MatchingPlays, PlayTable, Question, Summary, TrackNo, answer::Answer,
    compiled_filter::CompiledFilter, detail_answer::DetailAnswer, filter_totals::FilterTotals, rule_index::RuleIndex,
    scan::Scan, scratch::Scratch,
};

/// Answers questions about one table.
#[derive(Debug)]
pub struct Engine {
    table: Arc<PlayTable>,
    rule_index: RuleIndex,
    /// Of the latest question's filter, by the rule of the index.
    filtered: Option<Filtered>,
    /// Of the latest question's kinds, by the rule of the index.
    unfiltered: Option<Unfiltered>,
    scratch: Scratch,
}

/// A filter and its totals over all days.
#[derive(Debug)]
struct Filtered {
    filter: CompiledFilter,
    totals: FilterTotals,
}

/// The packed sums of all days, of these kinds and by no other filter.
#[derive(Debug)]
struct Unfiltered {
    kinds: Vec<Kind>,
    days: Vec<u64>,
}

impl Engine {
    /// Starts with this table, and nothing kept.
    pub fn new(table: Arc<PlayTable>) -> Self {
        Self {
            table,
            rule_index: RuleIndex::default(),
            filtered: None,
            unfiltered: None,
            scratch: Scratch::default(),
        }
    }

    /// Takes another table for all questions from now on.
    pub fn replace_table(&mut self, table: Arc<PlayTable>) {
        self.table = table;
        self.rule_index.invalidate();
        (self.filtered, self.unfiltered) = (None, None);
    }

    /// The table that questions are about.
    pub fn table(&self) -> &Arc<PlayTable> {
        &self.table
    }

    /// Everything about one filter.
    pub fn summary(&mut self, question: &Question) -> Summary {
        self.answer(question, |answer| answer.summary())
    }

    /// The best tracks by the whole filter, to make a playlist of. The ranking in a summary leaves a part of the filter out.
    pub fn top_tracks(&mut self, question: &Question, count: usize) -> Vec<TrackNo> {
        self.answer(question, |answer| answer.top_tracks(count))
    }

    /// Which plays pass the whole filter, one by one.
    pub fn matching_plays(&mut self, question: &Question) -> MatchingPlays {
        self.answer(question, |answer| answer.matching_plays())
    }

    /// Everything about one artist, album, track or genre.
    pub fn detail(&mut self, query: &DetailQuery) -> Detail {
        let table = &*self.table;
        if self.rule_index.update(table, query.rule, query.with_hidden) {
            (self.filtered, self.unfiltered) = (None, None);
        }
        DetailAnswer::new(table, &self.rule_index, query).detail()
    }

    fn answer<T>(&mut self, question: &Question, respond: impl FnOnce(&mut Answer<'_>) -> T) -> T {
        let table = &*self.table;
        let is_new_rule = self.rule_index.update(table, question.rule, question.with_hidden);
        let rule_index = &self.rule_index;
        if is_new_rule {
            self.unfiltered = None;
        }
        let filter = question.filter.without_range();
        let kept = self.filtered.take().filter(|kept| kept.filter.filter == filter);
        if is_new_rule || kept.is_none() {
            self.scratch.current.clear(table);
            self.scratch.previous.clear(table);
        }
        let (filter, totals) = match kept {
            Some(Filtered { filter, totals }) => (filter, Some(totals).filter(|_| !is_new_rule)),
            None => (CompiledFilter::new(table, filter), None),
        };
        let scan = Scan {
            table,
            rule_index,
            filter: &filter,
        };
        let totals = totals.unwrap_or_else(|| {
            let every_hour = !filter.hours.contains(&false);
            if every_hour && question.filter.from.is_none() && question.filter.to.is_none() {
                // The range is all days, so its tracks are added up in the same scan.
                let current = &mut self.scratch.current;
                current.days = table.life;
                scan.filter_totals(&mut current.tracks)
            } else {
                scan.filter_totals(&mut [])
            }
        });
        let kinds = &question.filter.kinds;
        let kept = self.unfiltered.take().filter(|kept| kept.kinds == *kinds);
        let unfiltered = self.unfiltered.insert(kept.unwrap_or_else(|| {
            let is_unfiltered = filter.filter == Filter::of_kinds(kinds);
            let days = if is_unfiltered {
                totals.days.clone()
            } else {
                days_of_kinds(table, rule_index, kinds)
            };
            Unfiltered {
                kinds: kinds.clone(),
                days,
            }
        }));
        let filtered = self.filtered.insert(Filtered { filter, totals });
        respond(&mut Answer {
            table,
            rule_index,
            unfiltered_days: &unfiltered.days,
            filter: &filtered.filter,
            totals: &filtered.totals,
            question,
            scratch: &mut self.scratch,
        })
    }
}

fn days_of_kinds(table: &PlayTable, rule_index: &RuleIndex, kinds: &[Kind]) -> Vec<u64> {
    let filter = CompiledFilter::new(table, Filter::of_kinds(kinds));
    let scan = Scan {
        table,
        rule_index,
        filter: &filter,
    };
    let Some(life) = table.life else {
        return Vec::new();
    };
    let mut days = vec![0; life.count()];
    scan.days(life, &mut days);
    days
}
