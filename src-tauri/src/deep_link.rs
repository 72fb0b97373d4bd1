//! `tonearm:` links, by which the browser comes back from a sign-in: has the system send them here, and passes them on.

#[cfg(target_os = "linux")]
mod package;

use host::Arrival;
use tauri::{AppHandle, Manager};
use tauri_plugin_deep_link::DeepLinkExt;
use url::Url;

use crate::{app_state::AppState, handed_over::SCHEME, notify, only_one, receiving, window};

/// Handles the link that this process was started with, if any, and those that the system sends from now on.
pub(crate) fn listen(app: &AppHandle) {
    // No sign-in of this run can wait for it, but one of an earlier run may.
    match app.deep_link().get_current() {
        Ok(links) => links.into_iter().flatten().for_each(|link| receiving::link(app, link)),
        Err(error) => log::warn!("whether a link began this run is unknown: {error}"),
    }
    app.deep_link().on_open_url({
        let app = app.clone();
        move |event| event.urls().into_iter().for_each(|url| opened(&app, url))
    });
}

/// Has the system open the links with this app. Where it refuses, tells the window.
pub(crate) fn register(app: &AppHandle) {
    let registered = if cfg!(target_os = "macos") {
        // macOS reads the scheme from the bundle, and from nowhere else.
        is_bundled()
            .then_some(())
            .ok_or_else(|| "this is no .app bundle".to_owned())
    } else if !only_one::can_be_reached() {
        Err("the process that the system starts for a link could not pass it on".to_owned())
    } else if is_packaged() {
        // What an earlier run registered would hide the package's own, also once the package is gone.
        app.deep_link().unregister(SCHEME).map_err(|error| error.to_string())
    } else {
        app.deep_link().register_all().map_err(|error| error.to_string())
    };
    if let Err(why) = registered {
        log::warn!("tonearm: links don't come here: {why}");
        app.state::<AppState>().set_deep_links_fail();
        let app = app.clone();
        tauri::async_runtime::spawn(async move { notify::status_changed(&app).await });
    }
}

/// Whether a package has the system open links with this program already.
fn is_packaged() -> bool {
    #[cfg(target_os = "linux")]
    return package::handles(SCHEME);
    #[cfg(not(target_os = "linux"))]
    false
}

fn is_bundled() -> bool {
    let program = std::env::current_exe().unwrap_or_default();
    program
        .parent()
        .is_some_and(|folder| folder.ends_with("Contents/MacOS"))
}

fn opened(app: &AppHandle, url: Url) {
    if url.scheme() != SCHEME {
        // macOS opens files as it opens links.
        receiving::arguments(app, [url.to_string().into()], "/".as_ref());
        return window::raise(app);
    }
    let state = app.state::<AppState>();
    let handed_over = state
        .profiles()
        .any(|profile| profile.pending_sign_in.hand_over(Arrival::by_link(url.clone())));
    if !handed_over {
        // Its query may hold a code, so the link itself is not written down.
        log::warn!("a tonearm: link came, and nobody waits for one");
        receiving::link(app, url);
    }
    window::raise(app);
}
