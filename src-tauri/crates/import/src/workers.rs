//! Gives tasks to threads and merges what they read, while reporting progress.
//! The result does not depend on which thread reads what, or on which is first.

use std::{
    sync::{
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc::{RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    ImportError, OnProgress, Options, ParsedExport,
    input::Inputs,
    limits::Usage,
    merged::Merged,
    task::{Plan, Task, TaskResult},
};

/// Between two reports of progress: twenty a second look smooth.
const PROGRESS_PAUSE: Duration = Duration::from_millis(50);

/// Reads all files.
pub(crate) fn read_all(
    inputs: &Inputs,
    options: &Options,
    on_progress: OnProgress<'_>,
) -> Result<ParsedExport, ImportError> {
    let Plan { tasks, results } = Plan::new(&inputs.files, &options.limits)?;
    let mut merged = Merged::default();
    for result in results {
        merged.add(result, &options.limits)?;
    }
    let usage = Usage::new(&options.limits, tasks.iter().map(Task::bytes).sum());
    if on_progress(usage.progress()).is_break() {
        return Err(ImportError::Cancelled);
    }
    let next = AtomicUsize::new(0);
    let threads = options.threads.clamp(1, tasks.len().max(1));
    let outcome = thread::scope(|scope| {
        // Short, so that only a few files at a time are read but not yet merged.
        let (sender, receiver) = sync_channel(threads);
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(|| run_tasks(&tasks, &next, &usage, sender));
        }
        drop(sender);
        let mut outcome = Ok(());
        let mut reported_at = Instant::now();
        loop {
            let result = match receiver.recv_timeout(PROGRESS_PAUSE) {
                Ok(result) => result.and_then(|result| merged.add(result, &options.limits)),
                Err(RecvTimeoutError::Timeout) => Ok(()),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            outcome = outcome.and(result);
            if outcome.is_ok() && reported_at.elapsed() >= PROGRESS_PAUSE {
                reported_at = Instant::now();
                if on_progress(usage.progress()).is_break() {
                    outcome = Err(ImportError::Cancelled);
                }
            }
            if outcome.is_err() {
                usage.cancel();
            }
        }
        outcome
    });
    outcome?;
    if on_progress(usage.progress()).is_break() {
        return Err(ImportError::Cancelled);
    }
    merged.finish(inputs)
}

/// What one thread does: takes the next task until there is none left, or one has failed.
fn run_tasks(
    tasks: &[Task<'_>],
    next: &AtomicUsize,
    usage: &Usage<'_>,
    results: SyncSender<Result<TaskResult, ImportError>>,
) {
    while let Some(task) = tasks.get(next.fetch_add(1, Relaxed)) {
        if let Err(error) = task.run(usage, &mut |result| results.send(Ok(result)).is_ok()) {
            let _ = results.send(Err(error));
            return;
        }
    }
}
