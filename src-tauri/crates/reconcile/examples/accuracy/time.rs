//! Times are milliseconds from the beginning of a life.

use sample::Random;

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// True in this share of cases.
pub(crate) fn happens(random: &mut Random, share: f64) -> bool {
    random.fraction() < share
}

/// Any of these, both ends included.
pub(crate) fn among(random: &mut Random, (low, high): (i64, i64)) -> i64 {
    random.between(low, high)
}

/// Times from `from` to `to` that lie `apart` days apart on average.
pub(crate) fn now_and_then(random: &mut Random, from: i64, to: i64, apart_days: f64) -> Vec<i64> {
    let count = ((to - from) as f64 / DAY as f64 / apart_days).round() as usize;
    let mut times: Vec<i64> = (0..count).map(|_| random.between(from, to)).collect();
    times.sort_unstable();
    times
}
