//! What gaps get wrong: plays that are lost and no gap says so, and gaps in which no play is missing.
//!
//! A play is *lost* if Spotify's list has shown it at some time from the first reading on until the last, and no reading was then. It
//! is *unmarked* if its stamp lies in no gap. A gap is *false* if no lost play lies in it. Skips and private plays, which the list never
//! shows, are no lost plays.

use std::collections::HashSet;

use crate::recent::{Listed, Recent};
use crate::recording::{Gap, Recording};
use crate::time::{HOUR, SECOND};

/// A stamp moves by some seconds.
const SLACK_MS: i64 = 5 * SECOND;
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

/// A play that is lost, in whose gap, if any, and how long after its stamp it was told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lost {
    pub(crate) stamp_ms: i64,
    pub(crate) gap: Option<Gap>,
    pub(crate) late_ms: i64,
}

/// The lost plays of a recording whose last reading was at `last`, in order of stamps.
pub(crate) fn lost(recent: &Recent, recording: &Recording, last: i64) -> Vec<Lost> {
    let known: HashSet<u32> = recording.rows.iter().map(|told| told.play).collect();
    let listed = possible(recent, recording, last).filter(|one| !known.contains(&one.play));
    listed
        .map(|one| Lost {
            stamp_ms: one.stamp_ms,
            gap: recording.gaps.iter().copied().find(|gap| holds(gap, one.stamp_ms)),
            late_ms: one.from_ms - one.stamp_ms,
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

fn holds(gap: &Gap, stamp_ms: i64) -> bool {
    (gap.from_ms - SLACK_MS..=gap.to_ms + SLACK_MS).contains(&stamp_ms)
}

/// Counts one recording.
pub(crate) fn count(recent: &Recent, recording: &Recording, last: i64, figures: &mut GapFigures) {
    let lost = lost(recent, recording, last);
    figures.listed += possible(recent, recording, last).count();
    figures.lost += lost.len();
    for lost in lost.iter().filter(|lost| lost.gap.is_none()) {
        figures.unmarked += 1;
        figures.unmarked_late += usize::from(lost.late_ms > LATE_MS);
    }
    for gap in &recording.gaps {
        let (all, wrong) = if gap.is_sure {
            (&mut figures.missing, &mut figures.missing_false)
        } else {
            (&mut figures.may_be, &mut figures.may_be_false)
        };
        *all += 1;
        *wrong += usize::from(!lost.iter().any(|lost| holds(gap, lost.stamp_ms)));
    }
}
