//! The listener's playlists: listed, made, renamed. What they hold is in `items`.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
};
use serde_json::{Map, Value, json};

use super::{Caller, Params, Shape, items, object, paging::Page};
use crate::{playlist::Playlist, refusal::Refusal, scene::Scene};

pub(super) async fn list(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    caller.needs("playlist-read-private")?;
    let page = Page::read(&query, 20, 50)?;
    let shape = caller.shape(&scene);
    let state = scene.state();
    let mut all: Vec<_> = state.shelf.all().iter().map(Some).collect();
    // A playlist that Spotify took down stays in the list of those who follow it, as null.
    if !all.is_empty() {
        all.push(None);
    }
    let items = page
        .of(&all)
        .iter()
        .map(|playlist| playlist.map_or(Value::Null, |playlist| entry(&shape, playlist)))
        .collect();
    Ok(Json(page.framed(&shape, "/me/playlists", &[], all.len(), items)))
}

pub(super) async fn create(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let wish = object(&body)?;
    // Public unless said otherwise: Spotify's default, and a trap.
    let public = flag(&wish, "public").unwrap_or(true);
    may_modify(&caller, public)?;
    let name = text(&wish, "name").filter(|name| !name.trim().is_empty());
    let name = name.ok_or(Refusal::bad_request("Missing required field: name"))?;
    let collaborative = flag(&wish, "collaborative").unwrap_or(false);
    check_collaborative(collaborative, public)?;
    let mut state = scene.state();
    let playlist = state.shelf.create(name);
    playlist.public = public;
    playlist.collaborative = collaborative;
    text(&wish, "description")
        .unwrap_or_default()
        .clone_into(&mut playlist.description);
    Ok((StatusCode::CREATED, Json(whole(&caller.shape(&scene), playlist))))
}

pub(super) async fn one(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let state = scene.state();
    let playlist = state.shelf.find(super::checked_id(&id)?).ok_or(Refusal::not_found())?;
    if !playlist.public {
        caller.needs("playlist-read-private")?;
    }
    Ok(Json(whole(&caller.shape(&scene), playlist)))
}

pub(super) async fn change(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let wish = object(&body)?;
    let mut state = scene.state();
    let playlist = modifiable(state.shelf.find_mut(super::checked_id(&id)?), &caller)?;
    let public = flag(&wish, "public").unwrap_or(playlist.public);
    may_modify(&caller, public)?;
    let collaborative = flag(&wish, "collaborative").unwrap_or(playlist.collaborative);
    check_collaborative(collaborative, public)?;
    if let Some(name) = text(&wish, "name") {
        name.clone_into(&mut playlist.name);
    }
    if let Some(description) = text(&wish, "description") {
        description.clone_into(&mut playlist.description);
    }
    playlist.public = public;
    playlist.collaborative = collaborative;
    playlist.touch();
    Ok(StatusCode::OK)
}

/// The playlist, if it is the listener's and the caller has the scope for its kind.
pub(super) fn modifiable<'a>(found: Option<&'a mut Playlist>, caller: &Caller) -> Result<&'a mut Playlist, Refusal> {
    let playlist = found.ok_or(Refusal::not_found())?;
    may_modify(caller, playlist.public)?;
    if playlist.is_own() {
        Ok(playlist)
    } else {
        Err(Refusal::forbidden("You cannot change a playlist you don't own"))
    }
}

fn may_modify(caller: &Caller, public: bool) -> Result<(), Refusal> {
    caller.needs(if public {
        "playlist-modify-public"
    } else {
        "playlist-modify-private"
    })
}

fn check_collaborative(collaborative: bool, public: bool) -> Result<(), Refusal> {
    if collaborative && public {
        Err(Refusal::bad_request("Collaborative playlists can not be public"))
    } else {
        Ok(())
    }
}

fn entry(shape: &Shape, playlist: &Playlist) -> Value {
    let mut value = shape.playlist(playlist);
    let held = json!({ "href": items::href(shape, playlist), "total": playlist.entries.len() });
    if shape.extended {
        value["tracks"] = held.clone();
    }
    value["items"] = held;
    value
}

/// With its first page of items, if those may be told.
fn whole(shape: &Shape, playlist: &Playlist) -> Value {
    let mut value = shape.playlist(playlist);
    if items::are_told(shape, playlist) {
        let held = items::page(shape, playlist, Page { limit: 100, offset: 0 });
        if shape.extended {
            value["tracks"] = held.clone();
        }
        value["items"] = held;
    }
    value
}

fn text<'a>(wish: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    wish.get(name)?.as_str()
}

fn flag(wish: &Map<String, Value>, name: &str) -> Option<bool> {
    wish.get(name)?.as_bool()
}
