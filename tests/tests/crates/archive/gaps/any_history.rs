//! Any history of plays, read by Spotify's list at any times: what is lost is covered by a gap, and what is not leaves none.

use std::collections::{BTreeMap, BTreeSet};

use library::GapKind;
use proptest::prelude::*;
use spotify::RecentPlay;

use super::{HOUR, Home, MINUTE, play};

/// One play as it really was. Times are milliseconds after the tests' first moment.
#[derive(Debug, Clone, Copy)]
struct TruePlay {
    track: i64,
    duration_ms: i64,
    ended_ms: i64,
    /// From when on Spotify's list has it, mostly from its end on.
    listed_ms: i64,
}

/// One answer of the list.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// When, in thousandths of the history.
    at: i64,
    /// How many plays it has at most. Spotify sends fewer than fifty even if it has more.
    rows: usize,
    /// Decides which stamps are some way off.
    seed: usize,
}

fn histories() -> impl Strategy<Value = Vec<TruePlay>> {
    let duration = prop_oneof![8 => 120_000i64..300_000, 1 => 30_000i64..60_000, 1 => Just(10 * HOUR)];
    // In thousandths of the track; a track of ten hours is heard for some minutes.
    let heard = prop_oneof![4 => Just(1_000i64), 1 => 100i64..1_000];
    let rest = prop_oneof![
        16 => 0i64..30_000,
        3 => MINUTE..3 * HOUR,
        1 => 6 * HOUR..40 * HOUR,
    ];
    let delay = prop_oneof![12 => Just(0i64), 1 => MINUTE..5 * HOUR];
    let one = (0i64..12, duration, heard, rest, delay);
    proptest::collection::vec(one, 150..260).prop_map(|plays| {
        let mut now = 0;
        let one = |(track, duration_ms, heard, rest, delay): (i64, i64, i64, i64, i64)| {
            let played_ms = (duration_ms * heard / 1_000).clamp(30_000, 10 * MINUTE);
            now += rest + played_ms;
            TruePlay {
                // A track is as long every time.
                track: track + 100 * duration_ms,
                duration_ms,
                ended_ms: now,
                listed_ms: now + delay,
            }
        };
        plays.into_iter().map(one).collect()
    })
}

fn readings() -> impl Strategy<Value = Vec<Reading>> {
    let rows = prop_oneof![3 => Just(50usize), 1 => 42usize..50];
    let one = (0i64..1_100, rows, 0usize..1_000).prop_map(|(at, rows, seed)| Reading { at, rows, seed });
    proptest::collection::vec(one, 4..24).prop_map(|mut readings| {
        readings.sort_by_key(|reading| reading.at);
        readings
    })
}

/// By how much the stamp of the play at this place is off in a reading.
fn moved_ms(seed: usize, place: usize) -> i64 {
    let drawn = (seed + 1) * (place + 7) * 2_654_435_761 % 1_009;
    if drawn < 100 { 13 * drawn as i64 } else { 0 }
}

/// What was recorded so far, as the test knows it.
#[derive(Default)]
struct Known {
    places: BTreeSet<usize>,
    stamps: Vec<i64>,
    /// Of every play that is lost, a time that a gap has to cover.
    lost: BTreeMap<usize, i64>,
}

impl Known {
    /// Takes in a page, the places of its plays oldest first and their stamps. Returns the gap that it should leave.
    fn read(&mut self, history: &[TruePlay], page: &[(usize, i64)], now: i64) -> Option<(i64, i64, GapKind)> {
        let &(oldest, stamp) = page.first()?;
        let before = self.stamps.iter().copied().filter(|at| *at < stamp).max();
        let nothing_known = page.iter().all(|(place, _)| !self.places.contains(place));
        let oldest_known = self.places.contains(&oldest);
        for (place, stamp) in page {
            self.places.insert(*place);
            self.stamps.push(*stamp);
            self.lost.remove(place);
        }
        let before = before.filter(|_| !oldest_known)?;
        let began = stamp - history[oldest].duration_ms.min(15 * MINUTE);
        let is_gap = began - before > 90_000;
        for (place, play) in history.iter().enumerate().take(oldest) {
            if play.ended_ms > before && play.listed_ms <= now && !self.places.contains(&place) {
                if is_gap {
                    self.lost.insert(place, play.ended_ms.min(began));
                } else {
                    // No more than a minute and a half, and what the oldest play may have lasted.
                    self.lost.remove(&place);
                }
            }
        }
        let sure = page.len() >= 40 && nothing_known && began - before >= 12 * HOUR;
        let kind = if sure { GapKind::Missing } else { GapKind::MayBeMissing };
        is_gap.then_some((before, began, kind))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_gap_covers_what_was_lost_and_is_sure_only_by_the_rule(history in histories(), readings in readings()) {
        let home = Home::new().expect("an archive");
        let end = history.last().map_or(0, |play| play.ended_ms);
        let mut known = Known::default();
        for reading in readings {
            let now = end * reading.at / 1_000;
            let listed: Vec<usize> = (0..history.len()).filter(|at| history[*at].listed_ms <= now).collect();
            let page: Vec<(usize, i64)> = listed[listed.len().saturating_sub(reading.rows)..]
                .iter()
                .map(|at| (*at, history[*at].ended_ms + moved_ms(reading.seed, *at)))
                .collect();
            let plays: Vec<RecentPlay> = page
                .iter()
                .rev()
                .map(|(at, stamp)| play(history[*at].track, *stamp, history[*at].duration_ms))
                .collect();
            let oldest_was_known = page.first().is_none_or(|(at, _)| known.places.contains(at));
            let goes_on = page.first().is_some_and(|(at, _)| {
                *at > 0 && known.places.contains(&(at - 1)) && history[*at].duration_ms < 15 * MINUTE
                    && history[*at].ended_ms - history[at - 1].ended_ms <= history[*at].duration_ms + 80_000
            });

            let found = home.record(plays).expect("recorded");

            let expected = known.read(&history, &page, now);
            prop_assert_eq!(found, expected.map(|(_, _, kind)| kind));
            if oldest_was_known || goes_on {
                prop_assert_eq!(found, None, "nothing was lost before the page");
            }
            let gaps = home.gaps().expect("gaps");
            if let Some((from, to, _)) = expected {
                prop_assert!(gaps.iter().any(|gap| gap.from <= from && gap.to >= to), "{from} to {to} is not in {gaps:?}");
            }
            for (place, at) in &known.lost {
                // Give or take what a stamp moves.
                let is_covered = gaps.iter().any(|gap| (gap.from - 1_300..=gap.to + 1_300).contains(at));
                prop_assert!(is_covered, "play {place} at {at} is lost, and no gap covers it: {gaps:?}");
            }
            for gap in &gaps {
                prop_assert!(gap.to - gap.from > 90_000);
                let told = known.stamps.iter().find(|at| gap.from < **at && **at < gap.to);
                prop_assert_eq!(told, None, "it was told by a page, and yet {:?} is open", gap);
                prop_assert!(gap.kind == GapKind::MayBeMissing || gap.to - gap.from >= 12 * HOUR);
            }
        }
    }
}
