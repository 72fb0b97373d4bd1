//! Commands about what the listener listens to.

use library::{Freshness, Priority};
use tauri::State;

use super::{
    archive_shape::gap,
    error::UiResult,
    shape::{self, Shape},
    view::{NowPlaying, RecentPlays, TopArtists, TopGenres, TopRange, TopTracks},
};
use crate::desk::Desk;

fn freshness(fresh: bool) -> Freshness {
    if fresh { Freshness::Now } else { Freshness::Recent }
}

/// Top tracks. `fresh` asks Spotify even if it was asked a short while ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn top_tracks(desk: State<'_, Desk>, range: TopRange, fresh: bool) -> UiResult<TopTracks> {
    let world = desk.world().await;
    let shown = world.library.top_tracks(range.into(), freshness(fresh)).await?;
    let shape = Shape(&world.library);
    Ok(TopTracks {
        rows: shown.rows.iter().map(|track| shape.track(track)).collect(),
        fetched_secs: shape::secs(shown.fetched_at),
        error: shown.refresh_error.map(Into::into),
    })
}

/// Top artists. `fresh` asks Spotify even if it was asked a short while ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn top_artists(desk: State<'_, Desk>, range: TopRange, fresh: bool) -> UiResult<TopArtists> {
    let world = desk.world().await;
    let shown = world.library.top_artists(range.into(), freshness(fresh)).await?;
    let shape = Shape(&world.library);
    Ok(TopArtists {
        rows: shown.rows.iter().map(|artist| shape.artist(artist)).collect(),
        fetched_secs: shape::secs(shown.fetched_at),
        error: shown.refresh_error.map(Into::into),
    })
}

/// Top genres. `fresh` asks Spotify even if it was asked a short while ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn top_genres(desk: State<'_, Desk>, range: TopRange, fresh: bool) -> UiResult<TopGenres> {
    let world = desk.world().await;
    let shown = world.library.top_genres(range.into(), freshness(fresh)).await?;
    Ok(TopGenres {
        rows: shown.rows.genres.iter().map(shape::genre).collect(),
        artists: shape::count(shown.rows.artists),
        artists_with_genres: shape::count(shown.rows.artists_with_genres),
        fetched_secs: shape::secs(shown.fetched_at),
        error: shown.refresh_error.map(Into::into),
    })
}

/// The latest plays. `fresh` asks Spotify even if it was asked a short while ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recent(desk: State<'_, Desk>, fresh: bool) -> UiResult<RecentPlays> {
    let world = desk.world().await;
    let shown = world.library.recent(freshness(fresh)).await?;
    let shape = Shape(&world.library);
    Ok(RecentPlays {
        rows: shown.page.plays.iter().map(|heard| shape.heard(heard)).collect(),
        gaps: shown.gaps.iter().rev().map(gap).collect(),
        next: shown.page.next.map(|next| next.as_text()),
        fetched_secs: shown.read_at.map(shape::secs),
        error: shown.sync_error.map(Into::into),
    })
}

/// What plays at this moment, if anything.
#[tauri::command]
#[specta::specta]
pub(crate) async fn now_playing(desk: State<'_, Desk>) -> UiResult<Option<NowPlaying>> {
    let world = desk.world().await;
    let now_playing = world.library.now_playing(Priority::Listener).await?;
    world.set_now_playing(now_playing.clone());
    Ok(now_playing.map(|playing| Shape(&world.library).now_playing(&playing)))
}
