//! Work that blocks on the disk, done where it delays nobody.

use library::{Archive, StoreError};

use super::error::{UiError, UiResult};
use crate::profile::Profile;

/// # Errors
/// Those of `act`, and [`UiError::ArchiveUnavailable`] where there is no archive or `act` panics.
pub(crate) async fn with_archive<T: Send + 'static>(
    profile: &Profile,
    act: impl FnOnce(&Archive) -> Result<T, StoreError> + Send + 'static,
) -> UiResult<T> {
    let archive = profile.library.archive()?.clone();
    let done = tauri::async_runtime::spawn_blocking(move || act(&archive)).await;
    Ok(done.map_err(broke_off)??)
}

pub(super) fn broke_off(error: tauri::Error) -> UiError {
    log::error!("the archive's work broke off: {error}");
    UiError::ArchiveUnavailable {
        what: "The archive could not be used. Restart Tonearm; the log tells more.".to_owned(),
    }
}
