//! What the answer says about artists: how many, who is new, and how few make half.

use super::Answer;
use crate::{
    Amount, Measure,
    compiled_filter::ALL_PARTS,
    day::EpochDays,
    grouping::Grouping,
    packed,
    scratch::{Period, PeriodSums},
};

/// Artists with a play that counts, by the whole filter.
#[derive(Default)]
pub(super) struct ArtistCounts {
    pub(super) count: u32,
    /// Those whose first play ever lies in the period.
    pub(super) new: u32,
    /// New ones who were played again long after.
    pub(super) stayed: u32,
    /// How many of the top artists make half of what all artists made; only of the current period.
    pub(super) half: u32,
}

impl Answer<'_> {
    pub(super) fn count_artists(&mut self, days: Option<EpochDays>, period: Period) -> ArtistCounts {
        self.fold_filtered(Grouping::Artist, period);
        let sums = self.filtered(Grouping::Artist, period);
        let rows = self.table.rows_of_days(days);
        let is_within = |row: u32| rows.iter().any(|rows| rows.contains(&row));
        let mut artists = ArtistCounts::default();
        for ((sum, first), stayed) in sums
            .iter()
            .zip(self.rule_index.artists.iter())
            .zip(&self.rule_index.stayed)
        {
            if packed::plays(*sum) == 0 {
                continue;
            }
            artists.count += 1;
            if first.is_some_and(is_within) {
                artists.new += 1;
                artists.stayed += u32::from(*stayed);
            }
        }
        if period == Period::Current {
            artists.half = count_making_half(sums, self.question.measure);
        }
        artists
    }

    /// Plays that credit an artist whose first play lies in the range.
    pub(super) fn discovered(&self, range: Option<EpochDays>) -> Amount {
        let mut sum = Amount::default();
        let rows = self.table.rows_of_days(range);
        let is_within = |row: u32| rows.iter().any(|rows| rows.contains(&row));
        let first_rows = self.rule_index.artists.iter();
        let new: Vec<bool> = first_rows.map(|row| row.is_some_and(is_within)).collect();
        let is_new = |artist: &u32| new.get(*artist as usize) == Some(&true);
        let PeriodSums { tracks, played, .. } = self.scratch.period(Period::Current);
        for track in played {
            let passes = self.filter.passes(*track, ALL_PARTS);
            if passes && self.table.catalogue.artists.of(*track).iter().any(is_new) {
                sum += packed::amount(tracks.get(*track as usize).copied().unwrap_or_default());
            }
        }
        sum
    }
}

/// How many of the largest sums make half of all.
fn count_making_half(sums: &[u64], measure: Measure) -> u32 {
    let amounts = sums.iter().map(|sum| packed::amount(*sum).by(measure));
    let mut amounts: Vec<u64> = amounts.filter(|amount| *amount > 0).collect();
    let whole: u64 = amounts.iter().sum();
    let mut covered = 0;
    let mut count = 0;
    // Mostly a few make half, so sorting all of them would be a waste.
    let mut rest = &mut amounts[..];
    while covered * 2 < whole && !rest.is_empty() {
        let few = (count.max(64) as usize).min(rest.len());
        rest.select_nth_unstable_by(few - 1, |a, b| b.cmp(a));
        let (best, others) = rest.split_at_mut(few);
        best.sort_unstable_by(|a, b| b.cmp(a));
        for amount in best {
            if covered * 2 < whole {
                covered += *amount;
                count += 1;
            }
        }
        rest = others;
    }
    count
}
