//! Commands that explore the archive: a question in, everything about it out.

use std::sync::Arc;

use library::{ExploreQuery, ListEntry, PickedKeys, Zone};
use stats::Question;
use tauri::{AppHandle, State};

use super::{
    convert::{entity::Entities, explore_question, filter},
    disk::with_archive,
    error::{UiError, UiResult},
    view,
};
use crate::{app_state::AppState, notify, profile::Profile};

/// Everything that the Explore screen shows of one question.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explore(
    app: AppHandle,
    state: State<'_, AppState>,
    question: view::ExploreQuestion,
) -> UiResult<view::ExploreAnswer> {
    let profile = state.shown().await;
    let (zone, library) = (state.zone(), profile.library.clone());
    let today = profile.today(zone);
    let (answer, is_stale) = with_archive(&profile, move |archive| {
        let explored = archive.explore(&explore_question::question(&question, today), zone)?;
        let entities = Entities {
            library: &library,
            archive,
            history: &explored.history,
            measure: filter::measure(question.measure),
            today,
        };
        Ok((entities.explore_answer(&question, &explored)?, explored.is_stale))
    })
    .await?;
    refresh_if_stale(&app, &profile, is_stale, zone);
    Ok(answer)
}

/// Everything about one artist, album, track or genre.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explore_detail(
    app: AppHandle,
    state: State<'_, AppState>,
    query: view::DetailQuery,
) -> UiResult<view::Detail> {
    let profile = state.shown().await;
    let (zone, library) = (state.zone(), profile.library.clone());
    let today = profile.today(zone);
    let found = with_archive(&profile, move |archive| {
        let measure = filter::measure(query.measure);
        let how = (filter::rule(query.rule), measure, query.with_hidden);
        let Some(subject) = archive.detail((filter::entity_kind(query.sort), &query.key), how, zone)? else {
            return Ok(None);
        };
        let entities = Entities {
            library: &library,
            archive,
            history: &subject.history,
            measure,
            today,
        };
        Ok(Some((entities.detail(&subject)?, subject.is_stale)))
    })
    .await?;
    let (detail, is_stale) = found.ok_or(UiError::Gone)?;
    refresh_if_stale(&app, &profile, is_stale, zone);
    Ok(detail)
}

/// How often each track or artist of a list was played since a day; 0 for what the archive does not have.
#[tauri::command]
#[specta::specta]
pub(crate) async fn own_plays(
    state: State<'_, AppState>,
    sort: view::EntityKind,
    entries: Vec<view::ListEntry>,
    from_day: Option<i32>,
    rule: view::CountingRule,
) -> UiResult<Vec<u32>> {
    let profile = state.shown().await;
    let zone = state.zone();
    let mut question = Question::new(profile.today(zone));
    question.filter.from = from_day.and_then(filter::date);
    question.rule = filter::rule(rule);
    let query = ExploreQuery {
        picks: PickedKeys::default(),
        question,
    };
    let entries: Vec<ListEntry> = entries.into_iter().map(Into::into).collect();
    with_archive(&profile, move |archive| {
        archive.own_plays(filter::entity_kind(sort), &entries, &query, zone)
    })
    .await
}

/// Tracks, albums, artists and genres whose names hold every word of `text`, the most played first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find(state: State<'_, AppState>, text: String) -> UiResult<Vec<view::SearchHit>> {
    let zone = state.zone();
    let found = with_archive(&*state.shown().await, move |archive| archive.search(&text, zone)).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// Reads the archive anew in the background, and has the window ask again.
fn refresh_if_stale(app: &AppHandle, profile: &Arc<Profile>, is_stale: bool, zone: Zone) {
    if !is_stale {
        return;
    }
    let (app, profile) = (app.clone(), Arc::clone(profile));
    tauri::async_runtime::spawn(async move {
        match with_archive(&profile, move |archive| archive.refresh(zone)).await {
            Ok(true) => notify::archive_changed(&app, &profile),
            Ok(false) => {}
            Err(error) => log::error!("what is explored stays as it was: {error}"),
        }
    });
}
