//! Commands about the archive: what is in it, imports, backups, exports.

use std::path::PathBuf;

use library::{Cursor, SourceId, StoreError};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use super::{
    archive_shape::{self as shaped, number},
    error::{UiError, UiResult},
    shape::Shape,
    view,
};
use crate::{desk::Desk, importing, world::World};

/// How many plays "older" brings.
const MORE: u32 = 100;

/// How the archive stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn archive(desk: State<'_, Desk>) -> UiResult<view::ArchiveOverview> {
    let zone = crate::zone();
    on_disk(&*desk.world().await, move |archive| {
        shaped::archive(archive, archive.overview(zone)?)
    })
    .await
}

/// Begins to import files and folders; how it goes is told by `importChanged`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_history(app: AppHandle, desk: State<'_, Desk>, paths: Vec<String>) -> UiResult<()> {
    importing::start(&app, desk.world().await, paths.into_iter().map(PathBuf::from).collect())
}

/// Lets the listener choose files, or a folder; none when they think better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_history(app: AppHandle, folder: bool) -> UiResult<Vec<String>> {
    let (chosen, choice) = oneshot::channel();
    let dialog = app.dialog().file().set_title("Choose your Spotify export");
    // The system's dialog belongs to the main thread and outlives a closed window: whoever waits may be gone.
    if folder {
        dialog.pick_folders(move |picked| drop(chosen.send(picked)));
    } else {
        let dialog = dialog.add_filter("Spotify's exports", &["zip", "json"]);
        let dialog = dialog.add_filter("All files", &["*"]);
        dialog.pick_files(move |picked| drop(chosen.send(picked)));
    }
    let picked = choice.await.ok().flatten().unwrap_or_default();
    Ok(picked
        .into_iter()
        .filter_map(path)
        .map(|path| path.display().to_string())
        .collect())
}

/// The import under way, or the last one of this run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_status(desk: State<'_, Desk>) -> UiResult<Option<view::ImportStatus>> {
    Ok(desk.world().await.importing.standing())
}

/// Stops the import under way.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_import(desk: State<'_, Desk>) -> UiResult<()> {
    desk.world().await.importing.cancel();
    Ok(())
}

/// The last import's outcome was read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_import(app: AppHandle, desk: State<'_, Desk>) -> UiResult<()> {
    desk.world().await.importing.dismiss(&app);
    Ok(())
}

/// Takes an import out again, or forgets a recording.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_import(app: AppHandle, desk: State<'_, Desk>, source: SourceId) -> UiResult<view::UndoResult> {
    let world = desk.world().await;
    let plays = on_disk(&world, move |archive| archive.undo(source)).await?;
    crate::archive_changed(&app, &world);
    Ok(view::UndoResult { plays: number(plays) })
}

/// Takes a backup.
#[tauri::command]
#[specta::specta]
pub(crate) async fn back_up(app: AppHandle, desk: State<'_, Desk>) -> UiResult<view::Backup> {
    let world = desk.world().await;
    let backup = on_disk(&world, |archive| archive.back_up()).await?;
    crate::archive_changed(&app, &world);
    Ok(shaped::backup(backup))
}

/// Puts the archive back to what it was when a backup was taken.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_backup(app: AppHandle, desk: State<'_, Desk>, name: String) -> UiResult<()> {
    let world = desk.world().await;
    on_disk(&world, move |archive| archive.restore(&name)).await?;
    crate::archive_changed(&app, &world);
    Ok(())
}

/// The listener knows of the damage and goes on with the new archive.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_damage(app: AppHandle, desk: State<'_, Desk>) -> UiResult<()> {
    let world = desk.world().await;
    on_disk(&world, |archive| archive.dismiss_damage()).await?;
    crate::archive_changed(&app, &world);
    Ok(())
}

/// Asks where to, and writes the archive there; nothing when the listener thinks better of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_history(
    app: AppHandle,
    desk: State<'_, Desk>,
    format: view::ExportFormat,
) -> UiResult<Option<view::ExportedFile>> {
    let (chosen, choice) = oneshot::channel();
    let (name, ending) = file_name(format);
    app.dialog()
        .file()
        .set_title("Save your listening history")
        .set_file_name(name)
        .add_filter(ending, &[ending])
        .save_file(move |picked| drop(chosen.send(picked)));
    let Some(to) = choice.await.ok().flatten().and_then(path) else {
        return Ok(None);
    };
    let archive = desk.world().await.library.archive()?.clone();
    let shown = to.display().to_string();
    let written = tauri::async_runtime::spawn_blocking(move || archive.export(format.into(), &to)).await;
    let plays = written.map_err(broke_off)??.plays;
    Ok(Some(view::ExportedFile {
        path: shown,
        plays: number(plays),
    }))
}

/// Shows where the archive's file lies.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_archive(app: AppHandle, desk: State<'_, Desk>) -> UiResult<()> {
    let file = desk.world().await.library.archive()?.path().to_owned();
    app.opener().reveal_item_in_dir(file).map_err(|error| {
        log::error!("the folder could not be opened: {error}");
        UiError::Unexpected {
            what: "The folder could not be opened. Open it by hand.".to_owned(),
        }
    })
}

/// Plays before those that were shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn older_plays(desk: State<'_, Desk>, cursor: String) -> UiResult<view::PlayPage> {
    let world = desk.world().await;
    let after = Cursor::parse(&cursor).ok_or_else(|| {
        log::error!("{cursor:?} is no place in the archive");
        UiError::Gone
    })?;
    let (page, gaps) = world.library.older(after, MORE).await?;
    let shape = Shape(&world.library);
    Ok(view::PlayPage {
        rows: page.plays.iter().map(|heard| shape.heard(heard)).collect(),
        gaps: gaps.iter().rev().map(shaped::gap).collect(),
        next: page.next.map(|next| next.as_text()),
    })
}

/// Does something that blocks on the disk, where it holds nobody up.
pub(crate) async fn on_disk<T: Send + 'static>(
    world: &World,
    act: impl FnOnce(&library::Archive) -> Result<T, StoreError> + Send + 'static,
) -> UiResult<T> {
    let archive = world.library.archive()?.clone();
    let done = tauri::async_runtime::spawn_blocking(move || act(&archive)).await;
    Ok(done.map_err(broke_off)??)
}

fn broke_off(error: tauri::Error) -> UiError {
    log::error!("the archive's work broke off: {error}");
    UiError::ArchiveUnavailable {
        what: "The archive could not be used. Restart Tonearm; the log tells more.".to_owned(),
    }
}

fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}

fn file_name(format: view::ExportFormat) -> (&'static str, &'static str) {
    match format {
        view::ExportFormat::Json => ("Streaming_History_Audio_Tonearm.json", "json"),
        view::ExportFormat::Csv => ("tonearm-plays.csv", "csv"),
        view::ExportFormat::Parquet => ("tonearm-plays.parquet", "parquet"),
        view::ExportFormat::Sqlite => ("tonearm-archive.db", "db"),
    }
}

impl From<view::ExportFormat> for library::ExportFormat {
    fn from(format: view::ExportFormat) -> Self {
        match format {
            view::ExportFormat::Json => Self::Json,
            view::ExportFormat::Csv => Self::Csv,
            view::ExportFormat::Parquet => Self::Parquet,
            view::ExportFormat::Sqlite => Self::Sqlite,
        }
    }
}
