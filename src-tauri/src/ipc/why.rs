//! Commands that explain numbers and plays: which rows tell of them, and which of these are one play.

use library::{AskedPlay, AskedPlays, PlayKey};
use tauri::State;

use super::{
    convert::{explore_question, why},
    disk::with_archive,
    error::{UiError, UiResult},
    view,
};
use crate::app_state::AppState;

/// What makes up the plays that a question of the Explore screen counts. Takes a second for a million rows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain_number(
    state: State<'_, AppState>,
    question: view::ExploreQuestion,
) -> UiResult<view::Explanation> {
    let profile = state.shown().await;
    let zone = state.zone();
    let query = explore_question::question(&question, profile.today(zone));
    let explained = with_archive(&profile, move |archive| {
        archive.explain_plays(AskedPlays::Matching(&query, zone), 1)
    })
    .await?;
    Ok(why::explanation(&profile.library, &explained))
}

/// Which rows tell of one play, and which plays it may be the same as. Takes as long as [`explain_number`].
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain_play(state: State<'_, AppState>, play: view::PlayKey) -> UiResult<view::PlayAmongOthers> {
    let profile = state.shown().await;
    let key = PlayKey::from(play);
    let explained = with_archive(&profile, move |archive| archive.explain_play(AskedPlay::Listed(&key))).await?;
    let play = explained.ok_or(UiError::Gone)?;
    Ok(why::play_among_others(&profile.library, &play))
}
