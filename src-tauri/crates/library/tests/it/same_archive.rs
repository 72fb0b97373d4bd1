//! Whatever is recorded, imported, undone, restored and hidden, and in whatever order: the archive ends as one that got everything
//! that is left once. `TONEARM_CASES` in the environment asks for more cases.

mod by_rules;
pub(crate) mod content;
mod counts;
mod deeds;
mod examples;
mod explained;
pub(crate) mod files;
pub(crate) mod life;
pub(crate) mod listener;
mod one_play;
pub(crate) mod pages;
pub(crate) mod tracks;

use std::fmt::Debug;

use library::{DayBounds, TotalsQuery};
use plays::CountingRule;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use by_rules::plays_of;
use chrono::NaiveDate;
use content::content;
use counts::{counts, slow_counts};
use deeds::{Deed, deeds};
use files::{File, files};
use life::{TruePlay, life};
use listener::Listener;

const CASES: u32 = 64;

#[test]
fn whatever_the_order_the_archive_is_the_same() {
    let cases = std::env::var("TONEARM_CASES").ok().and_then(|cases| cases.parse().ok());
    let mut runner = TestRunner::new(Config {
        cases: cases.unwrap_or(CASES),
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&(life(), files(), deeds()), |(life, files, deeds)| {
        check(&life, &files, &deeds)
    });
    if let Err(failure) = result {
        panic!("{failure:?}");
    }
}

/// Does the deeds to an archive and holds it against the rules and against clean archives.
fn check(life: &[TruePlay], files: &[File], deeds: &[Deed]) -> Result<(), TestCaseError> {
    let mut listener = Listener::new(life, files);
    for deed in deeds {
        listener.act(deed);
    }
    let archive = listener.archive();
    let found = content(archive);
    prop_assert_eq!(archive.verify().unwrap().problems, Vec::<String>::new());

    for (file, rows) in listener.rows_of_files() {
        let kept = found.evidence.iter().filter(|(source, _)| *source == file);
        prop_assert_eq!(kept.count(), rows, "rows of {}", file);
    }
    let told: Vec<_> = found.evidence.iter().map(|(_, told)| told).collect();
    same("the rules", "plays", &found.plays, &plays_of(&told, listener.decided()))?;
    explained::check(archive, &found)?;

    let overview = archive.overview(counts::zone()).unwrap();
    let of_years = overview
        .years
        .iter()
        .map(|year| year.extended + year.account + year.live);
    prop_assert_eq!(overview.plays, archive.count().unwrap());
    prop_assert_eq!(of_years.sum::<u64>(), overview.plays);
    prop_assert_eq!(overview.plays_by_source.values().sum::<u64>(), overview.plays);
    for query in queries() {
        let slow: Vec<_> = slow_counts(archive, &query).into_iter().collect();
        let counted: Vec<_> = counts(archive, &query).into_iter().collect();
        same("the definitions", "what is counted", &counted, &slow)?;
    }

    let clean = content(&listener.clean(false));
    same("a clean archive", "evidence", &found.evidence, &clean.evidence)?;
    same("a clean archive", "plays", &found.plays, &clean.plays)?;
    same("a clean archive", "what is shown", &found.shown, &clean.shown)?;
    same("a clean archive", "gaps", &found.gaps, &clean.gaps)?;

    // All imports as one have other sources, and cover more than each on its own.
    let at_once = content(&listener.clean(true));
    same("all imports at once", "plays", &found.plays, &at_once.plays)?;
    same("all imports at once", "what is shown", &found.shown, &at_once.shown)
}

/// Everything, and the first evening without what is hidden.
fn queries() -> [TotalsQuery; 2] {
    let first_day = NaiveDate::from_ymd_opt(2023, 11, 14);
    let some_days = DayBounds {
        from: first_day,
        to: first_day,
    };
    [(DayBounds::default(), 30_000, true), (some_days, 9_000, false)].map(|(days, ms, with_hidden)| TotalsQuery {
        days,
        rule: CountingRule::AtLeast { ms },
        with_hidden,
    })
}

/// Fails with the differences alone.
fn same<T: PartialEq + Debug>(as_of: &str, what: &str, found: &[T], expected: &[T]) -> Result<(), TestCaseError> {
    let without = |all: &[T], others: &[T]| -> String {
        let only = all.iter().filter(|one| !others.contains(one));
        only.map(|one| format!("\n  {one:?}")).collect()
    };
    prop_assert!(
        found == expected,
        "{} are not as of {}: found only{}\nexpected only{}",
        what,
        as_of,
        without(found, expected),
        without(expected, found)
    );
    Ok(())
}
