//! The command that writes the archive out for other programs.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::{disk::broke_off, error::UiResult, number::number, view};
use crate::app_state::AppState;

/// Asks where to, and writes the archive there; writes nothing when the listener cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_history(
    app: AppHandle,
    state: State<'_, AppState>,
    format: view::ExportFormat,
) -> UiResult<Option<view::ExportedFile>> {
    let (sender, chosen) = oneshot::channel();
    let (name, extension) = file_name(format);
    app.dialog()
        .file()
        .set_title("Save your listening history")
        .set_file_name(name)
        .add_filter(extension, &[extension])
        .save_file(move |picked| drop(sender.send(picked)));
    let picked = chosen.await.ok().flatten();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    let archive = state.shown().await.library.archive()?.clone();
    let shown_path = path.display().to_string();
    let written = tauri::async_runtime::spawn_blocking(move || archive.export(format.into(), &path)).await;
    let plays = written.map_err(broke_off)??.plays;
    Ok(Some(view::ExportedFile {
        path: shown_path,
        plays: number(plays),
    }))
}

/// The name to start from, and its extension.
fn file_name(format: view::ExportFormat) -> (&'static str, &'static str) {
    match format {
        view::ExportFormat::Json => ("Streaming_History_Audio_Tonearm.json", "json"),
        view::ExportFormat::Csv => ("tonearm-plays.csv", "csv"),
        view::ExportFormat::Parquet => ("tonearm-plays.parquet", "parquet"),
        view::ExportFormat::Sqlite => ("tonearm-archive.db", "db"),
    }
}
