//! The sums of the range and of the period before it, by track and by everything that tracks belong to.

use super::Answer;
use crate::{
    compiled_filter::{ALL_PARTS, parts_without},
    day::EpochDays,
    grouping::{Grouping, list_played},
    scan::Scan,
    scratch::{Period, PeriodSums},
};

impl Answer<'_> {
    /// Adds up the tracks of the range and of the period before it.
    pub(super) fn scan_periods(&mut self) {
        let (range, previous) = (self.within_life(self.range()), self.within_life(self.previous_range()));
        let scan = self.scan();
        for (days, period) in [(range, Period::Current), (previous, Period::Previous)] {
            let sums = self.scratch.period_mut(period);
            move_to(&scan, sums, days);
            list_played(&sums.tracks, &mut sums.played);
        }
    }

    /// Makes [`Self::ranking_sums`].
    pub(super) fn fold(&mut self, grouping: Grouping, period: Period) {
        let mut sums = std::mem::take(&mut self.scratch.period_mut(period).rankings[grouping as usize]);
        self.fold_tracks(grouping, parts_without(grouping), period, &mut sums);
        self.scratch.period_mut(period).rankings[grouping as usize] = sums;
    }

    /// The packed sums by the filter without its part about the grouping itself. [`Self::fold`] makes them.
    pub(super) fn ranking_sums(&self, grouping: Grouping, period: Period) -> &[u64] {
        &self.scratch.period(period).rankings[grouping as usize]
    }

    /// Makes [`Self::filtered`], after [`Self::fold`]. The next call overwrites it.
    pub(super) fn fold_filtered(&mut self, grouping: Grouping, period: Period) {
        if !grouping.is_unfiltered(&self.filter.filter) {
            let mut sums = std::mem::take(&mut self.scratch.filtered);
            self.fold_tracks(grouping, ALL_PARTS, period, &mut sums);
            self.scratch.filtered = sums;
        }
    }

    /// The packed sums by the whole filter.
    pub(super) fn filtered(&self, grouping: Grouping, period: Period) -> &[u64] {
        if grouping.is_unfiltered(&self.filter.filter) {
            self.ranking_sums(grouping, period)
        } else {
            &self.scratch.filtered
        }
    }

    /// Sums up the tracks that pass these parts of the filter.
    fn fold_tracks(&self, grouping: Grouping, parts: u8, period: Period, into: &mut Vec<u64>) {
        let takes = |track: u32| self.filter.passes(track, parts);
        let PeriodSums { tracks, played, .. } = self.scratch.period(period);
        grouping.fold(&self.table.catalogue, tracks, played, takes, into);
    }
}

/// Makes a period's tracks those of `days`. Scans only the days that differ from those it has already.
fn move_to(scan: &Scan<'_>, period: &mut PeriodSums, days: Option<EpochDays>) {
    let had = period.days.take();
    let shared = had.zip(days).and_then(|(had, days)| had.within(days));
    let without_shared = |days: Option<EpochDays>| {
        let (days, shared) = (days?, shared?);
        let early = EpochDays {
            first: days.first,
            last: shared.first - 1,
        };
        let late = EpochDays {
            first: shared.last + 1,
            last: days.last,
        };
        Some([early, late].into_iter().filter(|days| days.first <= days.last))
    };
    match (without_shared(had), without_shared(days)) {
        (Some(left), Some(entered)) => {
            left.for_each(|days| scan.subtract_tracks(days, &mut period.tracks));
            entered.for_each(|days| scan.add_tracks(days, &mut period.tracks));
        }
        _ => {
            period.tracks.fill(0);
            if let Some(days) = days {
                scan.add_tracks(days, &mut period.tracks);
            }
        }
    }
    period.days = days;
}
