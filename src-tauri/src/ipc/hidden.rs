//! Commands about what the listener does not want counted.

use library::HiddenTarget;
use tauri::{AppHandle, State};

use super::{
    changing::change,
    convert::{filter, hidden::hidden_target},
    disk::with_archive,
    error::{UiError, UiResult},
    view,
};
use crate::app_state::AppState;

/// Stops counting a track, an album or an artist.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hide(
    app: AppHandle,
    state: State<'_, AppState>,
    sort: view::EntityKind,
    key: String,
) -> UiResult<()> {
    let what = hidden_target(sort, key).ok_or(UiError::Gone)?;
    let profile = state.shown().await;
    change(&app, &profile, state.zone(), move |archive| archive.hide(&what)).await
}

/// Stops counting what was played on these days.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hide_days(app: AppHandle, state: State<'_, AppState>, days: view::DayRange) -> UiResult<()> {
    let zone = state.zone();
    let (from, to) = filter::day_bounds(days).millis(zone);
    let what = HiddenTarget::Time { from, to };
    let profile = state.shown().await;
    change(&app, &profile, zone, move |archive| archive.hide(&what)).await
}

/// Counts something again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unhide(app: AppHandle, state: State<'_, AppState>, id: u32) -> UiResult<()> {
    let profile = state.shown().await;
    change(&app, &profile, state.zone(), move |archive| {
        archive.unhide(id).map(drop)
    })
    .await
}

/// What is hidden, oldest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hidden_things(state: State<'_, AppState>) -> UiResult<Vec<view::HiddenThing>> {
    let zone = state.zone();
    let things = with_archive(&*state.shown().await, move |archive| archive.hidden_things(zone)).await?;
    Ok(things.into_iter().map(Into::into).collect())
}
