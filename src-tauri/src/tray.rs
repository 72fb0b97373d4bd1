//! The icon in the system tray. A click opens the quick view where the system tells of clicks, and the menu is there everywhere: what
//! plays, the last ten plays, and a way back to the window. This file has what using the icon does; `menu` keeps the menu up to
//! date, `lines` and `entries` make its text, and `status_notifier` (Linux) or `native` shows it.

mod entries;
mod lines;
pub(crate) mod menu;
#[cfg(not(target_os = "linux"))]
mod native;
#[cfg(target_os = "linux")]
mod status_notifier;

use library::Priority;
use tauri::{AppHandle, Manager};

use self::entries::{Choice, Uses};
#[cfg(not(target_os = "linux"))]
use self::native::Icon;
#[cfg(target_os = "linux")]
use self::status_notifier::Icon;
use crate::{app_state::AppState, browser, notify, quick_view, recording, window};

/// Puts the icon into the tray. A system without a tray is no error: starting Tonearm again opens the window, and the page
/// can quit.
pub(crate) fn set_up(app: &AppHandle) {
    if cfg!(target_os = "linux") {
        // A tray that hangs must not hold up the start.
        let app = app.clone();
        tauri::async_runtime::spawn_blocking(move || show_icon(&app));
    } else {
        show_icon(app);
    }
}

fn show_icon(app: &AppHandle) {
    let (clicked, chosen) = (app.clone(), app.clone());
    let uses = Uses {
        click: Box::new(move |at| quick_view::toggle(&clicked, at)),
        choose: Box::new(move |choice| choose(&chosen, choice)),
    };
    match Icon::new(app, menu::first_entries(), uses) {
        Ok(icon) => {
            menu::show_by(app, icon);
            notify::tray(app);
        }
        Err(error) => log::warn!("there is no tray: {error}"),
    }
}

fn choose(app: &AppHandle, choice: Choice) {
    match choice {
        Choice::Sync => {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                app.state::<AppState>().shown().await.sync(Priority::Listener).await;
                notify::tray(&app);
            });
        }
        Choice::PauseRecording => pause_recording(app, true),
        Choice::ResumeRecording => pause_recording(app, false),
        Choice::Open => window::raise(app),
        Choice::Quit => app.exit(0),
        Choice::Play(uri) => {
            if let Err(error) = browser::open_in_spotify(app, &uri) {
                log::warn!("a play could not be opened: {error}");
            }
        }
    }
}

fn pause_recording(app: &AppHandle, paused: bool) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move { recording::pause(&app, paused).await });
}
