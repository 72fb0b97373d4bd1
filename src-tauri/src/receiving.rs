//! Receives what the system hands over, and tells the page that something waits for it.

use std::{ffi::OsString, path::Path};

use tauri::{AppHandle, Manager};
use url::Url;

use crate::{app_state::AppState, handed_over, ipc::event::SomethingHandedOver, notify};

/// Receives the files in what a start was `given`. Relative paths are below `folder`.
pub(crate) fn given(app: &AppHandle, given: impl IntoIterator<Item = OsString>, folder: &Path) {
    let files = handed_over::files(given, folder);
    if !files.is_empty() {
        app.state::<AppState>().handed_over.keep_files(files);
        notify::window(app, SomethingHandedOver);
    }
}

/// Receives a link that no sign-in of this run waits for.
pub(crate) fn link(app: &AppHandle, link: Url) {
    app.state::<AppState>().handed_over.keep_link(link);
    notify::window(app, SomethingHandedOver);
}
