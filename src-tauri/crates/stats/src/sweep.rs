//! The passes over plays. Each looks at every row of its runs once, in order, and allocates nothing.

use std::ops::Range;

use crate::{
    PlayTable,
    day::Span,
    ground::{self, Ground},
    hours::Run,
    sieve::{ALL, Sieve},
    table::{HIDDEN, TRACK},
};

/// In how many parts a band is summed up. Neighbouring plays mostly belong to one band, and an addition to the same place
/// would have to wait for the one before.
pub(crate) const LANES: usize = 4;

/// Rows that are looked at together: one for each bit of a word.
pub(crate) const CHUNK: usize = 64;

/// What a pass goes over.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) table: &'a PlayTable,
    pub(crate) ground: &'a Ground,
    pub(crate) sieve: &'a Sieve,
}

/// Rows of one run, column by column.
pub(crate) struct Rows<'a> {
    pub(crate) items: &'a [u32],
    pub(crate) weights: &'a [u32],
    pub(crate) began: &'a [u32],
    pub(crate) classes: &'a [u16],
}

impl<'a> Rows<'a> {
    /// At most [`CHUNK`] at a time.
    pub(crate) fn chunks(self) -> impl Iterator<Item = Self> {
        let (items, weights) = (self.items.chunks(CHUNK), self.weights.chunks(CHUNK));
        let (began, classes) = (self.began.chunks(CHUNK), self.classes.chunks(CHUNK));
        let rows = items.zip(weights).zip(began).zip(classes);
        rows.map(|(((items, weights), began), classes)| Self {
            items,
            weights,
            began,
            classes,
        })
    }

    /// Tells each row whose bit is set: its place, its item and its weight.
    fn each_of(&self, mut bits: u64, mut tell: impl FnMut(usize, u32, u32)) {
        while bits != 0 {
            let at = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            if let (Some(item), Some(weight)) = (self.items.get(at), self.weights.get(at)) {
                tell(at, *item, *weight);
            }
        }
    }
}

impl<'a> View<'a> {
    fn rows(&self, run: usize) -> Rows<'a> {
        self.columns(self.table.rows(run))
    }

    pub(crate) fn columns(&self, rows: Range<usize>) -> Rows<'a> {
        Rows {
            items: self.table.item.get(rows.clone()).unwrap_or_default(),
            weights: self.ground.weight.get(rows.clone()).unwrap_or_default(),
            began: self.table.began.get(rows.clone()).unwrap_or_default(),
            classes: self.table.class.get(rows).unwrap_or_default(),
        }
    }

    fn runs(&self, span: Span) -> impl Iterator<Item = (usize, &'a Run)> {
        let about = self.table.runs_about(span);
        let runs = self.table.runs.get(about.clone()).unwrap_or_default();
        about.zip(runs).filter(move |(_, run)| span.holds(i32::from(run.day)))
    }

    pub(crate) fn asks_for(&self, run: &Run) -> bool {
        self.sieve.hours.get(usize::from(run.hour)) == Some(&true)
    }

    /// For each class all bits where the filter lets it pass; nothing where it says nothing of classes.
    pub(crate) fn masks(&self) -> &'a [u64] {
        self.sieve.classes.as_deref().unwrap_or_default()
    }

    /// All bits where the filter lets a row's track pass.
    fn track_mask(&self, item: u32) -> u64 {
        let parts = self.sieve.parts.get((item & TRACK) as usize).copied();
        u64::from(parts == Some(ALL)).wrapping_neg()
    }

    fn sum<const CLASSES: bool>(&self, rows: &Rows<'_>) -> u64 {
        let (mut sum, masks) = (0, self.masks());
        for ((item, weight), class) in rows.items.iter().zip(rows.weights).zip(rows.classes) {
            sum += ground::amount(*weight) & self.track_mask(*item) & class_mask::<CLASSES>(masks, *class);
        }
        sum
    }

    /// Adds up days, by the whole sieve. `days` begins with the life's first day.
    pub(crate) fn days(&self, span: Span, days: &mut [u64]) {
        match self.sieve.classes {
            Some(_) => self.days_by::<true>(span, days),
            None => self.days_by::<false>(span, days),
        }
    }

    fn days_by<const CLASSES: bool>(&self, span: Span, days: &mut [u64]) {
        for (at, run) in self.runs(span) {
            if self.asks_for(run) {
                let sum = self.sum::<CLASSES>(&self.rows(at));
                add(days, self.day(run), sum);
            }
        }
    }

    /// Tells each row that is shown and that the filter lets pass: its track and its amount.
    pub(crate) fn each(&self, span: Span, mut tell: impl FnMut(u32, u64)) {
        let (hidden, masks) = (if self.ground.with_hidden { 0 } else { HIDDEN }, self.masks());
        for (at, _) in self.runs(span).filter(|(_, run)| self.asks_for(run)) {
            let rows = self.rows(at);
            for ((item, weight), class) in rows.items.iter().zip(rows.weights).zip(rows.classes) {
                let passes = self.track_mask(*item) & class_mask::<true>(masks, *class) != 0;
                if passes && item & hidden == 0 {
                    tell(item & TRACK, ground::amount(*weight));
                }
            }
        }
    }

    fn day(&self, run: &Run) -> usize {
        let first = self.table.life.map_or(0, |life| life.first);
        usize::try_from(i32::from(run.day) - first).unwrap_or_default()
    }

    /// Adds up tracks, whatever the sieve says of them: rankings leave parts of that out.
    pub(crate) fn tracks(&self, span: Span, tracks: &mut [u64]) {
        self.tracks_by(span, tracks, u64::wrapping_add);
    }

    /// Takes tracks off again.
    pub(crate) fn take_off(&self, span: Span, tracks: &mut [u64]) {
        self.tracks_by(span, tracks, u64::wrapping_sub);
    }

    fn tracks_by(&self, span: Span, tracks: &mut [u64], by: impl Fn(u64, u64) -> u64 + Copy) {
        self.each_stretch(span, |rows| {
            if self.sieve.classes.is_some() {
                rows.chunks()
                    .for_each(|few| add_tracks(&few, self.of_class(few.classes), tracks, by));
            } else {
                for (item, weight) in rows.items.iter().zip(rows.weights) {
                    add_track(tracks, *item, *weight, by);
                }
            }
        });
    }

    /// A bit for each of at most [`CHUNK`] rows: whether the filter lets its class pass.
    // Whether it does is as good as random, so bits are walked where what passes is less than all.
    pub(crate) fn of_class(&self, classes: &[u16]) -> u64 {
        let (masks, mut bits) = (self.masks(), 0);
        for class in classes {
            bits = bits >> 1 | class_mask::<true>(masks, *class) & 1 << (CHUNK - 1);
        }
        bits.checked_shr((CHUNK - classes.len()) as u32).unwrap_or_default()
    }

    /// Tells runs that are asked for, those next to each other in one.
    fn each_stretch(&self, span: Span, mut look: impl FnMut(Rows<'a>)) {
        let mut under_way = 0..0;
        for (at, run) in self.runs(span) {
            if self.asks_for(run) {
                let rows = self.table.rows(at);
                if rows.start != under_way.end {
                    look(self.columns(std::mem::replace(&mut under_way, rows.start..rows.start)));
                }
                under_way.end = rows.end;
            }
        }
        look(self.columns(under_way));
    }

    /// Adds up bars by band: `bands` says which band each track belongs to, `bar` which bar each day belongs to, `each` is
    /// told the sums of every bar that ends. A band's sum is in [`LANES`] parts.
    pub(crate) fn bands(
        &self,
        span: Span,
        bands: &[u16],
        sums: &mut [[u64; LANES]],
        bar: impl Fn(i32) -> usize,
        mut each: impl FnMut(usize, &mut [[u64; LANES]]),
    ) {
        // Runs of one bar are looked at together.
        let mut under_way: Option<(usize, Range<usize>)> = None;
        let look = |rows: Range<usize>, sums: &mut [[u64; LANES]]| self.bands_of(self.columns(rows), bands, sums);
        for (at, run) in self.runs(span) {
            if !self.asks_for(run) {
                continue;
            }
            let (rows, now) = (self.table.rows(at), bar(i32::from(run.day)));
            under_way = match under_way.take() {
                Some((bar, before)) if bar == now && before.end == rows.start => Some((bar, before.start..rows.end)),
                Some((bar, before)) => {
                    look(before, sums);
                    if bar != now {
                        each(bar, sums);
                    }
                    Some((now, rows))
                }
                None => Some((now, rows)),
            };
        }
        if let Some((bar, rows)) = under_way {
            look(rows, sums);
            each(bar, sums);
        }
    }

    fn bands_of(&self, rows: Rows<'_>, bands: &[u16], sums: &mut [[u64; LANES]]) {
        let mut add = |item: u32, weight: u32, lane: usize| {
            let band = bands.get((item & TRACK) as usize).copied().unwrap_or(u16::MAX);
            if let Some(sum) = sums.get_mut(usize::from(band)) {
                sum[lane] += ground::amount(weight);
            }
        };
        if self.sieve.classes.is_some() {
            for few in rows.chunks() {
                few.each_of(self.of_class(few.classes), |at, item, weight| {
                    add(item, weight, at % LANES)
                });
            }
            return;
        }
        let (items, last_items) = rows.items.as_chunks::<LANES>();
        let (weights, last_weights) = rows.weights.as_chunks::<LANES>();
        for (items, weights) in items.iter().zip(weights) {
            for lane in 0..LANES {
                add(items[lane], weights[lane], lane);
            }
        }
        for (item, weight) in last_items.iter().zip(last_weights) {
            add(*item, *weight, 0);
        }
    }

    /// Tells each run of a span its place, whether the filter asks for its hour, and itself.
    pub(crate) fn runs_of(&self, span: Span) -> impl Iterator<Item = (usize, bool, &'a Run)> {
        self.runs(span).map(|(at, run)| (at, self.asks_for(run), run))
    }
}

/// All bits where the filter lets a row's class pass.
pub(crate) fn class_mask<const CLASSES: bool>(masks: &[u64], class: u16) -> u64 {
    if CLASSES {
        masks.get(usize::from(class)).copied().unwrap_or(u64::MAX)
    } else {
        u64::MAX
    }
}

/// Adds up the tracks of those of a few rows whose bit is set.
pub(crate) fn add_tracks(few: &Rows<'_>, bits: u64, tracks: &mut [u64], by: impl Fn(u64, u64) -> u64) {
    few.each_of(bits, |_, item, weight| add_track(tracks, item, weight, &by));
}

pub(crate) fn add_track(tracks: &mut [u64], item: u32, weight: u32, by: impl Fn(u64, u64) -> u64) {
    if let Some(sum) = tracks.get_mut((item & TRACK) as usize) {
        *sum = by(*sum, ground::amount(weight));
    }
}

fn add(sums: &mut [u64], at: usize, amount: u64) {
    if let Some(sum) = sums.get_mut(at) {
        *sum += amount;
    }
}
