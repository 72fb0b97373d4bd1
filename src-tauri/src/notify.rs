//! Tells the window and the tray what changed. Everything that the window hears without asking is sent from here.

use std::sync::Arc;

use serde::Serialize;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::{
    app_state::AppState,
    ipc::event::{ArchiveChanged, StatusChanged},
    profile::Profile,
    status,
    supervise::carry_on_blocking,
    tray::menu,
};

/// Sends an event to the window, if there is one.
pub(crate) fn window(app: &AppHandle, event: impl Event + Serialize + Clone) {
    if let Err(error) = event.emit(app) {
        log::error!("the window could not be told: {error}");
    }
}

/// Sends the window a new status.
pub(crate) async fn status_changed(app: &AppHandle) {
    let status = status::of_shown(app, &app.state::<AppState>()).await;
    window(app, StatusChanged(status));
}

/// Rewrites the tray's menu soon: the plays in it are read from the archive, which may take a moment.
pub(crate) fn tray(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || carry_on_blocking("the tray's menu", || menu::update(&app)));
}

/// Has everything that shows the archive of `profile` ask again.
pub(crate) fn archive_changed(app: &AppHandle, profile: &Arc<Profile>) {
    if app.state::<AppState>().shows(profile) {
        window(app, ArchiveChanged);
        tray(app);
        let app = app.clone();
        tauri::async_runtime::spawn(async move { status_changed(&app).await });
    }
}
