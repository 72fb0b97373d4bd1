//! Rules 3 and 4: the extended history among itself.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use plays::Provenance;
use reconcile::{Ending, Rule};

use crate::ledger::{Ledger, SECOND};

const TEN_SECONDS: i64 = 10 * SECOND;

/// Rule 3.
pub(crate) fn join_doubles(ledger: &mut Ledger<'_>) {
    let rows = ledger.rows_of(Provenance::Extended);
    let items: BTreeSet<u32> = rows.iter().map(|place| ledger.item(*place)).collect();
    for item in items {
        let mut places = rows.clone();
        places.retain(|place| ledger.item(*place) == item);
        places.sort_by_key(|place| {
            let row = ledger.row(*place);
            (row.at_ms, Reverse(row.ms), row.ending, row.detail, row.naming, *place)
        });
        // The latest is the last that was added, which is not always the one with the latest end.
        let mut standing: Vec<usize> = Vec::new();
        for new in places {
            let same: Vec<(usize, &'static str)> = standing
                .iter()
                .rev()
                .filter_map(|old| Some((*old, why_double(ledger, *old, new)?)))
                .collect();
            let better = same.iter().find(|(old, _)| !wins_over(ledger, new, *old));
            if let Some((old, why)) = better {
                ledger.absorb(new, *old, Rule::Double, why);
                continue;
            }
            for (old, why) in same {
                ledger.happened.insert("3: the later one won");
                ledger.absorb(old, new, Rule::Double, why);
                standing.retain(|place| *place != old);
            }
            standing.push(new);
        }
        // Whatever the way there: what is left are different plays.
        for (position, one) in standing.iter().enumerate() {
            for other in &standing[position + 1..] {
                assert_eq!(why_double(ledger, *one, *other), None);
            }
        }
    }
}

/// Why two rows of one item tell of one play.
fn why_double(ledger: &Ledger<'_>, one: usize, other: usize) -> Option<&'static str> {
    let apart = (ledger.at(one) - ledger.at(other)).abs();
    let (length, other_length) = (ledger.length(one), ledger.length(other));
    let shorter = length.min(other_length);
    let told_late = |place: usize| matches!(ledger.row(place).ending, Ending::Exit | Ending::Remote);
    let one_told_late = told_late(one) || told_late(other);
    if length == other_length {
        if apart == 0 {
            return Some("3: equal ends");
        }
        if apart <= 30 * SECOND && shorter < TEN_SECONDS {
            return Some("3: short, within 30 s");
        }
        if apart <= 30 * SECOND && one_told_late {
            return Some("3: exit or remote, within 30 s");
        }
    }
    let first_end = ledger.at(one).min(ledger.at(other));
    let second_begin = ledger.began(one).max(ledger.began(other));
    let both_heard = first_end - second_begin;
    (shorter >= TEN_SECONDS && !one_told_late && 2 * both_heard > shorter).then_some("3: overlapping")
}

/// Whether the row that comes later stands instead of the one that stood already.
fn wins_over(ledger: &Ledger<'_>, new: usize, old: usize) -> bool {
    // Smaller is better.
    let worth = |place: usize| {
        (
            ledger.is_exit(place),
            Reverse(ledger.length(place)),
            ledger.at(place),
            ledger.row(place).detail,
        )
    };
    worth(new) < worth(old)
}

/// Rule 4.
pub(crate) fn join_editions(ledger: &mut Ledger<'_>) {
    while join_editions_once(ledger) {}
}

/// Pairs each row with one other at most; whether there was a pair.
fn join_editions_once(ledger: &mut Ledger<'_>) -> bool {
    let mut free = ledger.plays_of(Provenance::Extended);
    free.sort_by_key(|place| (ledger.length(*place), ledger.at(*place), ledger.item(*place), *place));
    let mut found_one = false;
    while !free.is_empty() {
        let one = free.remove(0);
        let Some(position) = free.iter().position(|other| fits(ledger, one, *other)) else {
            continue;
        };
        let other = free.remove(position);
        found_one = true;
        // Smaller is better.
        let worth = |place: usize| (!ledger.has_id(place), ledger.item(place));
        let what = match ledger.length(one) >= TEN_SECONDS {
            true => "4: by length",
            false => "4: by names",
        };
        if worth(one) < worth(other) {
            ledger.absorb(other, one, Rule::OtherEdition, what);
        } else {
            ledger.absorb(one, other, Rule::OtherEdition, what);
        }
    }
    found_one
}

fn fits(ledger: &Ledger<'_>, one: usize, later: usize) -> bool {
    let (this, that) = (ledger.naming(one), ledger.naming(later));
    let equal_names = this.title == that.title && this.artists == that.artists;
    let one_without_id = !ledger.has_id(one) || !ledger.has_id(later);
    ledger.length(one) == ledger.length(later)
        && ledger.at(later) - ledger.at(one) <= 2 * SECOND
        && this.item != that.item
        && (ledger.length(one) >= TEN_SECONDS || (equal_names && one_without_id))
}
