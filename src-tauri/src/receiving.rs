//! Receives what the system hands over, and tells the page that something waits for it.

use std::{ffi::OsString, path::Path};

use tauri::{AppHandle, Manager};
use url::Url;

use crate::{app_state::AppState, handed_over, ipc::event::SomethingHandedOver, notify};

/// Receives the files that a start names in its `arguments`, without the program's own name. Relative paths are below `folder`.
pub(crate) fn arguments(app: &AppHandle, arguments: impl IntoIterator<Item = OsString>, folder: &Path) {
    let files = handed_over::files(arguments, folder);
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
