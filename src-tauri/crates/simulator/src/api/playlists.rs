//! Creating playlists. Their contents are in `items`.

use std::sync::Arc;

use axum::{Json, body::Bytes, extract::State, http::StatusCode};
use serde_json::{Map, Value};

use super::{body, caller::Caller, items, page::Page, renderer::Renderer};
use crate::{backend::Backend, playlist::Playlist, refusal::Refusal};

pub(super) async fn create(
    State(backend): State<Arc<Backend>>,
    caller: Caller,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let fields = body::object(&body)?;
    // Spotify's default is public, which surprises everybody once.
    let public = fields.get("public").and_then(Value::as_bool).unwrap_or(true);
    caller.needs_to_modify(public)?;
    let name = text(&fields, "name").filter(|name| !name.trim().is_empty());
    let name = name.ok_or(Refusal::bad_request("Missing required field: name"))?;
    let description = text(&fields, "description").unwrap_or_default();
    let mut state = backend.state();
    let playlist = state.playlists.create(name, description, public);
    Ok((StatusCode::CREATED, Json(whole(&caller.renderer(&backend), playlist))))
}

/// The playlist with its first page of items.
fn whole(renderer: &Renderer, playlist: &Playlist) -> Value {
    let mut value = renderer.playlist(playlist);
    let items = items::render_page(renderer, playlist, Page { limit: 100, offset: 0 });
    if renderer.extended {
        value["tracks"] = items.clone();
    }
    value["items"] = items;
    value
}

fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    fields.get(name)?.as_str()
}
