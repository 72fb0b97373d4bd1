//! How far an import is, on a terminal, and the listener's Ctrl-C.

use std::{
    io::{self, IsTerminal, Write},
    ops::ControlFlow,
    process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use library::{ImportPhase, ImportProgress};
use tokio::runtime::Handle;

use crate::{answer::Exit, wording::thousands};

/// Shows steps and hears the listener.
pub(crate) struct Progress {
    shown: bool,
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
            shown: !quiet && io::stderr().is_terminal(),
            began: Instant::now(),
            stop,
        }
    }

    /// Shows one step, and says whether to go on.
    pub(crate) fn step(&mut self, step: ImportProgress) -> ControlFlow<()> {
        if self.shown {
            draw(&line(step, self.began.elapsed()));
        }
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Takes the line away.
    pub(crate) fn end(self) -> Duration {
        if self.shown {
            draw("");
        }
        self.began.elapsed()
    }
}

fn draw(line: &str) {
    let mut terminal = io::stderr().lock();
    // A terminal that went away wants no progress.
    let _ = write!(terminal, "\r\u{1b}[2K{line}").and_then(|()| terminal.flush());
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

    fn step(stage: ImportPhase, bytes_read: u64) -> ImportProgress {
        let mut step = ImportProgress {
            phase: stage,
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
