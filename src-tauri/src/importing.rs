//! Runs an import in the background and tells the window how far it is. What is known of it stays in the profile's
//! `import_slot`; the page only reads that.

use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use library::{ArchiveError, ImportOptions, ImportPhase, ImportProgress, ImportReport};
use tauri::{AppHandle, Manager};

use crate::{
    app_state::AppState,
    import_slot::ImportState,
    ipc::{
        error::{UiError, UiResult, log_cause},
        event::ImportChanged,
    },
    notify,
    profile::Profile,
    supervise::carry_on_blocking,
};

/// The page draws no faster.
const BETWEEN_EVENTS: Duration = Duration::from_millis(100);

/// Begins to import `paths`, and returns as soon as it has begun.
///
/// # Errors
/// When an import is under way, or there is no archive to import into.
pub(crate) fn start(app: &AppHandle, profile: Arc<Profile>, paths: Vec<PathBuf>) -> UiResult<()> {
    let archive = profile.library.archive()?.clone();
    let name = library::import_name(&paths);
    let first = ImportState::Running {
        name: name.clone(),
        progress: ImportProgress {
            phase: ImportPhase::Reading,
            read: import::Progress::default(),
        },
        elapsed: Duration::ZERO,
    };
    if !profile.import.begin(first, |state| send(app, &profile, Some(state))) {
        return Err(UiError::ImportRunning);
    }
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        // A duration, not a time of day, so it needs no clock handed in.
        let began = Instant::now();
        let mut last_event: Option<Instant> = None;
        let set = |state: ImportState| {
            profile.import.set(state.clone());
            send(&app, &profile, Some(&state));
        };
        let mut watch = |progress: ImportProgress| {
            let writing = progress.phase == ImportPhase::Writing;
            if writing || last_event.is_none_or(|last| last.elapsed() >= BETWEEN_EVENTS) {
                last_event = Some(Instant::now());
                set(ImportState::Running {
                    name: name.clone(),
                    progress,
                    elapsed: began.elapsed(),
                });
            }
            if profile.import.is_cancelled() || profile.is_left() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let imported = carry_on_blocking("an import", || {
            archive.import(&paths, ImportOptions::default(), &mut watch)
        });
        let result = imported.unwrap_or(Err(ArchiveError::BrokeOff));
        set(outcome(name.clone(), result, began.elapsed()));
        notify::archive_changed(&app, &profile);
        // Some of its artists may be among the most played.
        profile.learning.start_anew();
        profile.exchange.note_change();
    });
    Ok(())
}

/// Forgets the last import's outcome. One under way stays.
pub(crate) fn dismiss(app: &AppHandle, profile: &Arc<Profile>) {
    profile.import.dismiss(|| send(app, profile, None));
}

fn outcome(name: String, result: Result<ImportReport, ArchiveError>, took: Duration) -> ImportState {
    match result {
        Ok(report) => ImportState::Done { report, took },
        Err(error) => {
            log_cause(&error);
            let error = Arc::new(error);
            ImportState::Failed { name, error }
        }
    }
}

/// Tells the window, unless it shows another profile. It asks when it shows this one again.
fn send(app: &AppHandle, profile: &Arc<Profile>, state: Option<&ImportState>) {
    app.state::<AppState>()
        .while_shown(profile, || notify::window(app, ImportChanged(state.map(Into::into))));
}
