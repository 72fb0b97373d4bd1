//! "Look around": an invented Spotify inside the app, on loopback, with a listener who is signed in
//! at once. It has its own memory, for this run only, and can't touch the real one.

use std::{io, ops::ControlFlow, path::PathBuf, sync::Arc};

use chrono::TimeDelta;
use library::{ImportOptions, Priority};
use plays::Clock;
use spotify::{Addresses, ClientId, Redirect};
use tauri::{AppHandle, Manager};
use vault::Vault;

use crate::{
    archive_changed,
    desk::Desk,
    ipc::error::{UiError, UiResult},
    memory::Memory,
    recording, sign_in, tray,
    world::{Parts, World},
};

/// Opens the sample world, signed in.
///
/// # Errors
/// [`UiError::Unexpected`] when no port on this computer can be had.
pub(crate) async fn look_around(app: &AppHandle, clock: Clock) -> UiResult<()> {
    let desk = app.state::<Desk>();
    if desk.sample().is_some() {
        return Ok(());
    }
    let simulator = simulator::start(simulator::Options::new(clock.clone()))
        .await
        .map_err(unexpected)?;
    let addresses =
        Addresses::overridden(Some(&simulator.accounts_url()), Some(&simulator.api_url())).map_err(unexpected)?;
    let folder = folder();
    let parts = Parts {
        addresses,
        clock,
        covers: folder.join("covers"),
        archive: folder.join("archive.db"),
        memory: Memory::of_this_run(),
        vault: Vault::in_memory(),
        simulator: Some(simulator),
    };
    let (world, news) = World::open(parts)?;
    let world = Arc::new(world);
    let client_id: ClientId = simulator::DEMO_CLIENT_ID.parse().map_err(unexpected)?;
    world.set_client_id(client_id.clone());
    consent(&world, client_id).await?;
    desk.set_sample(Some(world.clone()));
    tauri::async_runtime::spawn(recording::follow(app.clone(), Arc::downgrade(&world), news));
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let lived = world.clone();
        let brought = tauri::async_runtime::spawn_blocking(move || bring_a_life(&lived)).await;
        if let Err(error) = brought.map_err(|error| error.to_string()).flatten() {
            log::error!("the sample has no past: {error}");
        }
        archive_changed(&app, &world);
        recording::sync(&world, Priority::Background).await;
        tray::update(&app);
    });
    Ok(())
}

/// How far back the sample's listener goes.
const PAST: TimeDelta = TimeDelta::days(3 * 365);

/// Imports what the sample's listener heard before, the way that everybody imports.
fn bring_a_life(world: &World) -> Result<(), String> {
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let (Some(simulator), Ok(archive)) = (world.simulator(), world.library.archive()) else {
        return Ok(());
    };
    let export = folder().join("sample_history.zip");
    let since = world.now() - PAST;
    simulator
        .export_extended(&export, since)
        .map_err(|error| words(&error))?;
    let watch = &mut |_| ControlFlow::Continue(());
    let imported = archive.import(&[export], ImportOptions::default(), watch);
    imported.map(drop).map_err(|error| words(&error))
}

/// Leaves the sample and deletes what it fetched.
pub(crate) async fn leave(app: &AppHandle) {
    let desk = app.state::<Desk>();
    if let Some(sample) = desk.sample() {
        desk.set_sample(None);
        if let Err(error) = sample.disconnect().await {
            log::error!("{error}");
        }
        if let Some(simulator) = sample.simulator() {
            simulator.stop();
        }
        drop(sample);
        forget_folder();
    }
}

/// Where the sample's archive and covers lie while it is shown.
fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("tonearm-sample-{}", std::process::id()))
}

fn forget_folder() {
    match std::fs::remove_dir_all(folder()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => log::warn!("the sample's files stay: {error}"),
        _ => {}
    }
}

/// The same sign-in as the real one, except that nobody has to press Agree.
async fn consent(world: &World, client_id: ClientId) -> UiResult<()> {
    let simulator = world.simulator().ok_or_else(|| unexpected("no simulator"))?;
    let attempt = sign_in::begin(world, client_id, Redirect::DeepLink);
    let callback = simulator.agree(attempt.url().as_str()).await.map_err(unexpected)?;
    let callback = callback.parse().map_err(unexpected)?;
    let code = attempt.read(&callback, world.now())?;
    sign_in::finish(world, attempt, code).await
}

fn unexpected(why: impl std::fmt::Display) -> UiError {
    log::error!("the sample could not be opened: {why}");
    UiError::Unexpected {
        what: "The sample could not be opened. Restart Tonearm and try again.".to_owned(),
    }
}
