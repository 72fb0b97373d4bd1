//! Pictures: drawn covers from an address without a token, as from Spotify's image hosts, and the one a playlist was given.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

use super::{Caller, checked_id, playlists::modifiable};
use crate::{cover, refusal::Refusal, scene::Scene};

const MOST_BYTES: usize = 256 * 1024;

/// The start of a picture's id, and its side in pixels.
pub(super) type Size = (&'static str, u32);
/// Albums and playlists.
pub(super) const COVER: [Size; 3] = [
    ("ab67616d0000b273", 640),
    ("ab67616d00001e02", 300),
    ("ab67616d00004851", 64),
];
/// Artists and people.
pub(super) const ARTIST: [Size; 3] = [
    ("ab6761610000e5eb", 640),
    ("ab67616100005174", 320),
    ("ab6761610000f178", 160),
];
/// The start of the id of a picture that was sent here.
pub(super) const UPLOADED: &str = "ab67706c0000da84";

pub(super) async fn image(State(scene): State<Arc<Scene>>, Path(id): Path<String>) -> Response {
    if let Some(playlist) = id.strip_prefix(UPLOADED) {
        let jpeg = scene
            .state()
            .shelf
            .find(playlist)
            .and_then(|playlist| playlist.jpeg.clone());
        return match jpeg {
            Some(jpeg) => ([(header::CONTENT_TYPE, "image/jpeg")], jpeg).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        };
    }
    let known = COVER
        .iter()
        .chain(&ARTIST)
        .find_map(|(code, side)| Some((id.strip_prefix(code)?.to_owned(), *side)));
    let Some((of, side)) = known.filter(|(of, _)| !of.is_empty()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Some milliseconds of arithmetic: too long for the thread that answers everybody.
    match tokio::task::spawn_blocking(move || cover::png(&of, side)).await {
        Ok(Ok(png)) => {
            let headers = [
                (header::CONTENT_TYPE, "image/png"),
                (header::CACHE_CONTROL, "public, max-age=31536000"),
            ];
            (headers, png).into_response()
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

pub(super) async fn images(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let state = scene.state();
    let playlist = state.shelf.find(checked_id(&id)?).ok_or(Refusal::not_found())?;
    let images = caller.shape(&scene).playlist_images(playlist);
    Ok(Json(if images.is_null() {
        Value::Array(Vec::new())
    } else {
        images
    }))
}

/// The body is bare base64 of a JPEG.
pub(super) async fn upload(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    caller.needs("ugc-image-upload")?;
    let mut state = scene.state();
    let playlist = modifiable(state.shelf.find_mut(checked_id(&id)?), &caller)?;
    if headers
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind != "image/jpeg")
    {
        return Err(Refusal::bad_request("Invalid content type"));
    }
    if body.len() > MOST_BYTES {
        return Err(Refusal::too_large("Image too large"));
    }
    let jpeg = STANDARD
        .decode(&body)
        .ok()
        .filter(|bytes| bytes.starts_with(&[0xFF, 0xD8]));
    playlist.jpeg = Some(jpeg.ok_or(Refusal::bad_request("Error processing image"))?);
    playlist.touch();
    Ok(StatusCode::ACCEPTED)
}
