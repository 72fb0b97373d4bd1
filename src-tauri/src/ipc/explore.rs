//! Commands that explore the archive: one filter in, everything about it out.

use std::sync::Arc;

use chrono::NaiveDate;
use library::{Archive, HiddenTarget, StoreError, Zone};
use tauri::{AppHandle, State};

use super::{
    archive::on_disk,
    error::{UiError, UiResult},
    explore_question as question,
    explore_shape::Names,
    shape::Shape,
    view,
};
use crate::{desk::Desk, world::World};

/// What a filter shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explore(
    app: AppHandle,
    desk: State<'_, Desk>,
    question: view::ExploreQuestion,
) -> UiResult<view::ExploreAnswer> {
    let world = desk.world().await;
    let (zone, library) = (crate::zone(), world.library.clone());
    let today = today(&world, zone);
    let (told, is_old) = on_disk(&world, move |archive| {
        let explored = archive.explore(&question::asked(&question, today), zone)?;
        let names = Names {
            shape: Shape(&library),
            archive,
            known: &explored.history,
            measure: question::ranking(question.measure),
            today,
        };
        Ok((names.explored(&question, &explored)?, explored.is_stale))
    })
    .await?;
    look_again(&app, &world, is_old);
    Ok(told)
}

/// Everything about one artist, album, track or genre.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explore_detail(
    app: AppHandle,
    desk: State<'_, Desk>,
    query: view::DetailQuery,
) -> UiResult<view::Detail> {
    let world = desk.world().await;
    let (zone, library) = (crate::zone(), world.library.clone());
    let today = today(&world, zone);
    let told = on_disk(&world, move |archive| {
        let measure = question::ranking(query.measure);
        let how = (question::counting(query.rule), measure, query.with_hidden);
        let Some(inquired) = archive.detail((question::list(query.sort), &query.key), how, zone)? else {
            return Ok(None);
        };
        let names = Names {
            shape: Shape(&library),
            archive,
            known: &inquired.history,
            measure,
            today,
        };
        Ok(Some((names.inquired(&inquired)?, inquired.is_stale)))
    })
    .await?;
    let (told, is_old) = told.ok_or(UiError::Gone)?;
    look_again(&app, &world, is_old);
    Ok(told)
}

/// Tracks, albums, artists and genres whose names hold every word of `text`, the most played first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find(desk: State<'_, Desk>, text: String) -> UiResult<Vec<view::SearchHit>> {
    let found = on_disk(&*desk.world().await, move |archive| {
        archive.search(&text, crate::zone())
    })
    .await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// Counts a track, an album or an artist no more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hide(app: AppHandle, desk: State<'_, Desk>, sort: view::EntityKind, key: String) -> UiResult<()> {
    let world = desk.world().await;
    let what = question::hiding(sort, key).ok_or(UiError::Gone)?;
    changing(&app, &world, move |archive| archive.hide(&what)).await
}

/// Counts what was played on these days no more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hide_days(app: AppHandle, desk: State<'_, Desk>, days: view::DayRange) -> UiResult<()> {
    let world = desk.world().await;
    let (from, to) = question::span(days).millis(crate::zone());
    let what = HiddenTarget::Time { from, to };
    changing(&app, &world, move |archive| archive.hide(&what)).await
}

/// Counts something again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unhide(app: AppHandle, desk: State<'_, Desk>, id: u32) -> UiResult<()> {
    let world = desk.world().await;
    changing(&app, &world, move |archive| archive.unhide(id).map(|_| ())).await
}

/// What is hidden, oldest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hidden_things(desk: State<'_, Desk>) -> UiResult<Vec<view::HiddenThing>> {
    let things = on_disk(&*desk.world().await, |archive| archive.hidden_things(crate::zone())).await?;
    Ok(things.into_iter().map(Into::into).collect())
}

pub(crate) fn today(world: &World, zone: Zone) -> NaiveDate {
    zone.local(world.now().timestamp_millis()).date_naive()
}

/// Changes what counts, and has the window ask again once that is counted.
async fn changing(
    app: &AppHandle,
    world: &Arc<World>,
    change: impl FnOnce(&Archive) -> Result<(), StoreError> + Send + 'static,
) -> UiResult<()> {
    on_disk(world, move |archive| {
        change(archive)?;
        archive.refresh(crate::zone())
    })
    .await?;
    crate::archive_changed(app, world);
    Ok(())
}

/// Reads the archive anew, where that holds nobody up, and has the window ask again.
fn look_again(app: &AppHandle, world: &Arc<World>, is_old: bool) {
    if !is_old {
        return;
    }
    let (app, world) = (app.clone(), Arc::clone(world));
    tauri::async_runtime::spawn(async move {
        match on_disk(&world, |archive| archive.refresh(crate::zone())).await {
            Ok(true) => crate::archive_changed(&app, &world),
            Ok(false) => {}
            Err(error) => log::error!("what is explored stays as it was: {error:?}"),
        }
    });
}
