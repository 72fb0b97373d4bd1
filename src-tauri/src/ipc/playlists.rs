//! Commands that turn a list into a Spotify playlist.

use spotify::PlaylistId;
use tauri::{AppHandle, State};
use tauri_specta::Event;

use super::{
    PlaylistProgress,
    error::{UiError, UiResult},
    explore::today,
    shape,
    view::{PlaylistDraft, PlaylistSource, PlaylistSuggestion, SavedPlaylist},
};
use crate::desk::{Desk, tell_standing};

/// What to call a playlist of `source`, and how long it can be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest_playlist(desk: State<'_, Desk>, source: PlaylistSource) -> UiResult<PlaylistSuggestion> {
    let world = desk.world().await;
    let zone = crate::zone();
    let today = today(&world, zone);
    let suggestion = world
        .library
        .suggest_playlist(&shape::source(source, zone, today), today)?;
    Ok(PlaylistSuggestion {
        name: suggestion.name,
        description: suggestion.description,
        available: shape::count(suggestion.available),
    })
}

/// Makes the playlist at Spotify.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_playlist(
    app: AppHandle,
    desk: State<'_, Desk>,
    draft: PlaylistDraft,
) -> UiResult<SavedPlaylist> {
    let world = desk.world().await;
    let count = usize::try_from(draft.count).unwrap_or(usize::MAX);
    let words = library::PlaylistDraft {
        name: draft.name,
        description: draft.description,
        public: draft.public,
    };
    let zone = crate::zone();
    let source = shape::source(draft.source, zone, today(&world, zone));
    let saved = world.library.save_playlist(&source, count, words, progress(&app)).await;
    // What was left unfinished is part of how things stand.
    tell_standing(&app).await;
    Ok(saved?.into())
}

/// Adds what is missing to a playlist that was left unfinished.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_playlist(app: AppHandle, desk: State<'_, Desk>, uri: String) -> UiResult<SavedPlaylist> {
    let world = desk.world().await;
    let playlist = PlaylistId::from_uri(&uri).map_err(|_| UiError::Gone)?;
    let finished = world.library.finish_playlist(&playlist, progress(&app)).await;
    tell_standing(&app).await;
    Ok(finished?.into())
}

fn progress(app: &AppHandle) -> impl Fn(usize, usize) {
    move |saved, of| {
        let told = PlaylistProgress {
            saved: shape::count(saved),
            of: shape::count(of),
        }
        .emit(app);
        if let Err(error) = told {
            log::warn!("the window could not be told: {error}");
        }
    }
}
