//! Commands by which the listener decides about single plays, which wins over the rules.

use library::{Archive, AskedPlay, DecisionError, RowName, StoreError};
use tauri::{AppHandle, State};

use super::{
    changing::change,
    convert::why,
    disk::with_archive,
    error::{UiError, UiResult},
    view,
};
use crate::app_state::AppState;

/// Decides that a row is a play of its own, and returns that play.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_apart(
    app: AppHandle,
    state: State<'_, AppState>,
    row: String,
) -> UiResult<view::PlayAmongOthers> {
    decide(&app, &state, &row, |archive, row| archive.keep_apart(row).map(drop)).await
}

/// Decides that the play that a row tells of is the one that another row tells of, and returns that one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn join_plays(
    app: AppHandle,
    state: State<'_, AppState>,
    row: String,
    other: String,
) -> UiResult<view::PlayAmongOthers> {
    let other = row_name(&other)?;
    decide(&app, &state, &row, move |archive, row| {
        archive.join_plays(row, &other).map(drop)
    })
    .await
}

/// Takes back what was decided about a row, and returns the play that it tells of then.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_back_decision(
    app: AppHandle,
    state: State<'_, AppState>,
    row: String,
) -> UiResult<view::PlayAmongOthers> {
    decide(&app, &state, &row, |archive, row| {
        Ok(archive.take_back_decision(row).map(drop)?)
    })
    .await
}

/// Decides that nothing is missing in a gap.
#[tauri::command]
#[specta::specta]
pub(crate) async fn call_complete(
    app: AppHandle,
    state: State<'_, AppState>,
    time: view::CompleteTime,
) -> UiResult<()> {
    let (from, to) = time.bounds_ms();
    let profile = state.shown().await;
    change(&app, &profile, state.zone(), move |archive| {
        done(archive.call_complete(from, to)).map(drop)
    })
    .await
}

/// Takes back that nothing is missing in a time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_back_complete(
    app: AppHandle,
    state: State<'_, AppState>,
    time: view::CompleteTime,
) -> UiResult<()> {
    let profile = state.shown().await;
    change(&app, &profile, state.zone(), move |archive| {
        // The window tells seconds, and what was decided elsewhere may be finer.
        let times = archive.complete_times()?;
        let meant = times
            .iter()
            .filter(|complete| view::CompleteTime::from(**complete) == time);
        for complete in meant {
            archive.take_back_complete(complete.from, complete.to)?;
        }
        Ok(())
    })
    .await
}

fn row_name(row: &str) -> UiResult<RowName> {
    row.parse().map_err(|_| UiError::Gone)
}

/// Decides, and returns the play that the row tells of then.
async fn decide(
    app: &AppHandle,
    state: &AppState,
    row: &str,
    decide: impl FnOnce(&Archive, &RowName) -> Result<(), DecisionError> + Send + 'static,
) -> UiResult<view::PlayAmongOthers> {
    let row = row_name(row)?;
    let profile = state.shown().await;
    let about = row.clone();
    let decided = change(app, &profile, state.zone(), move |archive| {
        done(decide(archive, &about))
    })
    .await?;
    decided.ok_or(UiError::Gone)?;
    let play = with_archive(&profile, move |archive| archive.explain_play(AskedPlay::OfRow(&row))).await?;
    Ok(why::play_among_others(&profile.library, &play.ok_or(UiError::Gone)?))
}

/// `None` for what can't be decided any more, because another program changed the archive after the window had asked.
fn done<T>(decided: Result<T, DecisionError>) -> Result<Option<T>, StoreError> {
    match decided {
        Ok(done) => Ok(Some(done)),
        Err(DecisionError::Store(error)) => Err(error),
        Err(
            DecisionError::NoSuchRow
            | DecisionError::IsOwnPlay
            | DecisionError::IsSamePlay
            | DecisionError::OtherAccount
            | DecisionError::NoTime,
        ) => Ok(None),
    }
}
