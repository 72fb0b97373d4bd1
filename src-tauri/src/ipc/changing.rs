//! Changes to what counts.

use std::sync::Arc;

use library::{Archive, StoreError, Zone};
use tauri::AppHandle;

use super::{disk::with_archive, error::UiResult};
use crate::{notify, profile::Profile};

/// Changes what counts, counts anew, and then has the window ask again.
pub(super) async fn change<T: Send + 'static>(
    app: &AppHandle,
    profile: &Arc<Profile>,
    zone: Zone,
    change: impl FnOnce(&Archive) -> Result<T, StoreError> + Send + 'static,
) -> UiResult<T> {
    let changed = with_archive(profile, move |archive| {
        let changed = change(archive)?;
        archive.refresh(zone)?;
        Ok(changed)
    })
    .await?;
    notify::archive_changed(app, profile);
    profile.exchange.note_change();
    Ok(changed)
}
