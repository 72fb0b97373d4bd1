//! The archive's evidence as the rules of `reconcile` look at it: ids of the archive become numbers whose order depends on nothing but
//! what they stand for, so that every archive with the same evidence has the same plays.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use hashbrown::HashMap;
use plays::{Circumstance, Item, Kind, Provenance, Times};
use rayon::prelude::*;
use reconcile::{Decision, Ending, Names, Naming, Row, Rows};
use store::{DecidedRow, EvidenceRow, NamingId, SourceId, StoreError, Write};

use super::row_names::{Uris, decisions_about};

/// Marks the source of a row that is not stored yet.
pub(super) const NEW: u32 = 1 << 31;

/// How long a track is taken to be where no source tells it, in milliseconds: three and a half minutes, as most are.
const USUAL_LENGTH_MS: u32 = 210_000;

/// What the namings of the archive are to the rules, by id.
pub(super) struct Namings(Vec<Telling>);

#[derive(Clone, Copy, Default)]
struct Telling {
    /// The place in [`Names::namings`].
    place: u32,
    /// The length of the whole item, in milliseconds, where it is told.
    length_ms: Option<u32>,
}

impl Namings {
    /// How long the item is, in milliseconds, where this naming tells it.
    pub(super) fn length_ms(&self, naming: NamingId) -> Option<u32> {
        self.0.get(naming as usize)?.length_ms
    }
}

/// Names as the rules need them, and where each naming of the archive is among them.
pub(super) fn names(all: &mut [(NamingId, u32, Item)]) -> (Names, Namings) {
    all.par_sort_unstable_by(|(_, _, one), (_, _, other)| one.cmp(other));
    let greatest = all.iter().map(|(id, ..)| *id).max().unwrap_or_default();
    let mut tellings = vec![Telling::default(); greatest as usize + 1];
    let mut names = Names::default();
    let mut texts = Texts::default();
    let all: &[_] = all;
    for same in all.chunk_by(|(_, _, one), (_, _, next)| one.uri == next.uri) {
        let number = names.items.len() as u32;
        names.items.push(reconcile::Item {
            has_id: same.iter().all(|(_, _, item)| item.uri.is_from_spotify()),
        });
        for (id, _, item) in same {
            tellings[*id as usize] = Telling {
                place: names.namings.len() as u32,
                length_ms: item.length_ms,
            };
            names.namings.push(Naming {
                item: number,
                title: texts.number(&item.name),
                artists: artists(item).map(|artist| texts.number(artist)).collect(),
                isrc: item.isrc.as_deref().map(|isrc| texts.number(isrc)),
            });
        }
    }
    (names, Namings(tellings))
}

/// Who an item is by, one after another. For podcasts and audiobooks, that is the show or the book.
pub(super) fn artists(item: &Item) -> impl Iterator<Item = &str> {
    let by = match item.kind {
        Kind::Music => &item.artist,
        Kind::Podcast | Kind::Audiobook => &item.album,
    };
    by.split('\n')
}

/// Gives equal texts equal numbers.
#[derive(Default)]
struct Texts<'t>(HashMap<&'t str, u32>);

impl<'t> Texts<'t> {
    fn number(&mut self, text: &'t str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(text).or_insert(next)
    }
}

/// Rows of the archive, and of what is about to be written to it.
pub(super) struct ArchiveRows<'r> {
    rows: &'r [EvidenceRow],
    namings: &'r Namings,
    /// By the circumstance's id: what ended the play, and how little it tells.
    circumstances: Vec<(Ending, u32)>,
    /// Recordings of accounts that the archive does not belong to.
    foreign: HashSet<SourceId>,
}

impl<'r> ArchiveRows<'r> {
    pub(super) fn new(write: &Write<'_>, rows: &'r [EvidenceRow], namings: &'r Namings) -> Result<Self, StoreError> {
        Ok(Self::of(
            rows,
            namings,
            write.circumstances()?,
            write.foreign_recordings()?,
        ))
    }

    /// Rows that were read before, with all circumstances and the recordings of accounts that the archive does not belong to.
    pub(super) fn of(
        rows: &'r [EvidenceRow],
        namings: &'r Namings,
        circumstances: Vec<(u32, Circumstance)>,
        foreign: Vec<SourceId>,
    ) -> Self {
        Self {
            rows,
            namings,
            circumstances: by_id(circumstances),
            foreign: foreign.into_iter().collect(),
        }
    }
}

impl ArchiveRows<'_> {
    /// What the listener decided about these rows.
    pub(super) fn decisions(&self, uris: &Uris, decided: &[DecidedRow]) -> BTreeMap<u32, Decision> {
        // Nothing in it depends on ids of the archive.
        let order = |row: &EvidenceRow| {
            let (_, detail) = self.circumstances[row.evidence.circumstance as usize];
            (!self.is_foreign(row)).then(|| (self.namings.0[row.naming as usize].place, detail))
        };
        decisions_about(self.rows, uris, order, decided)
    }

    fn is_foreign(&self, row: &EvidenceRow) -> bool {
        row.evidence.provenance == Provenance::Live && self.foreign.contains(&(row.source & !NEW))
    }
}

impl Rows for ArchiveRows<'_> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn provenance(&self, place: usize) -> Provenance {
        self.rows[place].evidence.provenance
    }

    fn row(&self, place: usize) -> Row {
        let row = &self.rows[place];
        let telling = self.namings.0[row.naming as usize];
        let begin_only = row.evidence.times == Times::Begin;
        // Without the length of the track, the end of the row is where it began.
        let unknown_ms = if begin_only && telling.length_ms.is_none() {
            i64::from(USUAL_LENGTH_MS)
        } else {
            0
        };
        let (ending, detail) = self.circumstances[row.evidence.circumstance as usize];
        Row {
            at_ms: row.evidence.ended_at.as_millis() + unknown_ms,
            ms: match row.evidence.times {
                Times::EndAndLength => row.evidence.told_ms,
                Times::End | Times::Begin => telling.length_ms.unwrap_or(USUAL_LENGTH_MS),
            },
            naming: telling.place,
            provenance: row.evidence.provenance,
            ending,
            detail,
            number: u32::from(row.evidence.number),
            // Whoever recorded them, they are all of the one listener.
            recording: 0,
            begin_only,
            set_aside: self.is_foreign(row),
        }
    }
}

/// Circumstances that tell more come first. Those that tell equally much are ordered by what they tell.
fn by_id(mut circumstances: Vec<(u32, Circumstance)>) -> Vec<(Ending, u32)> {
    let known_values = |what: &Circumstance| {
        let Circumstance {
            reason_start,
            reason_end,
            shuffle,
            skipped,
            offline,
            incognito,
            platform,
            country,
        } = what;
        let texts = [reason_start, reason_end, platform, country];
        let flags = [shuffle, skipped, offline, incognito];
        texts.iter().filter(|text| text.is_some()).count() + flags.iter().filter(|flag| flag.is_some()).count()
    };
    circumstances.sort_by_cached_key(|(_, what)| Reverse((known_values(what), what.clone())));
    let greatest = circumstances.iter().map(|(id, _)| *id).max().unwrap_or_default();
    let mut by_id = vec![(Ending::Usual, u32::MAX); greatest as usize + 1];
    for (detail, (id, what)) in (0..).zip(&circumstances) {
        by_id[*id as usize] = (Ending::of(what.reason_end.as_deref()), detail);
    }
    by_id
}
