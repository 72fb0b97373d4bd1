//! Which evidence stands for a play of its own, and which tells of a play that other evidence stands for.
//! A pure function of the evidence: the order in which it came does not matter, and when some goes, what it had taken the
//! place of stands again.
//!
//! The rules, in this order:
//! 1. *Doubles.* Rows of one kind of witness about one track, of one length, whose ends lie within [`DOUBLE_MS`], are one
//!    play: the earliest stands and takes in those within reach of it. Unless they may both be true: heard for at least
//!    [`HEARD_MS`], with room for both between the ends.
//! 2. *Two witnesses.* A live row and a row of the extended history about one track are one play if their ends lie within
//!    [`NEAR_MS`] or the times of playing overlap. One live row goes with one row at most and the order of plays is kept;
//!    as many as possible go together, and of those ways the one with the ends closest is taken. The live row is absorbed.
//! 3. *Account data* knows names and minutes: its row and one of the extended history with the same names and length, whose
//!    ends lie within [`MINUTE_MS`], are one play, one to one as above. The account's row is absorbed.
//! 4. What is left of live rows and of account data is matched as in 2, by names. The live row is absorbed.

mod pairing;

use std::collections::{HashMap, HashSet};

use plays::Provenance;
use store::EvidenceRow;

use self::pairing::{Span, paired};

/// Spotify's exports hold some plays twice, seconds apart.
pub(crate) const DOUBLE_MS: i64 = 30_000;
/// A play this long may truly be repeated within [`DOUBLE_MS`], if it is over by then.
pub(crate) const HEARD_MS: u32 = 10_000;
/// How far the recent list's time may be off the end that an export tells.
pub(crate) const NEAR_MS: i64 = 90_000;
/// Account data drops the seconds.
pub(crate) const MINUTE_MS: i64 = 60_000;

/// What the rules need to know beside the rows.
pub(crate) struct Ground {
    /// Tracks that share artist and name share a number here.
    pub(crate) names: HashMap<u32, u32>,
    /// Which circumstance to prefer where rows tell of the same play: the smaller number.
    pub(crate) preference: HashMap<u32, u32>,
    /// Live recordings of accounts that the archive does not belong to: nothing of theirs stands.
    pub(crate) foreign: HashSet<store::SourceId>,
}

/// Sets `stands` in all of `rows`, which must hold everything about the tracks they are about and those of the same names,
/// and be sorted by end.
pub(crate) fn settle(rows: &mut [EvidenceRow], ground: &Ground) {
    doubles(rows, ground);
    let standing = |rows: &[EvidenceRow], witness| -> Vec<u32> {
        let numbered = rows.iter().zip(0u32..);
        numbered
            .filter(|(row, _)| row.is_canonical && row.evidence.provenance == witness)
            .map(|(_, number)| number)
            .collect()
    };
    let item = |row: &EvidenceRow| (row.evidence.item, 0);
    let names = |row: &EvidenceRow| (ground.names.get(&row.evidence.item).copied().unwrap_or(u32::MAX), 0);
    // Minutes put plays of one minute in any order: only plays of one length are in the order that they were heard in.
    let names_and_length = |row: &EvidenceRow| (names(row).0, row.evidence.ms_played);
    let live = standing(rows, Provenance::Live);
    if !live.is_empty() {
        let extended = standing(rows, Provenance::Extended);
        absorb(rows, &live, &extended, item, near, |row| Span::around(row, NEAR_MS));
    }
    let account = standing(rows, Provenance::Account);
    if !account.is_empty() {
        let extended = standing(rows, Provenance::Extended);
        absorb(rows, &account, &extended, names_and_length, same_minute, |row| {
            Span::of_end(row, MINUTE_MS)
        });
        let live = standing(rows, Provenance::Live);
        let account = standing(rows, Provenance::Account);
        absorb(rows, &live, &account, names, near, |row| {
            Span::around(row, NEAR_MS + MINUTE_MS)
        });
    }
}

/// Rule 1; also drops what was recorded of other accounts.
fn doubles(rows: &mut [EvidenceRow], ground: &Ground) {
    // One number to sort by is several times faster than comparing rows: witness, track, length, place.
    let mut order: Vec<u128> = Vec::with_capacity(rows.len());
    for (row, place) in rows.iter_mut().zip(0u32..) {
        row.is_canonical = false;
        let evidence = &row.evidence;
        let is_live = evidence.provenance == Provenance::Live;
        if is_live && ground.foreign.contains(&row.source) {
            continue;
        }
        // The length of a live row is an estimate that may change, its time is not.
        let length = if is_live { 0 } else { evidence.ms_played };
        let witness = evidence.provenance as u128;
        order.push(witness << 96 | u128::from(evidence.item) << 64 | u128::from(length) << 32 | u128::from(place));
    }
    order.sort_unstable();
    let place = |key: u128| (key & u128::from(u32::MAX)) as usize;
    let mut standing: Option<(u128, usize)> = None;
    for key in order {
        let (group, at) = (key >> 32, place(key));
        let double = standing.filter(|(of, stands)| *of == group && is_double(&rows[*stands], &rows[at]));
        let Some((_, stands)) = double else {
            rows[at].is_canonical = true;
            standing = Some((group, at));
            continue;
        };
        let told = |row: &EvidenceRow| ground.preference.get(&row.evidence.circumstance).copied();
        let same_end = rows[stands].evidence.ended_at == rows[at].evidence.ended_at;
        if same_end && told(&rows[at]) < told(&rows[stands]) {
            rows[stands].is_canonical = false;
            rows[at].is_canonical = true;
            standing = Some((group, at));
        }
    }
}

/// Of two rows of one witness, track and length, the earlier first.
fn is_double(first: &EvidenceRow, second: &EvidenceRow) -> bool {
    let apart = second.evidence.ended_at.as_millis() - first.evidence.ended_at.as_millis();
    if first.evidence.provenance == Provenance::Live {
        return apart == 0;
    }
    let heard = first.evidence.ms_played;
    let both_true = heard >= HEARD_MS && apart >= i64::from(heard);
    apart == 0 || (apart <= DOUBLE_MS && !both_true)
}

/// Rules 2 and 4: how far the ends lie apart, if the two rows may be one play.
fn near(live: &EvidenceRow, told: &EvidenceRow) -> Option<u64> {
    let at = live.evidence.ended_at.as_millis();
    let end = told.evidence.ended_at.as_millis();
    // Account data names the minute: any moment in it is the end.
    let last = if told.evidence.provenance == Provenance::Account {
        end + MINUTE_MS
    } else {
        end
    };
    let apart = if at < end { end - at } else { (at - last).max(0) };
    let began = |row: &EvidenceRow| row.evidence.ended_at.as_millis() - i64::from(row.evidence.ms_played);
    let overlap = began(live).max(began(told)) < at.min(last);
    (apart <= NEAR_MS || overlap).then_some(apart.unsigned_abs())
}

/// Rule 3: how far the ends lie apart, if two rows of one length may be one play.
fn same_minute(account: &EvidenceRow, extended: &EvidenceRow) -> Option<u64> {
    let apart = account
        .evidence
        .ended_at
        .as_millis()
        .abs_diff(extended.evidence.ended_at.as_millis());
    (apart <= MINUTE_MS.unsigned_abs()).then_some(apart)
}

/// Lets go of those among `weak` that tell of the same play as one among `strong` of the same `group`.
fn absorb(
    rows: &mut [EvidenceRow],
    weak: &[u32],
    strong: &[u32],
    group: impl Fn(&EvidenceRow) -> (u32, u32),
    apart: impl Fn(&EvidenceRow, &EvidenceRow) -> Option<u64>,
    reach: impl Fn(&EvidenceRow) -> Span,
) {
    let mut groups: HashMap<(u32, u32), (Vec<u32>, Vec<u32>)> = HashMap::new();
    for place in weak {
        groups.entry(group(&rows[*place as usize])).or_default().0.push(*place);
    }
    for place in strong {
        if let Some(found) = groups.get_mut(&group(&rows[*place as usize])) {
            found.1.push(*place);
        }
    }
    for (weak, strong) in groups.into_values() {
        if strong.is_empty() {
            continue;
        }
        let row = |place: u32| &rows[place as usize];
        let spans = |places: &[u32]| places.iter().map(|place| reach(row(*place))).collect::<Vec<_>>();
        let absorbed = paired(&spans(&weak), &spans(&strong), |w, s| {
            apart(row(weak[w]), row(strong[s]))
        });
        for at in absorbed {
            rows[weak[at] as usize].is_canonical = false;
        }
    }
}

#[cfg(test)]
#[path = "reconcile/tests.rs"]
mod tests;
