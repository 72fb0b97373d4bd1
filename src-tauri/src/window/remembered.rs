//! Where the window was and how large, from one run to the next. It is written into the data folder when Tonearm quits.

use host::Folders;
use tauri::{WebviewWindow, Wry, plugin::TauriPlugin};
use tauri_plugin_window_state::{Builder, StateFlags, WindowExt as _};

use super::MAIN;

/// To be added before the first window opens.
pub(crate) fn plugin(folders: &Folders) -> TauriPlugin<Wry> {
    // The quick view opens where the icon is.
    let mut builder = Builder::default().with_filter(|label| label == MAIN);
    if waits_for_page() {
        builder = builder.skip_initial_state(MAIN);
    }
    // The plugin's own folder is another one on Linux; what is joined to it is absolute, and so takes its place.
    match folders.window_state().to_str() {
        Some(file) => builder.with_filename(file).build(),
        // The plugin takes no other names.
        None => builder.build(),
    }
}

/// The page of a window is there: gives the window its place and size, if it does not have them yet.
pub(super) fn page_loaded(window: &WebviewWindow) {
    if waits_for_page()
        && let Err(error) = window.restore_state(StateFlags::all())
    {
        log::warn!("the window is not where it was: {error}");
    }
}

/// Where WebKit was told to do without a GPU, it never loads a page whose window was resized before.
#[cfg(target_os = "linux")]
fn waits_for_page() -> bool {
    crate::gpu::is_missing()
}

#[cfg(not(target_os = "linux"))]
fn waits_for_page() -> bool {
    false
}
