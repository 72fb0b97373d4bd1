//! Counts the truth from the rows that were written, by the rules of the module above, and from nothing else: what the life
//! meant to tell is not asked. Plain sorting and comparing; a dozen bytes a row.

mod tops;

use std::collections::BTreeMap;

use plays::Kind;

use super::{
    catalogue::{Catalogue, Form},
    figures::{Figures, Year},
    telling::{write_time, year},
};
use tops::Tally;

/// Set in the number of an item that is known by its names alone; the rest is the first item that goes by them.
const BY_NAMES: u32 = 1 << 31;
const COUNTED_MS: u32 = 30_000;
const DOUBLE_WITHIN_MS: u64 = 30_000;
/// Shorter plays are doubles however far apart within the half minute.
const SHORTEST_REPEAT_MS: u32 = 10_000;
const MATCH_WITHIN_SECS: u32 = 60;

/// What a row says was played, when it ended and how long it was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Evidence {
    /// An item's number, or [`BY_NAMES`] and the number of its first namesake.
    item: u32,
    ms: u32,
    end_secs: u32,
}

impl Evidence {
    /// A row of an extended history.
    pub(super) fn extended(catalogue: &Catalogue, item: u32, end_secs: i64, ms: u32) -> Self {
        let by_names = catalogue.item(item).form == Form::Names;
        Self {
            item: if by_names { names_of(catalogue, item) } else { item },
            ms,
            end_secs: end_secs as u32,
        }
    }

    /// A row of account data: names are all it has.
    pub(super) fn account(catalogue: &Catalogue, item: u32, end_secs: i64, ms: u32) -> Self {
        Self {
            item: names_of(catalogue, item),
            ms,
            end_secs: end_secs as u32,
        }
    }
}

fn names_of(catalogue: &Catalogue, item: u32) -> u32 {
    catalogue.namesake[(item & !BY_NAMES) as usize] | BY_NAMES
}

/// The rows of one export, as read.
#[derive(Clone, Default)]
pub(super) struct Read {
    pub(super) good: Vec<Evidence>,
    pub(super) set_aside: BTreeMap<&'static str, usize>,
}

impl Read {
    pub(super) fn set_aside(&mut self, reason: &'static str) {
        *self.set_aside.entry(reason).or_default() += 1;
    }

    fn rows(&self) -> usize {
        self.good.len() + self.set_aside.values().sum::<usize>()
    }
}

/// What an archive holds that has read these extended histories and this account data.
pub(super) fn figures(catalogue: &Catalogue, extended: &[&Read], account: &Read) -> Figures {
    let all = extended.iter().copied().chain([account]);
    let mut figures = Figures {
        rows: all.clone().map(Read::rows).sum(),
        ..Figures::default()
    };
    for (reason, count) in all.flat_map(|read| &read.set_aside) {
        *figures.set_aside.entry((*reason).to_owned()).or_default() += count;
    }
    let mut plays = standing(extended.iter().flat_map(|read| &read.good).copied().collect());
    let unmatched = without(catalogue, standing(account.good.clone()), &plays);
    let from_account = plays.len();
    plays.extend(unmatched);
    // The export that knows the album comes first, so the items that only names tell are those past here.
    let mut tally = Tally::new(catalogue);
    for (at, play) in plays.iter().enumerate() {
        count(&mut figures, catalogue, *play);
        tally.add(*play, at < from_account);
    }
    for (end, text) in [
        (plays.iter().map(|play| play.end_secs).min(), &mut figures.first),
        (plays.iter().map(|play| play.end_secs).max(), &mut figures.last),
    ] {
        if let Some(end) = end {
            write_time(i64::from(end), text);
        }
    }
    tally.conclude(&mut figures);
    figures
}

/// One for each play: in a row of doubles the first stands and takes those within its reach.
fn standing(mut rows: Vec<Evidence>) -> Vec<Evidence> {
    rows.sort_unstable();
    let mut stand: Option<Evidence> = None;
    rows.retain(|row| {
        if stand.is_some_and(|stand| are_doubles(stand, *row)) {
            return false;
        }
        stand = Some(*row);
        true
    });
    rows
}

/// Of two rows, the earlier first.
fn are_doubles(earlier: Evidence, later: Evidence) -> bool {
    if (earlier.item, earlier.ms) != (later.item, later.ms) {
        return false;
    }
    let apart_ms = u64::from(later.end_secs - earlier.end_secs) * 1000;
    let both_fit = later.ms >= SHORTEST_REPEAT_MS && apart_ms >= u64::from(later.ms);
    apart_ms <= DOUBLE_WITHIN_MS && !both_fit
}

/// The account's plays that are not among `extended`: same names, same length, ends within a minute, one to one.
fn without(catalogue: &Catalogue, account: Vec<Evidence>, extended: &[Evidence]) -> Vec<Evidence> {
    let Some(first) = account.iter().map(|row| row.end_secs).min() else {
        return account;
    };
    let mut known: Vec<Evidence> = extended
        .iter()
        .filter(|row| row.end_secs + MATCH_WITHIN_SECS >= first)
        .map(|row| Evidence {
            item: names_of(catalogue, row.item),
            ..*row
        })
        .collect();
    known.sort_unstable();
    let mut at = 0;
    account
        .into_iter()
        .filter(|row| {
            // Too early for this row is too early for all that follow.
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
        standing(ends.iter().map(|end| row(ms, *end)).collect())
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
        assert_eq!(standing(vec![row(5, 0), row(6, 0), other]).len(), 3);
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
            without(&catalogue, rows, &known).len()
        };
        assert_eq!(left(&[600], &[540]), 0);
        assert_eq!(left(&[600], &[660]), 0);
        assert_eq!(left(&[600], &[661]), 1);
        assert_eq!(left(&[600, 660], &[630]), 1);
        assert_eq!(left(&[600, 660], &[640, 700]), 0);
        assert_eq!(left(&[600, 660], &[]), 2);
    }
}
