//! Each rule by example, and the pairing against a plain statement of it that tries every way there is.

use std::collections::{BTreeSet, HashMap, HashSet};

use plays::{Evidence, PlayedAt, Provenance};
use proptest::prelude::*;
use store::EvidenceRow;

use super::*;

const LIVE: u32 = 1;
const EXPORT: u32 = 2;
const SONG: u32 = 7;

fn row(provenance: Provenance, item: u32, end_secs: f64, heard_secs: f64) -> EvidenceRow {
    EvidenceRow {
        evidence: Evidence {
            ended_at: PlayedAt::from_millis((end_secs * 1000.0) as i64),
            item,
            ms_played: (heard_secs * 1000.0) as u32,
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

fn told(end: f64, heard: f64) -> EvidenceRow {
    row(Provenance::Extended, SONG, end, heard)
}

fn account(minute_end: f64, heard: f64) -> EvidenceRow {
    row(Provenance::Account, SONG, minute_end, heard)
}

fn ground() -> Ground {
    Ground {
        names: HashMap::from([(SONG, 0), (8, 0), (9, 1)]),
        preference: (0..10).map(|circumstance| (circumstance, 10 - circumstance)).collect(),
        foreign: HashSet::new(),
    }
}

/// What stands, as witness and end in seconds.
fn standing(mut rows: Vec<EvidenceRow>) -> Vec<(Provenance, f64)> {
    rows.sort_unstable();
    settle(&mut rows, &ground());
    let standing = rows.iter().filter(|row| row.is_canonical);
    standing
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
    assert_eq!(standing(vec![live(1003.4), told(1000.0, 200.0)]), [(Extended, 1000.0)]);
    assert_eq!(standing(vec![live(1090.0), told(1000.0, 200.0)]), [(Extended, 1000.0)]);
    assert_eq!(standing(vec![live(910.0), told(1000.0, 5.0)]), [(Extended, 1000.0)]);
}

#[test]
fn far_apart_they_are_two_plays() {
    assert_eq!(standing(vec![live(1290.1), told(1000.0, 200.0)]).len(), 2);
    assert_eq!(standing(vec![live(790.0), told(1000.0, 200.0)]).len(), 2);
}

#[test]
fn a_recorded_start_lies_in_the_time_that_the_export_tells() {
    // Heard with pauses from 1000 to 1900; the recent list told when it began.
    assert_eq!(standing(vec![live(1000.5), told(1900.0, 900.0)]), [(Extended, 1900.0)]);
}

#[test]
fn another_track_at_the_same_time_is_another_play() {
    let other = row(Provenance::Extended, 9, 1000.0, 200.0);
    assert_eq!(standing(vec![live(1000.0), other]).len(), 2);
}

#[test]
fn two_true_plays_of_a_short_track_stay_two() {
    let (first, second) = (1000.0, 1040.0);
    let told_twice = [told(first, 40.0), told(second, 40.0)];
    let recorded = [row(Live, SONG, first + 0.2, 40.0), row(Live, SONG, second + 0.2, 40.0)];
    let all = told_twice.into_iter().chain(recorded).collect();
    assert_eq!(standing(all), [(Extended, first), (Extended, second)]);
}

#[test]
fn a_recorded_play_that_the_export_lacks_is_kept() {
    let recorded = [row(Live, SONG, 1000.2, 40.0), row(Live, SONG, 1040.2, 40.0)];
    let all = [told(1000.0, 40.0)].into_iter().chain(recorded).collect();
    assert_eq!(standing(all), [(Extended, 1000.0), (Live, 1040.2)]);
}

#[test]
fn an_exports_doubles_are_one_play() {
    assert_eq!(
        standing(vec![told(1000.0, 200.0), told(1003.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(
        standing(vec![told(1000.0, 200.0), told(1030.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(standing(vec![told(1000.0, 200.0), told(1031.0, 200.0)]).len(), 2);
    assert_eq!(standing(vec![told(1000.0, 200.0), told(1003.0, 199.0)]).len(), 2);
}

#[test]
fn a_chain_of_doubles_starts_anew_out_of_reach_of_the_first() {
    let chain = vec![told(1000.0, 200.0), told(1020.0, 200.0), told(1040.0, 200.0)];
    assert_eq!(standing(chain), [(Extended, 1000.0), (Extended, 1040.0)]);
}

#[test]
fn a_short_track_truly_repeated_is_no_double() {
    assert_eq!(standing(vec![told(1000.0, 24.0), told(1024.0, 24.0)]).len(), 2);
    // Skipped at once, and told twice.
    assert_eq!(standing(vec![told(1000.0, 1.5), told(1002.0, 1.5)]).len(), 1);
}

#[test]
fn of_doubles_at_one_second_the_one_that_tells_more_stands() {
    let with = |circumstance| {
        let mut row = told(1000.0, 200.0);
        row.evidence.circumstance = circumstance;
        row
    };
    let mut rows = vec![with(1), with(3), with(2)];
    rows.sort_unstable();
    settle(&mut rows, &ground());
    let standing: Vec<_> = rows.iter().filter(|row| row.is_canonical).collect();
    assert_eq!(standing.len(), 1);
    assert_eq!(standing[0].evidence.circumstance, 3);
}

#[test]
fn account_data_gives_way_to_the_extended_history() {
    assert_eq!(
        standing(vec![account(960.0, 200.0), told(1000.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(
        standing(vec![account(1020.0, 200.0), told(1000.0, 200.0)]),
        [(Extended, 1000.0)]
    );
    assert_eq!(standing(vec![account(960.0, 199.0), told(1000.0, 200.0)]).len(), 2);
    assert_eq!(standing(vec![account(900.0, 200.0), told(1000.0, 200.0)]).len(), 2);
}

#[test]
fn account_data_knows_a_track_by_its_names() {
    let by_names = row(Account, 8, 960.0, 200.0);
    assert_eq!(standing(vec![by_names, told(1000.0, 200.0)]), [(Extended, 1000.0)]);
    let other = row(Account, 9, 960.0, 200.0);
    assert_eq!(standing(vec![other, told(1000.0, 200.0)]).len(), 2);
}

#[test]
fn account_data_may_tell_the_plays_of_one_minute_in_any_order() {
    let by_minute = [account(960.0, 5.0), account(960.0, 30.0)];
    let exact = [told(970.0, 30.0), told(980.0, 5.0)];
    let all = by_minute.into_iter().chain(exact).collect();
    assert_eq!(standing(all), [(Extended, 970.0), (Extended, 980.0)]);
}

#[test]
fn account_data_absorbs_the_recorded_play() {
    assert_eq!(standing(vec![account(960.0, 180.0), live(1000.0)]), [(Account, 960.0)]);
    // 60 seconds of the minute, then 90.
    assert_eq!(standing(vec![account(960.0, 180.0), live(1110.0)]), [(Account, 960.0)]);
}

#[test]
fn one_play_of_three_witnesses_is_one() {
    let all = vec![live(1000.7), account(960.0, 200.0), told(1000.0, 200.0)];
    assert_eq!(standing(all), [(Extended, 1000.0)]);
}

#[test]
fn what_was_recorded_of_another_account_does_not_stand() {
    let mut rows = vec![live(1000.0)];
    let ground = Ground {
        foreign: HashSet::from([LIVE]),
        ..ground()
    };
    settle(&mut rows, &ground);
    assert!(!rows[0].is_canonical);
}

#[test]
fn what_an_undone_import_had_absorbed_stands_again() {
    let recorded = live(1000.7);
    assert_eq!(standing(vec![recorded, told(1000.0, 200.0)]), [(Extended, 1000.0)]);
    assert_eq!(standing(vec![recorded]), [(Live, 1000.7)]);
}

/// Rule 2 in so many words, for one track: every way to pair in order, the most pairs, then the least distance.
fn best_by_trying(lives: &[EvidenceRow], told: &[EvidenceRow]) -> (usize, u64) {
    let (Some((first, lives_after)), Some((_, told_after))) = (lives.split_first(), told.split_first()) else {
        return (0, 0);
    };
    let without_live = best_by_trying(lives_after, told);
    let without_told = best_by_trying(lives, told_after);
    let mut ways = vec![without_live, without_told];
    if let Some(apart) = may_be_one(first, &told[0]) {
        let (pairs, sum) = best_by_trying(lives_after, told_after);
        ways.push((pairs + 1, sum + apart));
    }
    ways.sort_by_key(|(pairs, sum)| (std::cmp::Reverse(*pairs), *sum));
    ways[0]
}

fn may_be_one(live: &EvidenceRow, told: &EvidenceRow) -> Option<u64> {
    let times = |row: &EvidenceRow| {
        let end = row.evidence.ended_at.as_millis();
        (end - i64::from(row.evidence.ms_played), end)
    };
    let ((live_start, live_end), (told_start, told_end)) = (times(live), times(told));
    let apart = (live_end - told_end).unsigned_abs();
    let overlap = (live_start + 1..=live_end).contains(&(told_start + 1))
        || (told_start + 1..=told_end).contains(&(live_start + 1));
    let really = overlap && live_end > live_start && told_end > told_start;
    (apart <= 90_000 || really).then_some(apart)
}

fn some_rows(provenance: Provenance, most: usize) -> impl Strategy<Value = Vec<EvidenceRow>> {
    let one = (0i64..1_200_000, prop_oneof![Just(0u32), 1u32..400_000]);
    proptest::collection::btree_set(one, 0..most).prop_map(move |times| {
        let mut rows: Vec<EvidenceRow> = times
            .into_iter()
            .map(|(end, heard)| {
                let mut row = row(provenance, SONG, 0.0, 0.0);
                row.evidence.ended_at = PlayedAt::from_millis(end);
                row.evidence.ms_played = heard;
                row
            })
            .collect();
        rows.sort_unstable();
        // Doubles have a rule of their own.
        rows.dedup_by(|a, b| a.evidence.ended_at.as_millis() - b.evidence.ended_at.as_millis() <= 30_000);
        rows
    })
}

proptest! {
    #[test]
    fn the_pairing_is_the_best_of_all_ways(lives in some_rows(Live, 7), told in some_rows(Extended, 7)) {
        let (pairs, sum) = best_by_trying(&lives, &told);
        let mut rows: Vec<EvidenceRow> = lives.iter().chain(&told).copied().collect();
        rows.sort_unstable();
        settle(&mut rows, &ground());
        let left: Vec<EvidenceRow> = rows.iter().filter(|row| row.is_canonical && row.evidence.provenance == Live).copied().collect();
        prop_assert_eq!(lives.len() - left.len(), pairs);
        // Those that were let go are such that the best sum can be had with them alone.
        let gone: BTreeSet<EvidenceRow> = lives.iter().copied().filter(|row| !left.iter().any(|kept| kept.evidence == row.evidence)).collect();
        let gone: Vec<EvidenceRow> = gone.into_iter().collect();
        prop_assert_eq!(best_by_trying(&gone, &told), (pairs, sum));
        prop_assert!(rows.iter().filter(|row| row.evidence.provenance == Extended).all(|row| row.is_canonical));
    }

    #[test]
    fn no_order_of_arrival_matters(
        lives in some_rows(Live, 6),
        told in some_rows(Extended, 6),
        by_names in some_rows(Account, 4),
        seed in any::<u64>(),
    ) {
        let all: Vec<EvidenceRow> = lives.into_iter().chain(told).chain(by_names).collect();
        let at_once = standing(all.clone());
        // One row after the other, settled each time: what was decided on the way leaves no trace.
        let mut rows: Vec<EvidenceRow> = Vec::new();
        let mut rest = all;
        let mut seed = seed;
        while !rest.is_empty() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            rows.push(rest.swap_remove((seed >> 33) as usize % rest.len()));
            rows.sort_unstable();
            settle(&mut rows, &ground());
        }
        prop_assert_eq!(standing(rows), at_once);
    }
}
