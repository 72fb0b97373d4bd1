//! Scans over plays. Each looks at every row of the hours asked for once, in order, and allocates nothing.

mod bands;

use std::ops::Range;

use crate::{
    PlayTable,
    compiled_filter::{ALL_PARTS, CompiledFilter},
    day::EpochDays,
    flags::{HIDDEN, TRACK},
    hours::HourRun,
    packed,
    rows::{CHUNK, Rows, add_track},
    rule_index::RuleIndex,
    weight::packed_weight,
};

pub(crate) use self::bands::LANES;

/// What a scan goes over.
#[derive(Clone, Copy)]
pub(crate) struct Scan<'a> {
    pub(crate) table: &'a PlayTable,
    pub(crate) rule_index: &'a RuleIndex,
    pub(crate) filter: &'a CompiledFilter,
}

impl<'a> Scan<'a> {
    pub(crate) fn columns(&self, rows: Range<usize>) -> Rows<'a> {
        Rows {
            flagged_tracks: self.table.flagged_tracks.get(rows.clone()).unwrap_or_default(),
            weights: self.rule_index.weights.get(rows.clone()).unwrap_or_default(),
            began_secs: self.table.began_secs.get(rows.clone()).unwrap_or_default(),
            attributes: self.table.attributes.get(rows).unwrap_or_default(),
        }
    }

    fn run_columns(&self, run: usize) -> Rows<'a> {
        self.columns(self.table.rows(run))
    }

    /// The runs of these days, each with its index.
    pub(crate) fn runs(self, days: EpochDays) -> impl DoubleEndedIterator<Item = (usize, &'a HourRun)> {
        let candidates = self.table.runs_about(days);
        let runs = self.table.runs.get(candidates.clone()).unwrap_or_default();
        candidates
            .zip(runs)
            .filter(move |(_, run)| days.contains(i32::from(run.day)))
    }

    /// Whether the filter asks for the run's hour of the week.
    pub(crate) fn asks_for(&self, run: &HourRun) -> bool {
        self.filter.hours.get(usize::from(run.hour)) == Some(&true)
    }

    /// For each set of attributes all bits where the filter lets it pass; nothing where it says nothing of attributes.
    fn attribute_masks(&self) -> &'a [u64] {
        self.filter.attribute_masks.as_deref().unwrap_or_default()
    }

    /// All bits where the filter lets a row's track pass.
    fn track_mask(&self, flagged: u32) -> u64 {
        let parts = self.filter.passed_parts.get((flagged & TRACK) as usize).copied();
        u64::from(parts == Some(ALL_PARTS)).wrapping_neg()
    }

    /// The packed sum of these rows by the filter, whatever it says of hours.
    fn sum(&self, rows: &Rows<'_>) -> u64 {
        match self.filter.attribute_masks {
            Some(_) => self.sum_by::<true>(rows),
            None => self.sum_by::<false>(rows),
        }
    }

    fn sum_by<const ATTRIBUTES: bool>(&self, rows: &Rows<'_>) -> u64 {
        let (mut sum, masks) = (0, self.attribute_masks());
        for ((flagged, weight), attributes) in rows.flagged_tracks.iter().zip(rows.weights).zip(rows.attributes) {
            sum +=
                packed_weight(*weight) & self.track_mask(*flagged) & attribute_mask::<ATTRIBUTES>(masks, *attributes);
        }
        sum
    }

    /// Adds up days by the whole filter. `day_sums` begins with the first day that has a play.
    pub(crate) fn days(&self, days: EpochDays, day_sums: &mut [u64]) {
        self.add_runs(days, day_sums, |run| self.day_index(run));
    }

    /// The packed sums of all hours from the first day that has a play to the last, by the whole filter.
    pub(crate) fn hours_of_life(&self) -> Vec<u64> {
        let Some(life) = self.table.life else {
            return Vec::new();
        };
        let mut hour_sums = vec![0; life.count() * 24];
        self.add_runs(life, &mut hour_sums, |run| {
            self.day_index(run) * 24 + usize::from(run.hour % 24)
        });
        hour_sums
    }

    /// Adds each run of these days that is asked for to one of `sums`, by the whole filter.
    fn add_runs(&self, days: EpochDays, sums: &mut [u64], index: impl Fn(&HourRun) -> usize) {
        for (at, run) in self.runs(days).filter(|(_, run)| self.asks_for(run)) {
            let sum = self.sum(&self.run_columns(at));
            if let Some(entry) = sums.get_mut(index(run)) {
                *entry += sum;
            }
        }
    }

    /// Whether a row passes the whole filter and counts.
    pub(crate) fn counts(&self, row: usize) -> bool {
        packed::plays(self.sum(&self.columns(row..row + 1))) > 0
    }

    fn day_index(&self, run: &HourRun) -> usize {
        let first = self.table.life.map_or(0, |life| life.first);
        usize::try_from(i32::from(run.day) - first).unwrap_or_default()
    }

    /// Calls `visit` for each row that passes the whole filter and is not left out as hidden, with its track and its packed
    /// amount.
    pub(crate) fn each(&self, days: EpochDays, mut visit: impl FnMut(u32, u64)) {
        self.each_row(days, |_, track, amount| visit(track, amount));
    }

    /// As [`Self::each`], with the number of the row as well; rows come in ascending order.
    pub(crate) fn each_row(&self, days: EpochDays, mut visit: impl FnMut(u32, u32, u64)) {
        let hidden = if self.rule_index.with_hidden { 0 } else { HIDDEN };
        let masks = self.attribute_masks();
        for (at, run) in self.runs(days).filter(|(_, run)| self.asks_for(run)) {
            let rows = self.run_columns(at);
            let columns = rows.flagged_tracks.iter().zip(rows.weights).zip(rows.attributes);
            for (((flagged, weight), attributes), row) in columns.zip(run.row..) {
                let passes = self.track_mask(*flagged) & attribute_mask::<true>(masks, *attributes) != 0;
                if passes && flagged & hidden == 0 {
                    visit(row, flagged & TRACK, packed_weight(*weight));
                }
            }
        }
    }

    /// Adds up tracks, whatever the filter says of tracks: each ranking leaves another part of that out.
    pub(crate) fn add_tracks(&self, days: EpochDays, track_sums: &mut [u64]) {
        self.tracks_by(days, track_sums, u64::wrapping_add);
    }

    /// Takes off again what [`Self::add_tracks`] added for these days.
    pub(crate) fn subtract_tracks(&self, days: EpochDays, track_sums: &mut [u64]) {
        self.tracks_by(days, track_sums, u64::wrapping_sub);
    }

    fn tracks_by(&self, days: EpochDays, track_sums: &mut [u64], add: impl Fn(u64, u64) -> u64 + Copy) {
        self.each_stretch(days, |rows| {
            if self.filter.attribute_masks.is_some() {
                rows.chunks()
                    .for_each(|chunk| chunk.add_tracks(self.passing_bits(chunk.attributes), track_sums, add));
            } else {
                for (flagged, weight) in rows.flagged_tracks.iter().zip(rows.weights) {
                    add_track(track_sums, *flagged, *weight, add);
                }
            }
        });
    }

    /// A bit for each of at most [`CHUNK`] rows: whether the filter lets its attributes pass.
    // Whether it does is as good as random, so scans walk the set bits where not all rows pass, instead of branching.
    pub(crate) fn passing_bits(&self, attributes: &[u16]) -> u64 {
        let (masks, mut bits) = (self.attribute_masks(), 0);
        for attributes in attributes {
            bits = bits >> 1 | attribute_mask::<true>(masks, *attributes) & 1 << (CHUNK - 1);
        }
        bits.checked_shr((CHUNK - attributes.len()) as u32).unwrap_or_default()
    }

    /// Calls `visit` with the rows of all runs that are asked for, runs next to each other together.
    fn each_stretch(&self, days: EpochDays, mut visit: impl FnMut(Rows<'a>)) {
        let mut stretch = 0..0;
        for (at, run) in self.runs(days) {
            if self.asks_for(run) {
                let rows = self.table.rows(at);
                if rows.start != stretch.end {
                    visit(self.columns(std::mem::replace(&mut stretch, rows.start..rows.start)));
                }
                stretch.end = rows.end;
            }
        }
        visit(self.columns(stretch));
    }
}

/// All bits where the filter lets a row's attributes pass.
fn attribute_mask<const ATTRIBUTES: bool>(masks: &[u64], attributes: u16) -> u64 {
    if ATTRIBUTES {
        masks.get(usize::from(attributes)).copied().unwrap_or(u64::MAX)
    } else {
        u64::MAX
    }
}
