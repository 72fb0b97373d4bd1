//! What only account data tells.

use std::collections::{BTreeMap, HashMap};

use super::{Evidence, by_names};
use crate::catalogue::Catalogue;

/// The plays of `account` that no row of `extended` tells of: the same names and length within a minute, or else the same length of 10 s
/// or more in the minute. Of equal rows, no more than fit into a minute.
pub(super) fn unmatched(catalogue: &Catalogue, account: &[Evidence], extended: &[Evidence]) -> Vec<Evidence> {
    let Some(first) = account.iter().map(|row| row.end_secs).min() else {
        return Vec::new();
    };
    let near = extended.iter().filter(|row| row.end_secs + 62 >= first);
    let near: Vec<Evidence> = near
        .map(|row| Evidence {
            item: by_names(catalogue, row.item),
            ..*row
        })
        .collect();
    let (account, told, near) = match_in_order(account.to_vec(), near, |row| (row.item, row.ms), -60, 60);
    let (short, long): (Vec<Evidence>, Vec<Evidence>) = account.into_iter().partition(|row| row.ms < 10_000);
    let (mut left, also_told, _) = match_in_order(long, near, |row| (0, row.ms), -2, 62);
    left.extend(short);
    let mut told_in: HashMap<(u32, u32, u32), usize> = HashMap::new();
    for row in told.iter().chain(&also_told) {
        *told_in.entry((row.item, row.ms, row.end_secs / 60)).or_default() += 1;
    }
    let mut left_in: BTreeMap<(u32, u32, u32), Vec<Evidence>> = BTreeMap::new();
    for row in left {
        left_in
            .entry((row.item, row.ms, row.end_secs / 60))
            .or_default()
            .push(row);
    }
    let mut plays = Vec::new();
    for ((item, ms, minute), rows) in left_in {
        let known = told_in.get(&(item, ms, minute)).copied().unwrap_or_default();
        let most = if ms < 10_000 {
            1
        } else {
            (60_000 + ms as usize) / ms as usize
        };
        let before = minute.checked_sub(1).map(|before| (item, ms, before));
        let follows = ms > 121_500 && before.is_some_and(|before| told_in.contains_key(&before));
        let count = if follows {
            0
        } else {
            most.saturating_sub(known).min(rows.len())
        };
        if count > 0 {
            *told_in.entry((item, ms, minute)).or_default() += count;
        }
        plays.extend(&rows[..count]);
    }
    plays
}

/// Pairs rows of one group, each with one other at most, whose ends lie between `from` and `to` seconds after that of the account's
/// row. Gives the account's rows without and with a partner, and the other rows that have none.
fn match_in_order<K: Ord>(
    mut account: Vec<Evidence>,
    mut extended: Vec<Evidence>,
    group: impl Fn(&Evidence) -> K,
    from: i64,
    to: i64,
) -> (Vec<Evidence>, Vec<Evidence>, Vec<Evidence>) {
    let key = |row: &Evidence| (group(row), i64::from(row.end_secs));
    account.sort_by_key(key);
    extended.sort_by_key(key);
    let (mut left, mut told, mut free) = (Vec::new(), Vec::new(), Vec::new());
    let mut others = extended.into_iter().peekable();
    for row in account {
        let (of, end) = key(&row);
        // What is too early for this row is too early for all later ones.
        while let Some(other) = others.next_if(|other| {
            let (of_other, other_end) = key(other);
            of_other < of || (of_other == of && other_end < end + from)
        }) {
            free.push(other);
        }
        let partner = others.next_if(|other| {
            let (of_other, other_end) = key(other);
            of_other == of && other_end <= end + to
        });
        if partner.is_some() { &mut told } else { &mut left }.push(row);
    }
    free.extend(others);
    (left, told, free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_account_meets_one_row_of_the_history_at_most() {
        let catalogue = Catalogue::new(1, 100);
        let item = catalogue.removed.start;
        let left = |ms: u32, rows: &[i64], known: &[i64]| {
            let rows: Vec<_> = rows
                .iter()
                .map(|end| Evidence::account(&catalogue, item, *end, ms))
                .collect();
            let known = known
                .iter()
                .map(|end| Evidence::extended(&catalogue, item, *end, ms, "trackdone"));
            unmatched(&catalogue, &rows, &known.collect::<Vec<_>>()).len()
        };
        assert_eq!(left(40_000, &[600], &[540]), 0);
        assert_eq!(left(40_000, &[600], &[661]), 0, "in the minute, with a second of slack");
        assert_eq!(left(9_000, &[600], &[661]), 1);
        assert_eq!(left(40_000, &[600], &[663]), 1);
        assert_eq!(left(40_000, &[600, 660], &[630]), 1);
        assert_eq!(left(40_000, &[600, 660], &[640, 700]), 0);
        assert_eq!(left(40_000, &[600, 660], &[]), 2);
    }

    #[test]
    fn no_more_plays_than_fit_into_a_minute() {
        let catalogue = Catalogue::new(1, 100);
        let item = catalogue.removed.start;
        let plays = |ms: u32, rows: &[i64]| {
            let rows: Vec<_> = rows
                .iter()
                .map(|end| Evidence::account(&catalogue, item, *end, ms))
                .collect();
            unmatched(&catalogue, &rows, &[]).len()
        };
        assert_eq!(plays(20_000, &[600; 5]), 4);
        assert_eq!(plays(9_000, &[600; 3]), 1);
        assert_eq!(plays(200_000, &[600, 600, 660, 720]), 2);
    }
}
