//! Lists the app's commands, so that the capability file has to allow each of them by name.

/// The same names as in `src/ipc.rs`; a test there compares the two.
const COMMANDS: &[&str] = &[
    "cancel_sign_in",
    "check_setup",
    "copy",
    "disconnect",
    "finish_playlist",
    "leave_sample",
    "look_around",
    "now_playing",
    "open_in_spotify",
    "open_page",
    "quit",
    "recent",
    "reopen_browser",
    "save_playlist",
    "set_client_id",
    "set_redirect",
    "set_theme",
    "sign_in",
    "sign_in_link",
    "status",
    "suggest_playlist",
    "top_artists",
    "top_genres",
    "top_tracks",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
