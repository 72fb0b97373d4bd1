//! Rules 1 and 8: recorded rows among themselves, and how long they were heard.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use plays::Provenance;
use reconcile::Rule;

use crate::ledger::{Ledger, MINUTE, SECOND};

/// Rule 1. The result has, for each recording, the rows that stand, in order.
pub(crate) fn join_moved_stamps(ledger: &mut Ledger<'_>) -> Vec<Vec<usize>> {
    let recorded = ledger.rows_of(Provenance::Live);
    let recordings: BTreeSet<u32> = recorded.iter().map(|place| ledger.row(*place).recording).collect();
    let mut all_standing = Vec::new();
    for recording in recordings {
        let mut places = recorded.clone();
        places.retain(|place| ledger.row(*place).recording == recording);
        places.sort_by_key(|place| {
            let row = ledger.row(*place);
            // What tells more than the beginning comes first.
            (row.at_ms, Reverse(row.ms), row.begin_only, row.naming, *place)
        });
        let burst = burst_rows(ledger, &places);
        let mut standing: Vec<usize> = Vec::new();
        for later in places {
            // It is the later row that joins the earlier. So a burst binds the later row only: the first row after a burst may
            // still join a row of it.
            let may_join = |earlier: usize| {
                is_same_track(ledger, earlier, later)
                    && is_near_enough(ledger, earlier, later)
                    && (ledger.at(earlier) == ledger.at(later) || !burst.contains(&later))
            };
            match standing.iter().rev().copied().find(|earlier| may_join(*earlier)) {
                Some(earlier) => ledger.absorb(later, earlier, Rule::MovedStamp, "1: a moved stamp joined"),
                None => {
                    let but_for_burst = |earlier: &usize| {
                        is_same_track(ledger, *earlier, later) && is_near_enough(ledger, *earlier, later)
                    };
                    if standing.iter().any(but_for_burst) {
                        ledger.happened.insert("1: a burst kept rows apart");
                    }
                    standing.push(later);
                }
            }
        }
        all_standing.push(standing);
    }
    all_standing
}

/// The rows, of rows in order, that are of bursts.
fn burst_rows(ledger: &Ledger<'_>, places: &[usize]) -> BTreeSet<usize> {
    let mut burst = BTreeSet::new();
    for run in runs(ledger, places, SECOND) {
        let stamps: BTreeSet<i64> = run.iter().map(|place| ledger.at(*place)).collect();
        if stamps.len() >= 3 {
            burst.extend(run);
        }
    }
    burst
}

/// Cuts rows in order wherever a row is more than `longest` after the one before.
fn runs(ledger: &Ledger<'_>, places: &[usize], longest: i64) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut before = None;
    for place in places {
        match before {
            Some(before) if ledger.at(*place) - ledger.at(before) <= longest => runs.last_mut().unwrap().push(*place),
            _ => runs.push(vec![*place]),
        }
        before = Some(*place);
    }
    runs
}

/// The same id, or the same ISRC, or the same title with a shared artist. An item without an id counts like one with an id here.
fn is_same_track(ledger: &Ledger<'_>, one: usize, other: usize) -> bool {
    let (this, that) = (ledger.naming(one), ledger.naming(other));
    this.item == that.item
        || (this.isrc.is_some() && this.isrc == that.isrc)
        || (this.title == that.title && ledger.share_an_artist(one, other))
}

/// Less than 5 s and less than half of the shorter track apart; equal stamps always are, even if a track has no length.
fn is_near_enough(ledger: &Ledger<'_>, earlier: usize, later: usize) -> bool {
    let apart = ledger.at(later) - ledger.at(earlier);
    let shorter = ledger.length(earlier).min(ledger.length(later));
    apart == 0 || (apart < 5 * SECOND && 2 * apart < shorter)
}

/// Rule 8, of the rows that stand after rule 1. Those that were absorbed since get no length, but they are still stamps before and
/// after others.
pub(crate) fn estimate_lengths(ledger: &mut Ledger<'_>, all_standing: &[Vec<usize>]) {
    for all in all_standing {
        let (begun, standing): (Vec<usize>, Vec<usize>) = all.iter().partition(|place| ledger.row(**place).begin_only);
        estimate_begun(ledger, begun);
        let standing = &standing;
        let mut stamped_at_start = BTreeSet::new();
        for session in runs(ledger, standing, 20 * MINUTE) {
            if is_start_session(ledger, &session) {
                stamped_at_start.extend(session);
            }
        }
        for (position, place) in standing.iter().copied().enumerate() {
            if !ledger.is_play(place) {
                continue;
            }
            // Of rows with equal stamps, the one before counts as the stamp before, so that there is no time between.
            let neighbour = match stamped_at_start.contains(&place) {
                true => standing.get(position + 1),
                false => position.checked_sub(1).map(|before| &standing[before]),
            };
            let length = ledger.length(place);
            let between = neighbour.map(|neighbour| (ledger.at(place) - ledger.at(*neighbour)).abs());
            let estimate = match between {
                Some(between) if between >= 2 * SECOND => between.min(length),
                _ => length,
            };
            if estimate < length {
                ledger.happened.insert(match stamped_at_start.contains(&place) {
                    true => "8: shortened by the stamp after",
                    false => "8: shortened by the stamp before",
                });
            }
            ledger.set_length(place, estimate);
        }
    }
}

/// Rows that tell their beginnings last until the next of these begins, if the track is that long.
fn estimate_begun(ledger: &mut Ledger<'_>, mut begun: Vec<usize>) {
    begun.sort_by_key(|place| {
        let row = ledger.row(*place);
        (ledger.began(*place), row.at_ms, row.naming, *place)
    });
    for position in 0..begun.len() {
        let place = begun[position];
        if !ledger.is_play(place) {
            continue;
        }
        let mut estimate = ledger.length(place);
        if let Some(next) = begun.get(position + 1) {
            let between = ledger.began(*next) - ledger.began(place);
            if between >= 2 * SECOND && between < estimate {
                ledger.happened.insert("8: shortened by the next beginning");
                estimate = between;
            }
        }
        ledger.set_length(place, estimate);
    }
}

/// Its stamps are starts, judging by which track fills the time between two stamps: that of the first or that of the second.
fn is_start_session(ledger: &Ledger<'_>, session: &[usize]) -> bool {
    let (mut for_start, mut for_end) = (0, 0);
    for neighbours in session.windows(2) {
        let between = ledger.at(neighbours[1]) - ledger.at(neighbours[0]);
        let fills = |place: usize| (between - ledger.length(place)).abs() <= 2 * SECOND;
        match (fills(neighbours[0]), fills(neighbours[1])) {
            (true, false) => for_start += 1,
            (false, true) => for_end += 1,
            (true, true) | (false, false) => {}
        }
    }
    for_start >= 2 && for_start > 2 * for_end
}
