//! Decides which rows of evidence are *canonical*, which means that they represent a play of their own, and which are absorbed
//! by another row about the same play.
//! A pure function of all evidence: the order in which it arrived makes no difference, and when some of it goes, the rows that
//! it had absorbed become canonical again.
//!
//! The rules, in this order:
//! 1. *Doubles.* Rows of one provenance, about one track and of one length, are one play if their ends lie within
//!    [`DOUBLE_MS`]. The earliest is canonical and absorbs those within its reach. The exception: both may be true if the
//!    track was played for at least [`REPEATABLE_MS`] and fits in between the ends.
//! 2. *Two provenances.* A live row and a row of the extended history about one track are one play if their ends lie within
//!    [`NEAR_MS`] or the times of playing overlap. Each row is paired with one other at most, in the order of plays; as many
//!    as possible are paired, and of those ways the one with the ends closest together is taken. The live row is absorbed.
//! 3. *Account data* knows names and minutes. Its row and one of the extended history are one play if names and length are
//!    equal and the ends lie within [`MINUTE_MS`], paired as above. The account's row is absorbed.
//! 4. The remaining live rows and the remaining account data are paired as in 2, by names. The live row is absorbed.

mod pairing;

use std::collections::{HashMap, HashSet};

use plays::Provenance;
use store::EvidenceRow;

use self::pairing::{TimeWindow, pair};

/// Spotify's exports hold some plays twice, seconds apart.
const DOUBLE_MS: i64 = 30_000;
/// A track played for this long may really be played again within [`DOUBLE_MS`], if the first play is over by then.
const REPEATABLE_MS: u32 = 10_000;
/// How far the time in Spotify's list of recent plays may be from the end that an export gives.
pub(crate) const NEAR_MS: i64 = 90_000;
/// Account data gives times without seconds.
const MINUTE_MS: i64 = 60_000;

/// What the rules need to know besides the rows.
pub(crate) struct ReconcileContext {
    /// For each track a number that it shares with the tracks of the same artist and name.
    pub(crate) name_groups: HashMap<u32, u32>,
    /// Which circumstance to prefer among rows about the same play: the one with the smaller number.
    pub(crate) preference: HashMap<u32, u32>,
    /// Live recordings of accounts that the archive does not belong to: none of their rows is canonical.
    pub(crate) foreign: HashSet<store::SourceId>,
}

/// Sets `is_canonical` in all of `rows`. They must be sorted by end, and hold all evidence about the tracks that occur in them
/// and about the tracks of the same names.
pub(crate) fn reconcile(rows: &mut [EvidenceRow], context: &ReconcileContext) {
    drop_doubles(rows, context);
    let canonical = |rows: &[EvidenceRow], provenance| -> Vec<u32> {
        let numbered = rows.iter().zip(0u32..);
        numbered
            .filter(|(row, _)| row.is_canonical && row.evidence.provenance == provenance)
            .map(|(_, number)| number)
            .collect()
    };
    let item = |row: &EvidenceRow| (row.evidence.item, 0);
    let names = |row: &EvidenceRow| {
        (
            context.name_groups.get(&row.evidence.item).copied().unwrap_or(u32::MAX),
            0,
        )
    };
    // Account data may list the plays of one minute in any order; only those of one length are in order.
    let names_and_length = |row: &EvidenceRow| (names(row).0, row.evidence.ms_played);
    let live = canonical(rows, Provenance::Live);
    if !live.is_empty() {
        let extended = canonical(rows, Provenance::Extended);
        absorb(rows, &live, &extended, item, distance_if_near, |row| {
            TimeWindow::around(row, NEAR_MS)
        });
    }
    let account = canonical(rows, Provenance::Account);
    if !account.is_empty() {
        let extended = canonical(rows, Provenance::Extended);
        absorb(
            rows,
            &account,
            &extended,
            names_and_length,
            distance_within_minute,
            |row| TimeWindow::of_end(row, MINUTE_MS),
        );
        let live = canonical(rows, Provenance::Live);
        let account = canonical(rows, Provenance::Account);
        absorb(rows, &live, &account, names, distance_if_near, |row| {
            TimeWindow::around(row, NEAR_MS + MINUTE_MS)
        });
    }
}

/// Rule 1. Also sorts out what was recorded for other accounts.
fn drop_doubles(rows: &mut [EvidenceRow], context: &ReconcileContext) {
    // Sorting by one number is several times faster than comparing rows: provenance, track, length, place.
    let mut order: Vec<u128> = Vec::with_capacity(rows.len());
    for (row, place) in rows.iter_mut().zip(0u32..) {
        row.is_canonical = false;
        let evidence = &row.evidence;
        let is_live = evidence.provenance == Provenance::Live;
        if is_live && context.foreign.contains(&row.source) {
            continue;
        }
        // The length of a live row is an estimate that may change; its time is not.
        let length = if is_live { 0 } else { evidence.ms_played };
        let provenance = evidence.provenance as u128;
        order.push(provenance << 96 | u128::from(evidence.item) << 64 | u128::from(length) << 32 | u128::from(place));
    }
    order.sort_unstable();
    let place = |key: u128| (key & u128::from(u32::MAX)) as usize;
    let mut canonical: Option<(u128, usize)> = None;
    for key in order {
        let (group, at) = (key >> 32, place(key));
        let original = canonical.filter(|(of, first)| *of == group && is_double(&rows[*first], &rows[at]));
        let Some((_, first)) = original else {
            rows[at].is_canonical = true;
            canonical = Some((group, at));
            continue;
        };
        let preference = |row: &EvidenceRow| context.preference.get(&row.evidence.circumstance).copied();
        let same_end = rows[first].evidence.ended_at == rows[at].evidence.ended_at;
        if same_end && preference(&rows[at]) < preference(&rows[first]) {
            rows[first].is_canonical = false;
            rows[at].is_canonical = true;
            canonical = Some((group, at));
        }
    }
}

/// For two rows of one provenance, track and length, the earlier one first.
fn is_double(first: &EvidenceRow, second: &EvidenceRow) -> bool {
    let apart = second.evidence.ended_at.as_millis() - first.evidence.ended_at.as_millis();
    if first.evidence.provenance == Provenance::Live {
        return apart == 0;
    }
    let ms_played = first.evidence.ms_played;
    let both_true = ms_played >= REPEATABLE_MS && apart >= i64::from(ms_played);
    apart == 0 || (apart <= DOUBLE_MS && !both_true)
}

/// Rules 2 and 4: how far apart the ends lie, if the two rows may be one play.
fn distance_if_near(live: &EvidenceRow, exported: &EvidenceRow) -> Option<u64> {
    let at = live.evidence.ended_at.as_millis();
    let end = exported.evidence.ended_at.as_millis();
    // Account data gives the minute: the end may be anywhere in it.
    let last = if exported.evidence.provenance == Provenance::Account {
        end + MINUTE_MS
    } else {
        end
    };
    let apart = if at < end { end - at } else { (at - last).max(0) };
    let began = |row: &EvidenceRow| row.evidence.ended_at.as_millis() - i64::from(row.evidence.ms_played);
    let overlap = began(live).max(began(exported)) < at.min(last);
    (apart <= NEAR_MS || overlap).then_some(apart.unsigned_abs())
}

/// Rule 3: how far apart the ends lie, if two rows of one length may be one play.
fn distance_within_minute(account: &EvidenceRow, extended: &EvidenceRow) -> Option<u64> {
    let apart = account
        .evidence
        .ended_at
        .as_millis()
        .abs_diff(extended.evidence.ended_at.as_millis());
    (apart <= MINUTE_MS.unsigned_abs()).then_some(apart)
}

/// Makes those of the `weak` rows not canonical that are about the same play as one of the `strong` rows in the same `group`.
fn absorb(
    rows: &mut [EvidenceRow],
    weak: &[u32],
    strong: &[u32],
    group: impl Fn(&EvidenceRow) -> (u32, u32),
    distance: impl Fn(&EvidenceRow, &EvidenceRow) -> Option<u64>,
    window: impl Fn(&EvidenceRow) -> TimeWindow,
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
        let windows = |places: &[u32]| places.iter().map(|place| window(row(*place))).collect::<Vec<_>>();
        let absorbed = pair(&windows(&weak), &windows(&strong), |w, s| {
            distance(row(weak[w]), row(strong[s]))
        });
        for at in absorbed {
            rows[weak[at] as usize].is_canonical = false;
        }
    }
}

#[cfg(test)]
#[path = "reconcile/tests.rs"]
mod tests;
