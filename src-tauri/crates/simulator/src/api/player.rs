//! What was played and what is playing. There are no calls that control the player.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Value, json};

use super::{caller::Caller, page, renderer::Renderer};
use crate::{
    backend::Backend,
    history::Context,
    listener::{Listed, NowPlaying},
    params::Params,
    playlist::Playlists,
    refusal::Refusal,
};

/// The newest first. At most the last 50 exist, so an old `before` gives nothing.
pub(super) async fn recently_played(
    State(backend): State<Arc<Backend>>,
    caller: Caller,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    caller.needs("user-read-recently-played")?;
    let limit = page::read_limit(&query, 20, 50)?;
    let (after, before) = (cursor(&query, "after")?, cursor(&query, "before")?);
    if after.is_some() && before.is_some() {
        return Err(Refusal::bad_request("Cannot specify both after and before"));
    }
    let state = backend.state();
    let plays = state
        .listener
        .recent(&backend.catalogue, &backend.history, backend.now_ms());
    let within = |play: &&Listed| {
        after.is_none_or(|after| play.stamp_ms > after) && before.is_none_or(|before| play.stamp_ms < before)
    };
    let found: Vec<_> = plays.iter().rev().filter(within).collect();
    let shown = &found[..found.len().min(limit)];
    let renderer = caller.renderer(&backend);
    let href = renderer.href("/me/player/recently-played");
    let stamp = |play: Option<&&Listed>| play.map(|play| play.stamp_ms.to_string());
    let (newest, oldest) = (stamp(shown.first()), stamp(shown.last()));
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
        "items": shown.iter().map(|play| row(&renderer, &state.playlists, play)).collect::<Vec<_>>(),
        "next": next,
        "cursors": newest.zip(oldest).map(|(after, before)| json!({ "after": after, "before": before })),
        "limit": limit,
        "href": format!("{href}?{asked}limit={limit}"),
    })))
}

pub(super) async fn currently_playing(
    State(backend): State<Arc<Backend>>,
    caller: Caller,
) -> Result<Response, Refusal> {
    caller.needs("user-read-currently-playing")?;
    let now_ms = backend.now_ms();
    let state = backend.state();
    let renderer = caller.renderer(&backend);
    let playing = state.listener.now_playing(&backend.catalogue, &backend.history, now_ms);
    let (item, kind, progress_ms, context) = match playing {
        None => return Ok(StatusCode::NO_CONTENT.into_response()),
        Some(NowPlaying::Advert) => (Value::Null, "ad", 4_000, Value::Null),
        Some(NowPlaying::Play { play, progress_ms }) => (
            renderer.track(play.track),
            "track",
            progress_ms,
            context(&renderer, &state.playlists, play.context),
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

fn row(renderer: &Renderer, playlists: &Playlists, listed: &Listed) -> Value {
    let played_at = DateTime::from_timestamp_millis(listed.stamp_ms).unwrap_or_default();
    let play = &listed.play;
    json!({
        "track": if listed.is_relinked { renderer.relinked_track(play.track) } else { renderer.track(play.track) },
        "played_at": played_at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "context": context(renderer, playlists, play.context),
    })
}

fn context(renderer: &Renderer, playlists: &Playlists, context: Context) -> Value {
    match context {
        Context::Album(album) => renderer.context("album", &renderer.catalogue.albums[album].id),
        Context::Artist(artist) => renderer.context("artist", &renderer.catalogue.artists[artist].id),
        Context::Playlist(at) => match playlists.original(at) {
            Some(playlist) => renderer.context("playlist", &playlist.id),
            None => Value::Null,
        },
        Context::Nothing => Value::Null,
    }
}

fn cursor(query: &Params, name: &'static str) -> Result<Option<i64>, Refusal> {
    let parse = |text: &str| {
        text.parse()
            .map_err(|_| Refusal::bad_request(format!("Invalid {name} cursor")))
    };
    query.text(name).map(parse).transpose()
}
