//! The commands that draw a poster: into a file, or onto the clipboard. Nothing of it leaves this computer.

use library::{Archive, Poster, Shape, picture_name};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::{
    convert::poster,
    disk::broke_off,
    error::{UiError, UiResult},
    system::put_on_clipboard,
    view,
};
use crate::app_state::AppState;

/// Asks where to, and saves a poster there as a PNG. The path; nothing when the listener cancels.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_poster(
    app: AppHandle,
    state: State<'_, AppState>,
    query: view::PosterQuery,
    shape: view::PosterShape,
) -> UiResult<Option<String>> {
    let (archive, content) = content(&state, query).await?;
    let (sender, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_title("Save as poster")
        .set_file_name(format!("{}.png", picture_name(&content.name)))
        .add_filter("png", &["png"])
        .save_file(move |picked| drop(sender.send(picked)));
    let picked = chosen.await.ok().flatten();
    let Some(path) = picked.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    let shown_path = path.display().to_string();
    let picture = png(content, poster::shape(shape)).await?;
    let written = tauri::async_runtime::spawn_blocking(move || archive.write_picture(&picture, &path)).await;
    written.map_err(broke_off)??;
    Ok(Some(shown_path))
}

/// Puts a poster on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_poster(
    app: AppHandle,
    state: State<'_, AppState>,
    query: view::PosterQuery,
    shape: view::PosterShape,
) -> UiResult<()> {
    let (_, content) = content(&state, query).await?;
    let picture = png(content, poster::shape(shape)).await?;
    put_on_clipboard(&app, &picture).map_err(|error| {
        log::error!("the clipboard refused: {error}");
        UiError::Unexpected {
            what: "The clipboard did not take the picture. Save it as a file instead.".to_owned(),
        }
    })
}

/// What stands on a poster, and the archive that it comes from.
async fn content(state: &AppState, query: view::PosterQuery) -> UiResult<(Archive, Poster)> {
    let profile = state.shown().await;
    let zone = state.zone();
    let query = poster::query(query, profile.today(zone));
    let archive = profile.library.archive()?.clone();
    let asked = archive.clone();
    let found = tauri::async_runtime::spawn_blocking(move || asked.poster(&query, zone)).await;
    Ok((archive, found.map_err(broke_off)??))
}

async fn png(poster: Poster, shape: Shape) -> UiResult<Vec<u8>> {
    let drawn = tauri::async_runtime::spawn_blocking(move || poster.png(shape)).await;
    drawn.map_err(broke_off)?.map_err(|error| {
        log::error!("{error}");
        UiError::Unexpected {
            what: "The poster could not be drawn. Please report it with the log.".to_owned(),
        }
    })
}
