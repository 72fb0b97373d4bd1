//! How long the engine takes to answer, over an invented history. `cargo xtask bench explore` measures the same over a
//! generated export.

#![expect(clippy::expect_used, reason = "a benchmark that can't be set up ends")]

mod history;

use std::{
    array,
    cell::Cell,
    sync::{Arc, LazyLock},
};

use chrono::{Months, NaiveDate, TimeDelta};
use divan::{Bencher, black_box};
use plays::CountingRule;
use stats::{ArtistNo, Country, DetailQuery, Engine, GenreNo, Platform, PlayTable, Question, Subject};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// Made once, when it is first asked about.
static TABLES: [LazyLock<Arc<PlayTable>>; 3] = [
    LazyLock::new(|| Arc::new(history::table(SIZES[0]))),
    LazyLock::new(|| Arc::new(history::table(SIZES[1]))),
    LazyLock::new(|| Arc::new(history::table(SIZES[2]))),
];

fn main() {
    divan::main();
}

fn engine(plays: usize) -> Engine {
    let tables = SIZES.iter().zip(&TABLES);
    let mut of_size = tables.filter(|(size, _)| **size == plays).map(|(_, table)| table);
    Engine::new(Arc::clone(of_size.next().expect("a size of the list")))
}

/// Measures summaries. `change` makes another question for each run. The first runs are not measured.
fn ask(bencher: Bencher<'_, '_>, plays: usize, change: impl Fn(&mut Question, u32)) {
    let mut engine = engine(plays);
    let run = Cell::new(0);
    let next = || {
        let mut question = Question::new(TODAY);
        change(&mut question, run.replace(run.get() + 1));
        question
    };
    for _ in 0..3 {
        engine.summary(&next());
    }
    bencher
        .with_inputs(next)
        .bench_local_refs(|question| engine.summary(question));
}

#[divan::bench(args = SIZES)]
fn everything(bencher: Bencher<'_, '_>, plays: usize) {
    ask(bencher, plays, |_, _| {});
}

#[divan::bench(args = SIZES)]
fn everything_nothing_kept(bencher: Bencher<'_, '_>, plays: usize) {
    let mut engine = engine(plays);
    let question = Question::new(TODAY);
    bencher.bench_local(|| {
        let table = Arc::clone(engine.table());
        engine.replace_table(table);
        engine.summary(black_box(&question))
    });
}

#[divan::bench(args = SIZES)]
fn one_year(bencher: Bencher<'_, '_>, plays: usize) {
    ask(bencher, plays, |question, _| {
        question.filter.from = NaiveDate::from_ymd_opt(2020, 1, 1);
        question.filter.to = NaiveDate::from_ymd_opt(2020, 12, 31);
    });
}

#[divan::bench(args = SIZES)]
fn another_artist(bencher: Bencher<'_, '_>, plays: usize) {
    let artists = history::catalogue(plays).artists.len() as u32;
    ask(bencher, plays, |question, run| {
        question.filter.artists.only = vec![ArtistNo(run * 7919 % artists)];
    });
}

#[divan::bench(args = SIZES)]
fn another_genre_in_the_evening(bencher: Bencher<'_, '_>, plays: usize) {
    ask(bencher, plays, |question, run| {
        question.filter.genres.only = vec![GenreNo(run * 7919 % 400)];
        question.filter.hours = array::from_fn(|hour| hour >= 18);
    });
}

/// The range of a year moves on by a month each time, and starts over after ten years.
#[divan::bench(args = SIZES)]
fn a_drag(bencher: Bencher<'_, '_>, plays: usize) {
    ask(bencher, plays, |question, run| {
        let from = NaiveDate::from_ymd_opt(2013, 1, 1).map(|day| day + Months::new(run % 120));
        question.filter.from = from;
        question.filter.to = from.map(|day| day + Months::new(12) - TimeDelta::days(1));
    });
}

/// Devices, countries, skips and shuffle in turn, no filter twice in a row.
#[divan::bench(args = SIZES)]
fn another_attribute(bencher: Bencher<'_, '_>, plays: usize) {
    let platforms = [Platform::Android, Platform::Windows, Platform::Speaker, Platform::Web];
    ask(bencher, plays, |question, run| {
        let (filter, round) = (&mut question.filter, run / 4);
        match run % 4 {
            0 => filter.platforms = vec![platforms[round as usize % platforms.len()]],
            1 => {
                filter.countries = Country::new(if round.is_multiple_of(2) { "IT" } else { "AT" })
                    .into_iter()
                    .collect()
            }
            2 => filter.skipped = Some(round.is_multiple_of(2)),
            _ => filter.shuffle = Some(round.is_multiple_of(2)),
        }
    });
}

#[divan::bench(args = SIZES)]
fn another_rule(bencher: Bencher<'_, '_>, plays: usize) {
    ask(bencher, plays, |question, run| {
        question.rule = CountingRule::AtLeast {
            ms: 1000 * (run % 240 + 1),
        };
    });
}

/// All three rules in turn, with other seconds each time.
#[divan::bench(args = SIZES)]
fn another_kind_of_rule(bencher: Bencher<'_, '_>, plays: usize) {
    ask(bencher, plays, |question, run| {
        question.rule = match run % 3 {
            0 => CountingRule::HalfTheTrack,
            1 => CountingRule::ToTheEnd,
            _ => CountingRule::AtLeast {
                ms: 1000 * (run % 240 + 1),
            },
        };
    });
}

#[divan::bench(args = SIZES)]
fn detail_of_the_top_artist(bencher: Bencher<'_, '_>, plays: usize) {
    let mut engine = engine(plays);
    let question = Question::new(TODAY);
    let top = engine.summary(&question).artists.first().expect("an artist").number;
    let query = DetailQuery {
        subject: Subject::Artist(top),
        rule: question.rule,
        measure: question.measure,
        with_hidden: false,
        ranks: 50,
    };
    bencher.bench_local(|| engine.detail(black_box(&query)));
}
