//! Exchanges with the listener's other machines in the background: one task for the own profile, which sees to it that nobody has to
//! think of it. The sample exchanges with nobody. A part is sent or received whole or not at all, so this can end at any time.

use std::{
    ops::ControlFlow,
    sync::{Arc, Weak},
    time::Duration,
};

use chrono::TimeDelta;
use library::{Archive, ExchangeError, Exchanged, RemoteSettings, StoreError};
use tauri::{AppHandle, Manager};
use tokio::time::Instant;

use crate::{
    app_state::AppState,
    exchange_slot::{ExchangeFailure, ExchangeSlot},
    exchange_times::{End, ExchangeTimes},
    ipc::{convert::machines as convert, error::UiResult, event::MachinesChanged, view::OtherMachines},
    notify,
    profile::Profile,
    remote_access::RemoteAccess,
    supervise::{carry_on, carry_on_blocking},
};

/// The window is told this often at most.
const TELL_EVERY: Duration = Duration::from_millis(200);

/// Exchanges for a profile until it is gone.
pub(crate) async fn keep_exchanging(app: AppHandle, profile: Weak<Profile>) {
    let Some(slot) = profile.upgrade().map(|profile| profile.exchange.clone()) else {
        return;
    };
    let mut times = ExchangeTimes::at_start(Instant::now());
    loop {
        wait(&slot, &mut times).await;
        let Some(profile) = profile.upgrade() else { return };
        times.note_begin();
        let mut tried = Tried::of(End::Failed);
        let trying = async { tried = pass(&app, &profile).await };
        carry_on("exchanging with other machines", trying).await;
        let rest = times.note_end(Instant::now(), tried.end);
        let rest = TimeDelta::from_std(rest).unwrap_or_default();
        let retry_at = (tried.end == End::MayPass).then(|| profile.now() + rest);
        slot.end();
        slot.set_state(|state| {
            if let Some(failure) = &mut state.failure {
                failure.retry_at = retry_at;
            }
        });
        if tried.brought {
            notify::archive_changed(&app, &profile);
            // Some of the artists may be new here.
            profile.learning.look_again();
        }
        if tried.is_told {
            let app = app.clone();
            let told = tauri::async_runtime::spawn_blocking(move || tell(&app, &profile, tried.brought)).await;
            if let Err(error) = told {
                log::error!("the window was not told of the exchange: {error}");
            }
        }
    }
}

/// Waits until it is time, or somebody asks.
async fn wait(slot: &ExchangeSlot, times: &mut ExchangeTimes) {
    loop {
        tokio::select! {
            () = slot.asked() => return,
            () = tokio::time::sleep_until(times.due()) => return,
            () = slot.changed() => times.note_change(Instant::now()),
        }
    }
}

/// What came of trying to exchange.
#[derive(Clone, Copy)]
struct Tried {
    end: End,
    /// Whether anything in the archive is different now.
    brought: bool,
    /// Whether the window has to hear of the end.
    is_told: bool,
}

impl Tried {
    fn of(end: End) -> Self {
        Self {
            end,
            brought: false,
            is_told: true,
        }
    }

    fn nothing(end: End) -> Self {
        Self {
            is_told: false,
            ..Self::of(end)
        }
    }
}

async fn pass(app: &AppHandle, profile: &Arc<Profile>) -> Tried {
    let Ok(archive) = profile.library.archive().cloned() else {
        return Tried::nothing(End::NoArchive);
    };
    let (app, profile) = (app.clone(), profile.clone());
    let exchange = move || carry_on_blocking("an exchange", || exchange(&app, &profile, &archive));
    match tauri::async_runtime::spawn_blocking(exchange).await {
        Ok(Some(tried)) => tried,
        Ok(None) => Tried::of(End::Failed),
        Err(error) => {
            log::error!("an exchange broke off: {error}");
            Tried::of(End::Failed)
        }
    }
}

fn exchange(app: &AppHandle, profile: &Arc<Profile>, archive: &Archive) -> Tried {
    let Some(access) = &profile.remote_access else {
        return Tried::nothing(End::Done);
    };
    let settings = match archive.remote_settings() {
        Ok(Some(settings)) => settings,
        Ok(None) => return Tried::nothing(End::Done),
        Err(error) => {
            log::warn!("nobody knows whom to exchange with: {error}");
            return Tried::nothing(End::MayPass);
        }
    };
    if !profile.exchange.begin() {
        return Tried::nothing(End::Done);
    }
    tell(app, profile, false);
    let (mut told, mut has_begun) = (Instant::now(), false);
    let watch = &mut |progress| {
        has_begun = true;
        profile.exchange.set_state(|state| state.running = Some(progress));
        if told.elapsed() >= TELL_EVERY {
            told = Instant::now();
            tell(app, profile, false);
        }
        match profile.exchange.is_stopped() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    };
    let zone = app.state::<AppState>().zone();
    let exchanged = profile.exchange_with(access, archive, &settings, zone, watch);
    let brought = match &exchanged {
        Ok(exchanged) => {
            exchanged.plays != 0
                || exchanged.rows_received > 0
                || exchanged.decisions_received > 0
                || exchanged.undone > 0
        }
        // Some of it may have arrived.
        Err(_) => has_begun,
    };
    Tried {
        brought,
        ..Tried::of(note_end(profile, archive, &settings, exchanged))
    }
}

/// Writes down how an exchange went, and keeps why it failed, unless another remote was chosen meanwhile.
fn note_end(
    profile: &Profile,
    archive: &Archive,
    settings: &RemoteSettings,
    exchanged: Result<Exchanged, ExchangeError>,
) -> End {
    let is_of_now = archive
        .remote_settings()
        .is_ok_and(|now| now.as_ref() == Some(settings));
    // Who stopped it knows, and what was known before still holds.
    let is_stopped = matches!(exchanged, Err(ExchangeError::Stopped));
    if is_stopped || !is_of_now {
        return End::Done;
    }
    let noted = archive.note_exchange(exchanged.as_ref());
    if let Err(error) = &noted {
        log::error!("how the exchange went was not written down: {error}");
    }
    let failure = exchanged.err().map(|error| {
        log_failure(&error);
        ExchangeFailure {
            noted: noted.is_ok().then(|| error.to_string()),
            error: Arc::new(error),
            retry_at: None,
        }
    });
    let end = match &failure {
        None => End::Done,
        Some(failure) if may_pass(&failure.error) => End::MayPass,
        Some(_) => End::Failed,
    };
    profile.exchange.set_state(|state| state.failure = failure);
    end
}

fn may_pass(error: &ExchangeError) -> bool {
    match error {
        ExchangeError::Remote(error) => error.may_pass(),
        ExchangeError::Archive(error) => matches!(error, StoreError::Busy | StoreError::Locked),
        ExchangeError::AnotherListener | ExchangeError::Stopped => false,
    }
}

fn log_failure(error: &ExchangeError) {
    match error {
        // Its words name the place, which the listener chose.
        ExchangeError::Remote(error) => log::warn!("the machines were not exchanged with: {}", error.code()),
        error => log::warn!("the machines were not exchanged with: {error}"),
    }
}

/// Tells the window how it stands with the other machines; `brought` if the archive has changed by it. Blocks.
pub(crate) fn tell(app: &AppHandle, profile: &Arc<Profile>, brought: bool) {
    match machines(profile) {
        Ok(machines) => app.state::<AppState>().while_shown(profile, || {
            notify::window(app, MachinesChanged { machines, brought });
        }),
        Err(error) => log::error!("the window can't be told of other machines: {error}"),
    }
}

/// How it stands with the other machines. Blocks on the archive.
///
/// # Errors
/// When the archive can't be read.
pub(crate) fn machines(profile: &Profile) -> UiResult<OtherMachines> {
    let revision = profile.exchange.next_revision();
    let archive = profile.library.archive()?;
    let remote = archive.remote_settings()?;
    let last = archive.last_exchange()?;
    let storage = profile.remote_access.as_ref().and_then(RemoteAccess::storage);
    let machines = convert::other_machines(remote, last, &profile.exchange.state(), storage);
    Ok(OtherMachines { revision, ..machines })
}
