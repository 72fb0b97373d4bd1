//! What playlists hold: read by 50s, changed by 100s. Only the listener's own.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use super::{Caller, Params, Shape, checked_id, object, paging::Page, playlists::modifiable};
use crate::{
    playlist::{Entry, Playlist},
    refusal::Refusal,
    scene::Scene,
    world::World,
};

const MOST_URIS: usize = 100;

pub(super) async fn list(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    caller.needs("playlist-read-private")?;
    let wanted = Page::read(&query, 20, 50)?;
    let state = scene.state();
    let playlist = state.shelf.find(checked_id(&id)?).ok_or(Refusal::not_found())?;
    let shape = caller.shape(&scene);
    if !are_told(&shape, playlist) {
        return Err(Refusal::forbidden("Forbidden"));
    }
    Ok(Json(page(&shape, playlist, wanted)))
}

pub(super) async fn add(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
    query: Params,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let wish = object(&body)?;
    let now_ms = scene.now_ms();
    let mut state = scene.state();
    let playlist = modifiable(state.shelf.find_mut(checked_id(&id)?), &caller)?;
    let tracks = tracks(&scene.world, &uris(&query, &wish)?)?;
    if tracks.is_empty() {
        return Err(Refusal::bad_request("No uris provided"));
    }
    let position = match query.text("position") {
        Some(text) => Some(text.parse().map_err(|_| Refusal::bad_request("Invalid position"))?),
        None => place(&wish, "position")?,
    };
    let end = playlist.entries.len();
    playlist
        .insert(&tracks, position.unwrap_or(end), now_ms)
        .ok_or(Refusal::bad_request("Index out of bounds."))?;
    Ok((StatusCode::CREATED, snapshot(playlist)))
}

/// Replaces all items, or moves some, depending on what the body speaks of.
pub(super) async fn replace(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
    query: Params,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let wish = object(&body)?;
    let now_ms = scene.now_ms();
    let mut state = scene.state();
    let playlist = modifiable(state.shelf.find_mut(checked_id(&id)?), &caller)?;
    match (place(&wish, "range_start")?, place(&wish, "insert_before")?) {
        (Some(start), Some(before)) => {
            let length = place(&wish, "range_length")?.unwrap_or(1);
            playlist
                .reorder(start, length, before)
                .ok_or(Refusal::bad_request("Index out of bounds."))?;
        }
        _ => playlist.replace(&tracks(&scene.world, &uris(&query, &wish)?)?, now_ms),
    }
    Ok(snapshot(playlist))
}

pub(super) async fn remove(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let wish = object(&body)?;
    let mut state = scene.state();
    let playlist = modifiable(state.shelf.find_mut(checked_id(&id)?), &caller)?;
    let items = wish
        .get("items")
        .and_then(Value::as_array)
        .ok_or(Refusal::bad_request("Missing required field: items"))?;
    let uri = |item: &Value| item.get("uri").and_then(Value::as_str).map(str::to_owned);
    let uris: Option<Vec<_>> = items.iter().map(uri).collect();
    let uris = uris.ok_or(Refusal::bad_request("Missing required field: uri"))?;
    playlist.remove(&tracks(&scene.world, &uris)?);
    Ok(snapshot(playlist))
}

/// In Development Mode others' playlists do not tell what they hold any more.
pub(super) fn are_told(shape: &Shape, playlist: &Playlist) -> bool {
    shape.extended || playlist.is_own()
}

/// A page of what `playlist` holds.
pub(super) fn page(shape: &Shape, playlist: &Playlist, page: Page) -> Value {
    let items = page
        .of(&playlist.entries)
        .iter()
        .map(|entry| row(shape, playlist, entry))
        .collect();
    page.framed(
        shape,
        &format!("/playlists/{}/items", playlist.id),
        &[],
        playlist.entries.len(),
        items,
    )
}

pub(super) fn href(shape: &Shape, playlist: &Playlist) -> String {
    shape.href(&format!("/playlists/{}/items", playlist.id))
}

fn row(shape: &Shape, playlist: &Playlist, entry: &Entry) -> Value {
    let added_at = DateTime::from_timestamp_millis(entry.added_ms).unwrap_or_default();
    let mut row = json!({
        "added_at": added_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "added_by": shape.user(playlist.owner),
        "is_local": false,
        "item": shape.track(entry.track),
    });
    if shape.extended {
        row["track"] = row["item"].clone();
    }
    row
}

fn snapshot(playlist: &Playlist) -> Json<Value> {
    Json(json!({ "snapshot_id": playlist.snapshot() }))
}

/// From the query if they are there, else from the body.
fn uris(query: &Params, wish: &Map<String, Value>) -> Result<Vec<String>, Refusal> {
    if let Some(uris) = query.text("uris") {
        return Ok(uris
            .split(',')
            .filter(|uri| !uri.is_empty())
            .map(str::to_owned)
            .collect());
    }
    let uris = wish
        .get("uris")
        .and_then(Value::as_array)
        .ok_or(Refusal::bad_request("No uris provided"))?;
    let texts: Option<Vec<_>> = uris.iter().map(|uri| uri.as_str().map(str::to_owned)).collect();
    texts.ok_or(Refusal::bad_request("Error parsing JSON."))
}

fn tracks(world: &World, uris: &[String]) -> Result<Vec<usize>, Refusal> {
    if uris.len() > MOST_URIS {
        return Err(Refusal::bad_request("You can add a maximum of 100 tracks per request."));
    }
    let track = |uri: &String| {
        let id = uri.strip_prefix("spotify:track:").filter(|id| checked_id(id).is_ok());
        id.ok_or_else(|| Refusal::bad_request(format!("Invalid track uri: {uri}")))?;
        world
            .track_of(uri)
            .ok_or(Refusal::bad_request("Payload contains a non-existing ID"))
    };
    uris.iter().map(track).collect()
}

fn place(wish: &Map<String, Value>, name: &'static str) -> Result<Option<usize>, Refusal> {
    match wish.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64() {
            Some(place) => Ok(Some(place as usize)),
            None => Err(Refusal::bad_request(format!("Invalid {name}"))),
        },
    }
}
