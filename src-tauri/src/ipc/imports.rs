//! Commands about imports: choosing files, importing them, undoing that.

use library::{Forgotten, SourceId, SourceKind, StoreError};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::{
    disk::with_archive,
    error::{UiError, UiResult},
    view,
};
use crate::{
    app_state::AppState,
    importing, notify,
    question::{self, Forgetting},
};

/// Begins to import the files and folders that were chosen or dropped as `choice`; `importChanged` says how far it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_history(app: AppHandle, state: State<'_, AppState>, choice: u32) -> UiResult<()> {
    let Some(paths) = state.chosen_files.paths(choice) else {
        log::error!("the window asked to import what nobody chose");
        return Err(UiError::ImportRefused {
            why: "Tonearm does not know these files any more. Choose them again.".to_owned(),
        });
    };
    importing::start(&app, state.shown().await, paths)
}

/// Lets the listener choose files, or a folder, and returns the number of this choice; `None` when they cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_history(app: AppHandle, state: State<'_, AppState>, folder: bool) -> UiResult<Option<u32>> {
    let (sender, chosen) = oneshot::channel();
    let dialog = app.dialog().file().set_title("Choose your Spotify export");
    // The system's dialog belongs to the main thread and outlives a closed window: this command may have ended by then.
    if folder {
        dialog.pick_folders(move |picked| drop(sender.send(picked)));
    } else {
        let dialog = dialog.add_filter("Spotify's exports", &["zip", "json", "gz"]);
        let dialog = dialog.add_filter("All files", &["*"]);
        dialog.pick_files(move |picked| drop(sender.send(picked)));
    }
    let picked = chosen.await.ok().flatten().unwrap_or_default();
    let paths = picked.into_iter().filter_map(|file| file.into_path().ok());
    Ok(state.chosen_files.keep(paths.collect()))
}

/// What the system handed over since this was last asked: files that a listener opens with Tonearm, and the end of a sign-in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_handed_over(state: State<'_, AppState>) -> UiResult<view::HandedOver> {
    Ok(view::HandedOver {
        files: state.chosen_files.keep(state.handed_over.take_files()),
        sign_in: state.handed_over.has_link(),
    })
}

/// The import under way, or the last one of this run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_status(state: State<'_, AppState>) -> UiResult<Option<view::ImportStatus>> {
    Ok(state.shown().await.import.state().as_ref().map(Into::into))
}

/// Stops the import under way.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_import(state: State<'_, AppState>) -> UiResult<()> {
    state.shown().await.import.cancel();
    Ok(())
}

/// Forgets the last import's outcome, which the listener has read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_import(app: AppHandle, state: State<'_, AppState>) -> UiResult<()> {
    importing::dismiss(&app, &state.shown().await);
    Ok(())
}

/// Asks whether to take an import out of the archive again, or to forget a recording, and does it; `None` if the listener keeps it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_import(
    app: AppHandle,
    state: State<'_, AppState>,
    source: SourceId,
) -> UiResult<Option<view::UndoResult>> {
    let profile = state.shown().await;
    let zone = state.zone();
    let overview = with_archive(&profile, move |archive| archive.overview(zone)).await?;
    let known = overview.sources.iter().find(|known| known.id == source);
    let known = known.ok_or(StoreError::NoSuchSource(source))?;
    let plays = overview.plays_by_source.get(&source).copied().unwrap_or_default();
    let wanted = match known.kind {
        SourceKind::Import if question::may_undo(&app, &known.name, plays).await => Forgetting::Archive,
        SourceKind::Import => Forgetting::Nothing,
        SourceKind::Live => question::how_to_forget(&app, plays).await,
    };
    let forgotten = with_archive(&profile, move |archive| match wanted {
        Forgetting::Nothing => Ok(None),
        Forgetting::Archive => archive.undo(source).map(|plays| {
            Some(Forgotten {
                plays,
                ..Forgotten::default()
            })
        }),
        Forgetting::ArchiveAndBackups => archive.forget(source).map(Some),
    })
    .await?;
    if forgotten.is_some() {
        notify::archive_changed(&app, &profile);
        profile.exchange.note_change();
    }
    Ok(forgotten.map(Into::into))
}
