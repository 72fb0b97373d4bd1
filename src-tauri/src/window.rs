//! The main window. Closing it frees the web view and its memory; the tray stays.

mod navigation;
mod remembered;

use std::sync::{Mutex, PoisonError};

use host::Theme;
use tauri::{
    AppHandle, DragDropEvent, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry,
    webview::{NewWindowResponse, PageLoadEvent},
    window::Color,
};

use crate::{
    app_state::AppState,
    ipc::{
        event::{FilesDragged, PageAsked},
        view::Page,
    },
    notify,
};

/// The label that the capability file names.
pub(crate) const MAIN: &str = "main";

pub(crate) use remembered::plugin;

/// Brings the window up, or makes a new one where it was closed.
pub(crate) fn raise(app: &AppHandle) {
    raise_at(app, None);
}

/// The same; with a `page`, the window shows that one.
pub(crate) fn raise_at(app: &AppHandle, page: Option<Page>) {
    // On a thread of its own: Windows hands over a second start inside a window procedure, where building a web view hangs.
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || open(&app, app.state::<AppState>().theme(), page));
}

/// Brings the window up, or makes a new one where it was closed. Blocks meanwhile.
pub(crate) fn open(app: &AppHandle, theme: Theme, page: Option<Page>) {
    // Two calls at once would both find no window and both make one.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _one_at_a_time = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let opened = match app.get_webview_window(MAIN) {
        Some(window) => {
            if let Some(page) = page {
                notify::window(app, PageAsked(page));
            }
            window
                .unminimize()
                .and_then(|()| window.show())
                .and_then(|()| window.set_focus())
        }
        None => build(app, theme, page.as_ref()),
    };
    if let Err(error) = opened {
        log::error!("the window could not be opened: {error}");
    }
}

/// Frees the memory that exploring took, if no window explores.
pub(crate) fn evict_unless_open(app: &AppHandle) {
    if app.get_webview_window(MAIN).is_none() {
        app.state::<AppState>().evict_explored();
    }
}

/// Gives the frame the page's colours.
pub(crate) fn set_theme(app: &AppHandle, theme: Theme) {
    set_frame_theme(app, MAIN, theme);
}

pub(crate) fn set_frame_theme(app: &AppHandle, label: &str, theme: Theme) {
    if let Some(window) = app.get_webview_window(label) {
        keep_colour(
            window
                .set_theme(frame_theme(theme))
                .and_then(|()| paint(&window, theme)),
        );
    }
}

fn build(app: &AppHandle, theme: Theme, page: Option<&Page>) -> tauri::Result<()> {
    let address = page.map_or_else(|| "index.html".to_owned(), Page::address);
    let window = builder(app, MAIN, address, theme)
        .title("Tonearm")
        .inner_size(1280.0, 820.0)
        .min_inner_size(720.0, 520.0)
        .zoom_hotkeys_enabled(true)
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                log::debug!("the title stays: {error}");
            }
        })
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                log::debug!("the page is loaded");
                remembered::page_loaded(&window);
            }
        })
        .build()?;
    handle_events(&window);
    finish(&window, theme)
}

/// What every window of ours has: the page's colours behind it, and nowhere else to go.
pub(crate) fn builder<'a>(
    app: &'a AppHandle,
    label: &str,
    address: String,
    theme: Theme,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let dev_server = app.config().build.dev_url.clone().filter(|_| cfg!(dev));
    WebviewWindowBuilder::new(app, label, WebviewUrl::App(address.into()))
        .theme(frame_theme(theme))
        .background_color(background_colour(theme))
        // The page is the app: it goes nowhere else, and opens nothing by itself.
        .on_navigation(move |url| navigation::is_allowed(url, dev_server.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
}

/// What every window of ours needs once it is built.
pub(crate) fn finish(window: &WebviewWindow, theme: Theme) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    crate::gpu::do_without_if_missing(window);
    let (app, label) = (window.app_handle().clone(), window.label().to_owned());
    window.on_window_event(move |event| {
        // Who chose a theme keeps its colour, whatever the system does.
        if let WindowEvent::ThemeChanged(_) = event
            && app.state::<AppState>().theme() == Theme::System
            && let Some(window) = app.get_webview_window(&label)
        {
            keep_colour(paint(&window, Theme::System));
        }
    });
    paint(window, theme)
}

/// Gives what lies behind the page the page's colour.
fn paint(window: &WebviewWindow, theme: Theme) -> tauri::Result<()> {
    let shown = match (theme, window.theme()) {
        (Theme::System, Ok(tauri::Theme::Light)) => Theme::Light,
        _ => theme,
    };
    window.set_background_color(Some(background_colour(shown)))
}

fn keep_colour(painted: tauri::Result<()>) {
    if let Err(error) = painted {
        log::warn!("the frame keeps its colour: {error}");
    }
}

/// Tells the page of files that are dragged over it and dropped on it, which it can't see itself.
fn handle_events(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    window.on_window_event(move |event| {
        let drag = match event {
            WindowEvent::DragDrop(drag) => drag,
            // Without a window nobody explores.
            WindowEvent::Destroyed => return app.state::<AppState>().evict_explored(),
            _ => return,
        };
        let (over, dropped) = match drag {
            DragDropEvent::Enter { .. } => (true, None),
            DragDropEvent::Drop { paths, .. } => (false, app.state::<AppState>().chosen_files.keep(paths.clone())),
            DragDropEvent::Leave => (false, None),
            _ => return,
        };
        notify::window(&app, FilesDragged { over, dropped });
    });
}

fn frame_theme(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Dark => Some(tauri::Theme::Dark),
        Theme::Light => Some(tauri::Theme::Light),
    }
}

/// The page's own background, so that nothing flashes before the page is there.
fn background_colour(theme: Theme) -> Color {
    match theme {
        Theme::System | Theme::Dark => Color(0x15, 0x12, 0x10, 0xFF),
        Theme::Light => Color(0xEF, 0xE7, 0xD8, 0xFF),
    }
}
