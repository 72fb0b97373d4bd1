//! The subject's own plays.

use super::DetailAnswer;
use crate::{
    Amount,
    compiled_filter::ALL_PARTS,
    day::EpochDays,
    flags::TRACK,
    packed,
    weight::{COUNTS, packed_weight},
};

pub(super) struct SubjectPlays {
    /// The packed sum of each day from the first play of all to the last.
    pub(super) days: Vec<u64>,
    pub(super) clock: Vec<Amount>,
    /// The rows of plays that count.
    pub(super) rows: Vec<u32>,
}

impl DetailAnswer<'_> {
    /// Finds them in a scan of their own: they are few, so adding up everything else with them would be a waste.
    pub(super) fn subject_plays(&self) -> SubjectPlays {
        let mut plays = SubjectPlays {
            days: vec![0; self.table.life.map_or(0, EpochDays::count)],
            clock: vec![Amount::default(); 7 * 24],
            rows: Vec::new(),
        };
        let first_day = self.table.life.map_or(0, |life| life.first);
        let scan = self.scan(&self.subject_filter);
        for (at, run) in self.table.runs.iter().enumerate() {
            let (mut sum, columns) = (0, scan.columns(self.table.rows(at)));
            for ((flagged, weight), row) in columns.flagged_tracks.iter().zip(columns.weights).zip(run.row..) {
                let parts = self.subject_filter.passed_parts.get((flagged & TRACK) as usize);
                if parts == Some(&ALL_PARTS) {
                    sum += packed_weight(*weight);
                    if weight & COUNTS != 0 {
                        plays.rows.push(row);
                    }
                }
            }
            if sum > 0 {
                let day = usize::try_from(i32::from(run.day) - first_day).unwrap_or_default();
                if let (Some(day), Some(cell)) = (plays.days.get_mut(day), plays.clock.get_mut(usize::from(run.hour))) {
                    *day += sum;
                    *cell += packed::amount(sum);
                }
            }
        }
        plays
    }
}
