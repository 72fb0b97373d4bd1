//! Rules 6 and 7: recorded rows in the extended history and in account data.

use std::collections::{BTreeMap, BTreeSet};

use plays::Provenance;
use reconcile::Rule;

use crate::ledger::{DAY, Ledger, MINUTE, SECOND};
use crate::pairs::pair;

const NEAR: i64 = 90 * SECOND;

/// Rule 6. Each stage has what the former ones left on both sides.
pub(crate) fn recorded_into_extended(ledger: &mut Ledger<'_>) {
    let extended = ledger.rows_of(Provenance::Extended);
    let Some(latest_end) = extended.iter().map(|place| ledger.at(*place)).max() else {
        return;
    };
    let near = |ledger: &Ledger<'_>, recorded: usize, extended: usize| {
        let (stamp, end) = (ledger.at(recorded), ledger.at(extended));
        let overlap = ledger.began(recorded).max(ledger.began(extended)) < stamp.min(end);
        let apart = (stamp - end).abs();
        (apart <= NEAR || overlap).then_some(apart)
    };
    let last = |ledger: &Ledger<'_>, recorded: usize, extended: usize| {
        let (stamp, end) = (ledger.at(recorded), ledger.at(extended));
        let latest = match ledger.is_exit(extended) {
            true => stamp + 7 * DAY,
            false => stamp + DAY,
        };
        let fits = stamp - DAY <= end && end <= latest && stamp <= latest_end;
        fits.then_some((stamp - end).abs())
    };
    let mut extended = ledger.plays_of(Provenance::Extended);
    by_item(ledger, &mut extended, near, "6: near, by item");
    by_names(
        ledger,
        &mut extended,
        near,
        Rule::RecordedInExtended,
        "6: near, by names",
    );
    by_item(ledger, &mut extended, last, "6: last, by item");
    by_names(
        ledger,
        &mut extended,
        last,
        Rule::RecordedInExtended,
        "6: last, by names",
    );
}

/// Rule 7. The end may be anywhere in the minute.
pub(crate) fn recorded_into_account(ledger: &mut Ledger<'_>) {
    let near = |ledger: &Ledger<'_>, recorded: usize, account: usize| {
        let (stamp, earliest) = (ledger.at(recorded), ledger.at(account));
        let latest = earliest + MINUTE;
        let apart = match stamp < earliest {
            true => earliest - stamp,
            false => (stamp - latest).max(0),
        };
        let overlap = ledger.began(recorded).max(ledger.began(account)) < stamp.min(latest);
        (apart <= NEAR || overlap).then_some(apart)
    };
    let last = |ledger: &Ledger<'_>, recorded: usize, account: usize| {
        let apart = (ledger.at(recorded) - ledger.at(account)).abs();
        (apart <= DAY).then_some(apart)
    };
    let mut account = ledger.plays_of(Provenance::Account);
    by_names(ledger, &mut account, near, Rule::RecordedInAccount, "7: near");
    by_names(ledger, &mut account, last, Rule::RecordedInAccount, "7: last");
}

/// One stage: pairs recorded plays with rows of the same item. `strong` loses the rows that are used.
fn by_item(
    ledger: &mut Ledger<'_>,
    strong: &mut Vec<usize>,
    distance: impl Fn(&Ledger<'_>, usize, usize) -> Option<i64>,
    what: &'static str,
) {
    let recorded = ledger.plays_of(Provenance::Live);
    let items: BTreeSet<u32> = recorded.iter().map(|place| ledger.item(*place)).collect();
    for item in items {
        let of_item = |places: &[usize]| -> Vec<usize> {
            places
                .iter()
                .copied()
                .filter(|place| ledger.item(*place) == item)
                .collect()
        };
        let (weak, same) = (of_item(&recorded), of_item(strong));
        let pairs = pair(ledger, &weak, &same, |weak, strong| distance(ledger, weak, strong));
        for (weak, used) in pairs {
            ledger.absorb(weak, used, Rule::RecordedInExtended, what);
            strong.retain(|place| *place != used);
        }
    }
}

/// One stage: pairs recorded plays with rows of the same title and an artist in common. `strong` loses the rows that are used.
fn by_names(
    ledger: &mut Ledger<'_>,
    strong: &mut Vec<usize>,
    distance: impl Fn(&Ledger<'_>, usize, usize) -> Option<i64>,
    rule: Rule,
    what: &'static str,
) {
    // Only the recorded rows that are left for this stage make groups.
    let recorded = ledger.plays_of(Provenance::Live);
    let groups = groups_of_names(ledger, &recorded);
    let numbers: BTreeSet<usize> = groups.values().copied().collect();
    for group in numbers {
        let of_group = |places: &[usize]| -> Vec<usize> {
            places
                .iter()
                .copied()
                .filter(|place| group_of(ledger, &groups, *place) == Some(group))
                .collect()
        };
        let (weak, same) = (of_group(&recorded), of_group(strong));
        let pairs = pair(ledger, &weak, &same, |weak, strong| {
            ledger
                .share_an_artist(weak, strong)
                .then(|| distance(ledger, weak, strong))?
        });
        for (weak, used) in pairs {
            ledger.absorb(weak, used, rule, what);
            strong.retain(|place| *place != used);
        }
    }
}

/// The number of the group of each title and artist that a recorded row names. Whatever one row names is in one group.
fn groups_of_names(ledger: &Ledger<'_>, recorded: &[usize]) -> BTreeMap<(u32, u32), usize> {
    let mut groups = BTreeMap::new();
    for place in recorded {
        let naming = ledger.naming(*place);
        for artist in &naming.artists {
            let fresh = groups.len();
            groups.entry((naming.title, *artist)).or_insert(fresh);
        }
    }
    // Over and over: the groups that one row names become one, until nothing changes.
    loop {
        let mut changed = false;
        for place in recorded {
            let naming = ledger.naming(*place);
            let named: Vec<usize> = naming
                .artists
                .iter()
                .map(|artist| groups[&(naming.title, *artist)])
                .collect();
            let Some(smallest) = named.iter().copied().min() else {
                continue;
            };
            for group in groups.values_mut() {
                if *group != smallest && named.contains(group) {
                    *group = smallest;
                    changed = true;
                }
            }
        }
        if !changed {
            return groups;
        }
    }
}

/// The group of the first of its artists that is known with its title.
fn group_of(ledger: &Ledger<'_>, groups: &BTreeMap<(u32, u32), usize>, place: usize) -> Option<usize> {
    let naming = ledger.naming(place);
    naming
        .artists
        .iter()
        .find_map(|artist| groups.get(&(naming.title, *artist)).copied())
}
