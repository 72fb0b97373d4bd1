//! The one window. Closing it drops the web view and its memory; the tray stays.

use std::sync::{Mutex, PoisonError};

use tauri::{
    AppHandle, DragDropEvent, Manager, Theme, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::{NewWindowResponse, PageLoadEvent},
    window::Color,
};

use tauri_specta::Event;

use crate::ipc::{FilesDragged, view};

/// The label that the capability file names.
pub(crate) const MAIN: &str = "main";

/// Brings the window up, and makes it when it was closed.
pub(crate) fn open(app: &AppHandle, theme: view::Theme) {
    // Two who ask at once would both find no window and both make one.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let opened = match app.get_webview_window(MAIN) {
        Some(window) => window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus()),
        None => build(app, theme),
    };
    if let Err(error) = opened {
        log::error!("the window could not be opened: {error}");
    }
}

/// Colours the frame as the page is coloured.
pub(crate) fn set_theme(app: &AppHandle, theme: view::Theme) {
    if let Some(window) = app.get_webview_window(MAIN)
        && let Err(error) = window.set_theme(frame(theme))
    {
        log::warn!("the frame keeps its colour: {error}");
    }
}

fn build(app: &AppHandle, theme: view::Theme) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Tonearm")
        .inner_size(1280.0, 820.0)
        .min_inner_size(720.0, 520.0)
        .theme(frame(theme))
        .background_color(ground(theme))
        .zoom_hotkeys_enabled(true)
        // The page is the app: it goes nowhere else, and opens nothing by itself.
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || cfg!(dev))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                log::debug!("the title stays: {error}");
            }
        })
        .on_page_load(|_, load| {
            if load.event() == PageLoadEvent::Finished {
                log::debug!("the page is loaded");
            }
        })
        .build()?;
    hear(&window);
    #[cfg(target_os = "linux")]
    crate::gpu::spare(&window);
    match (theme, window.theme()) {
        (view::Theme::System, Ok(Theme::Light)) => window.set_background_color(Some(ground(view::Theme::Light))),
        _ => Ok(()),
    }
}

/// The page can't read paths, so it is told of files that are dragged over it by name.
fn hear(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| {
        let drag = match event {
            WindowEvent::DragDrop(drag) => drag,
            // In the tray nobody explores.
            WindowEvent::Destroyed => return crate::explored_no_more(&app),
            _ => return,
        };
        let (over, dropped) = match drag {
            DragDropEvent::Enter { .. } => (true, Vec::new()),
            DragDropEvent::Drop { paths, .. } => (false, paths.iter().map(|path| path.display().to_string()).collect()),
            DragDropEvent::Leave => (false, Vec::new()),
            _ => return,
        };
        if let Err(error) = (FilesDragged { over, dropped }).emit(&app) {
            log::error!("the window could not be told: {error}");
        }
    });
}

fn frame(theme: view::Theme) -> Option<Theme> {
    match theme {
        view::Theme::System => None,
        view::Theme::Dark => Some(Theme::Dark),
        view::Theme::Light => Some(Theme::Light),
    }
}

/// The page's ground, so that nothing flashes before the page is there.
fn ground(theme: view::Theme) -> Color {
    match theme {
        view::Theme::System | view::Theme::Dark => Color(0x15, 0x12, 0x10, 0xFF),
        view::Theme::Light => Color(0xEF, 0xE7, 0xD8, 0xFF),
    }
}
