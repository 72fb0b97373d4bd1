//! Rules 2 and 5: account data in the extended history, and among itself. A row's minute is its time, rounded down; distances are from
//! the time itself.

use std::collections::{BTreeMap, BTreeSet};

use plays::Provenance;
use reconcile::Rule;

use crate::ledger::{Ledger, MINUTE, SECOND};
use crate::pairs::pair;

/// A length from which on it says enough by itself.
const TEN_SECONDS: i64 = 10 * SECOND;

fn minute(ledger: &Ledger<'_>, place: usize) -> i64 {
    ledger.at(place).div_euclid(MINUTE)
}

/// Before rule 2: equal rows of account data from two files are one row.
pub(crate) fn absorb_copies(ledger: &mut Ledger<'_>) {
    let mut firsts = BTreeMap::new();
    for place in ledger.rows_of(Provenance::Account) {
        let key = (
            ledger.item(place),
            ledger.length(place),
            minute(ledger, place),
            ledger.row(place).number,
        );
        match firsts.get(&key) {
            Some(first) => ledger.absorb(place, *first, Rule::AccountRepeat, "5: the same row from two files"),
            None => {
                firsts.insert(key, place);
            }
        }
    }
}

/// Rule 2.
pub(crate) fn absorb_into_extended(ledger: &mut Ledger<'_>) {
    // Doubles and older editions take part as well: account data has the same doubles, and may have the names of then.
    let mut extended: Vec<usize> = Vec::new();
    for place in ledger.rows_of(Provenance::Extended) {
        // But what two files tell in the same words is one row.
        if extended.iter().all(|other| told(ledger, *other) != told(ledger, place)) {
            extended.push(place);
        }
    }

    let by_names = |ledger: &Ledger<'_>, place: usize| {
        let naming = ledger.naming(place);
        (naming.title, naming.artists.first().copied(), ledger.length(place))
    };
    let within_a_minute = |ledger: &Ledger<'_>, weak: usize, strong: usize| {
        let apart = (ledger.at(strong) - ledger.at(weak)).abs();
        (apart <= MINUTE).then_some(apart)
    };
    stage(ledger, &mut extended, by_names, within_a_minute, "2: by names");

    let by_length = |ledger: &Ledger<'_>, place: usize| ledger.length(place);
    let in_the_minute = |ledger: &Ledger<'_>, weak: usize, strong: usize| {
        let after = ledger.at(strong) - ledger.at(weak);
        let fits = ledger.length(weak) >= TEN_SECONDS && (-2 * SECOND..=62 * SECOND).contains(&after);
        fits.then_some(after.abs())
    };
    stage(ledger, &mut extended, by_length, in_the_minute, "2: by length");
}

/// All that a row of the extended history tells.
fn told(ledger: &Ledger<'_>, place: usize) -> impl PartialEq {
    let row = ledger.row(place);
    (row.at_ms, row.ms, row.naming, row.ending, row.detail, row.number)
}

/// Pairs what no former stage has used, group by group.
fn stage<K: Ord>(
    ledger: &mut Ledger<'_>,
    extended: &mut Vec<usize>,
    key: impl Fn(&Ledger<'_>, usize) -> K,
    distance: impl Fn(&Ledger<'_>, usize, usize) -> Option<i64>,
    what: &'static str,
) {
    let account = ledger.plays_of(Provenance::Account);
    let keys: BTreeSet<K> = account.iter().map(|place| key(ledger, *place)).collect();
    for group in keys {
        let of_group = |places: &[usize]| -> Vec<usize> {
            places
                .iter()
                .copied()
                .filter(|place| key(ledger, *place) == group)
                .collect()
        };
        let (weak, strong) = (of_group(&account), of_group(extended));
        let pairs = pair(ledger, &weak, &strong, |weak, strong| distance(ledger, weak, strong));
        for (weak, strong) in pairs {
            ledger.absorb(weak, strong, Rule::AccountInExtended, what);
            extended.retain(|place| *place != strong);
        }
    }
}

/// Rule 5.
pub(crate) fn drop_repeats(ledger: &mut Ledger<'_>) {
    let mut rows = ledger.rows_of(Provenance::Account);
    rows.retain(|place| !ledger.is_absorbed_under(*place, Rule::AccountRepeat));
    // The minute comes last, so that of one item and length each minute is decided before the next.
    let mut groups: BTreeMap<(u32, i64, i64), Vec<usize>> = BTreeMap::new();
    for place in rows {
        let key = (ledger.item(place), ledger.length(place), minute(ledger, place));
        groups.entry(key).or_default().push(place);
    }
    // For each group, a row that stands in it.
    let mut standing: BTreeMap<(u32, i64, i64), usize> = BTreeMap::new();
    for ((item, length, minute), group) in groups {
        let (absorbed, mut others): (Vec<usize>, Vec<usize>) = group
            .into_iter()
            .partition(|place| ledger.is_absorbed_under(*place, Rule::AccountInExtended));
        others.sort_by_key(|place| (ledger.row(*place).number, *place));

        let before = standing.get(&(item, length, minute - 1)).copied();
        if let Some(before) = before.filter(|_| length > 121_500) {
            for place in others {
                ledger.absorb(place, before, Rule::AccountRepeat, "5: in the minute after");
            }
            if let Some(first) = absorbed.first() {
                standing.insert((item, length, minute), *first);
            }
            continue;
        }

        let most = match length < TEN_SECONDS {
            true => 1,
            false => (MINUTE + length) / length,
        };
        let mut stand: Vec<usize> = absorbed;
        for place in others {
            if (stand.len() as i64) < most {
                if !stand.is_empty() {
                    ledger.happened.insert("5: several stand in a minute");
                }
                stand.push(place);
            } else {
                ledger.absorb(place, stand[0], Rule::AccountRepeat, "5: more than fit into a minute");
            }
        }
        standing.insert((item, length, minute), stand[0]);
    }
}
