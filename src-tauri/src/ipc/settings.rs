//! Commands that keep what the listener chose. Choices belong to the listener, so they are kept in the own profile, also
//! while the sample is on show.

use host::Choices;
use library::Zone;
use tauri::{AppHandle, State};

use super::{
    convert,
    error::{UiError, UiResult},
    view::{CountingRule, Notifications, RedirectChoice, Status, Theme},
};
use crate::{app_state::AppState, notifications, notify, quick_view, recording, start_at_login, status, window};

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

/// The time zone that days and times are of, by its name; `None` for the computer's.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_zone(app: AppHandle, state: State<'_, AppState>, zone: Option<String>) -> UiResult<Status> {
    let zone = zone.map(|zone| zone.parse::<Zone>()).transpose();
    let zone = zone.map_err(|error| UiError::Unexpected {
        what: format!("{error}."),
    })?;
    let status = change(&app, &state, |choices| Choices { zone, ..choices }).await?;
    // Days and hours are others now.
    if let Some(shown) = state.shown_now() {
        notify::archive_changed(&app, &shown);
    }
    Ok(status)
}

/// What counts as a play where nothing else is asked for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_counting_rule(
    app: AppHandle,
    state: State<'_, AppState>,
    rule: CountingRule,
) -> UiResult<Status> {
    let rule = convert::filter::rule(rule).into();
    change(&app, &state, |choices| Choices { rule, ..choices }).await
}

/// What the listener is notified of on the desktop.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_notifications(
    app: AppHandle,
    state: State<'_, AppState>,
    notifications: Notifications,
) -> UiResult<Status> {
    let wanted = notifications.into();
    let changed = |choices| Choices {
        notifications: wanted,
        ..choices
    };
    let status = change(&app, &state, changed).await?;
    // What is so now counts as told.
    notifications::tell(&app, &state.own().await).await;
    Ok(status)
}

/// Whether the system starts Tonearm, in the tray, when the listener logs in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_start_at_login(app: AppHandle, state: State<'_, AppState>, on: bool) -> UiResult<Status> {
    let asked = app.clone();
    let set = tauri::async_runtime::spawn_blocking(move || start_at_login::set(&asked, on)).await;
    let set = set.unwrap_or_else(|error| Err(error.to_string()));
    set.map_err(|what| UiError::Unexpected { what })?;
    notify::status_changed(&app).await;
    Ok(status::of_shown(&app, &state).await)
}

async fn change(app: &AppHandle, state: &AppState, change: impl FnOnce(Choices) -> Choices) -> UiResult<Status> {
    let own = state.own().await;
    own.set_choices(change(own.choices()));
    notify::status_changed(app).await;
    Ok(status::of_shown(app, state).await)
}
