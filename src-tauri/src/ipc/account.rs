//! Commands about the listener's Spotify account.

use std::sync::Arc;

use host::{LOOPBACK_PORT, RedirectChoice};
use library::{Priority, Zone};
use spotify::{ClientId, NotAClientId, Redirect};
use tauri::{AppHandle, State};

use super::{
    disk::with_archive,
    error::{UiError, UiResult},
    view::{SetupCheck, Status},
};
use crate::{
    app_state::AppState,
    browser, notify,
    profile::Profile,
    question::{self, Forgetting},
    sign_in as flow, status,
    supervise::carry_on,
};

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
    signed_in_or_not(app, &state, profile, signed_in).await
}

/// Ends the sign-in that an earlier run began and whose answer was handed over. `signInNotOurs`: no earlier run waits for such an answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_sign_in(app: AppHandle, state: State<'_, AppState>) -> UiResult<Status> {
    let profile = state.own().await;
    let Some(link) = state.handed_over.take_link() else {
        return Err(UiError::SignInNotOurs);
    };
    let signed_in = flow::finish_kept(&profile, &link).await;
    signed_in_or_not(app, &state, profile, signed_in).await
}

/// Tells everybody, and has what was just played read.
async fn signed_in_or_not(
    app: AppHandle,
    state: &AppState,
    profile: Arc<Profile>,
    signed_in: UiResult<()>,
) -> UiResult<Status> {
    notify::status_changed(&app).await;
    signed_in?;
    let background = app.clone();
    tauri::async_runtime::spawn(async move {
        profile.sync(Priority::Background).await;
        notify::tray(&background);
    });
    Ok(status::of_shown(&app, state).await)
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

/// Forgets the sign-in and everything fetched. Then asks whether what was recorded is to go, too.
#[tauri::command]
#[specta::specta]
pub(crate) async fn disconnect(app: AppHandle, state: State<'_, AppState>) -> UiResult<Status> {
    let profile = state.shown().await;
    let account = profile.library.account();
    let forgotten = profile.disconnect().await;
    notify::status_changed(&app).await;
    notify::tray(&app);
    forgotten?;
    if let Some(account) = account.filter(|_| profile.simulator().is_none()) {
        let app = app.clone();
        let zone = state.zone();
        tauri::async_runtime::spawn(async move {
            carry_on("forgetting after disconnecting", async {
                if offer_to_forget(&app, &profile, account.account_id, zone).await.is_err() {
                    question::tell(
                        &app,
                        "Not forgotten",
                        "What was recorded could not be deleted everywhere. Try it again with “Forget” in the Library, which says why.",
                    );
                }
            })
            .await;
        });
    }
    Ok(status::of_shown(&app, &state).await)
}

/// Asks about the recording of an account, if it has plays that nothing else tells of.
async fn offer_to_forget(app: &AppHandle, profile: &Arc<Profile>, account_id: String, zone: Zone) -> UiResult<()> {
    let found = with_archive(profile, move |archive| {
        let Some(recording) = archive.recording_of(&account_id)? else {
            return Ok(None);
        };
        let plays = archive.overview(zone)?.plays_by_source.get(&recording).copied();
        Ok(plays.map(|plays| (recording, plays)))
    });
    let Some((recording, plays)) = found.await? else {
        return Ok(());
    };
    if question::forget_after_disconnecting(app, plays).await == Forgetting::ArchiveAndBackups {
        with_archive(profile, move |archive| archive.forget(recording)).await?;
        notify::archive_changed(app, profile);
    }
    Ok(())
}
