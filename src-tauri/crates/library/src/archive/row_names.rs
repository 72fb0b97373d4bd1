//! Rows of the archive by their names, and what the listener decided about them.

use std::collections::{BTreeMap, HashMap, HashSet};

use plays::{Item, ItemUri, RowDecision, RowName};
use reconcile::Decision;
use store::{DecidedRow, EvidenceRow, NamingId};

/// The URIs of tracks, by the archive's ids; of none if there are no decisions that would need them.
pub(super) struct Uris(HashMap<u32, ItemUri>);

impl Uris {
    pub(super) fn of(namings: Vec<(NamingId, u32, Item)>, decided: &[DecidedRow]) -> Self {
        match decided {
            [] => Self(HashMap::new()),
            _ => Self::all(namings),
        }
    }

    pub(super) fn all(namings: Vec<(NamingId, u32, Item)>) -> Self {
        Self(namings.into_iter().map(|(_, track, item)| (track, item.uri)).collect())
    }

    /// The name of a row; `None` if its track is unknown.
    pub(super) fn name_of(&self, row: &EvidenceRow) -> Option<RowName> {
        Some(RowName {
            ended_at: row.evidence.ended_at,
            provenance: row.evidence.provenance,
            told_ms: row.evidence.told_ms,
            number: row.evidence.number,
            item: self.0.get(&row.evidence.item)?.clone(),
        })
    }
}

/// What was decided about `rows`, by place. Of rows with one name, the first by `order` is the one that the decision is about, and the others
/// tell of the same play. Rows without an order are left out. A decision about a row that is not there has no effect,
/// nor has one that leads to a row of which something like that was decided.
pub(super) fn decisions_about<K: Ord>(
    rows: &[EvidenceRow],
    uris: &Uris,
    order: impl Fn(&EvidenceRow) -> Option<K>,
    decided: &[DecidedRow],
) -> BTreeMap<u32, Decision> {
    let mut decisions = BTreeMap::new();
    let targets = decided.iter().filter_map(|one| match &one.decision {
        RowDecision::SameAs(target) => Some(target),
        RowDecision::OwnPlay => None,
    });
    let ends: HashSet<_> = decided
        .iter()
        .map(|one| &one.row)
        .chain(targets)
        .map(|row| row.ended_at)
        .collect();
    let mut named: HashMap<RowName, Vec<(K, u32)>> = HashMap::new();
    for (place, row) in (0..).zip(rows) {
        if ends.contains(&row.evidence.ended_at)
            && let Some(order) = order(row)
            && let Some(name) = uris.name_of(row)
        {
            named.entry(name).or_default().push((order, place));
        }
    }
    let in_order = |(name, mut rows): (RowName, Vec<(K, u32)>)| {
        rows.sort();
        (name, rows.into_iter().map(|(_, place)| place).collect())
    };
    let places: HashMap<RowName, Vec<u32>> = named.into_iter().map(in_order).collect();
    let is_joined: HashSet<&RowName> = decided
        .iter()
        .filter(|one| one.decision != RowDecision::OwnPlay)
        .map(|one| &one.row)
        .collect();
    for one in decided {
        let Some((first, others)) = places.get(&one.row).and_then(|places| places.split_first()) else {
            continue;
        };
        let by = match &one.decision {
            RowDecision::OwnPlay => {
                decisions.insert(*first, Decision::OwnPlay);
                Some(first)
            }
            RowDecision::SameAs(target) if is_joined.contains(target) => None,
            RowDecision::SameAs(target) => {
                let by = places.get(target).and_then(|places| places.first());
                decisions.extend(by.map(|by| (*first, Decision::SamePlay { by: *by })));
                by
            }
        };
        if let Some(by) = by {
            decisions.extend(others.iter().map(|place| (*place, Decision::SamePlay { by: *by })));
        }
    }
    decisions
}
