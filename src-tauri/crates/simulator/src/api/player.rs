//! What was played and what is playing. No control: the app has none.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Value, json};

use super::{Caller, Params, Shape, paging};
use crate::{
    history::{Context, Play},
    listener::NowPlaying,
    refusal::Refusal,
    scene::{Scene, State as Changing},
};

/// The newest first. Only the last 50 exist, so an old `before` gives nothing.
pub(super) async fn recently_played(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    caller.needs("user-read-recently-played")?;
    let limit = paging::limit(&query, 20, 50)?;
    let (after, before) = (instant(&query, "after")?, instant(&query, "before")?);
    if after.is_some() && before.is_some() {
        return Err(Refusal::bad_request("Cannot specify both after and before"));
    }
    let state = scene.state();
    let plays = state.listener.recent(&scene.world, &scene.history, scene.now_ms());
    let within = |play: &&Play| {
        after.is_none_or(|after| play.ended_ms > after) && before.is_none_or(|before| play.ended_ms < before)
    };
    let found: Vec<_> = plays.iter().rev().filter(within).collect();
    let shown = &found[..found.len().min(limit)];
    let shape = caller.shape(&scene);
    let href = shape.href("/me/player/recently-played");
    let cursor = |play: Option<&&Play>| play.map(|play| play.ended_ms.to_string());
    let (newest, oldest) = (cursor(shown.first()), cursor(shown.last()));
    let next = oldest
        .as_ref()
        .filter(|_| found.len() > limit)
        .map(|oldest| format!("{href}?before={oldest}&limit={limit}"));
    let asked = match (after, before) {
        (Some(after), _) => format!("after={after}&"),
        (_, Some(before)) => format!("before={before}&"),
        _ => String::new(),
    };
    Ok(Json(json!({
        "items": shown.iter().map(|play| row(&shape, &state, play)).collect::<Vec<_>>(),
        "next": next,
        "cursors": newest.zip(oldest).map(|(after, before)| json!({ "after": after, "before": before })),
        "limit": limit,
        "href": format!("{href}?{asked}limit={limit}"),
    })))
}

pub(super) async fn currently_playing(State(scene): State<Arc<Scene>>, caller: Caller) -> Result<Response, Refusal> {
    caller.needs("user-read-currently-playing")?;
    let now_ms = scene.now_ms();
    let state = scene.state();
    let shape = caller.shape(&scene);
    let (item, kind, progress_ms, context) = match state.listener.now_playing(&scene.world, &scene.history, now_ms) {
        None => return Ok(StatusCode::NO_CONTENT.into_response()),
        Some(NowPlaying::Advert) => (Value::Null, "ad", 4_000, Value::Null),
        Some(NowPlaying::Play { play, progress_ms }) => (
            shape.track(play.track),
            "track",
            progress_ms,
            context(&shape, &state, play.context),
        ),
    };
    Ok(Json(json!({
        "timestamp": now_ms - progress_ms,
        "context": context,
        "progress_ms": progress_ms,
        "item": item,
        "currently_playing_type": kind,
        "actions": { "disallows": { "resuming": true } },
        "is_playing": true,
    }))
    .into_response())
}

fn row(shape: &Shape, state: &Changing, play: &Play) -> Value {
    let played_at = DateTime::from_timestamp_millis(play.ended_ms).unwrap_or_default();
    json!({
        "track": shape.track(play.track),
        "played_at": played_at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "context": context(shape, state, play.context),
    })
}

fn context(shape: &Shape, state: &Changing, context: Context) -> Value {
    match context {
        Context::Album(album) => shape.context("album", &shape.world.albums[album].id),
        Context::Artist(artist) => shape.context("artist", &shape.world.artists[artist].id),
        Context::Playlist(at) => match state.shelf.first(at) {
            Some(playlist) => shape.context("playlist", &playlist.id),
            None => Value::Null,
        },
        Context::Nothing => Value::Null,
    }
}

fn instant(query: &Params, name: &'static str) -> Result<Option<i64>, Refusal> {
    let parse = |text: &str| {
        text.parse()
            .map_err(|_| Refusal::bad_request(format!("Invalid {name} cursor")))
    };
    query.text(name).map(parse).transpose()
}
