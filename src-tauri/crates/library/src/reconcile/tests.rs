//! Each rule by example, and the pairing against a plain statement of the rule that tries every way.

use std::collections::{BTreeSet, HashMap, HashSet};

use plays::{Evidence, PlayedAt, Provenance};
use proptest::prelude::*;
use store::EvidenceRow;

use super::*;

const LIVE: u32 = 1;
const EXPORT: u32 = 2;
const SONG: u32 = 7;

fn row(provenance: Provenance, item: u32, end_secs: f64, played_secs: f64) -> EvidenceRow {
    EvidenceRow {
        evidence: Evidence {
            ended_at: PlayedAt::from_millis((end_secs * 1000.0) as i64),
            item,
            ms_played: (played_secs * 1000.0) as u32,
            circumstance: 0,
            provenance,
        },
        source: if provenance == Provenance::Live { LIVE } else { EXPORT },
        is_canonical: false,
    }
}

fn live(end: f64) -> EvidenceRow {
    row(Provenance::Live, SONG, end, 200.0)
}

fn exported(end: f64, played: f64) -> EvidenceRow {
    row(Provenance::Extended, SONG, end, played)
}

fn account(minute_end: f64, played: f64) -> EvidenceRow {
    row(Provenance::Account, SONG, minute_end, played)
}

fn context() -> ReconcileContext {
    ReconcileContext {
        name_groups: HashMap::from([(SONG, 0), (8, 0), (9, 1)]),
        preference: (0..10).map(|circumstance| (circumstance, 10 - circumstance)).collect(),
        foreign: HashSet::new(),
    }
}

/// The canonical rows, as provenance and end in seconds.
fn canonical(mut rows: Vec<EvidenceRow>) -> Vec<(Provenance, f64)> {
    rows.sort_unstable();
    reconcile(&mut rows, &context());
    let canonical = rows.iter().filter(|row| row.is_canonical);
    canonical
        .map(|row| {
            (
                row.evidence.provenance,
                row.evidence.ended_at.as_millis() as f64 / 1000.0,
            )
        })
        .collect()
}

use Provenance::{Account, Extended, Live};

#[test]
fn an_exports_row_absorbs_the_recorded_play() {
    assert_eq!(
        canonical(vec![live(1003.4), exported(1000.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(
        canonical(vec![live(1090.0), exported(1000.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(
        canonical(vec![live(910.0), exported(1000.0, 5.0)]),
        [(Extended, 1000.0)]
    );
}

#[test]
fn far_apart_they_are_two_plays() {
    assert_eq!(canonical(vec![live(1290.1), exported(1000.0, 200.0)]).len(), 2);
    assert_eq!(canonical(vec![live(790.0), exported(1000.0, 200.0)]).len(), 2);
}

#[test]
fn a_recorded_start_lies_in_the_time_that_the_export_tells() {
    // Played with pauses from 1000 to 1900; the list of recent plays gave the start.
    assert_eq!(
        canonical(vec![live(1000.5), exported(1900.0, 900.0)]),
        [(Extended, 1900.0)]
    );
}

#[test]
fn another_track_at_the_same_time_is_another_play() {
    let other = row(Provenance::Extended, 9, 1000.0, 200.0);
    assert_eq!(canonical(vec![live(1000.0), other]).len(), 2);
}

#[test]
fn two_true_plays_of_a_short_track_stay_two() {
    let (first, second) = (1000.0, 1040.0);
    let exported_twice = [exported(first, 40.0), exported(second, 40.0)];
    let recorded = [row(Live, SONG, first + 0.2, 40.0), row(Live, SONG, second + 0.2, 40.0)];
    let all = exported_twice.into_iter().chain(recorded).collect();
    assert_eq!(canonical(all), [(Extended, first), (Extended, second)]);
}

#[test]
fn a_recorded_play_that_the_export_lacks_is_kept() {
    let recorded = [row(Live, SONG, 1000.2, 40.0), row(Live, SONG, 1040.2, 40.0)];
    let all = [exported(1000.0, 40.0)].into_iter().chain(recorded).collect();
    assert_eq!(canonical(all), [(Extended, 1000.0), (Live, 1040.2)]);
}

#[test]
fn an_exports_doubles_are_one_play() {
    assert_eq!(
        canonical(vec![exported(1000.0, 200.0), exported(1003.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(
        canonical(vec![exported(1000.0, 200.0), exported(1030.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(
        canonical(vec![exported(1000.0, 200.0), exported(1031.0, 200.0)]).len(),
        2
    );
    assert_eq!(
        canonical(vec![exported(1000.0, 200.0), exported(1003.0, 199.0)]).len(),
        2
    );
}

#[test]
fn a_chain_of_doubles_starts_anew_out_of_reach_of_the_first() {
    let chain = vec![
        exported(1000.0, 200.0),
        exported(1020.0, 200.0),
        exported(1040.0, 200.0),
    ];
    assert_eq!(canonical(chain), [(Extended, 1000.0), (Extended, 1040.0)]);
}

#[test]
fn a_short_track_truly_repeated_is_no_double() {
    assert_eq!(canonical(vec![exported(1000.0, 24.0), exported(1024.0, 24.0)]).len(), 2);
    // Skipped at once, and in the export twice.
    assert_eq!(canonical(vec![exported(1000.0, 1.5), exported(1002.0, 1.5)]).len(), 1);
}

#[test]
fn of_doubles_at_one_second_the_one_that_tells_more_stands() {
    let with = |circumstance| {
        let mut row = exported(1000.0, 200.0);
        row.evidence.circumstance = circumstance;
        row
    };
    let mut rows = vec![with(1), with(3), with(2)];
    rows.sort_unstable();
    reconcile(&mut rows, &context());
    let canonical: Vec<_> = rows.iter().filter(|row| row.is_canonical).collect();
    assert_eq!(canonical.len(), 1);
    assert_eq!(canonical[0].evidence.circumstance, 3);
}

#[test]
fn account_data_gives_way_to_the_extended_history() {
    assert_eq!(
        canonical(vec![account(960.0, 200.0), exported(1000.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(
        canonical(vec![account(1020.0, 200.0), exported(1000.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(canonical(vec![account(960.0, 199.0), exported(1000.0, 200.0)]).len(), 2);
    assert_eq!(canonical(vec![account(900.0, 200.0), exported(1000.0, 200.0)]).len(), 2);
}

#[test]
fn account_data_knows_a_track_by_its_names() {
    let by_names = row(Account, 8, 960.0, 200.0);
    assert_eq!(canonical(vec![by_names, exported(1000.0, 200.0)]), [(Extended, 1000.0)]);
    let other = row(Account, 9, 960.0, 200.0);
    assert_eq!(canonical(vec![other, exported(1000.0, 200.0)]).len(), 2);
}

#[test]
fn account_data_may_tell_the_plays_of_one_minute_in_any_order() {
    let by_minute = [account(960.0, 5.0), account(960.0, 30.0)];
    let exact = [exported(970.0, 30.0), exported(980.0, 5.0)];
    let all = by_minute.into_iter().chain(exact).collect();
    assert_eq!(canonical(all), [(Extended, 970.0), (Extended, 980.0)]);
}

#[test]
fn account_data_absorbs_the_recorded_play() {
    assert_eq!(canonical(vec![account(960.0, 180.0), live(1000.0)]), [(Account, 960.0)]);
    // 60 seconds of the minute, then 90.
    assert_eq!(canonical(vec![account(960.0, 180.0), live(1110.0)]), [(Account, 960.0)]);
}

#[test]
fn one_play_of_three_provenances_is_one() {
    let all = vec![live(1000.7), account(960.0, 200.0), exported(1000.0, 200.0)];
    assert_eq!(canonical(all), [(Extended, 1000.0)]);
}

#[test]
fn what_was_recorded_for_another_account_is_not_canonical() {
    let mut rows = vec![live(1000.0)];
    let context = ReconcileContext {
        foreign: HashSet::from([LIVE]),
        ..context()
    };
    reconcile(&mut rows, &context);
    assert!(!rows[0].is_canonical);
}

#[test]
fn what_an_undone_import_had_absorbed_stands_again() {
    let recorded = live(1000.7);
    assert_eq!(canonical(vec![recorded, exported(1000.0, 200.0)]), [(Extended, 1000.0)]);
    assert_eq!(canonical(vec![recorded]), [(Live, 1000.7)]);
}

/// Rule 2 as it is worded, for one track: of every way to pair in order, the one with most pairs, then the smallest distance.
fn best_by_trying(lives: &[EvidenceRow], exported: &[EvidenceRow]) -> (usize, u64) {
    let (Some((first, lives_after)), Some((_, exported_after))) = (lives.split_first(), exported.split_first()) else {
        return (0, 0);
    };
    let without_live = best_by_trying(lives_after, exported);
    let without_exported = best_by_trying(lives, exported_after);
    let mut ways = vec![without_live, without_exported];
    if let Some(apart) = may_be_one(first, &exported[0]) {
        let (pairs, sum) = best_by_trying(lives_after, exported_after);
        ways.push((pairs + 1, sum + apart));
    }
    ways.sort_by_key(|(pairs, sum)| (std::cmp::Reverse(*pairs), *sum));
    ways[0]
}

fn may_be_one(live: &EvidenceRow, exported: &EvidenceRow) -> Option<u64> {
    let times = |row: &EvidenceRow| {
        let end = row.evidence.ended_at.as_millis();
        (end - i64::from(row.evidence.ms_played), end)
    };
    let ((live_start, live_end), (exported_start, exported_end)) = (times(live), times(exported));
    let apart = (live_end - exported_end).unsigned_abs();
    let overlap = (live_start + 1..=live_end).contains(&(exported_start + 1))
        || (exported_start + 1..=exported_end).contains(&(live_start + 1));
    let really = overlap && live_end > live_start && exported_end > exported_start;
    (apart <= 90_000 || really).then_some(apart)
}

fn some_rows(provenance: Provenance, most: usize) -> impl Strategy<Value = Vec<EvidenceRow>> {
    let one = (0i64..1_200_000, prop_oneof![Just(0u32), 1u32..400_000]);
    proptest::collection::btree_set(one, 0..most).prop_map(move |times| {
        let mut rows: Vec<EvidenceRow> = times
            .into_iter()
            .map(|(end, played)| {
                let mut row = row(provenance, SONG, 0.0, 0.0);
                row.evidence.ended_at = PlayedAt::from_millis(end);
                row.evidence.ms_played = played;
                row
            })
            .collect();
        rows.sort_unstable();
        // Doubles have their own rule.
        rows.dedup_by(|a, b| a.evidence.ended_at.as_millis() - b.evidence.ended_at.as_millis() <= 30_000);
        rows
    })
}

proptest! {
    #[test]
    fn the_pairing_is_the_best_of_all_ways(lives in some_rows(Live, 7), exported in some_rows(Extended, 7)) {
        let (pairs, sum) = best_by_trying(&lives, &exported);
        let mut rows: Vec<EvidenceRow> = lives.iter().chain(&exported).copied().collect();
        rows.sort_unstable();
        reconcile(&mut rows, &context());
        let left: Vec<EvidenceRow> = rows.iter().filter(|row| row.is_canonical && row.evidence.provenance == Live).copied().collect();
        prop_assert_eq!(lives.len() - left.len(), pairs);
        // With the absorbed rows alone, the best sum is the same.
        let gone: BTreeSet<EvidenceRow> = lives.iter().copied().filter(|row| !left.iter().any(|kept| kept.evidence == row.evidence)).collect();
        let gone: Vec<EvidenceRow> = gone.into_iter().collect();
        prop_assert_eq!(best_by_trying(&gone, &exported), (pairs, sum));
        prop_assert!(rows.iter().filter(|row| row.evidence.provenance == Extended).all(|row| row.is_canonical));
    }

    #[test]
    fn no_order_of_arrival_matters(
        lives in some_rows(Live, 6),
        exported in some_rows(Extended, 6),
        by_names in some_rows(Account, 4),
        seed in any::<u64>(),
    ) {
        let all: Vec<EvidenceRow> = lives.into_iter().chain(exported).chain(by_names).collect();
        let at_once = canonical(all.clone());
        // One row after the other, reconciled each time: decisions on the way leave no trace.
        let mut rows: Vec<EvidenceRow> = Vec::new();
        let mut rest = all;
        let mut seed = seed;
        while !rest.is_empty() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            rows.push(rest.swap_remove((seed >> 33) as usize % rest.len()));
            rows.sort_unstable();
            reconcile(&mut rows, &context());
        }
        prop_assert_eq!(canonical(rows), at_once);
    }
}
