//! The Web API: which paths there are, who may call, and what is gone. One file per family of calls.

mod catalogue;
mod items;
mod me;
mod paging;
mod picture;
mod player;
mod playlists;
mod removed;
mod search;
mod shape;
mod top;

use std::{collections::HashMap, convert::Infallible, sync::Arc};

use axum::{
    Router,
    extract::{FromRequestParts, Request, State},
    http::{StatusCode, header, request::Parts},
    routing::{get, put},
};
use serde_json::{Map, Value};
use url::form_urlencoded;

use self::shape::Shape;
use crate::{options::QuotaMode, refusal::Refusal, scene::Scene};

pub(crate) fn routes() -> Router<Arc<Scene>> {
    let v1 = Router::new()
        .route("/me", get(me::me))
        .route("/me/top/{kind}", get(top::top))
        .route("/me/player/recently-played", get(player::recently_played))
        .route("/me/player/currently-playing", get(player::currently_playing))
        .route("/me/playlists", get(playlists::list).post(playlists::create))
        .route("/me/library", put(me::save).delete(me::unsave))
        .route("/me/library/contains", get(me::contains))
        .route("/artists/{id}", get(catalogue::artist))
        .route("/albums/{id}", get(catalogue::album))
        .route("/albums/{id}/tracks", get(catalogue::album_tracks))
        .route("/tracks/{id}", get(catalogue::track))
        .route("/search", get(search::search))
        .route("/playlists/{id}", get(playlists::one).put(playlists::change))
        .route("/playlists/{id}/images", get(picture::images).put(picture::upload))
        .route(
            "/playlists/{id}/items",
            get(items::list)
                .post(items::add)
                .put(items::replace)
                .delete(items::remove),
        )
        .fallback(absent)
        .method_not_allowed_fallback(async || Refusal::status(StatusCode::METHOD_NOT_ALLOWED));
    Router::new().nest("/v1", v1).route("/image/{id}", get(picture::image))
}

/// Anything without a route: gone for good, or never there.
async fn absent(State(scene): State<Arc<Scene>>, request: Request) -> Refusal {
    let (mut parts, _) = request.into_parts();
    let gone = removed::is_removed(parts.method.as_str(), parts.uri.path());
    match Caller::from_request_parts(&mut parts, &scene).await {
        Err(refusal) => refusal,
        Ok(_) if gone => Refusal::forbidden("Forbidden"),
        Ok(_) => Refusal::status(StatusCode::NOT_FOUND),
    }
}

/// Somebody with a valid token whose app is in order and within its limits.
pub(crate) struct Caller {
    scopes: Vec<String>,
    extended: bool,
}

impl Caller {
    fn has(&self, scope: &str) -> bool {
        self.scopes.iter().any(|held| held == scope)
    }

    fn needs(&self, scope: &str) -> Result<(), Refusal> {
        if self.has(scope) {
            Ok(())
        } else {
            Err(Refusal::forbidden("Insufficient client scope"))
        }
    }

    fn shape<'a>(&self, scene: &'a Scene) -> Shape<'a> {
        Shape::new(scene, self.extended)
    }
}

impl FromRequestParts<Arc<Scene>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, scene: &Arc<Scene>) -> Result<Self, Refusal> {
        let header = parts
            .headers
            .get(header::AUTHORIZATION)
            .ok_or(Refusal::unauthorized("No token provided"))?;
        let token = header.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
        let token = token.ok_or(Refusal::bad_request("Only valid bearer authentication supported"))?;
        let now = (scene.clock)();
        let mut state = scene.state();
        let (client, scopes) = state.tokens.bearer(token, now).map_err(Refusal::unauthorized)?;
        let (client, scopes) = (client.to_owned(), scopes.to_vec());
        state
            .count_call(now.timestamp_millis())
            .map_err(Refusal::rate_limited)?;
        let extended = state.quota == QuotaMode::Extended;
        match state.client(&client) {
            Some(client) if !extended && !client.owner_has_premium => Err(Refusal::owner_needs_premium()),
            Some(client) if !extended && !client.listener_is_listed => Err(Refusal::not_on_the_list()),
            _ => Ok(Self { scopes, extended }),
        }
    }
}

/// The query, decoded; of a name that comes twice the last counts.
pub(crate) struct Params(pub(crate) HashMap<String, String>);

impl Params {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// The body as a JSON object; no body at all is an empty one.
fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_slice(body).map_err(|_| Refusal::bad_request("Error parsing JSON."))
}

/// An id of Spotify's: 22 characters of base 62.
fn checked_id(id: &str) -> Result<&str, Refusal> {
    let is_id = id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_id {
        Ok(id)
    } else {
        Err(Refusal::bad_request("Invalid base62 id"))
    }
}
