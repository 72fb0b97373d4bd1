//! Counts the truth by the rules in the crate's description, from nothing but the rows that were written; it does not know
//! what the life intended. Sorts and compares compact rows of a dozen bytes.

mod ranking;

use std::collections::BTreeMap;

use plays::Kind;

use crate::{
    catalogue::{Catalogue, Form},
    figures::{Figures, Year},
    timestamp::{write_time, year},
};
use ranking::Totals;

/// Set in the number of an item that is known by its names alone; the other bits are the first item with these names.
const BY_NAMES: u32 = 1 << 31;
/// Written here again, so that a change of the application's own rule cannot change the truth.
const COUNTED_MS: u32 = 30_000;
const DUPLICATE_WITHIN_MS: u64 = 30_000;
/// Shorter plays are duplicates wherever in the half minute they end.
const SHORTEST_REPEAT_MS: u32 = 10_000;
const MATCH_WITHIN_SECS: u32 = 60;

/// What a row says was played, when it ended and for how long it was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Evidence {
    /// An item's number, or [`BY_NAMES`] and the number of the first item with the same names.
    item: u32,
    ms: u32,
    end_secs: u32,
}

impl Evidence {
    /// A row of an extended history.
    pub(crate) fn extended(catalogue: &Catalogue, item: u32, end_secs: i64, ms: u32) -> Self {
        let has_names_only = catalogue.item(item).form == Form::Names;
        Self {
            item: if has_names_only {
                by_names(catalogue, item)
            } else {
                item
            },
            ms,
            end_secs: end_secs as u32,
        }
    }

    /// A row of account data, which has only names.
    pub(crate) fn account(catalogue: &Catalogue, item: u32, end_secs: i64, ms: u32) -> Self {
        Self {
            item: by_names(catalogue, item),
            ms,
            end_secs: end_secs as u32,
        }
    }
}

fn by_names(catalogue: &Catalogue, item: u32) -> u32 {
    catalogue.same_name[(item & !BY_NAMES) as usize] | BY_NAMES
}

/// The rows of one export.
#[derive(Clone, Default)]
pub(crate) struct ExportRows {
    pub(crate) good: Vec<Evidence>,
    pub(crate) set_aside: BTreeMap<&'static str, usize>,
}

impl ExportRows {
    pub(crate) fn set_aside(&mut self, reason: &'static str) {
        *self.set_aside.entry(reason).or_default() += 1;
    }

    fn count(&self) -> usize {
        self.good.len() + self.set_aside.values().sum::<usize>()
    }
}

/// What an archive contains that has imported these extended histories and this account data.
pub(crate) fn figures(catalogue: &Catalogue, extended: &[&ExportRows], account: &ExportRows) -> Figures {
    let all = extended.iter().copied().chain([account]);
    let mut figures = Figures {
        rows: all.clone().map(ExportRows::count).sum(),
        ..Figures::default()
    };
    for (reason, count) in all.flat_map(|rows| &rows.set_aside) {
        *figures.set_aside.entry((*reason).to_owned()).or_default() += count;
    }
    let mut plays = without_duplicates(extended.iter().flat_map(|rows| &rows.good).copied().collect());
    let unmatched = unmatched(catalogue, without_duplicates(account.good.clone()), &plays);
    let from_extended = plays.len();
    plays.extend(unmatched);
    let mut totals = Totals::new(catalogue);
    for (at, play) in plays.iter().enumerate() {
        count(&mut figures, catalogue, *play);
        // Only the extended history names the album.
        totals.add(*play, at < from_extended);
    }
    for (end, text) in [
        (plays.iter().map(|play| play.end_secs).min(), &mut figures.first),
        (plays.iter().map(|play| play.end_secs).max(), &mut figures.last),
    ] {
        if let Some(end) = end {
            write_time(i64::from(end), text);
        }
    }
    totals.fill(&mut figures);
    figures
}

/// One row for each play: of a chain of duplicates the first counts and removes those within its reach.
fn without_duplicates(mut rows: Vec<Evidence>) -> Vec<Evidence> {
    rows.sort_unstable();
    let mut last: Option<Evidence> = None;
    rows.retain(|row| {
        if last.is_some_and(|last| are_duplicates(last, *row)) {
            return false;
        }
        last = Some(*row);
        true
    });
    rows
}

fn are_duplicates(earlier: Evidence, later: Evidence) -> bool {
    if (earlier.item, earlier.ms) != (later.item, later.ms) {
        return false;
    }
    let apart_ms = u64::from(later.end_secs - earlier.end_secs) * 1000;
    let both_fit = later.ms >= SHORTEST_REPEAT_MS && apart_ms >= u64::from(later.ms);
    apart_ms <= DUPLICATE_WITHIN_MS && !both_fit
}

/// The account's plays without a match in `extended`: same names, same length, ends within a minute, one to one.
fn unmatched(catalogue: &Catalogue, account: Vec<Evidence>, extended: &[Evidence]) -> Vec<Evidence> {
    let Some(first) = account.iter().map(|row| row.end_secs).min() else {
        return account;
    };
    let mut known: Vec<Evidence> = extended
        .iter()
        .filter(|row| row.end_secs + MATCH_WITHIN_SECS >= first)
        .map(|row| Evidence {
            item: by_names(catalogue, row.item),
            ..*row
        })
        .collect();
    known.sort_unstable();
    let mut at = 0;
    account
        .into_iter()
        .filter(|row| {
            // What is too early for this row is too early for all later ones.
            while known.get(at).is_some_and(|known| {
                (known.item, known.ms) < (row.item, row.ms)
                    || (known.item, known.ms) == (row.item, row.ms) && known.end_secs + MATCH_WITHIN_SECS < row.end_secs
            }) {
                at += 1;
            }
            let is_known = known.get(at).is_some_and(|known| {
                (known.item, known.ms) == (row.item, row.ms) && known.end_secs <= row.end_secs + MATCH_WITHIN_SECS
            });
            at += usize::from(is_known);
            !is_known
        })
        .collect()
}

fn count(figures: &mut Figures, catalogue: &Catalogue, play: Evidence) {
    let counted = usize::from(play.ms >= COUNTED_MS);
    figures.plays += 1;
    figures.counted_plays += counted;
    figures.ms += u64::from(play.ms);
    match catalogue.kind(play.item & !BY_NAMES) {
        Kind::Music => figures.kinds.music += 1,
        Kind::Podcast => figures.kinds.podcast += 1,
        Kind::Audiobook => figures.kinds.audiobook += 1,
    }
    let year: &mut Year = figures.years.entry(year(i64::from(play.end_secs))).or_default();
    year.plays += 1;
    year.counted_plays += counted;
    year.ms += u64::from(play.ms);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ms: u32, end_secs: u32) -> Evidence {
        Evidence { item: 1, ms, end_secs }
    }

    fn ends(ms: u32, ends: &[u32]) -> Vec<u32> {
        without_duplicates(ends.iter().map(|end| row(ms, *end)).collect())
            .iter()
            .map(|play| play.end_secs)
            .collect()
    }

    #[test]
    fn half_a_minute_apart_is_one_play_and_a_second_more_is_two() {
        assert_eq!(ends(200_000, &[0, 30]), [0]);
        assert_eq!(ends(200_000, &[0, 31]), [0, 31]);
    }

    #[test]
    fn a_short_track_twice_in_a_row_is_two_plays() {
        assert_eq!(ends(25_000, &[0, 25]), [0, 25]);
        assert_eq!(ends(25_000, &[0, 24]), [0]);
        assert_eq!(ends(9_999, &[0, 25]), [0], "too short to tell");
    }

    #[test]
    fn the_first_takes_what_is_in_its_own_reach_and_no_more() {
        assert_eq!(ends(200_000, &[0, 20, 40, 60, 80]), [0, 40, 80]);
        assert_eq!(ends(200_000, &[80, 0, 40, 60, 20]), [0, 40, 80], "in any order");
    }

    #[test]
    fn another_item_or_another_length_is_another_play() {
        let other = Evidence { item: 2, ..row(5, 0) };
        assert_eq!(without_duplicates(vec![row(5, 0), row(6, 0), other]).len(), 3);
    }

    #[test]
    fn each_row_of_the_account_meets_one_row_of_the_history_at_most() {
        let catalogue = Catalogue::new(1, 100);
        let item = catalogue.removed.start;
        let extended = |end| Evidence::extended(&catalogue, item, end, 40_000);
        let account = |end| Evidence::account(&catalogue, item, end, 40_000);
        let left = |rows: &[i64], known: &[i64]| {
            let rows = rows.iter().map(|end| account(*end)).collect();
            let known: Vec<_> = known.iter().map(|end| extended(*end)).collect();
            unmatched(&catalogue, rows, &known).len()
        };
        assert_eq!(left(&[600], &[540]), 0);
        assert_eq!(left(&[600], &[660]), 0);
        assert_eq!(left(&[600], &[661]), 1);
        assert_eq!(left(&[600, 660], &[630]), 1);
        assert_eq!(left(&[600, 660], &[640, 700]), 0);
        assert_eq!(left(&[600, 660], &[]), 2);
    }
}
