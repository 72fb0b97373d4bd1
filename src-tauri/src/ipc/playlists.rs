//! Commands that turn a list into a Spotify playlist.

use spotify::PlaylistId;
use tauri::{AppHandle, State};

use super::{
    convert::playlist::playlist_source,
    error::{UiError, UiResult},
    event::PlaylistProgress,
    number::count,
    view::{PlaylistDraft, PlaylistSource, PlaylistSuggestion, SavedPlaylist},
};
use crate::{app_state::AppState, notify};

/// A name and description to start from for a playlist of `source`, and how long it can be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest_playlist(
    state: State<'_, AppState>,
    source: PlaylistSource,
) -> UiResult<PlaylistSuggestion> {
    let profile = state.shown().await;
    let zone = state.zone();
    let today = profile.today(zone);
    let suggestion = profile
        .library
        .suggest_playlist(&playlist_source(source, zone, today), today)?;
    Ok(PlaylistSuggestion {
        name: suggestion.name,
        description: suggestion.description,
        available: count(suggestion.available),
    })
}

/// Makes the playlist at Spotify.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_playlist(
    app: AppHandle,
    state: State<'_, AppState>,
    draft: PlaylistDraft,
) -> UiResult<SavedPlaylist> {
    let profile = state.shown().await;
    let tracks = usize::try_from(draft.count).unwrap_or(usize::MAX);
    let zone = state.zone();
    let source = playlist_source(draft.source, zone, profile.today(zone));
    let draft = library::PlaylistDraft {
        name: draft.name,
        description: draft.description,
        public: draft.public,
    };
    let saved = profile
        .library
        .save_playlist(&source, tracks, draft, progress(&app))
        .await;
    // The status lists what was left unfinished.
    notify::status_changed(&app).await;
    Ok(saved?.into())
}

/// Adds what is missing to a playlist that was left unfinished.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_playlist(
    app: AppHandle,
    state: State<'_, AppState>,
    uri: String,
) -> UiResult<SavedPlaylist> {
    let profile = state.shown().await;
    let playlist = PlaylistId::from_uri(&uri).map_err(|_| UiError::Gone)?;
    let finished = profile.library.finish_playlist(&playlist, progress(&app)).await;
    notify::status_changed(&app).await;
    Ok(finished?.into())
}

fn progress(app: &AppHandle) -> impl Fn(usize, usize) {
    move |saved, of| {
        let (saved, of) = (count(saved), count(of));
        notify::window(app, PlaylistProgress { saved, of });
    }
}
