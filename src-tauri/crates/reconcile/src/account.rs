//! Rules 2 and 5, the account data: a year of plays by names, to the minute, with their lengths.

use std::collections::{HashMap, HashSet};

use plays::Provenance;

use crate::{
    pairing::{Window, pair},
    rows::{Names, Row, Rows, Rule, Verdicts},
};

pub(crate) const MINUTE_MS: i64 = 60_000;
/// Equal lengths from here on are no coincidence.
const TELLING_MS: u32 = 10_000;
/// How far the end may lie from the minute, with names that differ: within the minute, and a little beside it.
const SLACK_MS: i64 = 2_000;
/// A play longer than this can't end in the minute after one of its kind.
const ONE_IN_TWO_MINUTES_MS: u32 = 121_500;

/// What makes rows of account data one row: its names, its length and its minute.
fn line(names: &Names, row: &Row) -> (u32, u32, i64) {
    // Rows of account data have no URI: one item has one title and one artist.
    (names.item(row), row.ms, row.at_ms.div_euclid(MINUTE_MS))
}

/// Rule 2. Rows of the extended history absorb rows of account data: those with equal names and an equal length whose ends lie within
/// a minute, then those with an equal length of 10 s or more whose end lies in the minute, whatever their names. Comes before rule
/// 3, because account data holds the doubles as well. Equal rows of two files are one row.
pub(crate) fn absorb_in_extended<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, names: &Names) {
    join_copies(verdicts, rows, names);
    let account = verdicts.plays(rows, Provenance::Account);
    if account.is_empty() {
        return;
    }
    let lengths: HashSet<u32> = account.iter().map(|place| rows.row(*place as usize).ms).collect();
    let mut extended = verdicts.plays(rows, Provenance::Extended);
    // A row that two files have absorbs no more than a row that one file has.
    let mut known = HashSet::new();
    extended.retain(|place| {
        let row = rows.row(*place as usize);
        let whole = (row.at_ms, row.ms, row.naming, row.ending, row.detail, row.number);
        lengths.contains(&row.ms) && known.insert(whole)
    });
    let by_names = |row: &Row| {
        let naming = names.naming(row);
        (naming.title, naming.artists.first().copied(), row.ms)
    };
    let near = |account: &Row, extended: &Row| {
        let apart = extended.at_ms.abs_diff(account.at_ms);
        (apart <= MINUTE_MS.unsigned_abs()).then_some(apart)
    };
    let (account, extended) = absorb(verdicts, rows, &account, &extended, by_names, near);
    let in_minute = |account: &Row, extended: &Row| {
        let after = extended.at_ms - account.at_ms;
        let is_in_minute = (-SLACK_MS..=MINUTE_MS + SLACK_MS).contains(&after);
        (account.ms >= TELLING_MS && is_in_minute).then_some(after.unsigned_abs())
    };
    absorb(verdicts, rows, &account, &extended, |row| row.ms, in_minute);
}

/// Equal rows of two files are one row.
fn join_copies<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, names: &Names) {
    let mut known: HashMap<_, u32> = HashMap::new();
    for place in verdicts.plays(rows, Provenance::Account) {
        let row = rows.row(place as usize);
        match known.entry((line(names, &row), row.number)) {
            std::collections::hash_map::Entry::Occupied(first) => {
                verdicts.absorb(place, *first.get(), Rule::AccountRepeat);
            }
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(place);
            }
        }
    }
}

/// Pairs the rows of each group. Gives those that found no partner.
fn absorb<R: Rows + ?Sized, K: std::hash::Hash + Eq>(
    verdicts: &mut Verdicts,
    rows: &R,
    account: &[u32],
    extended: &[u32],
    group: impl Fn(&Row) -> K,
    distance: impl Fn(&Row, &Row) -> Option<u64>,
) -> (Vec<u32>, Vec<u32>) {
    let mut groups: HashMap<K, (Vec<u32>, Vec<u32>)> = HashMap::new();
    for place in account {
        groups
            .entry(group(&rows.row(*place as usize)))
            .or_default()
            .0
            .push(*place);
    }
    for place in extended {
        if let Some(found) = groups.get_mut(&group(&rows.row(*place as usize))) {
            found.1.push(*place);
        }
    }
    let mut partners = HashSet::new();
    for (account, extended) in groups.into_values() {
        for (account, extended) in pair_by_time(rows, account, extended, window, &distance) {
            verdicts.absorb(account, extended, Rule::AccountInExtended);
            partners.insert(account);
            partners.insert(extended);
        }
    }
    let free = |places: &[u32]| {
        places
            .iter()
            .copied()
            .filter(|place| !partners.contains(place))
            .collect()
    };
    (free(account), free(extended))
}

fn window(row: &Row) -> Window {
    Window {
        from: row.at_ms - MINUTE_MS,
        to: row.at_ms + MINUTE_MS,
    }
}

/// Pairs two lists of places; puts them in order of time first.
pub(crate) fn pair_by_time<R: Rows + ?Sized>(
    rows: &R,
    mut weak: Vec<u32>,
    mut strong: Vec<u32>,
    window: impl Fn(&Row) -> Window,
    distance: impl Fn(&Row, &Row) -> Option<u64>,
) -> Vec<(u32, u32)> {
    let row = |place: u32| rows.row(place as usize);
    let order = |place: &u32| {
        (
            row(*place).at_ms,
            row(*place).ms,
            row(*place).naming,
            row(*place).number,
            row(*place).recording,
            row(*place).begin_only,
            *place,
        )
    };
    weak.sort_by_key(order);
    strong.sort_by_key(order);
    let windows = |places: &[u32]| places.iter().map(|place| window(&row(*place))).collect::<Vec<_>>();
    let pairs = pair(&windows(&weak), &windows(&strong), |w, s| {
        distance(&row(weak[w]), &row(strong[s]))
    });
    pairs.into_iter().map(|(w, s)| (weak[w], strong[s])).collect()
}

/// Rule 5. Of the rows of account data that are equal in names, length and minute, as many are plays as can end within a minute: one
/// if it is shorter than 10 s. What the extended history has already counts among them. Where the play is so long that none can end
/// in the minute after another, none does.
pub(crate) fn drop_repeats<R: Rows + ?Sized>(verdicts: &mut Verdicts, rows: &R, names: &Names) {
    let is_told = |place: &u32, verdicts: &Verdicts| {
        rows.provenance(*place as usize) == Provenance::Account && !verdicts.is_set_aside(*place)
    };
    let mut places: Vec<u32> = (0..rows.count() as u32)
        .filter(|place| is_told(place, verdicts))
        .collect();
    // Rows that the extended history has come first.
    places.retain(|place| !verdicts.is_copy(*place));
    places.sort_by_key(|place| {
        let row = rows.row(*place as usize);
        (line(names, &row), verdicts.is_play(*place), row.number, *place)
    });
    let line_of = |place: &u32| line(names, &rows.row(*place as usize));
    let mut before: Option<((u32, u32, i64), u32)> = None;
    for equal in places.chunk_by(|one, next| line_of(one) == line_of(next)) {
        let Some(first) = equal.first() else { continue };
        let (item, ms, minute) = line_of(first);
        let most = if ms < TELLING_MS {
            1
        } else {
            ((MINUTE_MS as usize) + ms as usize) / ms as usize
        };
        let follows = before.filter(|(line, _)| ms > ONE_IN_TWO_MINUTES_MS && *line == (item, ms, minute - 1));
        if let Some((_, play)) = follows {
            for place in equal
                .iter()
                .filter(|place| verdicts.is_play(**place))
                .copied()
                .collect::<Vec<_>>()
            {
                verdicts.absorb(place, play, Rule::AccountRepeat);
            }
            // A row that the extended history has is a play all the same.
            if verdicts.is_absorbed_under(*first, Rule::AccountInExtended) {
                before = Some(((item, ms, minute), *first));
            }
            continue;
        }
        for place in equal
            .iter()
            .skip(most)
            .filter(|place| verdicts.is_play(**place))
            .copied()
            .collect::<Vec<_>>()
        {
            verdicts.absorb(place, *first, Rule::AccountRepeat);
        }
        before = Some(((item, ms, minute), *first));
    }
}
