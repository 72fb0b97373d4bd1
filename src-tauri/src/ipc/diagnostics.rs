//! Commands about Tonearm itself.

use tauri::AppHandle;

use super::{error::UiResult, system, view::UpdateCheck};
use crate::{diagnostics, updates};

/// Puts on the clipboard what a report of a fault needs: versions, settings, the log's last warnings. No secret, and nothing played.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_diagnostics(app: AppHandle) -> UiResult<()> {
    let text = diagnostics::text(&app).await;
    system::copy(app, text).await
}

/// Looks for a newer version of Tonearm, and installs it if the listener agrees in the system's own dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_for_update(app: AppHandle) -> UiResult<UpdateCheck> {
    updates::check(&app).await
}
