//! The questions that the engine is asked, and how long each answer takes.

use std::sync::Arc;

use chrono::{Months, NaiveDate, TimeDelta};
use plays::CountingRule;
use stats::{ArtistNo, DetailQuery, Engine, GenreNo, PlayTable, Question, Subject, Summary};

use crate::{
    history::{GENRES, SampleHistory},
    times::{Times, measure},
};

/// The day after the last play that was generated.
pub(crate) const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2027, 1, 1).expect("a day");
/// The question that other engines are compared by.
pub(crate) const EVERYTHING: &str = "everything";
/// What is measured, in order.
pub(crate) const NAMES: [&str; 8] = [
    EVERYTHING,
    "everything, nothing kept",
    "one year",
    "an artist",
    "a genre and hours",
    "a drag",
    "a new rule",
    "detail of the top artist",
];

/// An engine, and the question that the others are variations of.
pub(crate) struct Questions {
    table: Arc<PlayTable>,
    engine: Engine,
    question: Question,
}

impl Questions {
    pub(crate) fn new(history: &SampleHistory) -> Self {
        let table = Arc::new(history.table());
        Self {
            engine: Engine::new(Arc::clone(&table)),
            table,
            question: Question::new(TODAY),
        }
    }

    pub(crate) fn table(&self) -> &PlayTable {
        &self.table
    }

    pub(crate) fn summary(&mut self) -> Summary {
        self.engine.summary(&self.question)
    }

    /// The times of each question with its name, in the order of [`NAMES`].
    pub(crate) fn measure(&mut self) -> Vec<(&'static str, Times)> {
        let times = [
            measure(|_| self.summary()),
            measure(|_| {
                // As after a recording: the engine drops what it cached about the table before.
                self.engine.replace_table(Arc::clone(&self.table));
                self.engine.summary(&self.question)
            }),
            self.one_year(),
            self.artist(),
            self.genre_and_hours(),
            self.drag(),
            self.rule(),
            self.detail(),
        ];
        NAMES.into_iter().zip(times).collect()
    }

    /// The same year each time.
    fn one_year(&mut self) -> Times {
        let mut question = self.question.clone();
        question.filter.from = NaiveDate::from_ymd_opt(2020, 1, 1);
        question.filter.to = NaiveDate::from_ymd_opt(2020, 12, 31);
        measure(|_| self.engine.summary(&question))
    }

    /// Another artist each time, beginning with the most played.
    fn artist(&mut self) -> Times {
        let top = self.top_artists();
        measure(|run| {
            let mut question = self.question.clone();
            question.filter.artists.only = top.get(run % top.len().max(1)).copied().into_iter().collect();
            self.engine.summary(&question)
        })
    }

    /// Another genre each time, beginning with the most common, between six in the evening and midnight.
    fn genre_and_hours(&mut self) -> Times {
        measure(|run| {
            let mut question = self.question.clone();
            question.filter.genres.only = vec![GenreNo(run as u32 % GENRES)];
            question.filter.hours = std::array::from_fn(|hour| hour >= 18);
            self.engine.summary(&question)
        })
    }

    /// A range of one year that moves by a month each time.
    fn drag(&mut self) -> Times {
        measure(|run| {
            let mut question = self.question.clone();
            let from = NaiveDate::from_ymd_opt(2014, 1, 1).map(|day| day + Months::new(run as u32));
            question.filter.from = from;
            question.filter.to = from.map(|day| day + Months::new(12) - TimeDelta::days(1));
            self.engine.summary(&question)
        })
    }

    /// A rule of one second more each time.
    fn rule(&mut self) -> Times {
        measure(|run| {
            let question = Question {
                rule: CountingRule::AtLeast {
                    ms: 1000 * (run as u32 + 1),
                },
                ..self.question.clone()
            };
            self.engine.summary(&question)
        })
    }

    fn detail(&mut self) -> Times {
        let top = self.top_artists().first().copied().unwrap_or(ArtistNo(0));
        let query = DetailQuery {
            subject: Subject::Artist(top),
            rule: self.question.rule,
            measure: self.question.measure,
            with_hidden: false,
            ranks: 50,
        };
        measure(|_| self.engine.detail(&query))
    }

    /// More artists than there are runs.
    fn top_artists(&mut self) -> Vec<ArtistNo> {
        let question = Question {
            ranks: 200,
            ..self.question.clone()
        };
        let artists = self.engine.summary(&question).artists;
        artists.iter().map(|artist| artist.number).collect()
    }
}
