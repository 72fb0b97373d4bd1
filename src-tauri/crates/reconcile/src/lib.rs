//! Decides which rows of evidence are plays, and which tell once more of a play that another row stands for.
//! A pure function of all rows: the order in which they came makes no difference, and when some of them go, the rows that they had
//! absorbed are plays again. docs/notes/witnesses.md has an example of every rule and says what it still gets wrong.
//!
//! The rules, in this order:
//! 1. *Moved stamps* (`recorded`): Spotify's list of recent plays may tell of one play twice, some seconds apart.
//! 2. *Account data in the extended history* (`account`): the same plays, to the minute.
//! 3. *Doubles* (`doubles`): the extended history tells of one play twice.
//! 4. *Other editions* (`editions`): the extended history tells of one play as two items.
//! 5. *Repeats in account data* (`account`): more plays than fit into a minute.
//! 6. *Recorded plays in the extended history* (`absorb`).
//! 7. *Recorded plays in account data* (`absorb`).
//! 8. *Lengths of recorded plays* (`estimate`), which Spotify's list does not tell.
//!
//! What the listener decided about a row (`decided`) wins over all of them.

mod absorb;
mod account;
mod decided;
mod doubles;
mod editions;
mod estimate;
mod gap;
mod grouped;
mod pairing;
mod recorded;
mod rows;

pub use decided::{Decision, reconcile_decided};
pub use gap::{Gap, SHORTEST_GAP_MS, SURE_GAP_MS, began_ms, gap_before};
pub use recorded::MOVED_MS;
pub use rows::{Ending, Item, Names, Naming, Row, Rows, Rule, Verdict, last_of};

use rows::Verdicts;

/// What becomes of every row, in the order of the rows.
pub fn reconcile<R: Rows + ?Sized>(rows: &R, names: &Names) -> Vec<Verdict> {
    let mut verdicts = Verdicts::new(rows);
    let recorded = recorded::join_moved(&mut verdicts, rows, names);
    account::absorb_in_extended(&mut verdicts, rows, names);
    doubles::drop_doubles(&mut verdicts, rows, names);
    editions::join_editions(&mut verdicts, rows, names);
    account::drop_repeats(&mut verdicts, rows, names);
    absorb::recorded_in_extended(&mut verdicts, rows, names, || absorb::latest_extended(rows));
    absorb::recorded_in_account(&mut verdicts, rows, names);
    estimate::estimate(&mut verdicts, rows, &recorded);
    verdicts.into_list()
}

/// What becomes of recorded rows alone, where it is known already which exported rows are plays: recorded rows never change that.
/// Much less work than [`reconcile`] where few rows came. `rows` holds all rows of the recordings and, of the exported rows that may
/// tell of the same items by id or by names, those that are plays. `latest_extended_ms` is the latest end of any row of the extended
/// history, whatever became of it.
pub fn reconcile_recorded<R: Rows + ?Sized>(rows: &R, names: &Names, latest_extended_ms: Option<i64>) -> Vec<Verdict> {
    let mut verdicts = Verdicts::new(rows);
    let recorded = recorded::join_moved(&mut verdicts, rows, names);
    absorb::recorded_in_extended(&mut verdicts, rows, names, || latest_extended_ms);
    absorb::recorded_in_account(&mut verdicts, rows, names);
    estimate::estimate(&mut verdicts, rows, &recorded);
    verdicts.into_list()
}
