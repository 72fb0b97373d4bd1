//! What the oracle answers: all rules in their order.

use std::collections::BTreeSet;

use reconcile::{Names, Row, Verdict};

use crate::{absorbing, account, extended, ledger::Ledger, recorded};

/// The verdict about every row, and what happened at least once.
pub(crate) struct Answer {
    pub(crate) verdicts: Vec<Verdict>,
    pub(crate) happened: BTreeSet<&'static str>,
}

pub(crate) fn answer(rows: &[Row], names: &Names) -> Answer {
    let mut ledger = Ledger::new(rows, names);
    let standing = recorded::join_moved_stamps(&mut ledger);
    account::absorb_copies(&mut ledger);
    account::absorb_into_extended(&mut ledger);
    extended::join_doubles(&mut ledger);
    extended::join_editions(&mut ledger);
    account::drop_repeats(&mut ledger);
    absorbing::recorded_into_extended(&mut ledger);
    absorbing::recorded_into_account(&mut ledger);
    recorded::estimate_lengths(&mut ledger, &standing);
    Answer {
        verdicts: ledger.verdicts,
        happened: ledger.happened,
    }
}
