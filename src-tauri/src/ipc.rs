//! The border to the UI: every command and event of ours that the web view can reach.
//! `ui/src/shell/bindings.ts` is generated from here; a test keeps it fresh.

mod account;
mod archive;
mod backups;
mod changing;
pub(crate) mod convert;
mod decided;
mod diagnostics;
pub(crate) mod disk;
pub(crate) mod error;
pub(crate) mod event;
mod explore;
mod export;
mod genres;
mod hidden;
mod imports;
mod listening;
mod machines;
pub(crate) mod number;
mod playlists;
mod posters;
mod quick_view;
mod recount;
mod sample;
mod settings;
mod system;
pub(crate) mod view;
mod why;

use plays::CountingRule;
use tauri_specta::{Builder, collect_commands, collect_events};

use self::convert::filter::rule_for_page;

/// All commands, events and constants.
pub(crate) fn builder() -> Builder<tauri::Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            account::status,
            account::set_client_id,
            account::check_setup,
            account::sign_in,
            account::finish_sign_in,
            account::cancel_sign_in,
            account::sign_in_link,
            account::reopen_browser,
            account::disconnect,
            archive::archive,
            archive::archive_totals,
            imports::import_history,
            imports::choose_history,
            imports::take_handed_over,
            imports::import_status,
            imports::cancel_import,
            imports::dismiss_import,
            imports::undo_import,
            backups::back_up,
            backups::preview_restore,
            backups::restore_backup,
            backups::dismiss_damage,
            recount::recounted_plays,
            recount::dismiss_recount,
            export::export_history,
            archive::show_archive,
            listening::older_plays,
            explore::explore,
            explore::explore_detail,
            explore::find,
            explore::own_plays,
            why::explain_number,
            why::explain_play,
            decided::keep_apart,
            decided::join_plays,
            decided::take_back_decision,
            decided::call_complete,
            decided::take_back_complete,
            hidden::hide,
            hidden::hide_days,
            hidden::unhide,
            hidden::hidden_things,
            listening::top_tracks,
            listening::top_artists,
            listening::top_genres,
            listening::recent,
            genres::learning,
            genres::answer_learning,
            genres::pause_learning,
            genres::genre_services,
            genres::set_genre_server,
            genres::set_listenbrainz_token,
            genres::artist_genres,
            genres::correct_genres,
            genres::genre_tree,
            machines::other_machines,
            machines::choose_shared_folder,
            machines::add_remote,
            machines::exchange_now,
            machines::stop_exchange,
            machines::remove_remote,
            listening::now_playing,
            quick_view::quick_view,
            quick_view::open_tonearm,
            quick_view::close_quick_view,
            system::open_in_spotify,
            system::open_page,
            system::copy,
            system::copy_picture,
            system::quit,
            posters::save_poster,
            posters::copy_poster,
            playlists::suggest_playlist,
            playlists::save_playlist,
            playlists::finish_playlist,
            sample::look_around,
            sample::leave_sample,
            settings::set_theme,
            settings::set_redirect,
            settings::set_zone,
            settings::set_counting_rule,
            settings::set_notifications,
            settings::set_start_at_login,
            diagnostics::copy_diagnostics,
            diagnostics::check_for_update,
            diagnostics::log_page_fault,
            settings::pause_recording,
        ])
        .events(collect_events![
            event::StatusChanged,
            event::PlaysRecorded,
            event::ArchiveChanged,
            event::ImportChanged,
            event::LearningChanged,
            event::MachinesChanged,
            event::FilesDragged,
            event::SomethingHandedOver,
            event::PageAsked,
            event::PlaylistProgress,
            event::SignInNotice
        ])
        // The page has no default of its own.
        .constant("defaultCountingRule", rule_for_page(CountingRule::default()))
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

    /// Commands of ours, and permissions of Tauri's own.
    fn allowed(capability: &str) -> (BTreeSet<String>, Vec<String>) {
        let capability: serde_json::Value = serde_json::from_str(capability).unwrap();
        let permissions = capability["permissions"].as_array().unwrap().iter();
        let (ours, others): (Vec<_>, Vec<_>) = permissions
            .map(|permission| permission.as_str().unwrap().to_owned())
            .partition(|permission| permission.starts_with("allow-"));
        let command = |permission: String| permission["allow-".len()..].replace('-', "_");
        (ours.into_iter().map(command).collect(), others)
    }

    #[test]
    fn every_command_is_allowed_by_name_and_nothing_else_is() {
        let (in_main, of_tauri) = allowed(include_str!("../capabilities/main.json"));
        let (in_quick_view, _) = allowed(include_str!("../capabilities/quick-view.json"));
        let bindings = generated();
        let called: BTreeSet<String> = bindings
            .split("__TAURI_INVOKE(\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(&in_main | &in_quick_view, called);
        let expected = [
            "core:event:allow-listen",
            "core:event:allow-unlisten",
            "core:webview:allow-set-webview-zoom",
        ];
        assert_eq!(of_tauri, expected, "no plugin is within the page's reach");
    }

    #[test]
    fn the_quick_view_calls_what_it_shows_and_nothing_that_changes_the_archive_or_the_account() {
        let (commands, of_tauri) = allowed(include_str!("../capabilities/quick-view.json"));
        let expected = [
            "close_quick_view",
            "now_playing",
            "open_in_spotify",
            "open_tonearm",
            "pause_recording",
            "quick_view",
            "recent",
            "status",
        ];
        assert_eq!(commands, expected.map(str::to_owned).into());
        assert_eq!(of_tauri, ["core:event:allow-listen", "core:event:allow-unlisten"]);
    }
}
