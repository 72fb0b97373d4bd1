//! Rule 4, other editions. The first edition of the extended history had no URIs, and Spotify gives tracks new ids: several editions may
//! tell of one play as several items. Rows of different items are one play if their lengths are equal, their ends at most 2 s apart,
//! and the length is 10 s or more, or the names are equal and one of the two has no id. In order of end, each row is paired with the
//! first of the rows after it that is free and fits; of a pair, the row with an id is the play, then the one with the smaller id. What
//! is left is paired again until nothing fits any more: a third edition may have a third id.

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
    for length in grouped(&extended, |place| rows.row(place as usize).ms).chunks_mut() {
        if length.len() == 1 {
            continue;
        }
        let mut standing: Vec<(u32, Row)> = length.iter().map(|place| (*place, rows.row(*place as usize))).collect();
        standing.sort_unstable_by_key(|(place, row)| (row.at_ms, names.item(row), *place));
        while standing.len() > 1 && join_once(verdicts, names, &standing) {
            standing.retain(|(place, _)| verdicts.is_play(*place));
        }
    }
}

/// Pairs the rows of one length once. Whether there was a pair.
fn join_once(verdicts: &mut Verdicts, names: &Names, length: &[(u32, Row)]) -> bool {
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
        verdicts.absorb(length[absorbed].0, length[play].0, Rule::OtherEdition);
    }
    joined.contains(&true)
}

/// Two rows of one length whose ends are near.
fn fits(one: &Row, other: &Row, names: &Names) -> bool {
    if names.item(one) == names.item(other) {
        return false;
    }
    let one_has_no_id = !names.has_id(one) || !names.has_id(other);
    one.ms >= TELLING_MS || (one_has_no_id && names.equal_names(one, other))
}
