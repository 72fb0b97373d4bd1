//! The listener's top artists and tracks, over Spotify's three ranges. Ranks only: Spotify gives no counts.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::Value;

use super::{Caller, Params, paging::Page};
use crate::{refusal::Refusal, scene::Scene};

const RANGES: [&str; 3] = ["short_term", "medium_term", "long_term"];

pub(super) async fn top(
    State(scene): State<Arc<Scene>>,
    caller: Caller,
    Path(kind): Path<String>,
    query: Params,
) -> Result<Json<Value>, Refusal> {
    caller.needs("user-top-read")?;
    let of_artists = match kind.as_str() {
        "artists" => true,
        "tracks" => false,
        _ => return Err(Refusal::not_found()),
    };
    let page = Page::read(&query, 20, 50)?;
    let asked = query.text("time_range").unwrap_or("medium_term");
    let range = RANGES
        .iter()
        .position(|range| *range == asked)
        .ok_or(Refusal::bad_request("Invalid time range"))?;
    let (total, wanted) = {
        let mut state = scene.state();
        let tops = state.listener.tops(&scene.world, &scene.history, scene.now_ms());
        let lists = tops.map(|tops| if of_artists { &tops.artists } else { &tops.tracks });
        let list = lists.map_or(&[][..], |lists| &lists[range]);
        (list.len(), page.of(list).to_vec())
    };
    let shape = caller.shape(&scene);
    let items = wanted
        .into_iter()
        .map(|at| if of_artists { shape.artist(at) } else { shape.track(at) })
        .collect();
    Ok(Json(page.framed(
        &shape,
        &format!("/me/top/{kind}"),
        &[("time_range", asked)],
        total,
        items,
    )))
}
