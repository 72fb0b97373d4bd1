//! Commands that reach beyond the window: web pages, the clipboard, the end of the app.

use base64::{Engine, prelude::BASE64_STANDARD};
use tauri::{AppHandle, image::Image};
use tauri_plugin_clipboard_manager::ClipboardExt;

use super::{
    error::{UiError, UiResult},
    view::WebPage,
};
use crate::browser;

/// Opens a track, artist, album, playlist or user at Spotify.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_in_spotify(app: AppHandle, uri: String) -> UiResult<()> {
    browser::open_in_spotify(&app, &uri)
}

/// Opens one of the pages that Tonearm sends people to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_page(app: AppHandle, page: WebPage) -> UiResult<()> {
    browser::browse(&app, address(page))
}

/// Puts `text` on the clipboard.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy(app: AppHandle, text: String) -> UiResult<()> {
    app.clipboard().write_text(text).map_err(|error| {
        log::error!("the clipboard refused: {error}");
        UiError::Unexpected {
            what: "The clipboard did not take it. Select the text and copy it by hand.".to_owned(),
        }
    })
}

/// Puts a picture on the clipboard: a PNG in base 64.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_picture(app: AppHandle, png: String) -> UiResult<()> {
    let copied = BASE64_STANDARD
        .decode(png)
        .map_err(|error| error.to_string())
        .and_then(|png| put_on_clipboard(&app, &png));
    copied.map_err(|error| {
        log::error!("the clipboard refused: {error}");
        UiError::Unexpected {
            what: "The clipboard did not take the picture. Copy the table instead.".to_owned(),
        }
    })
}

/// The error is for the log.
pub(super) fn put_on_clipboard(app: &AppHandle, png: &[u8]) -> Result<(), String> {
    let picture = Image::from_bytes(png).map_err(|error| error.to_string())?;
    app.clipboard().write_image(&picture).map_err(|error| error.to_string())
}

/// Ends Tonearm, including the tray.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quit(app: AppHandle) -> UiResult<()> {
    app.exit(0);
    Ok(())
}

fn address(page: WebPage) -> &'static str {
    match page {
        WebPage::Dashboard => "https://developer.spotify.com/dashboard",
        WebPage::SpotifyApps => "https://www.spotify.com/account/apps/",
        WebPage::SpotifyPrivacy => "https://www.spotify.com/account/privacy/",
    }
}
