//! What the listener decided about single rows. It wins over every rule: such rows take no part in the rules.

use std::collections::BTreeMap;

use plays::Provenance;

use crate::{
    reconcile,
    rows::{Names, Row, Rows, Rule, Verdict},
};

/// What the listener decided about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is a play of its own.
    OwnPlay,
    /// It tells of the same play as the row at this place, about which nothing like that was decided.
    SamePlay {
        /// A place among the rows.
        by: u32,
    },
}

/// What becomes of every row, in the order of the rows, where the listener has decided about those at the places in `decisions`. The
/// rules see only the others. What is set aside stays so.
pub fn reconcile_decided<R: Rows + ?Sized>(
    rows: &R,
    names: &Names,
    decisions: &BTreeMap<u32, Decision>,
) -> Vec<Verdict> {
    if decisions.is_empty() {
        return reconcile(rows, names);
    }
    let mut is_decided = vec![false; rows.count()];
    for place in decisions.keys() {
        is_decided[*place as usize] = true;
    }
    let mut verdicts = reconcile(&Undecided { rows, is_decided }, names);
    for (place, decision) in decisions {
        let row = rows.row(*place as usize);
        if row.set_aside {
            continue;
        }
        verdicts[*place as usize] = match *decision {
            Decision::OwnPlay => Verdict::Play { ms: row.ms },
            Decision::SamePlay { by } => Verdict::Absorbed {
                by,
                rule: Rule::Decided,
            },
        };
    }
    verdicts
}

/// The rows, of which the rules do not see those that are decided.
struct Undecided<'r, R: ?Sized> {
    rows: &'r R,
    is_decided: Vec<bool>,
}

impl<R: Rows + ?Sized> Rows for Undecided<'_, R> {
    fn count(&self) -> usize {
        self.rows.count()
    }

    fn row(&self, place: usize) -> Row {
        let mut row = self.rows.row(place);
        row.set_aside |= self.is_decided[place];
        row
    }

    fn provenance(&self, place: usize) -> Provenance {
        self.rows.provenance(place)
    }
}
