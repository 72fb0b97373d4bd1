//! Commands that keep what the listener chose. Choices belong to the listener, so they are kept in the own profile, also
//! while the sample is on show.

use host::Choices;
use tauri::{AppHandle, State};

use super::{
    error::UiResult,
    view::{RedirectChoice, Status, Theme},
};
use crate::{app_state::AppState, notify, quick_view, recording, status, window};

/// Dark, light, or as the system has it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_theme(app: AppHandle, state: State<'_, AppState>, theme: Theme) -> UiResult<Status> {
    let theme = theme.into();
    window::set_theme(&app, theme);
    quick_view::set_theme(&app, theme);
    change(&app, &state, |choices| Choices { theme, ..choices }).await
}

/// How the browser comes back after consent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_redirect(
    app: AppHandle,
    state: State<'_, AppState>,
    redirect: RedirectChoice,
) -> UiResult<Status> {
    let redirect = Some(redirect.into());
    change(&app, &state, |choices| Choices { redirect, ..choices }).await
}

/// Pauses the recording, or resumes it. What was played meanwhile is read when it is resumed, as far as Spotify still lists it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pause_recording(app: AppHandle, state: State<'_, AppState>, paused: bool) -> UiResult<Status> {
    recording::pause(&app, paused).await;
    Ok(status::of_shown(&app, &state).await)
}

async fn change(app: &AppHandle, state: &AppState, change: impl FnOnce(Choices) -> Choices) -> UiResult<Status> {
    let own = state.own().await;
    own.set_choices(change(own.choices()));
    notify::status_changed(app).await;
    Ok(status::of_shown(app, state).await)
}
