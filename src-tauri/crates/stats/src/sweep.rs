//! The passes over plays. Each looks at every row of its runs once, in order, and allocates nothing.

use std::ops::Range;

use crate::{
    Amount, Table,
    day::Span,
    ground::{self, COUNTS, Ground},
    hours::Run,
    packed,
    sessions::Sitting,
    sieve::{ALL, Sieve},
    table::{ESTIMATED, HIDDEN, SKIP_KNOWN, SKIPPED, TRACK},
};

/// In how many parts a band is summed up. Neighbouring plays mostly belong to one band, and an addition to the same place
/// would have to wait for the one before.
pub(crate) const LANES: usize = 4;

/// What a pass goes over.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) table: &'a Table,
    pub(crate) ground: &'a Ground,
    pub(crate) sieve: &'a Sieve,
}

/// Rows of one run, column by column.
struct Rows<'a> {
    items: &'a [u32],
    weights: &'a [u32],
    began: &'a [u32],
    classes: &'a [u16],
}

impl<'a> View<'a> {
    fn rows(&self, run: usize) -> Rows<'a> {
        self.columns(self.table.rows(run))
    }

    fn columns(&self, rows: Range<usize>) -> Rows<'a> {
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

    fn asks_for(&self, run: &Run) -> bool {
        self.sieve.hours.get(usize::from(run.hour)) == Some(&true)
    }

    /// For each class all bits where the filter lets it pass; nothing where it says nothing of classes.
    fn masks(&self) -> &'a [u64] {
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
        self.each_stretch(span, |rows| match self.sieve.classes {
            Some(_) => self.tracks_of::<true>(&rows, tracks, u64::wrapping_add),
            None => self.tracks_of::<false>(&rows, tracks, u64::wrapping_add),
        });
    }

    /// Takes tracks off again.
    pub(crate) fn take_off(&self, span: Span, tracks: &mut [u64]) {
        self.each_stretch(span, |rows| match self.sieve.classes {
            Some(_) => self.tracks_of::<true>(&rows, tracks, u64::wrapping_sub),
            None => self.tracks_of::<false>(&rows, tracks, u64::wrapping_sub),
        });
    }

    fn tracks_of<const CLASSES: bool>(&self, rows: &Rows<'_>, tracks: &mut [u64], by: impl Fn(u64, u64) -> u64) {
        let masks = self.masks();
        for ((item, weight), class) in rows.items.iter().zip(rows.weights).zip(rows.classes) {
            let amount = ground::amount(*weight) & class_mask::<CLASSES>(masks, *class);
            if let Some(sum) = tracks.get_mut((item & TRACK) as usize) {
                *sum = by(*sum, amount);
            }
        }
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
        let look = |rows: Range<usize>, sums: &mut [[u64; LANES]]| match self.sieve.classes {
            Some(_) => self.bands_of::<true>(rows, bands, sums),
            None => self.bands_of::<false>(rows, bands, sums),
        };
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

    fn bands_of<const CLASSES: bool>(&self, rows: Range<usize>, bands: &[u16], sums: &mut [[u64; LANES]]) {
        let (rows, masks) = (self.columns(rows), self.masks());
        let mut add = |item: u32, weight: u32, class: u16, lane: usize| {
            let band = bands.get((item & TRACK) as usize).copied().unwrap_or(u16::MAX);
            if let Some(sum) = sums.get_mut(usize::from(band)) {
                sum[lane] += ground::amount(weight) & class_mask::<CLASSES>(masks, class);
            }
        };
        let (items, last_items) = rows.items.as_chunks::<LANES>();
        let (weights, last_weights) = rows.weights.as_chunks::<LANES>();
        let (classes, last_classes) = rows.classes.as_chunks::<LANES>();
        for ((items, weights), classes) in items.iter().zip(weights).zip(classes) {
            for lane in 0..LANES {
                add(items[lane], weights[lane], classes[lane], lane);
            }
        }
        for ((item, weight), class) in last_items.iter().zip(last_weights).zip(last_classes) {
            add(*item, *weight, *class, 0);
        }
    }

    /// The great pass over the whole life: everything that a range is later put together from, but for who and what.
    pub(crate) fn survey(&self) -> Survey {
        match self.sieve.classes {
            Some(_) => self.survey_by::<true>(),
            None => self.survey_by::<false>(),
        }
    }

    fn survey_by<const CLASSES: bool>(&self) -> Survey {
        let words = words(self.ground.with_hidden);
        let mut survey = Survey {
            runs: Vec::with_capacity(self.table.runs.len()),
            sittings: Vec::new(),
        };
        let mut sitting = Sitting::default();
        let mut upto = [0; CHUNK + 1];
        let rows = self.table.len();
        let ends = self.table.runs.iter().skip(1).map(|run| run.row as usize).chain([rows]);
        let mut runs = self.table.runs.iter().zip(ends);
        let mut under_way = runs.next();
        let mut counted = RunSum::default();
        for start in (0..rows).step_by(CHUNK) {
            let few = self.columns(start..rows.min(start + CHUNK));
            let mut counting = self.chunk::<CLASSES>(&few, &words, &mut upto);
            let mut from = 0;
            while let Some((run, end)) = under_way {
                let to = (end - start).min(few.items.len());
                counted.add(upto[to] - upto[from]);
                if !self.asks_for(run) {
                    counting &= !bits(from, to);
                }
                from = to;
                if end > start + to {
                    break;
                }
                survey.runs.push(std::mem::take(&mut counted));
                under_way = runs.next();
                if to == few.items.len() {
                    break;
                }
            }
            sitting.add(counting, start as u32, few.began, few.weights, &mut survey.sittings);
        }
        survey.sittings.extend(sitting.is_any().then_some(sitting));
        survey
    }

    /// The innermost loop of all: what the first of these rows hold, the first two, and so on; and a bit for each row that
    /// counts.
    // By itself, so that all it needs stays in registers: that makes it twice as fast.
    #[inline(never)]
    fn chunk<const CLASSES: bool>(&self, few: &Rows<'_>, words: &[u64; 32], upto: &mut [u64; CHUNK + 1]) -> u64 {
        let (parts, masks) = (&self.sieve.parts[..], self.masks());
        let (mut sum, mut counting, mut bit) = (0, 0, 1u64);
        let rows = few.items.iter().zip(few.weights).zip(few.classes);
        for (((item, weight), class), upto) in rows.zip(&mut upto[1..]) {
            let part = parts.get((item & TRACK) as usize).copied().unwrap_or_default();
            let passes = u64::from(part == ALL).wrapping_neg() & class_mask::<CLASSES>(masks, *class);
            let word = words[(item >> 28 | (weight >> 31) << 4) as usize] + u64::from(weight & !COUNTS);
            sum += word & passes;
            *upto = sum;
            counting |= if weight >> 31 != 0 { passes & bit } else { 0 };
            bit <<= 1;
        }
        counting
    }

    /// Adds up the hours of the week.
    pub(crate) fn clock(&self, span: Span, clock: &mut [Amount]) {
        for (at, run) in self.runs(span) {
            if let Some(cell) = clock.get_mut(usize::from(run.hour)) {
                *cell += packed::amount(self.sum::<true>(&self.rows(at)));
            }
        }
    }

    /// Tells each run of a span its place, whether the filter asks for its hour, and itself.
    pub(crate) fn runs_of(&self, span: Span) -> impl Iterator<Item = (usize, bool, &'a Run)> {
        self.runs(span).map(|(at, run)| (at, self.asks_for(run), run))
    }

    /// Groups the plays that count of these rows into sessions. Each piece lies within one run that is asked for.
    pub(crate) fn sittings(&self, pieces: impl Iterator<Item = Range<usize>>, into: &mut Vec<Sitting>) {
        let mut sitting = Sitting::default();
        for piece in pieces {
            let mut row = piece.start as u32;
            let mut rows = self.columns(piece);
            while !rows.items.is_empty() {
                let (few, rest) = rows.split(CHUNK.min(rows.items.len()));
                let counting = self.chunk::<true>(&few, &[0; 32], &mut [0; CHUNK + 1]);
                sitting.add(counting, row, few.began, few.weights, into);
                row += CHUNK as u32;
                rows = rest;
            }
        }
        into.extend(sitting.is_any().then_some(sitting));
    }

    /// Rows next to each other as pieces for [`Self::sittings`].
    pub(crate) fn pieces(&self, rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self
            .table
            .runs
            .partition_point(|run| run.row as usize <= rows.start)
            .saturating_sub(1);
        let runs = self.table.runs.iter().enumerate().skip(first);
        let runs = runs.take_while({
            let end = rows.end;
            move |(_, run)| (run.row as usize) < end
        });
        runs.filter(|(_, run)| self.asks_for(run)).map(move |(at, _)| {
            let run = self.table.rows(at);
            run.start.max(rows.start)..run.end.min(rows.end)
        })
    }
}

/// All bits where the filter lets a row's class pass.
fn class_mask<const CLASSES: bool>(masks: &[u64], class: u16) -> u64 {
    if CLASSES {
        masks.get(usize::from(class)).copied().unwrap_or(u64::MAX)
    } else {
        u64::MAX
    }
}

/// Rows that are looked at together: one for each bit of a word.
const CHUNK: usize = 64;

impl<'a> Rows<'a> {
    fn split(&self, at: usize) -> (Self, Self) {
        let (items, weights) = (self.items.split_at(at), self.weights.split_at(at));
        let (began, classes) = (self.began.split_at(at), self.classes.split_at(at));
        let rows = |items: &'a [u32], weights: &'a [u32], began: &'a [u32], classes: &'a [u16]| Rows {
            items,
            weights,
            began,
            classes,
        };
        (
            rows(items.0, weights.0, began.0, classes.0),
            rows(items.1, weights.1, began.1, classes.1),
        )
    }
}

/// The bits of rows from one to before another.
fn bits(from: usize, to: usize) -> u64 {
    let upto = |to: usize| if to < CHUNK { (1 << to) - 1 } else { u64::MAX };
    upto(to) & !upto(from)
}

// A chunk's word: milliseconds in 36 bits, then plays that count, estimated ones, those of which it is known whether they were
// skipped, and skipped ones, each in 7 bits. 64 rows of at most 30 bits of milliseconds each fit.
const COUNTED: u32 = 36;
const LANE: u32 = 7;

/// For each combination of an item's upper bits and "counts", what a row adds to a chunk's word beside its milliseconds.
fn words(with_hidden: bool) -> [u64; 32] {
    std::array::from_fn(|at| {
        let has = |bit: u32| u64::from(at as u32 & bit >> 28 != 0);
        let counts = at as u64 >> 4;
        let marks = (has(ESTIMATED) * counts) + (has(SKIP_KNOWN) << LANE) + (has(SKIPPED) << (2 * LANE));
        let shown = u64::from(with_hidden || has(HIDDEN) == 0);
        (counts << COUNTED) + ((shown * marks) << (COUNTED + LANE))
    })
}

/// What one run holds by the filter, whether its hour is asked for or not.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RunSum {
    pub(crate) sum: u64,
    pub(crate) estimated: u32,
    pub(crate) skips_known: u32,
    pub(crate) skipped: u32,
}

impl RunSum {
    fn add(&mut self, word: u64) {
        let lane = |number: u32| (word >> (COUNTED + number * LANE)) as u32 & ((1 << LANE) - 1);
        self.sum += packed::many(lane(0), word & ((1 << COUNTED) - 1));
        self.estimated += lane(1);
        self.skips_known += lane(2);
        self.skipped += lane(3);
    }
}

/// The whole life by one filter.
#[derive(Debug)]
pub(crate) struct Survey {
    /// As many as the table has.
    pub(crate) runs: Vec<RunSum>,
    pub(crate) sittings: Vec<Sitting>,
}

fn add(sums: &mut [u64], at: usize, amount: u64) {
    if let Some(sum) = sums.get_mut(at) {
        *sum += amount;
    }
}
