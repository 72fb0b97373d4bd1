//! Commands about what the listener listens to: Spotify's rankings, recent and older plays, what plays now.

use library::{Cursor, Freshness, Priority};
use tauri::State;

use super::{
    convert::{explore_question::genre_level, plays, track},
    error::{UiError, UiResult},
    number::{count, secs_since_1970},
    view::{GenreLevel, NowPlaying, PlayPage, RecentPlays, TopArtists, TopGenres, TopRange, TopTracks},
};
use crate::app_state::AppState;

/// How many plays `older_plays` returns.
const PAGE_PLAYS: u32 = 100;

/// Top tracks. `fresh` asks Spotify even if it was asked a short while ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn top_tracks(state: State<'_, AppState>, range: TopRange, fresh: bool) -> UiResult<TopTracks> {
    let profile = state.shown().await;
    let library = &profile.library;
    let top = library.top_tracks(range.into(), freshness(fresh)).await?;
    Ok(TopTracks {
        rows: top.rows.iter().map(|row| track::track(library, row)).collect(),
        fetched_secs: secs_since_1970(top.fetched_at),
        error: top.refresh_error.map(Into::into),
    })
}

/// Top artists. `fresh` asks Spotify even if it was asked a short while ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn top_artists(state: State<'_, AppState>, range: TopRange, fresh: bool) -> UiResult<TopArtists> {
    let profile = state.shown().await;
    let library = &profile.library;
    let top = library.top_artists(range.into(), freshness(fresh)).await?;
    Ok(TopArtists {
        rows: top.rows.iter().map(|row| track::artist(library, row)).collect(),
        fetched_secs: secs_since_1970(top.fetched_at),
        error: top.refresh_error.map(Into::into),
    })
}

/// Top genres, or their families. `fresh` asks Spotify even if it was asked a short while ago.
#[tauri::command]
#[specta::specta]
pub(crate) async fn top_genres(
    state: State<'_, AppState>,
    range: TopRange,
    fresh: bool,
    level: GenreLevel,
) -> UiResult<TopGenres> {
    let profile = state.shown().await;
    let library = &profile.library;
    let top = library
        .top_genres(range.into(), freshness(fresh), genre_level(level))
        .await?;
    Ok(TopGenres {
        rows: top.rows.genres.iter().map(Into::into).collect(),
        artists: count(top.rows.artists),
        artists_with_genres: count(top.rows.artists_with_genres),
        sources: top.rows.sources.into_iter().map(Into::into).collect(),
        fetched_secs: secs_since_1970(top.fetched_at),
        error: top.refresh_error.map(Into::into),
    })
}

/// The latest plays. `fresh` asks Spotify even if it was asked a short while ago, or while the recording is paused.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recent(state: State<'_, AppState>, fresh: bool) -> UiResult<RecentPlays> {
    let profile = state.shown().await;
    let library = &profile.library;
    let paused = state.is_recording_paused() && profile.simulator().is_none();
    let recent = if paused && !fresh {
        library.recorded().await?
    } else {
        library.recent(freshness(fresh)).await?
    };
    Ok(RecentPlays {
        rows: recent
            .page
            .plays
            .iter()
            .map(|play| plays::play_row(library, play))
            .collect(),
        gaps: recent.gaps.iter().rev().map(Into::into).collect(),
        next: recent.page.next.map(|next| next.as_text()),
        fetched_secs: recent.read_at.map(secs_since_1970),
        error: recent.sync_error.map(Into::into),
    })
}

/// The plays before those that end at `cursor`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn older_plays(state: State<'_, AppState>, cursor: String) -> UiResult<PlayPage> {
    let profile = state.shown().await;
    let library = &profile.library;
    let after = Cursor::parse(&cursor).ok_or_else(|| {
        log::error!("the window asked for plays before no place in the archive");
        UiError::Gone
    })?;
    let (page, gaps) = library.older(after, PAGE_PLAYS).await?;
    Ok(PlayPage {
        rows: page.plays.iter().map(|play| plays::play_row(library, play)).collect(),
        gaps: gaps.iter().rev().map(Into::into).collect(),
        next: page.next.map(|next| next.as_text()),
    })
}

/// What plays now, if anything.
#[tauri::command]
#[specta::specta]
pub(crate) async fn now_playing(state: State<'_, AppState>) -> UiResult<Option<NowPlaying>> {
    let profile = state.shown().await;
    let now_playing = profile.library.now_playing(Priority::Listener).await?;
    profile.set_now_playing(now_playing.clone());
    Ok(now_playing.map(|playing| track::now_playing(&profile.library, &playing)))
}

fn freshness(fresh: bool) -> Freshness {
    if fresh { Freshness::Now } else { Freshness::Recent }
}
