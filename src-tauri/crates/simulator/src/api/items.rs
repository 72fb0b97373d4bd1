//! The contents of playlists: read by 50s, extended by 100s. Only the listener's own playlists are served.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use super::{body, caller::Caller, id, page::Page, renderer::Renderer};
use crate::{
    backend::Backend,
    catalogue::Catalogue,
    params::Params,
    playlist::{Entry, LISTENER, Playlist},
    refusal::Refusal,
};

const MOST_URIS: usize = 100;

pub(super) async fn list(
    State(backend): State<Arc<Backend>>,
    caller: Caller,
    Path(id): Path<String>,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    caller.needs("playlist-read-private")?;
    let page = Page::read(&query, 20, 50)?;
    let state = backend.state();
    let playlist = state.playlists.find(id::checked(&id)?).ok_or(Refusal::not_found())?;
    Ok(Json(render_page(&caller.renderer(&backend), playlist, page)))
}

pub(super) async fn add(
    State(backend): State<Arc<Backend>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let fields = body::object(&body)?;
    let now_ms = backend.now_ms();
    let mut state = backend.state();
    let playlist = state
        .playlists
        .find_mut(id::checked(&id)?)
        .ok_or(Refusal::not_found())?;
    caller.needs_to_modify(playlist.public)?;
    let tracks = tracks(&backend.catalogue, &uris(&fields)?)?;
    if tracks.is_empty() {
        return Err(Refusal::bad_request("No uris provided"));
    }
    let position = position(&fields)?.unwrap_or(playlist.entries.len());
    playlist
        .insert(&tracks, position, now_ms)
        .ok_or(Refusal::bad_request("Index out of bounds."))?;
    Ok((StatusCode::CREATED, Json(json!({ "snapshot_id": playlist.snapshot() }))))
}

/// A page of what `playlist` contains.
pub(super) fn render_page(renderer: &Renderer, playlist: &Playlist, page: Page) -> Value {
    let rows = page
        .of(&playlist.entries)
        .iter()
        .map(|entry| row(renderer, entry))
        .collect();
    let link = |query: &str| renderer.href(&format!("/playlists/{}/items?{query}", playlist.id));
    page.framed(link, &[], playlist.entries.len(), rows)
}

fn row(renderer: &Renderer, entry: &Entry) -> Value {
    let added_at = DateTime::from_timestamp_millis(entry.added_ms).unwrap_or_default();
    let mut row = json!({
        "added_at": added_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "added_by": renderer.user(LISTENER),
        "is_local": false,
        "item": renderer.track(entry.track),
    });
    if renderer.extended {
        row["track"] = row["item"].clone();
    }
    row
}

fn uris(fields: &Map<String, Value>) -> Result<Vec<&str>, Refusal> {
    let uris = fields
        .get("uris")
        .and_then(Value::as_array)
        .ok_or(Refusal::bad_request("No uris provided"))?;
    let texts: Option<Vec<_>> = uris.iter().map(Value::as_str).collect();
    texts.ok_or(Refusal::bad_request("Error parsing JSON."))
}

fn tracks(catalogue: &Catalogue, uris: &[&str]) -> Result<Vec<usize>, Refusal> {
    if uris.len() > MOST_URIS {
        return Err(Refusal::bad_request("You can add a maximum of 100 tracks per request."));
    }
    let track = |uri: &&str| {
        let id = uri.strip_prefix("spotify:track:").filter(|id| id::is_id(id));
        id.ok_or_else(|| Refusal::bad_request(format!("Invalid track uri: {uri}")))?;
        catalogue
            .track_of(uri)
            .ok_or(Refusal::bad_request("Payload contains a non-existing ID"))
    };
    uris.iter().map(track).collect()
}

fn position(fields: &Map<String, Value>) -> Result<Option<usize>, Refusal> {
    match fields.get("position") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64() {
            Some(position) => Ok(Some(position as usize)),
            None => Err(Refusal::bad_request("Invalid position")),
        },
    }
}
