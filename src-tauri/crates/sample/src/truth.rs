//! Counts the truth by the rules in the crate's description, from nothing but the rows that were written; it does not know
//! what the life intended. Sorts and compares compact rows of a dozen bytes.

mod account;
mod doubles;
mod editions;
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
/// What a row says was played, when it ended and for how long it was played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// An item's number, or [`BY_NAMES`] and the number of the first item with the same names.
    item: u32,
    ms: u32,
    end_secs: u32,
    ending: Ending,
}

/// What ended a play, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    Usual,
    Remote,
    Exit,
}

impl Evidence {
    /// A row of an extended history.
    pub(crate) fn extended(catalogue: &Catalogue, item: u32, end_secs: i64, ms: u32, reason_end: &str) -> Self {
        let has_names_only = catalogue.item(item).form == Form::Names;
        Self {
            item: if has_names_only {
                by_names(catalogue, item)
            } else {
                item
            },
            ms,
            end_secs: end_secs as u32,
            ending: match reason_end {
                "remote" => Ending::Remote,
                "logout" | "unexpected-exit" | "unexpected-exit-while-paused" => Ending::Exit,
                _ => Ending::Usual,
            },
        }
    }

    /// A row of account data, which has only names.
    pub(crate) fn account(catalogue: &Catalogue, item: u32, end_secs: i64, ms: u32) -> Self {
        Self {
            item: by_names(catalogue, item),
            ms,
            end_secs: end_secs as u32,
            ending: Ending::Usual,
        }
    }

    fn began_ms(self) -> i64 {
        i64::from(self.end_secs) * 1000 - i64::from(self.ms)
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
    let rows: Vec<Evidence> = extended.iter().flat_map(|rows| &rows.good).copied().collect();
    let unmatched = account::unmatched(catalogue, &account.good, &rows);
    let mut plays = editions::one_of_each(catalogue, doubles::without_doubles(rows));
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
