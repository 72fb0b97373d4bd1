//! Commands of the sample, an invented listener to look around with.

use tauri::{AppHandle, State};

use super::{error::UiResult, view::Status};
use crate::{app_state::AppState, notify, sample_profile, status};

/// Shows the sample.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_around(app: AppHandle, state: State<'_, AppState>) -> UiResult<Status> {
    let clock = state.own().await.clock.clone();
    sample_profile::open(&app, clock).await?;
    notify::status_changed(&app).await;
    Ok(status::of_shown(&app, &state).await)
}

/// Shows the listener's own profile again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_sample(app: AppHandle, state: State<'_, AppState>) -> UiResult<Status> {
    sample_profile::leave(&app).await;
    notify::status_changed(&app).await;
    notify::tray(&app);
    Ok(status::of_shown(&app, &state).await)
}
