//! Commands of the sample world.

use tauri::{AppHandle, State};

use super::{error::UiResult, shape, view::Status};
use crate::{
    demo,
    desk::{Desk, tell_standing},
    tray,
};

/// Shows the invented world.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_around(app: AppHandle, desk: State<'_, Desk>) -> UiResult<Status> {
    let clock = desk.own().await.clock.clone();
    demo::look_around(&app, clock).await?;
    tell_standing(&app).await;
    Ok(shape::status(&app, &*desk.world().await).await)
}

/// Shows the listener's own world again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn leave_sample(app: AppHandle, desk: State<'_, Desk>) -> UiResult<Status> {
    demo::leave(&app).await;
    tell_standing(&app).await;
    tray::update(&app);
    Ok(shape::status(&app, &*desk.world().await).await)
}
