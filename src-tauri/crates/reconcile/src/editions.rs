//! Rule 4, other editions. The first edition of the extended history had no URIs, and Spotify gives tracks new ids: several editions may
//! tell of one play as several items. Rows of different items are one play if their lengths are equal, their ends at most 2 s apart,
//! and the length is 10 s or more, or the names are equal and one of the two has no id. In order of end, each row is paired with the
//! first of the rows after it that is free and fits; of a pair, the row with an id is the play, then the one with the smaller id. What
//! is left is paired again until nothing fits any more: a third edition may have a third id.

use std::collections::HashSet;

use plays::Provenance;

use crate::{
    grouped::grouped,
    rows::{Names, Row, Rows, Rule, Verdicts},
};

/// How far apart the ends may lie.
const NEAR_MS: i64 = 2_000;
/// Equal lengths from here on are no coincidence.
const TELLING_MS: u32 = 10_000;

/// Applies rule 4.
pub(crate) fn join_editions<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, names: &Names) {
    let extended = verdicts.plays(rows, Provenance::Extended);
    let mut lengths = grouped(&extended, |place| rows.row(place as usize).ms);
    let editions = lengths.find_in_each(Vec::new, |standing: &mut Vec<(u32, Row)>, length| {
        standing.clear();
        standing.extend(length.iter().map(|place| (*place, rows.row(*place as usize))));
        standing.sort_unstable_by_key(|(place, row)| (row.at_ms, names.item(row), *place));
        join_length(names, standing)
    });
    for (place, by) in editions {
        verdicts.absorb(place, by, Rule::OtherEdition);
    }
}

/// Pairs the rows of one length, in order of end, until nothing fits any more. Gives the places of those that are absorbed, each with
/// that of the row that absorbs it; the others are left.
fn join_length(names: &Names, standing: &mut Vec<(u32, Row)>) -> Vec<(u32, u32)> {
    let mut absorbed = Vec::new();
    while standing.len() > 1 {
        let pairs = join_once(names, standing);
        if pairs.is_empty() {
            break;
        }
        let gone: HashSet<u32> = pairs.iter().map(|(place, _)| *place).collect();
        standing.retain(|(place, _)| !gone.contains(place));
        absorbed.extend(pairs);
    }
    absorbed
}

/// Pairs the rows of one length once. Of each pair: the place of the one that is absorbed, and that of the other.
fn join_once(names: &Names, length: &[(u32, Row)]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    let mut joined = vec![false; length.len()];
    for at in 0..length.len() {
        if joined[at] {
            continue;
        }
        let row = length[at].1;
        let mut later = (at + 1..length.len())
            .map(|other| (other, length[other].1))
            .take_while(|(_, other)| other.at_ms - row.at_ms <= NEAR_MS);
        let Some((other, partner)) = later.find(|(other, partner)| !joined[*other] && fits(&row, partner, names))
        else {
            continue;
        };
        (joined[at], joined[other]) = (true, true);
        let rank = |row: &Row| (!names.has_id(row), names.item(row));
        let (play, absorbed) = if rank(&row) < rank(&partner) {
            (at, other)
        } else {
            (other, at)
        };
        pairs.push((length[absorbed].0, length[play].0));
    }
    pairs
}

/// Two rows of one length whose ends are near.
fn fits(one: &Row, other: &Row, names: &Names) -> bool {
    if names.item(one) == names.item(other) {
        return false;
    }
    let one_has_no_id = !names.has_id(one) || !names.has_id(other);
    one.ms >= TELLING_MS || (one_has_no_id && names.equal_names(one, other))
}
