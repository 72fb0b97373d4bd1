//! `explore`: everything about one filter. [`report`] has the answer for programs, [`text`] the one for people.

mod lookup;
mod report;
mod request;
mod text;

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use library::{Archive, Explored, StoreError, Zone};
use serde::Serialize;

pub(super) use self::{lookup::Lookup, report::NameLookup};
use self::{report::Report, request::Request};
use crate::{answer::Answer, arguments::Explore, failure::Failure};

/// How long an answer took, in milliseconds. Sums of the last question are kept for the next one, so repeating a question is
/// faster than asking it for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Repeated {
    /// How many answers the percentiles are of, without the first.
    runs: usize,
    /// Making the table and answering for the first time.
    first_ms: f64,
    p50_ms: f64,
    p95_ms: f64,
}

pub(super) fn run(
    archive: &Archive,
    explore: &Explore,
    (zone, today): (Zone, NaiveDate),
    as_json: bool,
) -> Result<Answer, Failure> {
    let limit = explore.limit.unwrap_or(if as_json { 50 } else { 10 });
    let request = request::request(archive, explore, (zone, today), limit)?;
    let (explored, repeated) = match explore.repeat {
        Some(runs) => {
            let (explored, repeated) = repeat(archive, &request, zone, runs)?;
            (explored, Some(repeated))
        }
        None => (archive.explore(&request.ask, zone)?, None),
    };
    let report = Report::new(archive, &request, &explored, repeated)?;
    let text = text::render(archive, &request, &report)?;
    Answer::to_question(&report, text)
}

fn repeat(archive: &Archive, request: &Request, zone: Zone, runs: u32) -> Result<(Explored, Repeated), StoreError> {
    // Looking up names has made a table, and the time to make one belongs to the first answer.
    archive.evict();
    let (explored, first) = timed(archive, request, zone)?;
    let mut took = Vec::new();
    for _ in 0..runs {
        took.push(timed(archive, request, zone)?.1);
    }
    took.sort_unstable();
    let repeated = Repeated {
        runs: took.len(),
        first_ms: millis(first),
        p50_ms: millis(percentile(&took, 50)),
        p95_ms: millis(percentile(&took, 95)),
    };
    Ok((explored, repeated))
}

fn timed(archive: &Archive, request: &Request, zone: Zone) -> Result<(Explored, Duration), StoreError> {
    let began = Instant::now();
    let explored = archive.explore(&request.ask, zone)?;
    Ok((explored, began.elapsed()))
}

/// The shortest time that `percent` in a hundred did not exceed.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_micros() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let of = |count: u64, percent| {
            let times: Vec<_> = (1..=count).map(Duration::from_micros).collect();
            millis(percentile(&times, percent))
        };
        assert_eq!((of(1, 50), of(1, 95)), (0.001, 0.001));
        assert_eq!((of(10, 50), of(10, 95)), (0.005, 0.010));
        assert_eq!((of(100, 50), of(100, 95)), (0.050, 0.095));
        assert_eq!(of(0, 95), 0.0);
    }
}
