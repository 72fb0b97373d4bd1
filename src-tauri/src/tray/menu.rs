//! Keeps the tray's menu up to date. `lines` and `entries` make its text, and the system's icon shows it.

use std::sync::{Mutex, PoisonError};

use library::{Gap, PlayEntry, StoreError};
use tauri::{AppHandle, Manager};

#[cfg(not(target_os = "linux"))]
use super::native::Icon;
#[cfg(target_os = "linux")]
use super::status_notifier::Icon;
use super::{
    entries::{Entry, entries},
    lines::{lines, no_plays, unreadable},
};
use crate::{app_state::AppState, profile::Profile};

const PLAYS: u32 = 10;

/// The icon in the tray, once there is one, and what its menu says. Managed by Tauri.
#[derive(Default)]
pub(crate) struct ShownMenu(Mutex<Option<(Icon, Vec<Entry>)>>);

/// The menu before anything is known.
pub(super) fn first_entries() -> Vec<Entry> {
    entries(no_plays(), false)
}

/// From now on, `icon` shows the menu. It shows [`first_entries`] already.
pub(super) fn show_by(app: &AppHandle, icon: Icon) {
    let shown = app.state::<ShownMenu>();
    *shown.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((icon, first_entries()));
}

/// Rewrites the menu if its text has changed. Does nothing without a tray.
/// Must not run on the main thread: the menu is changed there, while this waits with the lock held.
pub(crate) fn update(app: &AppHandle) {
    let shown = app.state::<ShownMenu>();
    // Held from the reading on, so that of two updates the later one stays.
    let mut shown = shown.0.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((icon, before)) = shown.as_mut() else { return };
    let state = app.state::<AppState>();
    let lines = match state.shown_now() {
        Some(profile) => match plays_and_gaps(&profile) {
            Ok((plays, gaps)) => lines(profile.now_playing().as_ref(), &plays, &gaps, profile.now()),
            Err(()) => unreadable(),
        },
        None => no_plays(),
    };
    let entries = entries(lines, state.is_recording_paused());
    if *before != entries {
        icon.show(app, before, &entries);
        *before = entries;
    }
}

/// The error is in the log.
fn plays_and_gaps(profile: &Profile) -> Result<(Vec<PlayEntry>, Vec<Gap>), ()> {
    // What kept it from being opened was written down then.
    let archive = profile.library.archive().map_err(drop)?;
    let read = || Ok((archive.latest(None, PLAYS)?.plays, archive.open_gaps()?));
    read().map_err(|error: StoreError| log::error!("the tray can't read the archive: {error}"))
}
