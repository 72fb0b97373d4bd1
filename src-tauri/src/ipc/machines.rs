//! Commands about the listener's other machines: where they meet, exchanging now, and leaving them.

use host::machine_name;
use library::RemoteSettings;
use remote::Address;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;
use vault::Secret;

use super::{
    convert::machines::{database_address, database_url},
    disk::broke_off,
    error::{UiError, UiResult, of_remote},
    view,
};
use crate::{
    app_state::AppState,
    exchanging,
    profile::{NotAdded, Profile},
};

/// How it stands with the other machines.
#[tauri::command]
#[specta::specta]
pub(crate) async fn other_machines(state: State<'_, AppState>) -> UiResult<view::OtherMachines> {
    shown(&state).await
}

/// Lets the listener choose the folder that the machines share; `None` when they cancel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_shared_folder(
    app: AppHandle,
    state: State<'_, AppState>,
) -> UiResult<Option<view::SharedFolder>> {
    let (sender, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_title("Choose the folder that your machines share")
        .pick_folder(move |picked| drop(sender.send(picked)));
    let picked = chosen.await.ok().flatten();
    let Some(path) = picked.and_then(|folder| folder.into_path().ok()) else {
        return Ok(None);
    };
    let shown_path = path.display().to_string();
    let choice = state.chosen_files.keep(vec![path]);
    Ok(choice.map(|choice| view::SharedFolder {
        choice,
        path: shown_path,
    }))
}

/// Sees whether the machines can meet at `place`, sets up what it lacks, and exchanges there from then on. `machine` is what this one is
/// called; the password goes to the keychain and nowhere else.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_remote(
    state: State<'_, AppState>,
    place: view::RemotePlace,
    password: Option<String>,
    listener: Option<String>,
    machine: String,
) -> UiResult<view::OtherMachines> {
    let (address, in_address) = address(&state, place)?;
    let password = password
        .filter(|password| !password.is_empty())
        .or(in_address)
        .map(Secret::new);
    let settings = RemoteSettings {
        address: address.to_string(),
        listener,
        machine_name: match machine.trim() {
            "" => machine_name(),
            name => name.to_owned(),
        },
    };
    change(&state, move |profile| {
        let (access, archive) = (profile.remote_access.as_ref(), profile.library.archive()?);
        let access = access.ok_or_else(not_in_the_sample)?;
        profile
            .add_remote(access, archive, &settings, password)
            .map_err(|why| not_added(why, &settings.address))
    })
    .await
}

/// Exchanges now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn exchange_now(state: State<'_, AppState>) -> UiResult<()> {
    state.shown().await.exchange.ask();
    Ok(())
}

/// Stops the exchange under way; what was exchanged by then stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_exchange(state: State<'_, AppState>) -> UiResult<()> {
    state.shown().await.exchange.stop();
    Ok(())
}

/// Exchanges with nobody from now on. What was exchanged stays, here and there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_remote(state: State<'_, AppState>) -> UiResult<view::OtherMachines> {
    change(&state, |profile| {
        let (access, archive) = (profile.remote_access.as_ref(), profile.library.archive()?);
        let access = access.ok_or_else(not_in_the_sample)?;
        profile.remove_remote(access, archive).map_err(|why| not_added(why, ""))
    })
    .await
}

/// Where that is, and the password that was typed with it.
fn address(state: &AppState, place: view::RemotePlace) -> UiResult<(Address, Option<String>)> {
    match place {
        view::RemotePlace::Folder { choice } => {
            let mut paths = state.chosen_files.paths(choice).unwrap_or_default();
            let path = paths.pop().ok_or_else(|| UiError::Unexpected {
                what: "Tonearm does not know this folder any more. Choose it again.".to_owned(),
            })?;
            Ok((Address::Folder(path), None))
        }
        view::RemotePlace::Database {
            host,
            port,
            database,
            user,
        } => database_address(&database_url(&host, &port, &database, &user)?),
        view::RemotePlace::Url { url } => database_address(&url),
    }
}

async fn shown(state: &AppState) -> UiResult<view::OtherMachines> {
    change(state, |_| Ok(())).await
}

/// Does something that blocks, and tells how it stands then.
async fn change(
    state: &AppState,
    act: impl FnOnce(&Profile) -> UiResult<()> + Send + 'static,
) -> UiResult<view::OtherMachines> {
    let profile = state.shown().await;
    let done = tauri::async_runtime::spawn_blocking(move || {
        act(&profile)?;
        exchanging::machines(&profile)
    });
    done.await.map_err(broke_off)?
}

fn not_added(why: NotAdded, address: &str) -> UiError {
    match why {
        NotAdded::Remote(error) => of_remote(&error, address),
        NotAdded::Archive(error) => error.into(),
        NotAdded::Vault(error) => {
            log::error!("{error}");
            UiError::Unexpected {
                what: "The password may still be in the keychain, in an entry of “app.tonearm.desktop”. Remove it by hand."
                    .to_owned(),
            }
        }
    }
}

fn not_in_the_sample() -> UiError {
    UiError::Unexpected {
        what: "The sample is exchanged with no other machine.".to_owned(),
    }
}
