//! What gaps get wrong: plays that are lost and no gap says so, and gaps in which no play is missing.
//!
//! A play is *lost* if Spotify's list has shown it at some time from the first reading on until the last, and no reading was then. It
//! is *unmarked* if no gap lies between the recorded plays on either side of it. A gap is *false* if it marks no lost play. Skips and
//! private plays, which the list never shows, are no lost plays.

use std::collections::HashSet;

use crate::recent::{Listed, Recent};
use crate::recording::{Gap, Recording};
use crate::time::HOUR;

/// Later than this, fifty newer plays may be known already.
const LATE_MS: i64 = 2 * HOUR;

/// Sums over lives.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct GapFigures {
    pub(crate) listed: usize,
    pub(crate) lost: usize,
    pub(crate) unmarked: usize,
    /// Of the unmarked: told more than two hours late.
    pub(crate) unmarked_late: usize,
    pub(crate) missing: usize,
    pub(crate) missing_false: usize,
    pub(crate) may_be: usize,
    pub(crate) may_be_false: usize,
}

/// A play that is lost, and how long after its stamp it was told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lost {
    pub(crate) stamp_ms: i64,
    pub(crate) late_ms: i64,
    /// The stamps of the recorded plays on either side.
    before_ms: i64,
    after_ms: i64,
}

impl Lost {
    pub(crate) fn is_marked_by(&self, gap: &Gap) -> bool {
        gap.from_ms < self.after_ms && self.before_ms < gap.to_ms
    }
}

/// The lost plays of a recording whose last reading was at `last`, in order of stamps.
pub(crate) fn lost(recent: &Recent, recording: &Recording, last: i64) -> Vec<Lost> {
    let known: HashSet<u32> = recording.rows.iter().map(|told| told.play).collect();
    let listed = possible(recent, recording, last).filter(|one| !known.contains(&one.play));
    let stamp_at = |at: usize| recording.rows.get(at).map(|told| told.row.at_ms);
    listed
        .map(|one| {
            let after = recording.rows.partition_point(|told| told.row.at_ms <= one.stamp_ms);
            Lost {
                stamp_ms: one.stamp_ms,
                late_ms: one.from_ms - one.stamp_ms,
                before_ms: after.checked_sub(1).and_then(stamp_at).unwrap_or(i64::MIN),
                after_ms: stamp_at(after).unwrap_or(i64::MAX),
            }
        })
        .collect()
}

/// The plays that Spotify's list has shown since the first that was recorded.
fn possible<'r>(recent: &'r Recent, recording: &Recording, last: i64) -> impl Iterator<Item = &'r Listed> {
    let first = recording.rows.first().map_or(i64::MAX, |told| told.row.at_ms);
    recent
        .listed
        .iter()
        .filter(move |one| one.stamp_ms >= first && one.from_ms <= last)
}

/// Counts one recording.
pub(crate) fn count(recent: &Recent, recording: &Recording, last: i64, figures: &mut GapFigures) {
    let lost = lost(recent, recording, last);
    figures.listed += possible(recent, recording, last).count();
    figures.lost += lost.len();
    let gaps = recording.gaps();
    let is_unmarked = |lost: &&Lost| !gaps.iter().any(|gap| lost.is_marked_by(gap));
    for lost in lost.iter().filter(is_unmarked) {
        figures.unmarked += 1;
        figures.unmarked_late += usize::from(lost.late_ms > LATE_MS);
    }
    for gap in &gaps {
        let (all, wrong) = if gap.is_sure {
            (&mut figures.missing, &mut figures.missing_false)
        } else {
            (&mut figures.may_be, &mut figures.may_be_false)
        };
        *all += 1;
        *wrong += usize::from(!lost.iter().any(|lost| lost.is_marked_by(gap)));
    }
}
