//! Random cases: some rows, and the names they use.

use std::collections::BTreeMap;
use std::fmt;

use plays::Provenance;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use reconcile::{Item, Names, Naming, Row};

use crate::fragments::{Called, Fragment, Length, Offset, PROVENANCES, Single, Span, fragment};
use crate::ledger::MINUTE;

/// No case has more rows.
const MOST_ROWS: usize = 14;
const ITEMS: u32 = 6;
/// When the first row of a case is.
const START: i64 = 1_700_000_040_000;

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) rows: Vec<Row>,
    pub(crate) names: Names,
}

/// One line for each row, with its time after the start.
impl fmt::Debug for Case {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, naming) in self.names.namings.iter().enumerate() {
            let Naming {
                item,
                title,
                artists,
                isrc,
            } = naming;
            let has_id = self.names.items[*item as usize].has_id;
            writeln!(
                text,
                "  naming {number}: item {item} (id: {has_id}), title {title}, by {artists:?}, {isrc:?}"
            )?;
        }
        for (place, row) in self.rows.iter().enumerate() {
            let Row {
                at_ms,
                ms,
                naming,
                provenance,
                ending,
                detail,
                number,
                recording,
                begin_only,
                set_aside,
            } = row;
            let at = at_ms - START;
            write!(
                text,
                "  {place}: {provenance:?} at {at}, {ms} ms, naming {naming}, {ending:?}, detail {detail}, "
            )?;
            writeln!(
                text,
                "number {number}, recording {recording}{}{}",
                if *begin_only { ", begin only" } else { "" },
                if *set_aside { ", set aside" } else { "" }
            )?;
        }
        Ok(())
    }
}

/// Any case. Half of them may have all three provenances, the others have two or one.
pub(crate) fn any_case() -> impl Strategy<Value = Case> {
    let provenances = prop_oneof![
        6 => Just(PROVENANCES.to_vec()),
        3 => subsequence(PROVENANCES.to_vec(), 2),
        1 => select(PROVENANCES.to_vec()).prop_map(|provenance| vec![provenance]),
    ];
    (provenances, names(), prop::collection::vec(fragment(), 0..11)).prop_map(|(provenances, names, fragments)| {
        let mut case = Case {
            rows: Vec::new(),
            names,
        };
        for fragment in &fragments {
            case.add(fragment, &provenances);
        }
        case.rows.truncate(MOST_ROWS);
        case
    })
}

/// A case as sources give them: account data has whole minutes, and its items are known by their names, so that none has two.
pub(crate) fn case_as_told() -> impl Strategy<Value = Case> {
    any_case().prop_map(|mut case| {
        let mut first_of_item = BTreeMap::new();
        for (naming, number) in case.names.namings.iter().zip(0_u32..) {
            first_of_item.entry(naming.item).or_insert(number);
        }
        for row in &mut case.rows {
            if row.provenance == Provenance::Account {
                row.at_ms = whole_minute(row.at_ms);
                row.naming = first_of_item[&case.names.namings[row.naming as usize].item];
            }
        }
        case
    })
}

/// A naming is new, or one that came before with something changed: as other editions of a track are, or a track that was renamed.
#[derive(Debug, Clone)]
enum Change {
    New,
    Item(u32),
    Title(u32),
    Artists(Vec<u32>),
    ItemAndArtists(u32, Vec<u32>),
    /// Nothing is the same but the ISRC, if there is one.
    AllButIsrc,
}

fn names() -> impl Strategy<Value = Names> {
    let artists = || {
        prop_oneof![
            4 => (0..3_u32).prop_map(|artist| vec![artist]),
            2 => subsequence(vec![0, 1, 2], 2..4).prop_shuffle(),
        ]
    };
    let change = prop_oneof![
        2 => Just(Change::New),
        2 => (0..ITEMS).prop_map(Change::Item),
        1 => (0..3_u32).prop_map(Change::Title),
        1 => artists().prop_map(Change::Artists),
        2 => (0..ITEMS, artists()).prop_map(|(item, artists)| Change::ItemAndArtists(item, artists)),
        1 => Just(Change::AllButIsrc),
    ];
    let isrc = prop_oneof![2 => Just(None), 2 => (0..2_u32).prop_map(Some)];
    let naming = (0..ITEMS, 0..3_u32, artists(), isrc).prop_map(|(item, title, artists, isrc)| Naming {
        item,
        title,
        artists,
        isrc,
    });
    let ids = prop::collection::vec(any::<bool>(), ITEMS as usize);
    (prop::collection::vec((naming, change, 0..64_usize), 1..7), ids).prop_map(|(drawn, ids)| {
        let mut namings: Vec<Naming> = Vec::new();
        for (new, change, before) in drawn {
            let before = before
                .checked_rem(namings.len())
                .map_or_else(|| new.clone(), |place| namings[place].clone());
            namings.push(match change {
                Change::New => new,
                Change::Item(item) => Naming { item, ..before },
                Change::Title(title) => Naming { title, ..before },
                Change::Artists(artists) => Naming { artists, ..before },
                Change::ItemAndArtists(item, artists) => Naming {
                    item,
                    artists,
                    ..before
                },
                Change::AllButIsrc => Naming {
                    isrc: before.isrc,
                    ..new
                },
            });
        }
        let items = ids.into_iter().map(|has_id| Item { has_id }).collect();
        Names { namings, items }
    })
}

fn whole_minute(at_ms: i64) -> i64 {
    at_ms.div_euclid(MINUTE) * MINUTE
}

impl Case {
    fn add(&mut self, fragment: &Fragment, provenances: &[Provenance]) {
        match fragment {
            Fragment::Single(single) => {
                let provenance = provenances[single.provenance % provenances.len()];
                let row = self.place(single, provenance);
                self.rows.push(row);
            }
            Fragment::Told {
                first,
                account_called,
                recorded_called,
                recorded_after,
                recorded_length,
            } => {
                let told = self.place(first, Provenance::Extended);
                for provenance in provenances {
                    let mut row = Row {
                        provenance: *provenance,
                        ..told
                    };
                    match provenance {
                        Provenance::Extended => {}
                        Provenance::Account => {
                            row.naming = self.naming(*account_called, told.naming);
                            row.at_ms = whole_minute(row.at_ms);
                            row.number = 0;
                        }
                        Provenance::Live => {
                            row.naming = self.naming(*recorded_called, told.naming);
                            row.ms = length(*recorded_length, told.ms);
                            row.at_ms += after(*recorded_after, told.ms, row.ms);
                        }
                    }
                    self.rows.push(row);
                }
            }
            Fragment::Recorded { first, steps } => {
                if !provenances.contains(&Provenance::Live) {
                    return;
                }
                let mut row = self.place(first, Provenance::Live);
                self.rows.push(row);
                for (offset, new_length, called) in steps {
                    let before = row.ms;
                    row.ms = length(*new_length, before);
                    row.at_ms += after(*offset, before, row.ms).max(0);
                    row.naming = self.naming(*called, row.naming);
                    self.rows.push(row);
                }
            }
            Fragment::Account { first, minutes_later } => {
                if !provenances.contains(&Provenance::Account) {
                    return;
                }
                let row = self.place(first, Provenance::Account);
                for (number, minutes) in (0..).zip(minutes_later) {
                    let at_ms = row.at_ms + minutes * MINUTE;
                    self.rows.push(Row { number, at_ms, ..row });
                }
            }
            Fragment::Loop { first, length, between } => {
                let first = Row {
                    ms: *length,
                    ..self.place(first, Provenance::Extended)
                };
                for provenance in provenances {
                    self.add_loop(first, between, *provenance);
                }
            }
            Fragment::Edition {
                anchor,
                later_ms,
                ending,
                length: new_length,
                called,
                more_editions,
            } => {
                let Some(row) = self.anchor(*anchor) else { return };
                if !provenances.contains(&Provenance::Extended) {
                    return;
                }
                let provenance = Provenance::Extended;
                let mut row = Row {
                    provenance,
                    ending: *ending,
                    ms: length(*new_length, row.ms),
                    ..row
                };
                self.rows.push(row);
                for _ in 0..*more_editions {
                    row.at_ms += later_ms;
                    row.naming = self.edition(row.naming, *called);
                    self.rows.push(row);
                }
            }
            Fragment::Twin {
                anchor,
                later_ms,
                longer_ms,
                ending,
                detail,
                called,
            } => {
                let Some(row) = self.anchor(*anchor) else { return };
                self.rows.push(Row {
                    at_ms: row.at_ms + later_ms,
                    ms: row.ms + longer_ms,
                    ending: *ending,
                    detail: *detail,
                    naming: self.naming(*called, row.naming),
                    ..row
                });
            }
        }
    }

    /// The rows of one source about a sound on repeat.
    fn add_loop(&mut self, first: Row, between: &[i64], provenance: Provenance) {
        let mut end = first.at_ms;
        let mut before: Option<Row> = None;
        for pause in std::iter::once(&0).chain(between) {
            end += pause + i64::from(first.ms);
            let at_ms = match provenance {
                Provenance::Account => whole_minute(end),
                Provenance::Extended => end.div_euclid(1_000) * 1_000,
                Provenance::Live => end,
            };
            let equal = before.filter(|before| provenance == Provenance::Account && before.at_ms == at_ms);
            let row = Row {
                at_ms,
                number: equal.map_or(0, |before| before.number + 1),
                provenance,
                ..first
            };
            self.rows.push(row);
            before = Some(row);
        }
    }

    /// One of the rows there are, if there is any.
    fn anchor(&self, number: usize) -> Option<Row> {
        self.rows.get(number.checked_rem(self.rows.len())?).copied()
    }

    fn naming(&self, called: Called, same: u32) -> u32 {
        match called {
            Called::Same => same,
            Called::Other(number) => (number % self.names.namings.len()) as u32,
        }
    }

    /// Another item with the same title and artists, if there is one.
    fn edition(&self, of: u32, otherwise: Called) -> u32 {
        let namings = &self.names.namings;
        let Naming {
            item, title, artists, ..
        } = &namings[of as usize];
        let is_edition =
            |naming: &&Naming| naming.item != *item && naming.title == *title && naming.artists == *artists;
        match namings.iter().zip(0..).find(|(naming, _)| is_edition(naming)) {
            Some((_, number)) => number,
            None => self.naming(otherwise, of),
        }
    }

    fn place(&self, single: &Single, provenance: Provenance) -> Row {
        let anchor = self
            .anchor(single.anchor)
            .unwrap_or(Row::plain(provenance, START, 200_000, 0));
        let ms = length(single.length, anchor.ms);
        let mut at_ms = anchor.at_ms + after(single.offset, anchor.ms, ms);
        if provenance == Provenance::Account && single.whole_minute {
            at_ms = whole_minute(at_ms);
        }
        Row {
            at_ms,
            ms,
            naming: self.naming(single.called, anchor.naming),
            provenance,
            ending: single.ending,
            detail: single.detail,
            number: single.number,
            recording: single.recording,
            begin_only: single.begin_only && provenance == Provenance::Live,
            set_aside: single.set_aside,
        }
    }
}

fn length(length: Length, same: u32) -> u32 {
    match length {
        Length::Same => same,
        Length::Milliseconds(ms) => ms,
    }
}

fn after(offset: Offset, other: u32, own: u32) -> i64 {
    let span = match offset.of {
        Span::Milliseconds(ms) => ms,
        Span::OtherLength => i64::from(other),
        Span::HalfOfOtherLength => i64::from(other / 2),
        Span::OwnLength => i64::from(own),
        Span::HalfOfOwnLength => i64::from(own / 2),
    };
    (span + offset.more) * if offset.backwards { -1 } else { 1 }
}
