//! The start of a run and its end: the window first, the listener's own profile in the background, and at the end an
//! archive that the next start need not check.

use std::sync::Arc;

use host::{Choices, Environment, Folders, IDENTIFIER, Theme, core_dumps, private_data, settings_file::Found};
use plays::Clock;
use spotify::Addresses;
use tauri::{AppHandle, Manager};
use vault::Vault;

use crate::{
    app_state::AppState,
    arguments::Arguments,
    deep_link, exchanging,
    genre_access::GenreAccess,
    learning, logging, notify, only_one,
    profile::{Parts, Profile},
    receiving, recording,
    remote_access::RemoteAccess,
    reopening, sample_profile,
    settings_store::SettingsStore,
    tray, window,
};

/// Opens the window, unless it starts hidden, and the tray, then the rest in the background.
///
/// # Errors
/// When the system names no data folder.
pub(crate) fn start(
    app: &AppHandle,
    environment: &Environment,
    addresses: Addresses,
    arguments: Arguments,
    clock: Clock,
) -> Result<(), Box<dyn std::error::Error>> {
    let folders = match &environment.data {
        Some(data) => Folders::chosen(data)?,
        None => Folders::usual(app.path().app_data_dir()?, environment),
    };
    // A second start hands over its link and ends before it does anything else.
    only_one::hand_over(app, &folders);
    // Before a token is read.
    let has_no_core_dumps = core_dumps::turn_off();
    // Before anything is written into it.
    let is_private = private_data::create(&folders);
    if !only_one::take_place(app, &folders) {
        return Ok(());
    }
    app.manage(logging::LogFolder::new(&folders));
    if let Err(error) = app.plugin(logging::plugin(&folders, environment)) {
        #[expect(clippy::print_stderr, reason = "there is no log to say it in")]
        {
            eprintln!("Tonearm writes no log: {error}");
        }
    }
    app.plugin(window::plugin(&folders))?;
    if let Err(error) = has_no_core_dumps {
        log::warn!("a crash may write memory to the disk: {error}");
    }
    if let Err(error) = is_private {
        log::warn!("others may be able to read the data folder: {error}");
    }
    deep_link::listen(app);
    let folder = std::env::current_dir().unwrap_or_default();
    let is_hidden = arguments.is_hidden;
    receiving::given(app, arguments.given, &folder);
    let (settings, found) = SettingsStore::open(app, &folders.app_settings());
    if found == Some(Found::Unreadable) {
        app.state::<AppState>().set_settings_lost();
    }
    let environment = environment.clone();
    let choices = settings.read::<Choices>(host::key::SETTINGS).unwrap_or_default();
    if is_hidden {
        open_if_out_of_reach(app, choices.theme);
    } else {
        window::open(app, choices.theme, None);
    }
    tray::set_up(app);
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        open_own_profile(
            &app,
            Parts {
                addresses,
                clock,
                covers: folders.covers(),
                archive: folders.archive(),
                sign_in_lock: folders.sign_in_lock(),
                remote_access: Some(RemoteAccess::new(environment.clone(), folders.remote_account())),
                genre_access: GenreAccess::real(environment, folders.token_account(), folders.genres_lock()),
                genre_choices: settings.read(host::key::GENRES).unwrap_or_default(),
                settings,
                vault: Vault::open(IDENTIFIER, &folders.keychain_account()),
                attempt_account: Some(folders.attempt_account()),
                sample: None,
            },
        );
        deep_link::register(&app);
    });
    Ok(())
}

/// Opens the window of a hidden start that nothing could bring up later.
fn open_if_out_of_reach(app: &AppHandle, theme: Theme) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if !only_one::can_be_reached() {
            log::info!("without a message bus nothing brings up a window later, so it opens now");
            window::open(&app, theme, None);
        }
    });
}

fn open_own_profile(app: &AppHandle, parts: Parts) {
    match Profile::open(parts) {
        Ok((profile, news)) => {
            let profile = Arc::new(profile);
            tauri::async_runtime::spawn(recording::follow_news(app.clone(), Arc::downgrade(&profile), news));
            tauri::async_runtime::spawn(recording::keep_reading(app.clone(), Arc::downgrade(&profile)));
            tauri::async_runtime::spawn(learning::keep_learning(app.clone(), Arc::downgrade(&profile)));
            tauri::async_runtime::spawn(exchanging::keep_exchanging(app.clone(), Arc::downgrade(&profile)));
            if profile.library.archive().is_err() {
                tauri::async_runtime::spawn(reopening::keep_trying(app.clone(), Arc::downgrade(&profile)));
            }
            app.state::<AppState>().set_own(profile);
            // What was told before this had no plays to show.
            notify::tray(app);
        }
        Err(error) => {
            log::error!("Tonearm can't go on: {error}");
            app.exit(1);
        }
    }
}

/// The last window is closed: Tonearm stays in the tray, unless nothing could bring the window back. A tray that is there now may be gone
/// later, so that only what a second start can reach stays.
pub(crate) fn stay_or_quit(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        if !only_one::can_be_reached() {
            log::info!("without a message bus nothing brings a closed window back, so Tonearm quits");
            app.exit(0);
        }
    });
}

/// The sample's files are deleted, and every archive is brought to a clean end.
pub(crate) fn end(app: &AppHandle) {
    // First of all: a start from now on is one of its own, and waits for this one's end.
    only_one::give_up(app);
    app.state::<AppState>().stop_exchanging();
    tauri::async_runtime::block_on(sample_profile::leave(app));
    app.state::<AppState>().checkpoint();
}
