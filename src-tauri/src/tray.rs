//! The quick view in the system tray: what plays, the last ten plays, and a way back to the window. This file has the icon
//! and what a click does; `menu` shows the menu, `lines` makes its text.

mod lines;
pub(crate) mod menu;

use std::panic::{AssertUnwindSafe, catch_unwind};

use library::Priority;
use tauri::{
    AppHandle, Manager,
    tray::{MouseButton, MouseButtonState, TrayIconEvent},
};

use crate::{app_state::AppState, browser, notify, window};

/// Puts the icon into the tray. A system without a tray is no error: starting Tonearm again opens the window, and the page
/// can quit.
pub(crate) fn set_up(app: &AppHandle) {
    // On Linux the tray's library panics when the system has none of the libraries it looks for.
    match catch_unwind(AssertUnwindSafe(|| build(app))) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => log::warn!("there is no tray: {error}"),
        Err(_) => log::warn!("there is no tray: libayatana-appindicator3 is missing"),
    }
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    menu::icon(app)?
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                button_state: MouseButtonState::Up,
                ..
            } = event
                && !cfg!(target_os = "macos")
            {
                window::raise(icon.app_handle());
            }
        })
        .build(app)
        .map(drop)
}

fn chosen(app: &AppHandle, id: &str) {
    match id {
        menu::entry::SYNC => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                app.state::<AppState>().shown().await.sync(Priority::Listener).await;
                notify::tray(&app);
            });
        }
        menu::entry::OPEN => window::raise(app),
        menu::entry::QUIT => app.exit(0),
        line => {
            if let Some((_, uri)) = line.split_once(' ')
                && let Err(error) = browser::open_in_spotify(app, uri)
            {
                log::warn!("a play could not be opened: {error}");
            }
        }
    }
}
