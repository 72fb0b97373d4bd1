//! Commands about the listener's Spotify account.

use host::{LOOPBACK_PORT, RedirectChoice};
use library::Priority;
use spotify::{ClientId, NotAClientId, Redirect};
use tauri::{AppHandle, State};

use super::{
    error::{UiError, UiResult},
    view::{SetupCheck, Status},
};
use crate::{app_state::AppState, browser, notify, sign_in as flow, status};

/// What the window shows on every screen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(app: AppHandle, state: State<'_, AppState>) -> UiResult<Status> {
    Ok(status::of_shown(&app, &state).await)
}

/// Keeps the listener's own Client ID.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_client_id(app: AppHandle, state: State<'_, AppState>, text: String) -> UiResult<Status> {
    let profile = state.shown().await;
    let id: ClientId = text
        .parse()
        .map_err(|why: NotAClientId| UiError::ClientIdWrong { why: why.to_string() })?;
    profile.set_client_id(id);
    Ok(status::of_shown(&app, &state).await)
}

/// Asks Spotify whether it knows the Client ID and the chosen redirect URI.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_setup(state: State<'_, AppState>) -> UiResult<SetupCheck> {
    let profile = state.shown().await;
    let id = profile.client_id().ok_or(UiError::ClientIdMissing)?;
    let redirect = match state.redirect(&state.choices().await) {
        RedirectChoice::DeepLink => Redirect::DeepLink,
        // Right for those who registered the address without a port, and for those who registered it with this one.
        RedirectChoice::Loopback => Redirect::Loopback { port: LOOPBACK_PORT },
    };
    Ok(profile.spotify().check_setup(&id, redirect).await.into())
}

/// Opens the browser and waits for the listener's consent, at most five minutes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(app: AppHandle, state: State<'_, AppState>) -> UiResult<Status> {
    let profile = state.shown().await;
    let signed_in = flow::sign_in(&app, &profile).await;
    notify::status_changed(&app).await;
    signed_in?;
    let background = app.clone();
    tauri::async_runtime::spawn(async move {
        profile.sync(Priority::Background).await;
        notify::tray(&background);
    });
    Ok(status::of_shown(&app, &state).await)
}

/// Stops waiting for the browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_sign_in(state: State<'_, AppState>) -> UiResult<()> {
    for profile in state.profiles() {
        profile.pending_sign_in.cancel();
    }
    Ok(())
}

/// The address that the browser was sent to, while Tonearm waits for its answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_link(state: State<'_, AppState>) -> UiResult<Option<String>> {
    Ok(state.shown().await.pending_sign_in.link())
}

/// Sends the browser to that address again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reopen_browser(app: AppHandle, state: State<'_, AppState>) -> UiResult<()> {
    match state.shown().await.pending_sign_in.link() {
        Some(link) => browser::browse(&app, &link),
        None => Err(UiError::SignInExpired),
    }
}

/// Forgets the sign-in and everything fetched.
#[tauri::command]
#[specta::specta]
pub(crate) async fn disconnect(app: AppHandle, state: State<'_, AppState>) -> UiResult<Status> {
    let forgotten = state.shown().await.disconnect().await;
    notify::status_changed(&app).await;
    notify::tray(&app);
    forgotten?;
    Ok(status::of_shown(&app, &state).await)
}
