//! One artist, album or track at a time: asking for several at once is gone.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::Value;

use super::{Caller, Params, Shape, checked_id, paging::Page};
use crate::{refusal::Refusal, scene::Scene, world::Entity};

pub(super) async fn artist(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    match scene.world.entity(checked_id(&id)?) {
        Some(Entity::Artist(at)) => Ok(Json(caller.shape(&scene).artist(at))),
        _ => Err(Refusal::not_found()),
    }
}

pub(super) async fn track(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    match scene.world.entity(checked_id(&id)?) {
        Some(Entity::Track(at)) => Ok(Json(caller.shape(&scene).track(at))),
        _ => Err(Refusal::not_found()),
    }
}

pub(super) async fn album(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let shape = caller.shape(&scene);
    let at = album_of(&scene, &id)?;
    let tracks = tracks(&shape, at, Page { limit: 50, offset: 0 });
    Ok(Json(shape.album(at, tracks)))
}

pub(super) async fn album_tracks(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    let page = Page::read(&query, 20, 50)?;
    Ok(Json(tracks(&caller.shape(&scene), album_of(&scene, &id)?, page)))
}

fn album_of(scene: &Scene, id: &str) -> Result<usize, Refusal> {
    match scene.world.entity(checked_id(id)?) {
        Some(Entity::Album(at)) => Ok(at),
        _ => Err(Refusal::not_found()),
    }
}

fn tracks(shape: &Shape, album: usize, page: Page) -> Value {
    let album = &shape.world.albums[album];
    let items = page
        .of(&album.tracks)
        .iter()
        .map(|track| shape.simple_track(*track))
        .collect();
    page.framed(
        shape,
        &format!("/albums/{}/tracks", album.id),
        &[],
        album.tracks.len(),
        items,
    )
}
