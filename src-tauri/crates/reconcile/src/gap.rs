//! Decides whether plays are missing before a page of Spotify's list of recent plays, which holds fifty plays at most.
//!
//! A page is *anchored* if its oldest play is known to the recording, or began when the latest known play before it had just ended.
//! Otherwise there is a gap between these two. Plays are surely missing in it only if the page is full of plays that are not known and
//! nothing was known for half a day: a page may also hold fifty plays by chance, and Spotify fills in plays late.

use plays::Provenance;

use crate::{
    recorded::is_same_play,
    rows::{Names, Row},
};

/// A page with this many plays is full. Spotify answers with fifty or some less when it has more.
const FULL_PAGE: usize = 40;
/// No play on a page is taken to have lasted longer than this: who skips a track of ten hours has not heard ten hours.
const LONGEST_PLAY_MS: i64 = 15 * 60_000;
/// How far the stamp of a play may be from its end, in milliseconds. No gap is shorter.
pub const SHORTEST_GAP_MS: i64 = 90_000;
/// Plays are surely missing only in gaps as long as this, in milliseconds.
pub const SURE_GAP_MS: i64 = 12 * 60 * 60_000;

/// A time in which a recording may have missed plays, in milliseconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The stamp of the latest play known before.
    pub from_ms: i64,
    /// The beginning of the first play after.
    pub to_ms: i64,
    /// Plays are missing; otherwise they may be.
    pub is_sure: bool,
}

/// The gap before a page, if there is one. `recording` holds what was recorded before the page was read, in any order. Of what lies
/// [`MOVED_MS`](crate::MOVED_MS) or more before the page's oldest play, the latest row is enough.
pub fn gap_before(page: &[Row], recording: &[Row], names: &Names) -> Option<Gap> {
    let is_recorded = |row: &&Row| row.provenance == Provenance::Live && !row.set_aside;
    let is_known = |row: &Row| {
        recording.iter().filter(is_recorded).any(|known| {
            if known.at_ms <= row.at_ms {
                is_same_play(known, row, names)
            } else {
                is_same_play(row, known, names)
            }
        })
    };
    let oldest = page
        .iter()
        .filter(is_recorded)
        .min_by_key(|row| (row.at_ms, row.naming))?;
    if is_known(oldest) {
        return None;
    }
    let stamps = recording.iter().filter(is_recorded).map(|row| row.at_ms);
    let latest = stamps.filter(|at| *at < oldest.at_ms).max()?;
    let began = began_ms(oldest);
    if latest >= began - SHORTEST_GAP_MS {
        return None;
    }
    let is_full = page.len() >= FULL_PAGE && !page.iter().any(is_known);
    Some(Gap {
        from_ms: latest,
        to_ms: began,
        is_sure: is_full && began - latest >= SURE_GAP_MS,
    })
}

/// The earliest time at which a recorded play may have begun, in milliseconds since 1970.
pub fn began_ms(recorded: &Row) -> i64 {
    recorded.at_ms - i64::from(recorded.ms).min(LONGEST_PLAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{Item, Naming};

    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;

    /// A play of another track at each of these times, each 3 minutes long.
    fn plays(stamps: impl IntoIterator<Item = i64>) -> Vec<Row> {
        let play = |at_ms| Row::plain(Provenance::Live, at_ms, 180_000, u32::try_from(at_ms / 1000).unwrap());
        stamps.into_iter().map(play).collect()
    }

    fn names() -> Names {
        let naming = |number| Naming {
            item: number,
            title: number,
            artists: vec![number],
            isrc: None,
        };
        Names {
            namings: (0..400_000).map(naming).collect(),
            items: vec![Item { has_id: true }; 400_000],
        }
    }

    /// `count` plays one after another, from the one that ends at `first` on.
    fn run(first: i64, count: i64) -> Vec<Row> {
        plays((0..count).map(|number| first + number * 3 * MINUTE))
    }

    #[test]
    fn a_page_that_goes_on_where_the_recording_ends_has_no_gap() {
        let recording = run(0, 30);
        let next = 30 * 3 * MINUTE;
        assert_eq!(gap_before(&run(next, 50), &recording, &names()), None);
        assert_eq!(gap_before(&run(next + 90_000, 50), &recording, &names()), None);
        let later = gap_before(&run(next + 90_001, 50), &recording, &names()).unwrap();
        assert_eq!(
            (later.from_ms, later.to_ms),
            (29 * 3 * MINUTE, 29 * 3 * MINUTE + 90_001)
        );
        assert!(!later.is_sure);
    }

    #[test]
    fn the_first_page_has_none() {
        assert_eq!(gap_before(&run(0, 50), &[], &names()), None);
    }

    #[test]
    fn a_page_whose_oldest_play_is_known_has_none_even_if_its_stamp_moved() {
        let recording = run(0, 30);
        let mut page = run(29 * 3 * MINUTE, 50);
        page[0].at_ms += 1_300;
        assert_eq!(gap_before(&page, &recording, &names()), None);
    }

    #[test]
    fn a_long_track_that_was_skipped_hides_no_gap() {
        let mut page = run(20 * HOUR, 50);
        page[49].ms = 36_000_000;
        page[0].ms = 36_000_000;
        let gap = gap_before(&page, &run(0, 30), &names()).unwrap();
        assert_eq!(gap.to_ms, 20 * HOUR - 15 * MINUTE);
        assert!(gap.is_sure);
    }

    #[test]
    fn plays_filled_in_before_known_ones_leave_a_gap_that_may_be() {
        let mut recording = run(0, 30);
        recording.extend(run(24 * HOUR, 10));
        let mut page = run(20 * HOUR, 40);
        page.extend(run(24 * HOUR, 10));
        let gap = gap_before(&page, &recording, &names()).unwrap();
        assert_eq!(gap.from_ms, 29 * 3 * MINUTE);
        assert!(!gap.is_sure);
    }

    #[test]
    fn exactly_fifty_new_plays_after_a_short_rest_may_miss_some() {
        let gap = gap_before(&run(10 * HOUR, 50), &run(0, 30), &names()).unwrap();
        assert!(!gap.is_sure);
    }

    #[test]
    fn a_page_of_42_is_full_and_one_of_39_is_not() {
        let recording = run(0, 30);
        assert!(gap_before(&run(20 * HOUR, 42), &recording, &names()).unwrap().is_sure);
        assert!(!gap_before(&run(20 * HOUR, 39), &recording, &names()).unwrap().is_sure);
    }

    #[test]
    fn what_is_set_aside_is_no_anchor() {
        let mut recording = run(0, 30);
        let mut impossible = run(19 * HOUR + 57 * MINUTE, 1);
        impossible[0].set_aside = true;
        recording.extend(impossible);
        assert!(gap_before(&run(20 * HOUR, 50), &recording, &names()).is_some());
    }
}
