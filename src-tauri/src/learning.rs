//! Looks genres up in the background, once the listener has agreed: for each profile one task, which goes on whenever there is something
//! to look up and stops at once when it is paused. Asks nobody before the slot says that it may.

use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use genres::{Client, Trouble};
use library::{LearningOptions, LearningProgress};
use tauri::{AppHandle, Manager};

use crate::{
    app_state::AppState,
    ipc::{convert::genres::learning, event::LearningChanged},
    notify,
    profile::Profile,
    supervise::carry_on,
};

/// The window is told this often at most.
const TELL_EVERY: Duration = Duration::from_millis(300);
/// Charts that are open take up new genres this often.
const TAKE_UP_EVERY: Duration = Duration::from_secs(30);
const AFTER_START: Duration = Duration::from_secs(2);
/// When everything is known: new artists are noticed by then at the latest.
const LOOK_AGAIN: Duration = Duration::from_secs(60 * 60);
/// When somebody did not answer.
const TRY_AGAIN: Duration = Duration::from_secs(10 * 60);

/// Looks genres up in a profile until it is gone. Begins a little later, because it first reads the whole archive to see who is to be
/// looked up, and the window opens now.
pub(crate) async fn keep_learning(app: AppHandle, profile: Weak<Profile>) {
    tokio::time::sleep(AFTER_START).await;
    loop {
        let Some(profile) = profile.upgrade().filter(|profile| !profile.is_left()) else {
            return;
        };
        let slot = profile.learning.clone();
        let mut rest = Rest(LOOK_AGAIN);
        carry_on("looking up genres", pass(&app, &profile, &mut rest)).await;
        drop(profile);
        tokio::select! {
            () = slot.changed() => {}
            () = tokio::time::sleep(rest.0) => {}
        }
    }
}

/// How long nothing is looked up after a pass.
struct Rest(Duration);

/// Looks up whatever there is, until something changes.
async fn pass(app: &AppHandle, profile: &Arc<Profile>, rest: &mut Rest) {
    let slot = &profile.learning;
    let mut learnt = None;
    if slot.may_learn() {
        match (profile.genre_access.take_turn(), profile.genre_client().await) {
            (Ok(_turn), Ok(client)) => {
                slot.set_state(|state| state.is_running = true);
                tokio::select! {
                    progress = learn(app, profile, &client) => learnt = progress,
                    () = slot.changed() => {
                        // For the loop around this, which would wait otherwise.
                        slot.start_anew();
                    }
                }
                slot.set_state(|state| (state.is_running, state.waiting) = (false, None));
            }
            (Err(error), _) => log::info!("another program looks genres up: {error}"),
            (_, Err(error)) => log::error!("genres can't be looked up: {error}"),
        }
    }
    let progress = match learnt {
        Some(progress) => Some(progress),
        None => profile.library.learning_progress().await.ok(),
    };
    if let Some(progress) = progress {
        if progress.left() > 0 {
            *rest = Rest(TRY_AGAIN);
        }
        slot.set_state(|state| state.progress = Some(progress));
    }
    take_up(app, profile).await;
    tell(app, profile);
}

/// `None` if the archive can't be read or written.
async fn learn(app: &AppHandle, profile: &Arc<Profile>, client: &Client) -> Option<LearningProgress> {
    let slot = &profile.learning;
    let (mut told, mut taken_up) = (None::<Instant>, Instant::now());
    let on_progress = |progress: LearningProgress| {
        slot.set_state(|state| {
            state.waiting = match progress.trouble {
                Some(Trouble::NotAnswered { service, until }) => Some((service, until)),
                _ => None,
            };
            state.token_refused |= progress.trouble == Some(Trouble::TokenRefused);
            state.progress = Some(progress);
        });
        if told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
            told = Some(Instant::now());
            tell(app, profile);
        }
        if taken_up.elapsed() >= TAKE_UP_EVERY {
            taken_up = Instant::now();
            let (app, profile) = (app.clone(), Arc::clone(profile));
            tauri::async_runtime::spawn(async move { take_up(&app, &profile).await });
        }
    };
    let learnt = profile
        .library
        .learn(client, LearningOptions::default(), on_progress)
        .await;
    learnt
        .inspect_err(|error| log::error!("genres are not looked up any more for now: {error}"))
        .ok()
}

/// Has what is on show take up the genres that were learnt.
async fn take_up(app: &AppHandle, profile: &Arc<Profile>) {
    let zone = app.state::<AppState>().zone();
    let Ok(archive) = profile.library.archive().cloned() else {
        return;
    };
    match tauri::async_runtime::spawn_blocking(move || archive.refresh_if_loaded(zone)).await {
        Ok(Ok(true)) => notify::archive_changed(app, profile),
        Ok(Ok(false)) => {}
        Ok(Err(error)) => log::error!("the new genres are not shown yet: {error}"),
        Err(error) => log::error!("taking up genres broke off: {error}"),
    }
}

/// Tells the window how far it has come.
pub(crate) fn tell(app: &AppHandle, profile: &Arc<Profile>) {
    app.state::<AppState>().while_shown(profile, || {
        notify::window(app, LearningChanged(learning(&profile.learning)))
    });
}
