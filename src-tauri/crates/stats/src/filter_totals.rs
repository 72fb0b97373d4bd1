//! The scan over all days by one filter: what each run of an hour adds up to, and the sessions. Kept while the filter stays,
//! so that the answer for any range is put together from it.

use std::ops::Range;

use crate::{
    compiled_filter::ALL_PARTS,
    day::EpochDays,
    flags::TRACK,
    hour_totals::{HourTotals, RowWords},
    rows::{CHUNK, Rows, add_track},
    scan::Scan,
    sessions::SessionSpan,
    weight::COUNTS,
};

/// What all days hold by one filter.
#[derive(Debug)]
pub(crate) struct FilterTotals {
    /// One entry for each of the table's runs.
    pub(crate) hours: Vec<HourTotals>,
    /// The packed sum of each day from the first play of all to the last.
    pub(crate) days: Vec<u64>,
    pub(crate) sessions: Vec<SessionSpan>,
}

impl Scan<'_> {
    /// Scans all days for everything that answers about ranges are put together from, except what belongs to tracks.
    ///
    /// Adds up tracks on the way if `track_sums` has an entry for each: whatever the filter says of tracks and hours.
    pub(crate) fn filter_totals(&self, track_sums: &mut [u64]) -> FilterTotals {
        match (self.filter.attribute_masks.is_some(), track_sums.is_empty()) {
            (true, true) => self.filter_totals_by::<true, false>(track_sums),
            (true, false) => self.filter_totals_by::<true, true>(track_sums),
            (false, true) => self.filter_totals_by::<false, false>(track_sums),
            (false, false) => self.filter_totals_by::<false, true>(track_sums),
        }
    }

    fn filter_totals_by<const ATTRIBUTES: bool, const TRACKS: bool>(&self, track_sums: &mut [u64]) -> FilterTotals {
        let words = RowWords::new(self.rule_index.with_hidden);
        let life = self.table.life;
        let first_day = life.map_or(0, |life| life.first);
        let mut totals = FilterTotals {
            hours: Vec::with_capacity(self.table.runs.len()),
            days: vec![0; life.map_or(0, EpochDays::count)],
            sessions: Vec::new(),
        };
        let mut session = SessionSpan::default();
        let mut sums_before = [0; CHUNK + 1];
        let rows = self.table.len();
        let ends = self.table.runs.iter().skip(1).map(|run| run.row as usize).chain([rows]);
        let mut runs = self.table.runs.iter().zip(ends);
        let mut current_run = runs.next();
        let mut hour = HourTotals::default();
        for start in (0..rows).step_by(CHUNK) {
            let chunk = self.columns(start..rows.min(start + CHUNK));
            let mut counting = self.chunk::<ATTRIBUTES, TRACKS>(&chunk, &words, &mut sums_before, track_sums);
            let mut from = 0;
            while let Some((run, end)) = current_run {
                let to = (end - start).min(chunk.flagged_tracks.len());
                hour.add(sums_before[to] - sums_before[from]);
                if !self.asks_for(run) {
                    counting &= !bits(from, to);
                }
                from = to;
                if end > start + to {
                    break;
                }
                let day = usize::try_from(i32::from(run.day) - first_day).unwrap_or_default();
                if let (true, Some(day)) = (self.asks_for(run), totals.days.get_mut(day)) {
                    *day += hour.sum;
                }
                totals.hours.push(std::mem::take(&mut hour));
                current_run = runs.next();
                if to == chunk.flagged_tracks.len() {
                    break;
                }
            }
            session.add(
                counting,
                start as u32,
                chunk.began_secs,
                chunk.weights,
                &mut totals.sessions,
            );
        }
        totals.sessions.extend(session.has_plays().then_some(session));
        totals
    }

    /// The innermost loop of all. Fills `sums_before` with what no row of the chunk adds up to, the first row, the first two
    /// and so on; returns a bit for each row that counts.
    // By itself, so that everything it needs stays in registers: that makes it twice as fast.
    #[inline(never)]
    fn chunk<const ATTRIBUTES: bool, const TRACKS: bool>(
        &self,
        chunk: &Rows<'_>,
        words: &RowWords,
        sums_before: &mut [u64; CHUNK + 1],
        track_sums: &mut [u64],
    ) -> u64 {
        let passed_parts = &self.filter.passed_parts[..];
        let (mut sum, mut counting) = (0, 0u64);
        let mut passing = if ATTRIBUTES {
            self.passing_bits(chunk.attributes)
        } else {
            u64::MAX
        };
        if TRACKS && ATTRIBUTES {
            chunk.add_tracks(passing, track_sums, u64::wrapping_add);
        }
        let rows = chunk.flagged_tracks.iter().zip(chunk.weights);
        for ((flagged, weight), entry) in rows.zip(&mut sums_before[1..]) {
            let track = (flagged & TRACK) as usize;
            let parts = passed_parts.get(track).copied().unwrap_or_default();
            if TRACKS && !ATTRIBUTES {
                add_track(track_sums, *flagged, *weight, u64::wrapping_add);
            }
            // A row that does not pass is taken as a play without length of which nothing is known.
            let mut mask = u32::from(parts == ALL_PARTS).wrapping_neg();
            if ATTRIBUTES {
                mask &= (passing as u32 & 1).wrapping_neg();
                passing >>= 1;
            }
            let (flagged, weight) = (flagged & mask, weight & mask);
            sum += words.word(flagged, weight);
            *entry = sum;
            // Each row goes in at the top; in the end the first is at the bottom.
            counting = counting >> 1 | u64::from(weight & COUNTS) << 32;
        }
        counting
            .checked_shr((CHUNK - chunk.flagged_tracks.len()) as u32)
            .unwrap_or_default()
    }

    /// Groups the plays that count of these rows into sessions. Each piece lies within one run that is asked for.
    pub(crate) fn sessions_of(&self, pieces: impl Iterator<Item = Range<usize>>, into: &mut Vec<SessionSpan>) {
        let mut session = SessionSpan::default();
        for piece in pieces {
            for (chunk, row) in self.columns(piece.clone()).chunks().zip(piece.step_by(CHUNK)) {
                let counting = self.chunk::<true, false>(&chunk, &RowWords::NONE, &mut [0; CHUNK + 1], &mut []);
                session.add(counting, row as u32, chunk.began_secs, chunk.weights, into);
            }
        }
        into.extend(session.has_plays().then_some(session));
    }

    /// Splits consecutive rows into pieces for [`Self::sessions_of`].
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

/// A word with the bits of the rows from one to before another.
fn bits(from: usize, to: usize) -> u64 {
    let before = |to: usize| if to < CHUNK { (1 << to) - 1 } else { u64::MAX };
    before(to) & !before(from)
}
