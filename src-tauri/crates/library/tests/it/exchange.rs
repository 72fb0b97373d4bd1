//! Whatever three machines record, import, undo, hide and restore, and whenever they exchange: in the end all have the plays of one
//! archive that got everything. `TONEARM_CASES` in the environment asks for more cases, other ones each time.

mod examples;
mod household;

use std::collections::BTreeSet;

use library::{Archive, ExploreQuery, Explored, HiddenTarget, PickedKeys, Zone};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use stats::{Measure, Question};

use super::{
    same_archive::{
        content::content,
        files::files,
        life::life,
        pages::{Page, page},
        tracks::{TRACKS, track},
    },
    server,
};
use household::{Household, Place};

const MACHINES: usize = 3;
const CASES: u32 = 16;

/// What happens on one of the machines. Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Deed {
    Record(Page),
    Import(usize),
    Undo(usize),
    Hide(HiddenTarget),
    Unhide(usize),
    CorrectGenres(usize, usize),
    KeepApart(usize),
    Join(usize, usize),
    TakeBack(usize),
    CallComplete(i64, i64),
    BackUp,
    Restore(usize),
    Exchange,
    /// It is stopped after so many steps.
    ExchangeUntil(usize),
    /// Its disk is copied to another machine, in place of what that one had, if that one has exchanged all it has.
    CopyTo(usize),
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let deed = prop_oneof![
        6 => page().prop_map(|page| Deed::Record(Page { account: 0, ..page })),
        5 => (0..8_usize).prop_map(Deed::Import),
        2 => (0..8_usize).prop_map(Deed::Undo),
        2 => (0..TRACKS).prop_map(|number| Deed::Hide(HiddenTarget::Track(track(number, 0).uri()))),
        1 => (0..8_usize).prop_map(Deed::Unhide),
        1 => (0..TRACKS, 0..3_usize).prop_map(|(artist, genre)| Deed::CorrectGenres(artist, genre)),
        1 => (0..30_usize).prop_map(Deed::KeepApart),
        1 => (0..30_usize, 0..30_usize).prop_map(|(one, other)| Deed::Join(one, other)),
        1 => (0..8_usize).prop_map(Deed::TakeBack),
        1 => (0..500_i64, 1..900_i64).prop_map(|(from, minutes)| Deed::CallComplete(from, from + minutes)),
        1 => Just(Deed::BackUp),
        1 => (0..8_usize).prop_map(Deed::Restore),
        6 => Just(Deed::Exchange),
        2 => (0..4_usize).prop_map(Deed::ExchangeUntil),
        1 => (0..MACHINES).prop_map(Deed::CopyTo),
    ];
    prop::collection::vec((0..MACHINES, deed), 1..24)
}

#[test]
fn whatever_happens_on_three_machines_with_a_folder_all_end_with_the_same_plays() {
    run(CASES, || Place::Folder);
}

#[test]
fn whatever_happens_on_three_machines_with_a_database_all_end_with_the_same_plays() {
    if let Some(server) = server::server() {
        run(CASES / 2, || {
            Place::Database(Box::new(server.database_of(server::OWNER)))
        });
    }
}

/// What Explore counts of each track, artist and genre: its URI or name, plays and milliseconds.
fn charts(archive: &Archive) -> Vec<(String, u64, u64)> {
    let question = Question {
        measure: Measure::Time,
        ranks: usize::MAX,
        ..Question::new("2026-12-20".parse().unwrap())
    };
    let query = ExploreQuery {
        picks: PickedKeys::default(),
        question,
    };
    let Explored { summary, history, .. } = archive.explore(&query, Zone::default()).unwrap();
    let named = |key: String, name: String| if key.starts_with("tonearm:artist:") { name } else { key };
    let mut charts = Vec::new();
    for rank in &summary.tracks {
        let label = archive.track_label(&history, rank.number).unwrap().unwrap();
        charts.push((label.key, rank.amount.plays.into(), rank.amount.ms));
    }
    for rank in &summary.artists {
        let label = archive.artist_label(&history, rank.number).unwrap().unwrap();
        charts.push((named(label.key, label.name), rank.amount.plays.into(), rank.amount.ms));
    }
    for rank in &summary.genres {
        charts.push((
            history.genre_label(rank.number).unwrap().name,
            rank.amount.plays.into(),
            rank.amount.ms,
        ));
    }
    charts.sort();
    charts
}

fn run(usual: u32, place: impl Fn() -> Place) {
    let cases: Option<u32> = std::env::var("TONEARM_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: cases.unwrap_or(usual),
        failure_persistence: None,
        ..Config::default()
    };
    // Usually the same lives each time, so that what was changed is to blame for a failure; other ones whenever more are asked for.
    let mut runner = match cases {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let result = runner.run(&(life(), files(), deeds()), |(life, files, deeds)| {
        check(Household::new(&life, &files, place()), &deeds)
    });
    if let Err(failure) = result {
        panic!("{failure:?}");
    }
}

fn check(mut household: Household, deeds: &[(usize, Deed)]) -> Result<(), TestCaseError> {
    for (machine, deed) in deeds {
        household.act(*machine, deed);
    }
    household.exchange_all();
    household.exchange_all();

    let sources: Vec<BTreeSet<_>> = (0..MACHINES).map(|machine| household.sources(machine)).collect();
    for of_machine in &sources {
        prop_assert_eq!(of_machine, &household.expected_imports(), "imports");
    }
    let [first, others @ ..] = &household.archives().map(content)[..] else {
        unreachable!("there are three machines")
    };
    for other in others {
        prop_assert_eq!(&first.evidence, &other.evidence);
        prop_assert_eq!(&first.plays, &other.plays);
        prop_assert_eq!(&first.gaps, &other.gaps);
        prop_assert_eq!(&first.shown, &other.shown);
    }
    let decided: Vec<_> = (0..MACHINES).map(|machine| household.decided(machine)).collect();
    prop_assert!(decided.iter().all(|one| *one == decided[0]), "{decided:?}");

    if let Some(views) = household.views() {
        prop_assert_eq!(&views, &charts(household.archive(0)), "the views of the database");
    }
    let clean = content(&household.clean());
    prop_assert_eq!(&first.plays, &clean.plays, "plays of an archive that got everything");

    // With nothing new, nothing is exchanged.
    for machine in 0..MACHINES {
        let again = household.exchange(machine).unwrap();
        let nothing = (
            again.rows_sent,
            again.rows_received,
            again.decisions_sent,
            again.undone,
            again.plays,
        );
        prop_assert_eq!(nothing, (0, 0, 0, 0, 0));
        prop_assert_eq!(again.mismatches, Vec::<String>::new());
    }
    Ok(())
}
