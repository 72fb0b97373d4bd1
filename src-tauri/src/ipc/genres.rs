//! Commands about genres: the listener's answer to whether they may be looked up, how far that has come, where they come from,
//! corrections by hand, and the tree of families.

use chrono::{DateTime, NaiveTime, Utc};
use genres::Service;
use host::GenreChoices;
use tauri::{AppHandle, State};

use super::{
    convert::{explore_question, filter, genres as convert},
    disk::with_archive,
    error::{UiError, UiResult},
    view,
};
use crate::{app_state::AppState, learning, notify, profile::Profile};

/// Looking up genres: whether it may, what it does, how far it has come.
#[tauri::command]
#[specta::specta]
pub(crate) async fn learning(state: State<'_, AppState>) -> UiResult<view::Learning> {
    Ok(convert::learning(&state.shown().await.learning))
}

/// The answer to the question whether MusicBrainz and ListenBrainz may be asked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_learning(
    app: AppHandle,
    state: State<'_, AppState>,
    agreed: bool,
) -> UiResult<view::Learning> {
    change(&app, &state, |choices| GenreChoices {
        consent: Some(agreed),
        paused: false,
        ..choices
    })
    .await
}

/// Pauses looking genres up, or goes on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pause_learning(
    app: AppHandle,
    state: State<'_, AppState>,
    paused: bool,
) -> UiResult<view::Learning> {
    change(&app, &state, |choices| GenreChoices { paused, ..choices }).await
}

async fn change(
    app: &AppHandle,
    state: &AppState,
    change: impl FnOnce(GenreChoices) -> GenreChoices,
) -> UiResult<view::Learning> {
    let profile = state.shown().await;
    profile.set_genre_choices(change(profile.learning.choices()));
    learning::tell(app, &profile);
    Ok(convert::learning(&profile.learning))
}

/// Where genres come from, and what was asked there since midnight.
#[tauri::command]
#[specta::specta]
pub(crate) async fn genre_services(state: State<'_, AppState>) -> UiResult<view::GenreServices> {
    services(&state).await
}

/// Asks a server of the listener's own, by its https address; `None` for the public one again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_genre_server(
    state: State<'_, AppState>,
    service: view::GenreService,
    address: Option<String>,
) -> UiResult<view::GenreServices> {
    let address = address.map(|address| address.trim().to_owned());
    if let Some(address) = &address {
        GenreChoices::check_own_server(address).map_err(|why| UiError::ServerRefused { why })?;
    }
    let profile = state.shown().await;
    let choices = profile.learning.choices();
    profile.set_genre_choices(match service {
        view::GenreService::MusicBrainz => GenreChoices {
            musicbrainz: address,
            ..choices
        },
        view::GenreService::ListenBrainz => GenreChoices {
            listenbrainz: address,
            ..choices
        },
    });
    services(&state).await
}

/// Keeps the listener's ListenBrainz token in the keychain; `None` removes it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_listenbrainz_token(
    state: State<'_, AppState>,
    token: Option<String>,
) -> UiResult<view::GenreServices> {
    let profile = state.shown().await;
    profile.set_listenbrainz_token(token).await?;
    services(&state).await
}

async fn services(state: &AppState) -> UiResult<view::GenreServices> {
    let profile = state.shown().await;
    let choices = profile.learning.choices();
    let hosts = profile.genre_hosts()?;
    let asked = profile.library.asked_since(midnight(state, &profile)).await?;
    Ok(view::GenreServices {
        music_brainz: convert::server(Service::MusicBrainz, choices.musicbrainz, hosts.0, &asked),
        listen_brainz: convert::server(Service::ListenBrainz, choices.listenbrainz, hosts.1, &asked),
        has_token: choices.has_token,
        token: profile.token_storage().await.map(Into::into),
    })
}

/// When today began by the listener's clock.
fn midnight(state: &AppState, profile: &Profile) -> DateTime<Utc> {
    let local = state.zone().local(profile.now().timestamp_millis());
    let since = local.time().signed_duration_since(NaiveTime::MIN);
    profile.now() - since
}

/// What is known of one artist's genres.
#[tauri::command]
#[specta::specta]
pub(crate) async fn artist_genres(state: State<'_, AppState>, key: String) -> UiResult<view::ArtistGenres> {
    let known = with_archive(&*state.shown().await, move |archive| archive.genres_of_artist(&key)).await?;
    Ok(known.into())
}

/// Corrects an artist's genres by hand; `None` takes the correction back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn correct_genres(
    app: AppHandle,
    state: State<'_, AppState>,
    key: String,
    genres: Option<Vec<String>>,
) -> UiResult<view::ArtistGenres> {
    let profile = state.shown().await;
    let zone = state.zone();
    let known = with_archive(&profile, move |archive| {
        let known = archive.correct_genres(&key, genres.as_deref())?;
        archive.refresh_if_loaded(zone)?;
        Ok(known)
    })
    .await?;
    notify::archive_changed(&app, &profile);
    // Whoever has no answer of their own any more may be looked up again.
    profile.learning.look_again();
    profile.exchange.note_change();
    Ok(known.into())
}

/// All genres that a question's filter lets through, rolled up into families.
#[tauri::command]
#[specta::specta]
pub(crate) async fn genre_tree(
    state: State<'_, AppState>,
    question: view::ExploreQuestion,
) -> UiResult<view::GenreTree> {
    let profile = state.shown().await;
    let zone = state.zone();
    let today = profile.today(zone);
    let measure = filter::measure(question.measure);
    let tree = with_archive(&profile, move |archive| {
        archive.genre_tree(&explore_question::question(&question, today), zone)
    })
    .await?;
    Ok(convert::tree(tree, measure))
}
