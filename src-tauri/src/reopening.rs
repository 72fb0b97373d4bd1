//! An archive that could not be opened is tried again until it opens: the other program may end, the folder may become writable, the
//! disk may get room.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tauri::AppHandle;

use crate::{notify, profile::Profile, supervise::carry_on_blocking};

const PAUSE: Duration = Duration::from_secs(3);

/// Returns once there is an archive, or the profile is gone.
pub(crate) async fn keep_trying(app: AppHandle, profile: Weak<Profile>) {
    let mut last_error = String::new();
    loop {
        tokio::time::sleep(PAUSE).await;
        let Some(profile) = profile.upgrade() else { return };
        if profile.library.archive().is_ok() {
            return;
        }
        match reopen(&profile).await {
            Ok(()) => {
                log::info!("the archive could be opened after all");
                return notify::archive_changed(&app, &profile);
            }
            Err(error) if error != last_error => {
                log::error!("the archive still can't be opened: {error}");
                last_error = error;
            }
            Err(_) => {}
        }
    }
}

async fn reopen(profile: &Arc<Profile>) -> Result<(), String> {
    let profile = profile.clone();
    let reopen = move || carry_on_blocking("opening the archive", || profile.reopen_archive());
    match tauri::async_runtime::spawn_blocking(reopen).await {
        Ok(Some(opened)) => opened.map_err(|error| error.to_string()),
        Ok(None) => Err("it panicked".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
