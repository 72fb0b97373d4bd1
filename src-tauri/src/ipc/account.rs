//! Commands about the listener's Spotify account.

use host::LOOPBACK_PORT;
use library::Priority;
use spotify::{ClientId, Redirect};
use tauri::{AppHandle, State};

use super::{
    error::{UiError, UiResult},
    outside, shape,
    view::{RedirectChoice, SetupCheck, Status},
};
use crate::{
    desk::{Desk, tell_standing},
    recording, sign_in as flow, tray,
};

/// How things stand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(app: AppHandle, desk: State<'_, Desk>) -> UiResult<Status> {
    Ok(shape::status(&app, &*desk.world().await).await)
}

/// Keeps the listener's own Client ID.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_client_id(app: AppHandle, desk: State<'_, Desk>, text: String) -> UiResult<Status> {
    let world = desk.world().await;
    let id: ClientId = text
        .parse()
        .map_err(|why: spotify::NotAClientId| UiError::ClientIdWrong { why: why.to_string() })?;
    world.set_client_id(id);
    Ok(shape::status(&app, &*desk.world().await).await)
}

/// Asks Spotify whether it knows the Client ID and the chosen redirect URI.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_setup(desk: State<'_, Desk>) -> UiResult<SetupCheck> {
    let world = desk.world().await;
    let id = world.client_id().ok_or(UiError::ClientIdMissing)?;
    let redirect = match desk.settings().await.redirect {
        RedirectChoice::DeepLink => Redirect::DeepLink,
        RedirectChoice::Loopback => Redirect::Loopback { port: LOOPBACK_PORT },
    };
    Ok(world.spotify().check_setup(&id, redirect).await.into())
}

/// Opens the browser and waits for the listener's consent, at most five minutes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(app: AppHandle, desk: State<'_, Desk>) -> UiResult<Status> {
    let world = desk.world().await;
    let signed_in = flow::sign_in(&app, &world).await;
    tell_standing(&app).await;
    signed_in?;
    let (reading, tray_of) = (world, app.clone());
    tauri::async_runtime::spawn(async move {
        recording::sync(&reading, Priority::Background).await;
        tray::update(&tray_of);
    });
    Ok(shape::status(&app, &*desk.world().await).await)
}

/// Stops waiting for the browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_sign_in(desk: State<'_, Desk>) -> UiResult<()> {
    for world in desk.worlds() {
        world.pending.cancel();
    }
    Ok(())
}

/// The address that the browser was sent to, while it is waited for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in_link(desk: State<'_, Desk>) -> UiResult<Option<String>> {
    Ok(desk.world().await.pending.link())
}

/// Sends the browser to that address again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reopen_browser(app: AppHandle, desk: State<'_, Desk>) -> UiResult<()> {
    match desk.world().await.pending.link() {
        Some(link) => outside::browse(&app, &link),
        None => Err(UiError::SignInExpired),
    }
}

/// Forgets the sign-in and everything fetched.
#[tauri::command]
#[specta::specta]
pub(crate) async fn disconnect(app: AppHandle, desk: State<'_, Desk>) -> UiResult<Status> {
    let world = desk.world().await;
    let forgotten = world.disconnect().await;
    tell_standing(&app).await;
    tray::update(&app);
    forgotten?;
    Ok(shape::status(&app, &*desk.world().await).await)
}
