//! "Look around": a profile with an invented Spotify inside the app, on loopback, whose listener is signed in at once.
//! Its files are deleted when it is left, and it can't touch the listener's own.

use std::{fmt::Display, ops::ControlFlow, path::Path, sync::Arc};

use chrono::{Local, Offset};
use host::GenreChoices;
use import::ImportError;
use library::{ArchiveError, ImportOptions, Priority, account_digest};
use plays::Clock;
use simulator::{Life, Quirks, metabrainz::Manners};
use spotify::{Addresses, ClientId, Redirect};
use tauri::{AppHandle, Manager};
use vault::Vault;

use crate::{
    app_state::AppState,
    genre_access::GenreAccess,
    ipc::error::{UiError, UiResult},
    learning, notify,
    profile::{Parts, Profile, Sample},
    recording,
    sample_folder::SampleFolder,
    settings_store::SettingsStore,
    sign_in,
};

/// Opens the sample and shows it. Its history follows in the background.
///
/// # Errors
/// [`UiError::Unexpected`] when there is no free port on this computer, or no room for the sample's files.
pub(crate) async fn open(app: &AppHandle, clock: Clock) -> UiResult<()> {
    let state = app.state::<AppState>();
    let _door = state.sample_door.lock().await;
    if state.sample().is_some() {
        return Ok(());
    }
    let mut options = simulator::Options::new(clock.clone());
    // In the time that the computer keeps now, so that mornings are in the morning.
    options.life = Life::Eventful(clock().with_timezone(&Local).offset().fix());
    // What the list tells later, or with another stamp, would stand beside the same play of the recording.
    options.quirks = Quirks::none();
    options.metabrainz = Manners::kind();
    let simulator = simulator::start(options).await.map_err(unexpected)?;
    let addresses =
        Addresses::overridden(Some(&simulator.accounts_url()), Some(&simulator.api_url())).map_err(unexpected)?;
    let genre_services =
        genres::Addresses::overridden(Some(&simulator.musicbrainz_url()), Some(&simulator.listenbrainz_url()))
            .map_err(unexpected)?;
    let folder = SampleFolder::new().map_err(unexpected)?;
    let export = folder.export();
    let (profile, news) = Profile::open(Parts {
        addresses,
        clock,
        covers: folder.covers(),
        archive: folder.archive(),
        sign_in_lock: folder.sign_in_lock(),
        genre_access: GenreAccess::sample(genre_services),
        // Nothing leaves this computer.
        genre_choices: GenreChoices {
            consent: Some(true),
            ..GenreChoices::default()
        },
        remote_access: None,
        settings: SettingsStore::without_file(),
        vault: Vault::in_memory(),
        attempt_account: None,
        sample: Some(Sample { simulator, folder }),
    })?;
    let profile = Arc::new(profile);
    let client_id: ClientId = simulator::DEMO_CLIENT_ID.parse().map_err(unexpected)?;
    profile.set_client_id(client_id.clone());
    consent(&profile, client_id).await?;
    state.set_sample(Some(profile.clone()));
    tauri::async_runtime::spawn(recording::follow_news(app.clone(), Arc::downgrade(&profile), news));
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let importing = profile.clone();
        let imported = tauri::async_runtime::spawn_blocking(move || import_history(&importing, &export)).await;
        // What is written into files that were deleted meanwhile fails as it may.
        if let Err(error) = imported.map_err(text).flatten()
            && !profile.is_left()
        {
            log::error!("the sample has no past: {error}");
        }
        notify::archive_changed(&app, &profile);
        tauri::async_runtime::spawn(learning::keep_learning(app.clone(), Arc::downgrade(&profile)));
        profile.sync(Priority::Background).await;
        notify::tray(&app);
    });
    Ok(())
}

/// Leaves the sample and deletes its files.
pub(crate) async fn leave(app: &AppHandle) {
    let state = app.state::<AppState>();
    let _door = state.sample_door.lock().await;
    if let Some(sample) = state.sample() {
        state.set_sample(None);
        if let Err(error) = sample.disconnect().await {
            log::error!("{error}");
        }
        if let Some(simulator) = sample.simulator() {
            simulator.stop();
        }
        if let Err(error) = sample.leave() {
            log::warn!("the sample's files stay for now: {error}");
        }
    }
}

/// Imports the export of the sample's listener in the same way as any other, and takes in what Tonearm has recorded since.
fn import_history(profile: &Profile, export: &Path) -> Result<(), String> {
    let (Some(simulator), Ok(archive)) = (profile.simulator(), profile.library.archive()) else {
        return Ok(());
    };
    let past = simulator.past(export, &account_digest(simulator::ACCOUNT_ID));
    if profile.is_left() {
        return Ok(());
    }
    let recordings = past.map_err(text)?;
    let watch = &mut |_| match profile.is_left() {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    };
    match archive.import(&[export.to_owned()], ImportOptions::default(), watch) {
        Err(ArchiveError::Import(ImportError::Cancelled)) => return Ok(()),
        imported => imported.map_err(text)?,
    };
    for recording in recordings {
        if profile.is_left() {
            return Ok(());
        }
        archive.ingest(recording).map_err(text)?;
    }
    Ok(())
}

/// The same sign-in as the real one, except that nobody has to press Agree.
async fn consent(profile: &Profile, client_id: ClientId) -> UiResult<()> {
    let simulator = profile.simulator().ok_or_else(|| unexpected("no simulator"))?;
    let attempt = sign_in::begin(profile, client_id, Redirect::DeepLink);
    let callback = simulator.agree(attempt.url().as_str()).await.map_err(unexpected)?;
    let callback = callback.parse().map_err(unexpected)?;
    let code = attempt.read(&callback, profile.now())?;
    sign_in::finish(profile, attempt, code).await
}

fn text(error: impl Display) -> String {
    error.to_string()
}

fn unexpected(why: impl Display) -> UiError {
    log::error!("the sample could not be opened: {why}");
    UiError::Unexpected {
        what: "The sample could not be opened. Restart Tonearm and try again.".to_owned(),
    }
}
