//! Commands that show the archive: what it holds, and where its file is.

use library::TotalsQuery;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

use super::{
    convert::archive::overview,
    disk::with_archive,
    error::{UiError, UiResult},
    view,
};
use crate::app_state::AppState;

/// What the archive holds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn archive(state: State<'_, AppState>) -> UiResult<view::ArchiveOverview> {
    let zone = state.zone();
    with_archive(&*state.shown().await, move |archive| {
        overview(archive, archive.overview(zone)?)
    })
    .await
}

/// How much was played in all. Apart from what the archive holds, because it takes the history in memory, and only one screen shows it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn archive_totals(state: State<'_, AppState>) -> UiResult<view::ArchiveTotals> {
    let zone = state.zone();
    let everything = TotalsQuery {
        with_hidden: true,
        ..TotalsQuery::default()
    };
    let totals = with_archive(&*state.shown().await, move |archive| archive.totals(&everything, zone)).await?;
    Ok(totals.into())
}

/// Shows the archive's file in its folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_archive(app: AppHandle, state: State<'_, AppState>) -> UiResult<()> {
    // Also where it can't be opened: then the listener has to see to the file.
    let profile = state.shown().await;
    let file = profile.archive_path();
    let shown = if file.exists() {
        file
    } else {
        file.parent().unwrap_or(file)
    };
    app.opener().reveal_item_in_dir(shown).map_err(|error| {
        log::error!("the folder could not be opened: {error}");
        UiError::Unexpected {
            what: "The folder could not be opened. Open it by hand.".to_owned(),
        }
    })
}
