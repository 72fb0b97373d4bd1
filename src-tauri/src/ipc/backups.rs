//! Commands about backups and about a damaged archive.

use tauri::{AppHandle, State};

use super::{convert::archive::unranked, disk::with_archive, error::UiResult, view};
use crate::{app_state::AppState, notify};

/// Takes a backup.
#[tauri::command]
#[specta::specta]
pub(crate) async fn back_up(app: AppHandle, state: State<'_, AppState>) -> UiResult<view::Backup> {
    let profile = state.shown().await;
    let backup = with_archive(&profile, |archive| archive.back_up()).await?;
    notify::archive_changed(&app, &profile);
    Ok(unranked(backup))
}

/// What restoring a backup would change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_restore(state: State<'_, AppState>, name: String) -> UiResult<view::RestorePreview> {
    let profile = state.shown().await;
    let preview = with_archive(&profile, move |archive| archive.preview_restore(&name)).await?;
    Ok(preview.into())
}

/// Makes the archive what it was when a backup was taken.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_backup(app: AppHandle, state: State<'_, AppState>, name: String) -> UiResult<()> {
    let profile = state.shown().await;
    with_archive(&profile, move |archive| archive.restore(&name)).await?;
    notify::archive_changed(&app, &profile);
    profile.exchange.note_change();
    Ok(())
}

/// Stops mentioning the damage: the listener keeps the new archive.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_damage(app: AppHandle, state: State<'_, AppState>) -> UiResult<()> {
    let profile = state.shown().await;
    with_archive(&profile, |archive| archive.dismiss_damage()).await?;
    notify::archive_changed(&app, &profile);
    Ok(())
}
