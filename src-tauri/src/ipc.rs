//! The border to the UI: every command and event of ours that the web view can reach.
//! Types for the page are generated from here into `ui/src/shell/bindings.ts`; a test keeps them fresh.

pub(crate) mod account;
pub(crate) mod archive;
pub(crate) mod archive_shape;
pub(crate) mod error;
pub(crate) mod explore;
pub(crate) mod explore_question;
pub(crate) mod explore_shape;
pub(crate) mod listening;
pub(crate) mod outside;
pub(crate) mod playlists;
pub(crate) mod sample;
pub(crate) mod settings;
pub(crate) mod shape;
pub(crate) mod view;

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::{Builder, Event, collect_commands, collect_events};

/// Things between Tonearm and Spotify changed; this is how they stand now.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct StatusChanged(pub view::Status);

/// Plays came in that were not known before.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type, Event)]
pub(crate) struct PlaysRecorded {
    /// At least one.
    pub count: u32,
}

/// The archive is another than a moment ago.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type, Event)]
pub(crate) struct ArchiveChanged;

/// An import went on, ended, or was dismissed.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct ImportChanged(pub Option<view::ImportStatus>);

/// Files are dragged over the window, or were dropped on it.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct FilesDragged {
    /// They are over it now.
    pub over: bool,
    /// They were dropped.
    pub dropped: Vec<String>,
}

/// A playlist is being filled.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type, Event)]
pub(crate) struct PlaylistProgress {
    /// How many tracks are in it.
    pub saved: u32,
    /// How many there will be.
    pub of: u32,
}

/// Something happened to the sign-in under way that does not end it.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub(crate) struct SignInNotice(pub error::UiError);

/// All commands and events.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            account::status,
            account::set_client_id,
            account::check_setup,
            account::sign_in,
            account::cancel_sign_in,
            account::sign_in_link,
            account::reopen_browser,
            account::disconnect,
            archive::archive,
            archive::import_history,
            archive::choose_history,
            archive::import_status,
            archive::cancel_import,
            archive::dismiss_import,
            archive::undo_import,
            archive::back_up,
            archive::restore_backup,
            archive::dismiss_damage,
            archive::export_history,
            archive::show_archive,
            archive::older_plays,
            explore::explore,
            explore::explore_detail,
            explore::find,
            explore::hide,
            explore::hide_days,
            explore::unhide,
            explore::hidden_things,
            listening::top_tracks,
            listening::top_artists,
            listening::top_genres,
            listening::recent,
            listening::now_playing,
            outside::open_in_spotify,
            outside::open_page,
            outside::copy,
            outside::copy_picture,
            outside::quit,
            playlists::suggest_playlist,
            playlists::save_playlist,
            playlists::finish_playlist,
            sample::look_around,
            sample::leave_sample,
            settings::set_theme,
            settings::set_redirect,
        ])
        .events(collect_events![
            StatusChanged,
            PlaysRecorded,
            ArchiveChanged,
            ImportChanged,
            FilesDragged,
            PlaylistProgress,
            SignInNotice
        ])
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;

    fn generated() -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bindings.ts");
        builder()
            .export(specta_typescript::Typescript::default(), &file)
            .unwrap();
        std::fs::read_to_string(file).unwrap()
    }

    /// `TONEARM_WRITE_BINDINGS=1 cargo test -p tonearm bindings` writes the file anew.
    #[test]
    fn the_bindings_are_fresh() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/shell/bindings.ts");
        if std::env::var_os("TONEARM_WRITE_BINDINGS").is_some() {
            std::fs::write(&file, generated()).unwrap();
        }
        let committed = std::fs::read_to_string(file).unwrap();
        assert!(
            committed == generated(),
            "ui/src/shell/bindings.ts is out of date: run `cargo xtask bindings`"
        );
    }

    #[test]
    fn every_command_is_allowed_by_name_and_nothing_else_is() {
        let capability: serde_json::Value = serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let allowed: BTreeSet<String> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|permission| permission.as_str().unwrap().strip_prefix("allow-"))
            .map(|command| command.replace('-', "_"))
            .collect();
        let bindings = generated();
        let called: BTreeSet<String> = bindings
            .split("__TAURI_INVOKE(\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(allowed, called);
    }
}
