//! Which profile the window shows: the listener's own, or the sample over it for a while.
//! The own profile opens in the background, because the keychain may ask to be unlocked first.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicBool, Ordering},
};

use host::{Choices, RedirectChoice, Theme};
use library::Zone;
use tokio::sync::{Mutex, SetOnce};

use crate::{chosen_files::ChosenFiles, handed_over::HandedOver, profile::Profile};

/// Managed by Tauri, so that every command can reach it.
#[derive(Default)]
pub(crate) struct AppState {
    own: SetOnce<Arc<Profile>>,
    /// Held to swap or copy the pointer, or to tell the window something; never across an await.
    sample: RwLock<Option<Arc<Profile>>>,
    /// Held while the sample is opened or left: one after the other.
    pub(crate) sample_door: Mutex<()>,
    pub(crate) chosen_files: ChosenFiles,
    pub(crate) handed_over: HandedOver,
    deep_links_fail: AtomicBool,
    settings_lost: AtomicBool,
    /// The environment's `TZ`.
    tz: Option<String>,
}

impl AppState {
    pub(crate) fn new(tz: Option<String>) -> Self {
        Self { tz, ..Self::default() }
    }

    /// The profile on show. Waits until the own profile is open.
    pub(crate) async fn shown(&self) -> Arc<Profile> {
        match self.sample() {
            Some(sample) => sample,
            None => self.own().await,
        }
    }

    /// The profile on show, if it is open yet.
    pub(crate) fn shown_now(&self) -> Option<Arc<Profile>> {
        self.sample().or_else(|| self.own.get().cloned())
    }

    pub(crate) fn shows(&self, profile: &Arc<Profile>) -> bool {
        self.shown_now().is_some_and(|shown| Arc::ptr_eq(&shown, profile))
    }

    /// Does `act` if `profile` is on show, and another is shown only afterwards: what the window is told in there is never about a
    /// profile that it no longer shows. `act` must be quick.
    pub(crate) fn while_shown(&self, profile: &Arc<Profile>, act: impl FnOnce()) {
        let sample = self.sample.read().unwrap_or_else(PoisonError::into_inner);
        let shown = sample.as_ref().or_else(|| self.own.get());
        if shown.is_some_and(|shown| Arc::ptr_eq(shown, profile)) {
            act();
        }
    }

    /// The listener's own profile, whether it is on show or not. Waits until it is open.
    pub(crate) async fn own(&self) -> Arc<Profile> {
        self.own.wait().await.clone()
    }

    /// The sample, while it is on show.
    pub(crate) fn sample(&self) -> Option<Arc<Profile>> {
        self.sample.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every open profile, the listener's own first.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = Arc<Profile>> {
        self.own.get().cloned().into_iter().chain(self.sample())
    }

    pub(crate) fn set_own(&self, profile: Arc<Profile>) {
        if self.own.set(profile).is_err() {
            log::error!("the own profile was opened twice");
        }
    }

    /// `None` shows the own profile again.
    pub(crate) fn set_sample(&self, profile: Option<Arc<Profile>>) {
        *self.sample.write().unwrap_or_else(PoisonError::into_inner) = profile;
    }

    /// The time zone that the listener chose, or the computer's. That is looked up each time, because it may change while Tonearm runs.
    pub(crate) fn zone(&self) -> Zone {
        let chosen = self.own.get().and_then(|own| own.choices().zone);
        chosen.unwrap_or_else(|| self.computers_zone())
    }

    pub(crate) fn computers_zone(&self) -> Zone {
        host::zone(self.tz.as_deref())
    }

    /// What the listener chose. Their choices are the same in every profile.
    pub(crate) async fn choices(&self) -> Choices {
        self.own().await.choices()
    }

    /// The theme that the listener chose, or the system's while the own profile is still opening.
    pub(crate) fn theme(&self) -> Theme {
        self.own.get().map(|own| own.choices().theme).unwrap_or_default()
    }

    /// Whether the listener paused the recording. False while the own profile is still opening.
    pub(crate) fn is_recording_paused(&self) -> bool {
        self.own.get().is_some_and(|own| own.choices().recording_paused)
    }

    /// How the browser comes back: as the listener chose, else whichever way works here.
    pub(crate) fn redirect(&self, choices: &Choices) -> RedirectChoice {
        choices.redirect.unwrap_or(if self.deep_links_work() {
            RedirectChoice::DeepLink
        } else {
            RedirectChoice::Loopback
        })
    }

    /// Whether the system opens `tonearm:` links with this app. True until found otherwise.
    pub(crate) fn deep_links_work(&self) -> bool {
        !self.deep_links_fail.load(Ordering::Relaxed)
    }

    pub(crate) fn set_deep_links_fail(&self) {
        self.deep_links_fail.store(true, Ordering::Relaxed);
    }

    /// Whether this run began with new settings because nobody could read the old ones.
    pub(crate) fn settings_lost(&self) -> bool {
        self.settings_lost.load(Ordering::Relaxed)
    }

    pub(crate) fn set_settings_lost(&self) {
        self.settings_lost.store(true, Ordering::Relaxed);
    }

    /// Frees the memory that exploring took. The next question fills it again.
    pub(crate) fn evict_explored(&self) {
        for profile in self.profiles() {
            if let Ok(archive) = profile.library.archive() {
                archive.evict();
            }
        }
    }

    /// Stops the exchange with other machines, and lets none begin any more: the app ends.
    pub(crate) fn stop_exchanging(&self) {
        for profile in self.profiles() {
            profile.exchange.close();
        }
    }

    /// Brings every archive to a clean end, because threads end with the process wherever they are.
    pub(crate) fn checkpoint(&self) {
        for profile in self.profiles() {
            if let Ok(archive) = profile.library.archive()
                && let Err(error) = archive.checkpoint()
            {
                log::warn!("the next start will check the archive: {error}");
            }
        }
    }
}
