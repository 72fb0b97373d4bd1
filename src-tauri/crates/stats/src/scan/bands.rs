//! The scan for the stream chart: sums by band and bar.

use std::ops::Range;

use super::Scan;
use crate::{day::EpochDays, flags::TRACK, hours::HourRun, rows::Rows, weight::packed_weight};

/// In how many parts a band is summed up. Neighbouring plays mostly belong to one band, and an addition to the same place
/// would have to wait for the one before.
pub(crate) const LANES: usize = 4;

impl Scan<'_> {
    /// Adds up bars by band. `band_of_track` has the band of each track, `bar_of` gives the bar of each run, and `finish_bar`
    /// gets the sums of every bar that ends. Each band's sum is in [`LANES`] parts.
    pub(crate) fn bands(
        &self,
        days: EpochDays,
        band_of_track: &[u16],
        sums: &mut [[u64; LANES]],
        bar_of: impl Fn(&HourRun) -> usize,
        mut finish_bar: impl FnMut(usize, &mut [[u64; LANES]]),
    ) {
        // Neighbouring runs of one bar are added together.
        let mut pending: Option<(usize, Range<usize>)> = None;
        let add =
            |rows: Range<usize>, sums: &mut [[u64; LANES]]| self.add_bands(self.columns(rows), band_of_track, sums);
        for (at, run) in self.runs(days) {
            if !self.asks_for(run) {
                continue;
            }
            let (rows, next_bar) = (self.table.rows(at), bar_of(run));
            pending = match pending.take() {
                Some((bar, before)) if bar == next_bar && before.end == rows.start => {
                    Some((bar, before.start..rows.end))
                }
                Some((bar, before)) => {
                    add(before, sums);
                    if bar != next_bar {
                        finish_bar(bar, sums);
                    }
                    Some((next_bar, rows))
                }
                None => Some((next_bar, rows)),
            };
        }
        if let Some((bar, rows)) = pending {
            add(rows, sums);
            finish_bar(bar, sums);
        }
    }

    fn add_bands(&self, rows: Rows<'_>, band_of_track: &[u16], sums: &mut [[u64; LANES]]) {
        let mut add = |flagged: u32, weight: u32, lane: usize| {
            let band = band_of_track
                .get((flagged & TRACK) as usize)
                .copied()
                .unwrap_or(u16::MAX);
            if let Some(sum) = sums.get_mut(usize::from(band)) {
                sum[lane] += packed_weight(weight);
            }
        };
        if self.filter.attribute_masks.is_some() {
            for chunk in rows.chunks() {
                chunk.each_of(self.passing_bits(chunk.attributes), |at, flagged, weight| {
                    add(flagged, weight, at % LANES)
                });
            }
            return;
        }
        let (tracks, last_tracks) = rows.flagged_tracks.as_chunks::<LANES>();
        let (weights, last_weights) = rows.weights.as_chunks::<LANES>();
        for (tracks, weights) in tracks.iter().zip(weights) {
            for lane in 0..LANES {
                add(tracks[lane], weights[lane], lane);
            }
        }
        for (flagged, weight) in last_tracks.iter().zip(last_weights) {
            add(*flagged, *weight, 0);
        }
    }
}
