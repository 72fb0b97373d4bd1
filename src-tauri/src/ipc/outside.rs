//! Commands that reach beyond the window: Spotify's pages, the clipboard, the end of the app.
//! Only addresses that Rust makes are opened, never one that the page hands in.

use base64::{Engine, prelude::BASE64_STANDARD};
use spotify::{AlbumId, ArtistId, PlaylistId, TrackId};
use tauri::{AppHandle, Manager, image::Image};
use tauri_plugin_clipboard_manager::ClipboardExt;
use tauri_plugin_opener::OpenerExt;

use super::{
    error::{UiError, UiResult},
    view::WebPage,
};
use crate::desk::Desk;

/// Opens a track, artist, album, playlist or user at Spotify.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_in_spotify(app: AppHandle, uri: String) -> UiResult<()> {
    open(&app, &uri)
}

/// Opens one of the pages that Tonearm sends people to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_page(app: AppHandle, page: WebPage) -> UiResult<()> {
    browse(&app, address(page))
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
        .and_then(|png| Image::from_bytes(&png).map_err(|error| error.to_string()))
        .and_then(|picture| app.clipboard().write_image(&picture).map_err(|error| error.to_string()));
    copied.map_err(|error| {
        log::error!("the clipboard refused: {error}");
        UiError::Unexpected {
            what: "The clipboard did not take the picture. Copy the table instead.".to_owned(),
        }
    })
}

/// Ends Tonearm, tray and all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quit(app: AppHandle) -> UiResult<()> {
    app.exit(0);
    Ok(())
}

/// Opens what `uri` names at open.spotify.com.
pub(crate) fn open(app: &AppHandle, uri: &str) -> UiResult<()> {
    if app.state::<Desk>().sample().is_some() {
        return Err(UiError::Invented);
    }
    let url = page_of(uri).ok_or_else(|| {
        log::error!("{uri:?} is nothing that Spotify has a page for");
        UiError::Gone
    })?;
    browse(app, &url)
}

/// Opens an address in the browser. Never one that the page made.
pub(crate) fn browse(app: &AppHandle, url: &str) -> UiResult<()> {
    app.opener().open_url(url, None::<&str>).map_err(|error| {
        log::error!("the browser could not be opened: {error}");
        UiError::NoBrowser
    })
}

/// Whether Spotify has a page for what `uri` names.
pub(crate) fn has_page(uri: &str) -> bool {
    page_of(uri).is_some()
}

fn page_of(uri: &str) -> Option<String> {
    let user = |uri: &str| {
        let id = uri.strip_prefix("spotify:user:")?;
        let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
        plain.then(|| format!("https://open.spotify.com/user/{id}"))
    };
    TrackId::from_uri(uri)
        .map(|id| id.url())
        .or_else(|_| ArtistId::from_uri(uri).map(|id| id.url()))
        .or_else(|_| AlbumId::from_uri(uri).map(|id| id.url()))
        .or_else(|_| PlaylistId::from_uri(uri).map(|id| id.url()))
        .ok()
        .or_else(|| user(uri))
}

fn address(page: WebPage) -> &'static str {
    match page {
        WebPage::Dashboard => "https://developer.spotify.com/dashboard",
        WebPage::SpotifyApps => "https://www.spotify.com/account/apps/",
        WebPage::SpotifyPrivacy => "https://www.spotify.com/account/privacy/",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spotify_things_have_a_page() {
        let id = "4uLU6hMCjMI75M1A2tKUQC";
        for kind in ["track", "artist", "album", "playlist"] {
            assert_eq!(
                page_of(&format!("spotify:{kind}:{id}")),
                Some(format!("https://open.spotify.com/{kind}/{id}"))
            );
        }
        assert_eq!(
            page_of("spotify:user:robin.a"),
            Some("https://open.spotify.com/user/robin.a".into())
        );
        for foreign in [
            "https://example.org/",
            "spotify:track:short",
            "file:///etc/passwd",
            "spotify:user:../x?y",
            "",
        ] {
            assert_eq!(page_of(foreign), None, "{foreign}");
        }
    }
}
