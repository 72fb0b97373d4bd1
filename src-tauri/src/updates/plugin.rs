//! Tauri's updater, for releases at an address and signed by a key that were given when this was built.

use serde_json::json;
use tauri::utils::platform::bundle_type;
use tauri::{AppHandle, Context, Wry};
use tauri_plugin_updater::{Update, UpdaterExt as _};

use crate::{
    ipc::{
        error::{UiError, UiResult},
        view::UpdateCheck,
    },
    question,
};

/// Names the newest release, its packages and their signatures.
const ADDRESS: &str = env!("TONEARM_UPDATES_URL");
/// The public half of the key.
const KEY: &str = env!("TONEARM_UPDATES_KEY");

/// What lies in no package can't be updated as one.
pub(crate) fn is_there() -> bool {
    bundle_type().is_some()
}

/// Tells the plugin where releases are.
pub(crate) fn configure(context: &mut Context<Wry>) {
    let updater = json!({
        "endpoints": [ADDRESS],
        "pubkey": KEY,
        // Else an old release could be offered as a new one.
        "requireSignedVersion": true,
    });
    context.config_mut().plugins.0.insert("updater".to_owned(), updater);
}

/// Looks for a newer version. If there is one, asks the listener, and installs it if they agree; Tonearm starts anew then.
///
/// # Errors
/// When nobody answers, or the package is not what was signed.
pub(crate) async fn check(app: &AppHandle) -> UiResult<UpdateCheck> {
    let cannot = |what: &str, error: tauri_plugin_updater::Error| {
        log::warn!("{what}: {error}");
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
