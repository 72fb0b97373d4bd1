//! Opens web pages in the listener's browser. Only addresses that Rust makes are opened, never one that the page hands in.

use tauri::{AppHandle, Manager};
use tauri_plugin_opener::OpenerExt;

use crate::{
    app_state::AppState,
    ipc::{
        convert::spotify_page::page_of,
        error::{UiError, UiResult},
    },
};

/// Opens what `uri` names at open.spotify.com.
///
/// # Errors
/// When Spotify has no page for it, as for everything in the sample, or there is no browser.
pub(crate) fn open_in_spotify(app: &AppHandle, uri: &str) -> UiResult<()> {
    if app.state::<AppState>().sample().is_some() {
        return Err(UiError::Invented);
    }
    let url = page_of(uri).ok_or_else(|| {
        // Not which: it may hold a title, and the log tells nothing of what was played.
        log::error!("the window asked for something that Spotify has no page for");
        UiError::Gone
    })?;
    browse(app, &url)
}

/// Opens `url`.
///
/// # Errors
/// [`UiError::NoBrowser`].
pub(crate) fn browse(app: &AppHandle, url: &str) -> UiResult<()> {
    app.opener().open_url(url, None::<&str>).map_err(|error| {
        log::error!("the browser could not be opened: {error}");
        UiError::NoBrowser
    })
}
