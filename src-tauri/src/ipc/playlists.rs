//! Commands that turn a list into a Spotify playlist.

use library::Draft;
use tauri::{AppHandle, State};
use tauri_specta::Event;

use super::{
    PlaylistProgress,
    error::Answer,
    shape,
    view::{PlaylistDraft, PlaylistSource, PlaylistSuggestion, SavedPlaylist},
};
use crate::desk::Desk;

/// What to call a playlist of `source`, and how long it can be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn suggest_playlist(desk: State<'_, Desk>, source: PlaylistSource) -> Answer<PlaylistSuggestion> {
    let world = desk.world().await;
    let today = world.now().with_timezone(&chrono::Local).date_naive();
    let suggestion = world.library.suggest_playlist(&source.into(), today)?;
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
) -> Answer<SavedPlaylist> {
    let world = desk.world().await;
    let count = usize::try_from(draft.count).unwrap_or(usize::MAX);
    let words = Draft {
        name: draft.name,
        description: draft.description,
        public: draft.public,
    };
    let saved = world
        .library
        .save_playlist(&draft.source.into(), count, words, progress(&app))
        .await?;
    Ok(saved.into())
}

/// Adds what is missing to the playlist that was left unfinished.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_playlist(app: AppHandle, desk: State<'_, Desk>) -> Answer<SavedPlaylist> {
    let world = desk.world().await;
    Ok(world.library.finish_playlist(progress(&app)).await?.into())
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
