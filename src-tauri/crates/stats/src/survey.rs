//! The great pass over a whole life by one filter: what each run of hours holds, and the sessions. Kept while the filter
//! stays, so that any range is put together from it.

use std::ops::Range;

use crate::{
    day::Span,
    ground::COUNTS,
    packed,
    sessions::Sitting,
    sieve::ALL,
    sweep::{CHUNK, Rows, View, add_track, add_tracks},
    table::{ESTIMATED, HIDDEN, SKIP_KNOWN, SKIPPED, TRACK},
};

impl View<'_> {
    /// The great pass over the whole life: everything that a range is later put together from, but for who and what.
    ///
    /// Adds up tracks on the way, if there are as many `tracks` as the table has: whatever the sieve says of them and of hours.
    pub(crate) fn survey(&self, tracks: &mut [u64]) -> Survey {
        match (self.sieve.classes.is_some(), tracks.is_empty()) {
            (true, true) => self.survey_by::<true, false>(tracks),
            (true, false) => self.survey_by::<true, true>(tracks),
            (false, true) => self.survey_by::<false, false>(tracks),
            (false, false) => self.survey_by::<false, true>(tracks),
        }
    }

    fn survey_by<const CLASSES: bool, const TRACKS: bool>(&self, tracks: &mut [u64]) -> Survey {
        let words = words(self.ground.with_hidden);
        let life = self.table.life;
        let first = life.map_or(0, |life| life.first);
        let mut survey = Survey {
            runs: Vec::with_capacity(self.table.runs.len()),
            days: vec![0; life.map_or(0, Span::days)],
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
            let mut counting = self.chunk::<CLASSES, TRACKS>(&few, &words, &mut upto, tracks);
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
                let day = usize::try_from(i32::from(run.day) - first).unwrap_or_default();
                if let (true, Some(day)) = (self.asks_for(run), survey.days.get_mut(day)) {
                    *day += counted.sum;
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
    fn chunk<const CLASSES: bool, const TRACKS: bool>(
        &self,
        few: &Rows<'_>,
        words: &[u64; 32],
        upto: &mut [u64; CHUNK + 1],
        tracks: &mut [u64],
    ) -> u64 {
        let parts = &self.sieve.parts[..];
        let (mut sum, mut counting) = (0, 0u64);
        let mut of_class = if CLASSES { self.of_class(few.classes) } else { u64::MAX };
        if TRACKS && CLASSES {
            add_tracks(few, of_class, tracks, u64::wrapping_add);
        }
        let rows = few.items.iter().zip(few.weights);
        for ((item, weight), upto) in rows.zip(&mut upto[1..]) {
            let track = (item & TRACK) as usize;
            let part = parts.get(track).copied().unwrap_or_default();
            if TRACKS && !CLASSES {
                add_track(tracks, *item, *weight, u64::wrapping_add);
            }
            // What does not pass is as a play without length, of which nothing is known.
            let mut passes = u32::from(part == ALL).wrapping_neg();
            if CLASSES {
                passes &= (of_class as u32 & 1).wrapping_neg();
                of_class >>= 1;
            }
            let (item, weight) = (item & passes, weight & passes);
            sum += words[(item >> 28 | (weight & COUNTS) >> 27) as usize] + u64::from(weight & !COUNTS);
            *upto = sum;
            // Each row goes in at the top; in the end the first is at the bottom.
            counting = counting >> 1 | u64::from(weight & COUNTS) << 32;
        }
        counting
            .checked_shr((CHUNK - few.items.len()) as u32)
            .unwrap_or_default()
    }

    /// Groups the plays that count of these rows into sessions. Each piece lies within one run that is asked for.
    pub(crate) fn sittings(&self, pieces: impl Iterator<Item = Range<usize>>, into: &mut Vec<Sitting>) {
        let mut sitting = Sitting::default();
        for piece in pieces {
            for (few, row) in self.columns(piece.clone()).chunks().zip(piece.step_by(CHUNK)) {
                let counting = self.chunk::<true, false>(&few, &[0; 32], &mut [0; CHUNK + 1], &mut []);
                sitting.add(counting, row as u32, few.began, few.weights, into);
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
    /// Sums of all days of the life.
    pub(crate) days: Vec<u64>,
    pub(crate) sittings: Vec<Sitting>,
}
