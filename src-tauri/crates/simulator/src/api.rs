//! The Web API: which paths there are, and which are gone. One file for each family of calls; only those that Tonearm makes.

mod body;
mod caller;
mod id;
mod image;
mod items;
mod me;
mod page;
mod player;
mod playlists;
mod removed;
mod renderer;
mod search;
mod top;

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequestParts, Request, State},
    http::StatusCode,
    routing::{get, post},
};

use self::caller::Caller;
pub(crate) use self::image::{COVER, address as image_address};
use crate::{backend::Backend, refusal::Refusal};

pub(crate) fn routes() -> Router<Arc<Backend>> {
    let v1 = Router::new()
        .route("/me", get(me::me))
        .route("/me/top/{kind}", get(top::top))
        .route("/me/player/recently-played", get(player::recently_played))
        .route("/me/player/currently-playing", get(player::currently_playing))
        .route("/me/playlists", post(playlists::create))
        .route("/playlists/{id}/items", get(items::list).post(items::add))
        .route("/search", get(search::search))
        .fallback(absent)
        .method_not_allowed_fallback(async || Refusal::status(StatusCode::METHOD_NOT_ALLOWED));
    Router::new().nest("/v1", v1).route("/image/{id}", get(image::image))
}

/// A path without a route: removed by Spotify, or unknown here.
async fn absent(State(backend): State<Arc<Backend>>, request: Request) -> Refusal {
    let (mut parts, _) = request.into_parts();
    let is_removed = removed::is_removed(parts.method.as_str(), parts.uri.path());
    match Caller::from_request_parts(&mut parts, &backend).await {
        Err(refusal) => refusal,
        Ok(_) if is_removed => Refusal::forbidden("Forbidden"),
        Ok(_) => Refusal::status(StatusCode::NOT_FOUND),
    }
}
