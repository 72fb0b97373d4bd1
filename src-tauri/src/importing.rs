//! The import under way, or the last one of this run: the window may be closed and opened again meanwhile, so what is shown
//! of it is kept here, and the page only looks.

use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use library::{ArchiveError, ImportOptions, ImportPhase, ImportProgress, ImportReport};
use tauri::AppHandle;
use tauri_specta::Event;

use crate::{
    ipc::{
        ArchiveChanged, ImportChanged,
        archive_shape::report,
        error::{UiError, UiResult},
        view,
    },
    world::World,
};

/// The page draws no faster.
const EVERY: Duration = Duration::from_millis(100);

/// What is known of the import under way, or of the last one.
#[derive(Default)]
pub(crate) struct Importing {
    /// Held to look or to swap.
    standing: Mutex<Option<view::ImportStatus>>,
    stop: AtomicBool,
}

impl Importing {
    pub(crate) fn standing(&self) -> Option<view::ImportStatus> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks the import under way to stop, which it does unless it is writing already.
    pub(crate) fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Forgets the last import's outcome. One under way stays.
    pub(crate) fn dismiss(&self, app: &AppHandle) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*standing, Some(view::ImportStatus::Running { .. })) {
            *standing = None;
            tell(app, None);
        }
    }

    /// Claims the place for an import, unless one is under way.
    fn begin(&self, app: &AppHandle, first: view::ImportStatus) -> UiResult<()> {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*standing, Some(view::ImportStatus::Running { .. })) {
            return Err(UiError::ImportRunning);
        }
        self.stop.store(false, Ordering::Relaxed);
        *standing = Some(first.clone());
        tell(app, Some(first));
        Ok(())
    }

    fn set(&self, app: &AppHandle, now: view::ImportStatus) {
        *self.standing.lock().unwrap_or_else(PoisonError::into_inner) = Some(now.clone());
        tell(app, Some(now));
    }
}

fn tell(app: &AppHandle, standing: Option<view::ImportStatus>) {
    if let Err(error) = ImportChanged(standing).emit(app) {
        log::error!("the window could not be told: {error}");
    }
}

/// Begins to import `paths`, and answers as soon as it has begun.
///
/// # Errors
/// When one is under way, or there is no archive to import into.
pub(crate) fn start(app: &AppHandle, world: Arc<World>, paths: Vec<PathBuf>) -> UiResult<()> {
    let archive = world.library.archive()?.clone();
    let name = library::import_name(&paths);
    let running = view::ImportStatus::Running {
        name: name.clone(),
        rows: 0,
        done_kib: 0,
        total_kib: 0,
        secs_left: None,
        stage: view::ImportStage::Reading,
    };
    world.importing.begin(app, running)?;
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        // Nobody's day depends on it: a duration, not a time.
        let began = Instant::now();
        let mut told: Option<Instant> = None;
        let done = archive.import(&paths, ImportOptions::default(), &mut |step| {
            let writing = step.phase == ImportPhase::Writing;
            if writing || told.is_none_or(|told| told.elapsed() >= EVERY) {
                told = Some(Instant::now());
                world.importing.set(&app, running_at(&name, step, began.elapsed()));
            }
            if world.importing.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        world.importing.set(&app, outcome(name, done, began.elapsed()));
        crate::archive_changed(&app, &world);
    });
    Ok(())
}

fn outcome(name: String, done: Result<ImportReport, ArchiveError>, took: Duration) -> view::ImportStatus {
    match done {
        Ok(done) => view::ImportStatus::Done {
            report: report(done, took),
        },
        Err(error) => view::ImportStatus::Failed {
            name,
            error: error.into(),
        },
    }
}

fn running_at(
    name: &str,
    ImportProgress { phase: stage, read }: ImportProgress,
    elapsed: Duration,
) -> view::ImportStatus {
    let kib = |bytes: u64| u32::try_from(bytes / 1024).unwrap_or(u32::MAX);
    let left = read.bytes_total.saturating_sub(read.bytes_read);
    // The first moments say nothing about the rest.
    let known = read.bytes_read > 0 && elapsed > Duration::from_millis(500) && stage == ImportPhase::Reading;
    let secs_left = known.then(|| elapsed.as_secs_f64() * left as f64 / read.bytes_read as f64);
    view::ImportStatus::Running {
        name: name.to_owned(),
        rows: u32::try_from(read.rows).unwrap_or(u32::MAX),
        done_kib: kib(read.bytes_read),
        total_kib: kib(read.bytes_total),
        secs_left: secs_left.map(|secs| secs.ceil() as u32),
        stage: match stage {
            ImportPhase::Reading => view::ImportStage::Reading,
            ImportPhase::Writing => view::ImportStage::Writing,
        },
    }
}

/// The archive is another than a moment ago.
pub(crate) fn tell_archive_changed(app: &AppHandle) {
    if let Err(error) = ArchiveChanged.emit(app) {
        log::error!("the window could not be told: {error}");
    }
}
