//! Answers questions about one table. Keeps between questions what the next one most likely needs again: what the rule
//! makes of the plays, and the whole life by the filter, so that a drag of the brush asks only for its range.

use std::sync::Arc;

use plays::Kind;

use crate::{
    Filter, PlayTable, Question, Summary, Totals, TrackNo, answer::Answering, day::Span, ground::Ground,
    sessions::Sitting, sieve::Sieve, survey::Survey, sweep::View,
};

/// One table's answers, on the caller's thread. What it keeps grows with the table, never with the questions.
#[derive(Debug)]
pub struct Engine {
    pub(crate) table: Arc<PlayTable>,
    pub(crate) ground: Ground,
    /// Sums of all days of these kinds, by this ground.
    pub(crate) whole: Option<(Vec<Kind>, Vec<u64>)>,
    pub(crate) life: Option<Life>,
    scratch: Scratch,
}

/// The whole life by one filter.
#[derive(Debug)]
pub(crate) struct Life {
    pub(crate) sieve: Sieve,
    pub(crate) survey: Survey,
}

/// Space for one question, used again for the next.
#[derive(Debug)]
pub(crate) struct Scratch {
    pub(crate) now: Period,
    pub(crate) before: Period,
    /// How many sessions lasted so many minutes.
    pub(crate) lengths: Vec<u32>,
    /// Sessions at the ends of the range.
    pub(crate) edges: Vec<Sitting>,
    /// Sums by the whole filter, where that is another thing than the ranking.
    pub(crate) whole: Vec<u64>,
    pub(crate) bands: Vec<u16>,
}

/// One period's sums.
#[derive(Debug, Default)]
pub(crate) struct Period {
    /// Which days these are, while they are of this filter and rule.
    pub(crate) span: Option<Span>,
    /// By track, whatever the sieve says of it.
    pub(crate) tracks: Vec<u64>,
    /// The tracks that were heard.
    pub(crate) heard: Vec<u32>,
    /// Of each ranking, by the filter without its own part.
    pub(crate) sums: [Vec<u64>; 4],
}

impl Period {
    /// Nothing yet, of another filter.
    fn forget(&mut self, table: &PlayTable) {
        self.span = None;
        self.tracks.clear();
        self.tracks.resize(table.groups.tracks(), 0);
    }
}

impl Engine {
    /// Answers about `table`.
    pub fn new(table: Arc<PlayTable>) -> Self {
        Self {
            table,
            ground: Ground::default(),
            whole: None,
            life: None,
            scratch: Scratch {
                now: Period::default(),
                before: Period::default(),
                lengths: Vec::new(),
                edges: Vec::new(),
                whole: Vec::new(),
                bands: Vec::new(),
            },
        }
    }

    /// Answers about another table from now on.
    pub fn replace_table(&mut self, table: Arc<PlayTable>) {
        self.table = table;
        self.ground.forget();
        (self.whole, self.life) = (None, None);
    }

    /// The table that is asked.
    pub fn table(&self) -> &Arc<PlayTable> {
        &self.table
    }

    /// Everything about one filter.
    pub fn summary(&mut self, question: &Question) -> Summary {
        self.answering(question, |answering| answering.summary())
    }

    /// How much in all, and nothing else of the summary.
    pub fn totals(&mut self, question: &Question) -> Totals {
        self.answering(question, |answering| answering.totals())
    }

    /// The best tracks by the whole filter, for a playlist of them: unlike the ranking, this leaves nothing of it out.
    pub fn top_tracks(&mut self, question: &Question, count: usize) -> Vec<TrackNo> {
        self.answering(question, |answering| answering.top_tracks(count))
    }

    fn answering<T>(&mut self, question: &Question, answer: impl FnOnce(&mut Answering<'_>) -> T) -> T {
        let table = &*self.table;
        let is_new = self.ground.lay(table, question.rule, question.with_hidden);
        let ground = &self.ground;
        let filter = question.filter.at_any_time();
        let kinds = &question.filter.kinds;
        if is_new {
            self.whole = None;
        }
        let known = self.life.take().filter(|life| life.sieve.filter == filter);
        if is_new || known.is_none() {
            self.scratch.now.forget(table);
            self.scratch.before.forget(table);
        }
        let (sieve, known) = match known {
            Some(Life { sieve, survey }) => (sieve, Some(survey).filter(|_| !is_new)),
            None => (Sieve::new(table, filter), None),
        };
        let view = View {
            table,
            ground,
            sieve: &sieve,
        };
        let survey = known.unwrap_or_else(|| {
            let always = !sieve.hours.contains(&false);
            if always && question.filter.from.is_none() && question.filter.to.is_none() {
                let now = &mut self.scratch.now;
                now.span = table.life;
                view.survey(&mut now.tracks)
            } else {
                view.survey(&mut [])
            }
        });
        let known = self.whole.take().filter(|(of, _)| of == kinds);
        let (_, whole) = self.whole.insert(known.unwrap_or_else(|| {
            let is_all = sieve.filter == of_kinds(kinds);
            let days = if is_all {
                survey.days.clone()
            } else {
                whole(table, ground, kinds)
            };
            (kinds.clone(), days)
        }));
        let life = self.life.insert(Life { sieve, survey });
        answer(&mut Answering {
            table,
            ground,
            whole,
            sieve: &life.sieve,
            survey: &life.survey,
            question,
            scratch: &mut self.scratch,
        })
    }
}

/// Sums of all days of the life, of these kinds and by nothing else.
fn whole(table: &PlayTable, ground: &Ground, kinds: &[Kind]) -> Vec<u64> {
    let sieve = Sieve::new(table, of_kinds(kinds));
    let view = View {
        table,
        ground,
        sieve: &sieve,
    };
    let Some(life) = table.life else {
        return Vec::new();
    };
    let mut days = vec![0; life.days()];
    view.days(life, &mut days);
    days
}

pub(crate) fn of_kinds(kinds: &[Kind]) -> Filter {
    Filter {
        kinds: kinds.to_vec(),
        ..Filter::default()
    }
}
