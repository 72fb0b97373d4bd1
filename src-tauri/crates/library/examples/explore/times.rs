//! How long something takes, over many runs.

use std::{
    fmt,
    hint::black_box,
    time::{Duration, Instant},
};

/// Runs that are measured, after a few that are not.
const RUNS: usize = 100;
const WARM_UP: usize = 3;
/// Runs of something that takes long.
pub(crate) const FEW: usize = 5;

/// Milliseconds, the shortest first.
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn new(runs: Vec<Duration>) -> Self {
        let mut runs: Vec<f64> = runs.iter().map(|run| run.as_secs_f64() * 1000.0).collect();
        runs.sort_by(f64::total_cmp);
        Self(runs)
    }

    /// The time in milliseconds that `percent` of the runs did not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent).div_ceil(100);
        self.0.get(place.saturating_sub(1)).copied().unwrap_or_default()
    }
}

impl fmt::Display for Times {
    /// Median and 95th percentile.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p50, p95) = (self.percentile(50), self.percentile(95));
        let digits = if p50 < 100.0 { 2 } else { 0 };
        write!(f, "{p50:.digits$} / {p95:.digits$}")
    }
}

/// Measures `run`, which gets the number of the run so that each run can ask something else.
pub(crate) fn measure<T>(mut run: impl FnMut(usize) -> T) -> Times {
    let time = |number| {
        let began = Instant::now();
        let answer = run(number);
        let took = began.elapsed();
        black_box(answer);
        took
    };
    Times::new((0..WARM_UP + RUNS).map(time).skip(WARM_UP).collect())
}
