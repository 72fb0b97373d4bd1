//! Rule 3, doubles. The extended history tells of some plays twice, with the same length or with another one.
//!
//! Two rows of one item are one play
//! - if the lengths are equal, and the ends too; or the ends lie at most 30 s apart, and either the length is below 10 s, or one of the
//!   two ended by leaving Spotify or because another device took over;
//! - or if both are 10 s or longer, neither ended in such a way, and they overlap by more than half of the shorter.
//!
//! The longer row is the play, but never one that ended by leaving Spotify before another; then the earlier; then the one that tells
//! more. The rows are taken in order of end, the longer first, then in order of what ended them. A row that is one play with a better
//! one before it is absorbed by the latest of these; otherwise it absorbs all that it is one play with. So no two of the rows that
//! are left are one play.

use std::cmp::Reverse;

use hashbrown::HashMap;
use plays::Provenance;

use crate::{
    grouped::grouped,
    rows::{Ending, Names, Row, Rows, Rule, Verdicts},
};

/// How far apart the ends of a double may lie.
const DOUBLE_MS: i64 = 30_000;
/// From this length on, a row is long enough to be told from another by when it was played.
const TELLING_MS: u32 = 10_000;

/// Applies rule 3.
pub(crate) fn drop_doubles<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, names: &Names) {
    let extended = verdicts.plays(rows, Provenance::Extended);
    let mut items = grouped(&extended, |place| names.item(&rows.row(place as usize)));
    let doubles = items.find_in_each(Standing::default, |standing, item| {
        // Rows mostly come in order of time, which takes no time to see.
        item.sort_unstable_by_key(|place| {
            let row = rows.row(*place as usize);
            (row.at_ms, Reverse(row.ms), row.ending, row.detail, row.naming, *place)
        });
        standing.clear();
        for place in item.iter() {
            standing.add(rows, *place);
        }
        std::mem::take(&mut standing.absorbed)
    });
    for (place, by) in doubles {
        verdicts.absorb(place, by, Rule::Double);
    }
}

/// The plays of one item so far.
#[derive(Default)]
struct Standing {
    /// Every play that was found, by end. Those that a longer one has replaced are not plays any more.
    plays: Vec<Play>,
    /// Of the plays of each length, the latest.
    latest_of_length: HashMap<u32, usize>,
    /// The plays that another can overlap with, by end.
    long: Vec<usize>,
    /// The plays that are one with a row: kept to be used again for the next row.
    same: Vec<usize>,
    /// Places of rows, each with that of the row that absorbs it.
    absorbed: Vec<(u32, u32)>,
}

#[derive(Clone, Copy)]
struct Play {
    row: Row,
    place: u32,
    stands: bool,
    /// The play of the same length before this one.
    before: Option<usize>,
}

impl Standing {
    fn clear(&mut self) {
        self.plays.clear();
        self.long.clear();
        // Clearing a large table takes as long as filling it, and most items are short.
        if self.latest_of_length.capacity() > 1_024 {
            self.latest_of_length = HashMap::new();
        } else {
            self.latest_of_length.clear();
        }
    }

    fn add<R: Rows + ?Sized>(&mut self, rows: &R, place: u32) {
        let row = rows.row(place as usize);
        let mut same = std::mem::take(&mut self.same);
        same.clear();
        self.find_of_equal_length(&row, &mut same);
        self.find_overlapping(&row, &mut same);
        let better = same.iter().filter(|at| !is_better(&row, &self.plays[**at].row));
        if let Some(latest) = better.max() {
            self.absorbed.push((place, self.plays[*latest].place));
            self.same = same;
            return;
        }
        for at in &same {
            self.absorbed.push((self.plays[*at].place, place));
            self.plays[*at].stands = false;
        }
        self.same = same;
        while self.long.pop_if(|last| !self.plays[*last].stands).is_some() {}
        self.push(row, place);
    }

    fn push(&mut self, row: Row, place: u32) {
        let at = self.plays.len();
        let before = self.latest_of_length.insert(row.ms, at);
        self.plays.push(Play {
            row,
            place,
            stands: true,
            before,
        });
        if can_overlap(&row) {
            self.long.push(at);
        }
    }

    /// The plays that are one with `row` because the lengths are equal.
    fn find_of_equal_length(&self, row: &Row, found: &mut Vec<usize>) {
        let mut next = self.latest_of_length.get(&row.ms).copied();
        while let Some(at) = next {
            let play = &self.plays[at];
            let apart = row.at_ms - play.row.at_ms;
            if apart > DOUBLE_MS {
                break;
            }
            let may_be_told_twice =
                row.ms < TELLING_MS || row.ending != Ending::Usual || play.row.ending != Ending::Usual;
            if play.stands && (apart == 0 || may_be_told_twice) {
                found.push(at);
            }
            next = play.before;
        }
    }

    /// The plays that are one with `row` because they overlap.
    fn find_overlapping(&self, row: &Row, found: &mut Vec<usize>) {
        if !can_overlap(row) {
            return;
        }
        let began = row.at_ms - i64::from(row.ms);
        let near = self
            .long
            .iter()
            .rev()
            .take_while(|at| self.plays[**at].row.at_ms > began);
        let near = near.filter(|at| self.plays[**at].stands);
        found.extend(near.filter(|at| overlaps_by_half(&self.plays[**at].row, row)));
    }
}

fn can_overlap(row: &Row) -> bool {
    row.ms >= TELLING_MS && row.ending == Ending::Usual
}

fn overlaps_by_half(one: &Row, other: &Row) -> bool {
    let began = |row: &Row| row.at_ms - i64::from(row.ms);
    let overlap = one.at_ms.min(other.at_ms) - began(one).max(began(other));
    overlap * 2 > i64::from(one.ms.min(other.ms))
}

/// Whether the later of two rows about one play is the play. It ends no earlier than the other.
fn is_better(later: &Row, earlier: &Row) -> bool {
    let is_exit = |row: &Row| row.ending == Ending::Exit;
    if is_exit(later) != is_exit(earlier) {
        return is_exit(earlier);
    }
    if later.ms != earlier.ms {
        return later.ms > earlier.ms;
    }
    later.at_ms == earlier.at_ms && later.detail < earlier.detail
}
