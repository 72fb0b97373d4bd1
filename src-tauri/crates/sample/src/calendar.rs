//! On which days the listener plays something, how much, and at which hours: more from year to year, less in some weeks, and
//! nothing at all for some months.

use chrono::{Datelike, NaiveDate};

use crate::random::Random;

pub(crate) const DAY_MS: i64 = 86_400_000;
/// The life lasts from 2013-02-01 to 2026-11-13, so that the last session ends well before the end of 2026-11-15.
const FIRST_DAY: i64 = 15_737;
const LAST_DAY: i64 = 20_770;
/// The account data cover the last year, from 2025-11-15.
pub(crate) const ACCOUNT_FROM_MS: i64 = 20_407 * DAY_MS;

/// Spotify had no audiobooks before June 2023.
pub(crate) const BOOKS_FROM: i64 = 19_509;
/// `skipped` was never true from 2015-04-13 to 2022-10-16.
pub(crate) const NEVER_SKIPPED: std::ops::Range<i64> = 16_538..19_282;

/// One day with plays.
pub(crate) struct Day {
    /// In days since 1970.
    pub(crate) number: i64,
    pub(crate) plays: usize,
    /// From 0 on the first day to 1 on the last.
    pub(crate) age: f64,
}

/// All days with plays, `plays` in total.
pub(crate) fn days(seed: u64, plays: usize) -> impl Iterator<Item = Day> {
    let mut random = Random::new(seed, &[21]);
    let pauses: Vec<_> = [0.17, 0.46, 0.71]
        .iter()
        .map(|age| {
            let from = FIRST_DAY + ((LAST_DAY - FIRST_DAY) as f64 * age) as i64 + random.between(0, 200);
            from..from + random.between(50, 110)
        })
        .collect();
    let mut weight = move |day: i64| {
        if pauses.iter().any(|pause| pause.contains(&day)) || random.percent(6) {
            return 0.0;
        }
        activity(day) * (0.4 + 1.2 * random.fraction())
    };
    let weights: Vec<f64> = (FIRST_DAY..=LAST_DAY).map(&mut weight).collect();
    let total: f64 = weights.iter().sum();
    // Plays that are due, but not yet on a day.
    let mut owed = 0.0;
    let mut left = plays;
    let mut minimums = Random::new(seed, &[22]);
    let mut minimum = 1.0;
    weights.into_iter().enumerate().filter_map(move |(at, weight)| {
        let number = FIRST_DAY + at as i64;
        owed += weight / total * plays as f64;
        let is_last = number == LAST_DAY;
        // A small export must not have one play a day: people listen for a while or not at all.
        if !is_last && (owed < minimum || weight == 0.0) {
            return None;
        }
        minimum = minimums.between(4, 24) as f64;
        let today = if is_last { left } else { (owed as usize).min(left) };
        owed -= today as f64;
        left -= today;
        (today > 0).then_some(Day {
            number,
            plays: today,
            age: at as f64 / (LAST_DAY - FIRST_DAY) as f64,
        })
    })
}

fn activity(day: i64) -> f64 {
    let years = (day - FIRST_DAY) as f64 / 365.25;
    let growth = 0.35 + years.min(8.0) * 0.12;
    let weekend = if is_weekend(day) { 0.8 } else { 1.0 };
    let season = match date(day).map(|date| (date.month(), date.day())) {
        // Two weeks at the sea, and the days around Christmas.
        Some((7, 20..) | (8, 1..=3)) => 0.25,
        Some((12, 20..)) => 1.7,
        _ => 1.0,
    };
    growth * weekend * season
}

fn date(day: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(day).ok()?)
}

fn is_weekend(day: i64) -> bool {
    // Day 0 was a Thursday.
    (day + 3).rem_euclid(7) >= 5
}

/// When the sessions of a day begin, in milliseconds since midnight, in order.
pub(crate) fn session_starts(day: i64, count: usize, random: &mut Random) -> Vec<i64> {
    const WORKDAY: [u8; 24] = [
        2, 1, 0, 0, 0, 1, 5, 14, 10, 5, 5, 5, 8, 6, 4, 4, 6, 12, 10, 7, 9, 11, 8, 4,
    ];
    const WEEKEND: [u8; 24] = [
        6, 4, 2, 1, 0, 0, 0, 1, 4, 9, 12, 10, 8, 7, 8, 9, 8, 7, 6, 7, 9, 11, 11, 9,
    ];
    let hours = if is_weekend(day) { WEEKEND } else { WORKDAY };
    let totals: Vec<f64> = hours
        .iter()
        .scan(0.0, |total, weight| {
            *total += f64::from(*weight);
            Some(*total)
        })
        .collect();
    let mut starts: Vec<i64> = (0..count)
        .filter_map(|_| Some(random.weighted(&totals)? as i64 * 3_600_000 + random.between(0, 3_599_999)))
        .collect();
    starts.sort_unstable();
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_hold_exactly_the_plays_asked_for_and_have_gaps_of_months() {
        for plays in [1, 60, 2_000, 50_000] {
            let days: Vec<_> = days(1, plays).collect();
            assert_eq!(days.iter().map(|day| day.plays).sum::<usize>(), plays);
        }
        let days: Vec<_> = days(1, 50_000).collect();
        let gaps = days
            .windows(2)
            .filter(|pair| pair[1].number - pair[0].number > 50)
            .count();
        assert!(gaps >= 3, "{gaps}");
    }

    #[test]
    fn the_first_and_the_last_day_are_as_written() {
        assert_eq!(date(FIRST_DAY).unwrap().to_string(), "2013-02-01");
        assert_eq!(date(LAST_DAY).unwrap().to_string(), "2026-11-13");
        assert_eq!(date(ACCOUNT_FROM_MS / DAY_MS).unwrap().to_string(), "2025-11-15");
    }
}
