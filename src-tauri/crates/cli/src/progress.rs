//! The progress of an import on a terminal, and the listener's Ctrl-C. Draws nothing where there is no terminal.

use std::{
    ops::ControlFlow,
    process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use library::{ImportPhase, ImportProgress, LearningProgress};
use tokio::runtime::Handle;

use crate::{exit::Exit, wording::thousands};

/// One line on standard error, and whether the listener wants to stop.
pub(crate) struct Progress {
    bar: ProgressBar,
    began: Instant,
    stop: Arc<AtomicBool>,
}

impl Progress {
    /// Begins now. From here on Ctrl-C asks the import to stop; a second one ends the program at once.
    pub(crate) fn begin(quiet: bool, runtime: &Handle) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let pressed = stop.clone();
        runtime.spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                if pressed.swap(true, Ordering::Relaxed) {
                    // A write that is cut off leaves nothing behind.
                    process::exit(Exit::Interrupted as i32);
                }
            }
        });
        Self {
            bar: one_line(quiet),
            began: Instant::now(),
            stop,
        }
    }

    /// Shows one step, and says whether to go on.
    pub(crate) fn step(&mut self, step: ImportProgress) -> ControlFlow<()> {
        if !self.bar.is_hidden() {
            self.bar.set_message(line(step, self.began.elapsed()));
        }
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Removes the line.
    pub(crate) fn end(self) -> Duration {
        self.bar.finish_and_clear();
        self.began.elapsed()
    }
}

/// One line on standard error that says how far learning has come.
pub(crate) struct LearningBar(ProgressBar);

impl LearningBar {
    /// Begins now.
    pub(crate) fn begin(quiet: bool) -> Self {
        Self(one_line(quiet))
    }

    /// Shows how far it has come.
    pub(crate) fn step(&self, progress: &LearningProgress) {
        if !self.0.is_hidden() {
            self.0.set_message(format!(
                "Learning about your music: {} of {} artists, {:.0} % of your plays",
                thousands(progress.known as u64),
                thousands(progress.artists as u64),
                (progress.plays_known * 100.0).floor()
            ));
        }
    }

    /// Removes the line.
    pub(crate) fn end(self) {
        self.0.finish_and_clear();
    }
}

fn one_line(quiet: bool) -> ProgressBar {
    let target = if quiet {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{msg}") {
        bar.set_style(style);
    }
    bar
}

fn line(step: ImportProgress, elapsed: Duration) -> String {
    let rows = thousands(step.read.rows);
    if step.phase == ImportPhase::Writing {
        return format!("{rows} rows read. Comparing and writing …");
    }
    let (done, total) = (step.read.bytes_read, step.read.bytes_total);
    let share = if total == 0 { 0.0 } else { done as f64 / total as f64 };
    let left = if share > 0.02 {
        let secs = elapsed.as_secs_f64() * (1.0 - share) / share;
        format!(", about {} s left", secs.ceil())
    } else {
        String::new()
    };
    format!("{rows} rows, {:.0} %{left}", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(phase: ImportPhase, bytes_read: u64) -> ImportProgress {
        let mut step = ImportProgress {
            phase,
            read: import::Progress::default(),
        };
        step.read.rows = 12_345;
        step.read.bytes_read = bytes_read;
        step.read.bytes_total = 1000;
        step
    }

    #[test]
    fn a_step_says_rows_share_and_time_left() {
        let line = |bytes| line(step(ImportPhase::Reading, bytes), Duration::from_secs(2));
        assert_eq!(line(250), "12,345 rows, 25 %, about 6 s left");
        assert_eq!(line(0), "12,345 rows, 0 %");
        assert_eq!(line(1000), "12,345 rows, 100 %, about 0 s left");
    }

    #[test]
    fn an_empty_import_is_no_division_by_zero() {
        let mut step = step(ImportPhase::Reading, 0);
        step.read.bytes_total = 0;
        assert_eq!(line(step, Duration::ZERO), "12,345 rows, 0 %");
    }
}
