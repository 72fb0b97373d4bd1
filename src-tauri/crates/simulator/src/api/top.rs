//! The listener's top artists and tracks over Spotify's three ranges. Ranks only: Spotify gives no counts.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::Value;

use super::{caller::Caller, page::Page};
use crate::{backend::Backend, params::Params, refusal::Refusal};

const RANGES: [&str; 3] = ["short_term", "medium_term", "long_term"];

pub(super) async fn top(
    State(backend): State<Arc<Backend>>,
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
    let time_range = query.text("time_range").unwrap_or("medium_term");
    let range = RANGES
        .iter()
        .position(|range| *range == time_range)
        .ok_or(Refusal::bad_request("Invalid time range"))?;
    let (total, ranked) = {
        let mut state = backend.state();
        let tops = state
            .listener
            .tops(&backend.catalogue, &backend.history, backend.now_ms());
        let lists = tops.map(|tops| if of_artists { &tops.artists } else { &tops.tracks });
        let list = lists.map_or(&[][..], |lists| &lists[range]);
        (list.len(), page.of(list).to_vec())
    };
    let renderer = caller.renderer(&backend);
    let items = ranked
        .into_iter()
        .map(|at| {
            if of_artists {
                renderer.artist(at)
            } else {
                renderer.track(at)
            }
        })
        .collect();
    let link = |query: &str| renderer.href(&format!("/me/top/{kind}?{query}"));
    Ok(Json(page.framed(link, &[("time_range", time_range)], total, items)))
}
