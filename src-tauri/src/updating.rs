//! Looks for a newer version of Tonearm when the listener says so, asks them, and installs it.

#[cfg(has_updater)]
use tauri_plugin_updater::{Update, UpdaterExt as _};

use crate::ipc::{
    error::{UiError, UiResult},
    view::UpdateCheck,
};
#[cfg(has_updater)]
use crate::question;

/// Looks for a newer version. If there is one, asks the listener, and installs it if they agree; Tonearm starts anew then.
///
/// # Errors
/// When nobody answers, or the package is not what was signed.
#[cfg(has_updater)]
pub(crate) async fn check(app: &tauri::AppHandle) -> UiResult<UpdateCheck> {
    let cannot = |what: &str, error: tauri_plugin_updater::Error| {
        log::warn!("{what} {error}");
        UiError::Unexpected {
            what: format!("{what} Try again later, or take the newest package by hand."),
        }
    };
    let updater = app
        .updater()
        .map_err(|error| cannot("The updater could not start.", error))?;
    let found = updater
        .check()
        .await
        .map_err(|error| cannot("Whether there is a newer version could not be found out.", error))?;
    let Some(update) = found else {
        return Ok(UpdateCheck::UpToDate);
    };
    let Update { version, body, .. } = &update;
    if !question::may_update(app, version, body.as_deref().unwrap_or_default()).await {
        return Ok(UpdateCheck::Declined);
    }
    update
        .download_and_install(|_, _| {}, || {})
        .await
        .map_err(|error| cannot("The newer version could not be installed.", error))?;
    app.request_restart();
    Ok(UpdateCheck::Installed)
}

/// # Errors
/// Always: this Tonearm has no updater.
#[cfg(not(has_updater))]
pub(crate) async fn check(_: &tauri::AppHandle) -> UiResult<UpdateCheck> {
    Err(UiError::Unexpected {
        what: "This Tonearm is updated by the program that installed it.".to_owned(),
    })
}
