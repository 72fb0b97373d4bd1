//! Commands about what counting again by better rules has changed.

use tauri::{AppHandle, State};

use super::{convert::recount::recount_page, disk::with_archive, error::UiResult, view};
use crate::{app_state::AppState, notify};

/// How many plays `recounted_plays` returns.
const PAGE_PLAYS: u32 = 100;

/// The plays that count differently, newest first; those after `after`, which another page gave.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recounted_plays(state: State<'_, AppState>, after: Option<u32>) -> UiResult<view::RecountPage> {
    let profile = state.shown().await;
    let page = with_archive(&profile, move |archive| archive.recounted(after, PAGE_PLAYS)).await?;
    Ok(recount_page(&profile.library, &page))
}

/// Forgets what counting again has changed: the listener has seen it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_recount(app: AppHandle, state: State<'_, AppState>) -> UiResult<()> {
    let profile = state.shown().await;
    with_archive(&profile, |archive| archive.dismiss_recount()).await?;
    notify::archive_changed(&app, &profile);
    Ok(())
}
