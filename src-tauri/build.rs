//! Lists the app's commands, so that the capability file has to allow each of them by name.

/// The same names as in `src/ipc.rs`; a test there compares the two.
const COMMANDS: &[&str] = &[
    "archive",
    "back_up",
    "cancel_import",
    "cancel_sign_in",
    "check_setup",
    "choose_history",
    "copy",
    "copy_picture",
    "disconnect",
    "dismiss_damage",
    "dismiss_import",
    "explore",
    "explore_detail",
    "export_history",
    "find",
    "finish_playlist",
    "hidden_things",
    "hide",
    "hide_days",
    "import_history",
    "import_status",
    "leave_sample",
    "look_around",
    "now_playing",
    "older_plays",
    "open_in_spotify",
    "open_page",
    "quit",
    "recent",
    "reopen_browser",
    "restore_backup",
    "save_playlist",
    "set_client_id",
    "set_redirect",
    "set_theme",
    "show_archive",
    "sign_in",
    "sign_in_link",
    "status",
    "suggest_playlist",
    "top_artists",
    "top_genres",
    "top_tracks",
    "undo_import",
    "unhide",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
