//! Memory for answering one question, used again for the next.

use crate::{PlayTable, day::EpochDays, grouping::Grouping, sessions::SessionSpan};

/// Which of the two periods of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    /// The range asked for.
    Current,
    /// As many days right before it.
    Previous,
}

/// Lists that an answer fills. The sums of both periods stay valid while rule and filter stay.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) current: PeriodSums,
    pub(crate) previous: PeriodSums,
    /// How many sessions lasted so many minutes.
    pub(crate) lengths: Vec<u32>,
    /// Sessions at the ends of the range.
    pub(crate) edge_sessions: Vec<SessionSpan>,
    /// Sums by the whole filter, where they differ from those of the ranking.
    pub(crate) filtered: Vec<u64>,
    /// The stream's band of each track.
    pub(crate) bands: Vec<u16>,
}

impl Scratch {
    pub(crate) fn period(&self, period: Period) -> &PeriodSums {
        match period {
            Period::Current => &self.current,
            Period::Previous => &self.previous,
        }
    }

    pub(crate) fn period_mut(&mut self, period: Period) -> &mut PeriodSums {
        match period {
            Period::Current => &mut self.current,
            Period::Previous => &mut self.previous,
        }
    }
}

/// The packed sums of one period.
#[derive(Debug, Default)]
pub(crate) struct PeriodSums {
    /// The days that the tracks' sums are of.
    pub(crate) days: Option<EpochDays>,
    /// By track, whatever the filter says of tracks.
    pub(crate) tracks: Vec<u64>,
    /// The tracks whose sum is not nothing.
    pub(crate) played: Vec<u32>,
    /// For each grouping the sums by the filter without its part about that grouping.
    pub(crate) rankings: [Vec<u64>; Grouping::COUNT],
}

impl PeriodSums {
    /// Starts anew, for another rule or filter.
    pub(crate) fn clear(&mut self, table: &PlayTable) {
        self.days = None;
        self.tracks.clear();
        self.tracks.resize(table.catalogue.track_count(), 0);
    }
}
