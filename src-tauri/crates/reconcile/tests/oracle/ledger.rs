//! What has become of every row so far. The rules write into it one after the other.

use std::collections::BTreeSet;

use plays::Provenance;
use reconcile::{Ending, Item, Names, Naming, Row, Rule, Verdict};

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// The rows, and what has become of them. A row is known by its place.
pub(crate) struct Ledger<'a> {
    rows: &'a [Row],
    names: &'a Names,
    pub(crate) verdicts: Vec<Verdict>,
    /// What happened at least once, in words: so that one can count how often random rows get there.
    pub(crate) happened: BTreeSet<&'static str>,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(rows: &'a [Row], names: &'a Names) -> Self {
        let verdicts = rows
            .iter()
            .map(|row| match row.set_aside {
                true => Verdict::SetAside,
                false => Verdict::Play { ms: row.ms },
            })
            .collect();
        Self {
            rows,
            names,
            verdicts,
            happened: BTreeSet::new(),
        }
    }

    pub(crate) fn row(&self, place: usize) -> &'a Row {
        &self.rows[place]
    }

    pub(crate) fn at(&self, place: usize) -> i64 {
        self.rows[place].at_ms
    }

    pub(crate) fn length(&self, place: usize) -> i64 {
        i64::from(self.rows[place].ms)
    }

    pub(crate) fn began(&self, place: usize) -> i64 {
        self.at(place) - self.length(place)
    }

    pub(crate) fn is_exit(&self, place: usize) -> bool {
        self.rows[place].ending == Ending::Exit
    }

    pub(crate) fn naming(&self, place: usize) -> &'a Naming {
        &self.names.namings[self.rows[place].naming as usize]
    }

    pub(crate) fn item(&self, place: usize) -> u32 {
        self.naming(place).item
    }

    pub(crate) fn has_id(&self, place: usize) -> bool {
        let Item { has_id } = self.names.items[self.item(place) as usize];
        has_id
    }

    pub(crate) fn share_an_artist(&self, one: usize, other: usize) -> bool {
        let others = &self.naming(other).artists;
        self.naming(one).artists.iter().any(|artist| others.contains(artist))
    }

    /// The rows of one provenance, whether they are plays or not; without those that are set aside.
    pub(crate) fn rows_of(&self, provenance: Provenance) -> Vec<usize> {
        (0..self.rows.len())
            .filter(|place| self.rows[*place].provenance == provenance && !self.rows[*place].set_aside)
            .collect()
    }

    /// The rows of one provenance that are plays so far.
    pub(crate) fn plays_of(&self, provenance: Provenance) -> Vec<usize> {
        let mut places = self.rows_of(provenance);
        places.retain(|place| self.is_play(*place));
        places
    }

    pub(crate) fn is_play(&self, place: usize) -> bool {
        matches!(self.verdicts[place], Verdict::Play { .. })
    }

    pub(crate) fn is_absorbed_under(&self, place: usize, rule: Rule) -> bool {
        matches!(self.verdicts[place], Verdict::Absorbed { rule: why, .. } if why == rule)
    }

    pub(crate) fn absorb(&mut self, place: usize, by: usize, rule: Rule, what: &'static str) {
        assert!(self.is_play(place), "a row is absorbed once only");
        assert!(place != by, "a row does not absorb itself");
        self.verdicts[place] = Verdict::Absorbed { by: by as u32, rule };
        self.happened.insert(what);
    }

    pub(crate) fn set_length(&mut self, place: usize, length: i64) {
        assert!(self.is_play(place), "only plays have a length");
        let ms = u32::try_from(length).unwrap();
        self.verdicts[place] = Verdict::Play { ms };
    }
}
