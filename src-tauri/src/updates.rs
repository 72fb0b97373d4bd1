//! Newer versions of Tonearm. Asks nobody until the listener says so, and installs nothing before they agreed.
//!
//! It is there only if the build knew where releases are and whose key signs them (`build.rs`).

#[cfg(has_updater)]
mod plugin;

#[cfg(has_updater)]
pub(crate) use self::plugin::{check, configure, is_there};

/// Whether this Tonearm can update itself.
#[cfg(not(has_updater))]
pub(crate) fn is_there() -> bool {
    false
}

/// # Errors
/// Always: this Tonearm has no updater.
#[cfg(not(has_updater))]
pub(crate) async fn check(_: &tauri::AppHandle) -> crate::ipc::error::UiResult<crate::ipc::view::UpdateCheck> {
    Err(crate::ipc::error::UiError::Unexpected {
        what: "This Tonearm is updated by the program that installed it.".to_owned(),
    })
}
