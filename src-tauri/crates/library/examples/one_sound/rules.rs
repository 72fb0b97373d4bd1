//! The rules alone: the crate `reconcile`, on rows in memory.

use std::time::Instant;

use plays::Provenance;
use reconcile::{Item, Names, Naming, Row, reconcile, reconcile_recorded};

use crate::{Steps, life::Life};

/// Each figure is the fastest of so many runs.
const RUNS: usize = 5;

pub(crate) fn measure(life: &Life) -> Steps {
    let names = names(life.tracks);
    let rows = |provenances: &[Provenance]| -> Vec<Row> {
        let all = provenances.iter().flat_map(|provenance| rows_of(life, *provenance));
        all.collect()
    };
    let (recorded, account, extended) = (Provenance::Live, Provenance::Account, Provenance::Extended);
    let mut steps: Steps = [
        ("extended history", &[extended][..]),
        ("account data", &[account]),
        ("recorded", &[recorded]),
        ("extended history, account data", &[extended, account]),
        ("extended history, recorded", &[extended, recorded]),
        ("account data, recorded", &[account, recorded]),
        ("all three", &[extended, account, recorded]),
    ]
    .into_iter()
    .map(|(name, provenances)| {
        let rows = rows(provenances);
        (name, fastest(|| reconcile(rows.as_slice(), &names)))
    })
    .collect();
    let known = rows(&[extended, recorded]);
    let latest = known.iter().map(|row| row.at_ms).max();
    steps.push((
        "recorded beside known plays",
        fastest(|| reconcile_recorded(known.as_slice(), &names, latest)),
    ));
    steps
}

fn fastest<T>(mut run: impl FnMut() -> T) -> f64 {
    let times = (0..RUNS).map(|_| {
        let began = Instant::now();
        std::hint::black_box(run());
        began.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

/// Of each track two namings: with an id, and as account data name it.
fn names(tracks: usize) -> Names {
    let mut names = Names::default();
    for has_id in [true, false] {
        for track in 0..tracks as u32 {
            names.namings.push(Naming {
                item: names.items.len() as u32,
                title: track,
                artists: vec![track],
                isrc: None,
            });
            names.items.push(Item { has_id });
        }
    }
    names
}

fn rows_of(life: &Life, provenance: Provenance) -> impl Iterator<Item = Row> {
    let tracks = life.tracks;
    let mut before = None;
    let mut number = 0;
    life.plays().map(move |play| {
        let is_account = provenance == Provenance::Account;
        let step = match provenance {
            Provenance::Account => 60_000,
            Provenance::Extended => 1_000,
            Provenance::Live => 1,
        };
        let at_ms = play.end_ms.div_euclid(step) * step;
        let equal = Some((play.track, at_ms));
        number = if is_account && before == equal { number + 1 } else { 0 };
        before = equal;
        let naming = play.track + if is_account { tracks } else { 0 };
        Row {
            number,
            ..Row::plain(provenance, at_ms, play.length_ms, naming as u32)
        }
    })
}
