//! Commands of the quick view, the small window that a click on the tray's icon opens.

use tauri::{AppHandle, State};

use super::{
    convert::{quick_view::heard, track},
    disk::with_archive,
    error::UiResult,
    view,
};
use crate::{app_state::AppState, quick_view, window};

const PLAYS: u32 = 10;

/// What the quick view shows beside the status. Asks nobody, and leaves nothing in memory.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quick_view(app: AppHandle, state: State<'_, AppState>) -> UiResult<view::QuickView> {
    let profile = state.shown().await;
    let zone = state.zone();
    let today = profile.today(zone);
    let rule = state.choices().await.rule.into();
    let read = with_archive(&profile, move |archive| {
        let latest = archive.latest(None, PLAYS)?.plays;
        Ok((latest, archive.open_gaps()?, archive.this_week(zone, today, rule)?))
    });
    let library = &profile.library;
    let (heard, error) = match read.await {
        Ok((plays, gaps, week)) => (Some(heard(library, &plays, &gaps, &week)), None),
        Err(error) => (None, Some(error)),
    };
    window::evict_unless_open(&app);
    Ok(view::QuickView {
        now_playing: profile
            .now_playing()
            .map(|playing| track::now_playing(library, &playing)),
        heard,
        error,
    })
}

/// Opens the window, on `page` if there is one, and closes the quick view.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_tonearm(app: AppHandle, page: Option<view::Page>) -> UiResult<()> {
    window::raise_at(&app, page);
    quick_view::close(&app);
    Ok(())
}

/// Closes the quick view.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_quick_view(app: AppHandle) -> UiResult<()> {
    quick_view::close(&app);
    Ok(())
}
