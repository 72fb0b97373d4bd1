//! Plays that the extended history tells twice.

use std::cmp::Reverse;

use super::{Ending, Evidence};

/// One row for each play.
pub(super) fn without_doubles(mut rows: Vec<Evidence>) -> Vec<Evidence> {
    rows.sort_by_key(|row| (row.item, row.end_secs, Reverse(row.ms), row.ending));
    let mut all = Vec::with_capacity(rows.len());
    for of_item in rows.chunk_by(|one, next| one.item == next.item) {
        let mut plays: Vec<Evidence> = Vec::with_capacity(of_item.len());
        for row in of_item {
            // A play that ended more than half a minute ago, before this one began, has nothing to do with it.
            let near = |play: &Evidence| {
                play.end_secs + 30 >= row.end_secs || i64::from(play.end_secs) * 1000 > row.began_ms()
            };
            let from = plays.iter().rposition(|play| !near(play)).map_or(0, |at| at + 1);
            let is_same = |play: &Evidence| near(play) && is_double(*play, *row);
            if plays[from..]
                .iter()
                .any(|play| is_same(play) && !is_better(*row, *play))
            {
                continue;
            }
            let mut at = 0;
            plays.retain(|play| {
                at += 1;
                at <= from || !is_same(play)
            });
            plays.push(*row);
        }
        all.extend(plays);
    }
    all
}

/// Whether two rows of one item are one play.
fn is_double(one: Evidence, other: Evidence) -> bool {
    let apart = one.end_secs.abs_diff(other.end_secs);
    let one_was_left = one.ending != Ending::Usual || other.ending != Ending::Usual;
    if one.ms == other.ms && (apart == 0 || (apart <= 30 && (one.ms < 10_000 || one_was_left))) {
        return true;
    }
    let shorter = one.ms.min(other.ms);
    let both_heard = i64::from(one.end_secs.min(other.end_secs)) * 1000 - one.began_ms().max(other.began_ms());
    shorter >= 10_000 && !one_was_left && both_heard * 2 > i64::from(shorter)
}

/// Whether the later row of two about one play is the play.
fn is_better(later: Evidence, earlier: Evidence) -> bool {
    let rank = |row: Evidence| (row.ending == Ending::Exit, Reverse(row.ms), row.end_secs);
    rank(later) < rank(earlier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ms: u32, end_secs: u32, ending: Ending) -> Evidence {
        Evidence {
            item: 1,
            ms,
            end_secs,
            ending,
        }
    }

    fn ends(ms: u32, ends: &[u32]) -> Vec<u32> {
        let rows = ends.iter().map(|end| row(ms, *end, Ending::Usual)).collect();
        without_doubles(rows).iter().map(|play| play.end_secs).collect()
    }

    #[test]
    fn more_than_half_at_the_same_time_is_one_play() {
        assert_eq!(ends(200_000, &[1000, 1030]), [1000]);
        assert_eq!(ends(200_000, &[1000, 1099]), [1000]);
        assert_eq!(ends(200_000, &[1000, 1100]), [1000, 1100]);
        assert_eq!(ends(200_000, &[1000, 1020, 1040, 1060, 1080, 1099]), [1000]);
    }

    #[test]
    fn a_short_track_twice_in_a_row_is_two_plays() {
        assert_eq!(ends(24_600, &[1000, 1024, 1049]), [1000, 1024, 1049]);
        assert_eq!(ends(9_999, &[1000, 1025, 1031]), [1000, 1031], "too short to tell");
    }

    #[test]
    fn of_two_lengths_the_longer_stands_unless_spotify_was_left() {
        let rows = vec![row(201_000, 1000, Ending::Usual), row(203_500, 1005, Ending::Usual)];
        assert_eq!(without_doubles(rows), [row(203_500, 1005, Ending::Usual)]);
        let rows = vec![row(60_000, 1000, Ending::Exit), row(60_000, 1025, Ending::Usual)];
        assert_eq!(without_doubles(rows), [row(60_000, 1025, Ending::Usual)]);
        let rows = vec![row(60_000, 1000, Ending::Exit), row(61_000, 1005, Ending::Usual)];
        assert_eq!(without_doubles(rows).len(), 2, "lengths differ, and one was left");
    }
}
