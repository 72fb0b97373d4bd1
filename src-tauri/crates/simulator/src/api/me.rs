//! Who the listener is, and what they saved.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};

use super::{Caller, Params};
use crate::{playlist::LISTENER, refusal::Refusal, scene::Scene};

const MOST_URIS: usize = 40;
const SAVEABLE: [&str; 8] = [
    "track",
    "album",
    "episode",
    "show",
    "audiobook",
    "artist",
    "user",
    "playlist",
];

pub(super) async fn me(State(scene): State<Arc<Scene>>, caller: Caller) -> Json<Value> {
    let shape = caller.shape(&scene);
    let mut me = shape.user(LISTENER);
    me["account_id"] = "acct_5LrobinAshdownInvented7".into();
    me["display_name"] = "Robin Ashdown".into();
    me["href"] = shape.href("/me").into();
    me["images"] = shape.listener_images();
    if caller.extended {
        me["followers"] = json!({ "href": null, "total": 23 });
        if caller.has("user-read-email") {
            me["email"] = "robin.ashdown@example.com".into();
        }
        if caller.has("user-read-private") {
            me["country"] = "GB".into();
            me["product"] = "premium".into();
            me["explicit_content"] = json!({ "filter_enabled": false, "filter_locked": false });
        }
    }
    Json(me)
}

pub(super) async fn contains(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    query: Params,
) -> Result<Json<Vec<bool>>, Refusal> {
    caller.needs("user-library-read")?;
    let uris = uris(&query)?;
    let state = scene.state();
    Ok(Json(
        uris.iter().map(|uri| state.listener.saved.contains(uri)).collect(),
    ))
}

pub(super) async fn save(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    query: Params,
) -> Result<StatusCode, Refusal> {
    caller.needs("user-library-modify")?;
    let uris = uris(&query)?;
    scene.state().listener.saved.extend(uris);
    Ok(StatusCode::OK)
}

pub(super) async fn unsave(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    query: Params,
) -> Result<StatusCode, Refusal> {
    caller.needs("user-library-modify")?;
    let uris = uris(&query)?;
    scene.state().listener.saved.retain(|saved| !uris.contains(saved));
    Ok(StatusCode::OK)
}

fn uris(query: &Params) -> Result<Vec<String>, Refusal> {
    let uris = query
        .text("uris")
        .filter(|uris| !uris.is_empty())
        .ok_or(Refusal::bad_request("Missing required field: uris"))?;
    let uris: Vec<_> = uris.split(',').map(str::to_owned).collect();
    if uris.len() > MOST_URIS {
        return Err(Refusal::bad_request("Too many uris requested"));
    }
    let is_uri = |uri: &&String| {
        let mut parts = uri.split(':');
        parts.next() == Some("spotify")
            && parts.next().is_some_and(|kind| SAVEABLE.contains(&kind))
            && parts.next().is_some_and(|id| !id.is_empty())
            && parts.next().is_none()
    };
    match uris.iter().find(|uri| !is_uri(uri)) {
        Some(bad) => Err(Refusal::bad_request(format!("Invalid uri: {bad}"))),
        None => Ok(uris),
    }
}
