//! Which world the window shows: the listener's own, or the sample laid over it for a while.
//! The own world opens in the background, as the keychain may ask to be unlocked first.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicBool, Ordering},
};

use host::Choices;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;
use tokio::sync::SetOnce;

use crate::{
    ipc::{
        StatusChanged, shape,
        view::{RedirectChoice, Settings, Theme},
    },
    world::World,
};

/// Holds the worlds. Managed by Tauri, so that every command can reach it.
#[derive(Default)]
pub(crate) struct Desk {
    own: SetOnce<Arc<World>>,
    /// Held to swap or copy the pointer only, never across an await.
    sample: RwLock<Option<Arc<World>>>,
    deep_links_fail: AtomicBool,
}

impl Desk {
    /// The world that is shown. Waits until the own world is open.
    pub(crate) async fn world(&self) -> Arc<World> {
        match self.sample() {
            Some(sample) => sample,
            None => self.own().await,
        }
    }

    /// The listener's own world, shown or not.
    pub(crate) async fn own(&self) -> Arc<World> {
        self.own.wait().await.clone()
    }

    /// What the listener chose, in every world the same; the way back that works here where they chose none.
    pub(crate) async fn settings(&self) -> Settings {
        let Choices { theme, redirect } = self.own().await.choices();
        let usual = if self.deep_links_work() {
            RedirectChoice::DeepLink
        } else {
            RedirectChoice::Loopback
        };
        Settings {
            theme: theme.into(),
            redirect: redirect.map_or(usual, Into::into),
        }
    }

    /// The theme the listener chose, or the system's while the own world is still opening.
    pub(crate) fn theme(&self) -> Theme {
        self.own.get().map(|own| own.choices().theme.into()).unwrap_or_default()
    }

    /// Whether the system hands `tonearm:` links to this app, as far as known by now.
    pub(crate) fn deep_links_work(&self) -> bool {
        !self.deep_links_fail.load(Ordering::Relaxed)
    }

    /// The system does not.
    pub(crate) fn set_deep_links_fail(&self) {
        self.deep_links_fail.store(true, Ordering::Relaxed);
    }

    /// The world that is shown, if it is open by now.
    pub(crate) fn world_now(&self) -> Option<Arc<World>> {
        self.sample().or_else(|| self.own.get().cloned())
    }

    /// Every world there is, the listener's own first.
    pub(crate) fn worlds(&self) -> impl Iterator<Item = Arc<World>> {
        self.own.get().cloned().into_iter().chain(self.sample())
    }

    /// The sample, while it is shown.
    pub(crate) fn sample(&self) -> Option<Arc<World>> {
        self.sample.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The own world is open.
    pub(crate) fn set_own(&self, world: Arc<World>) {
        if self.own.set(world).is_err() {
            log::error!("the own world was opened twice");
        }
    }

    /// Shows the sample, or with `None` the own world again.
    pub(crate) fn set_sample(&self, world: Option<Arc<World>>) {
        *self.sample.write().unwrap_or_else(PoisonError::into_inner) = world;
    }

    /// Whether `world` is the one that is shown.
    pub(crate) fn shows(&self, world: &Arc<World>) -> bool {
        self.world_now().is_some_and(|shown| Arc::ptr_eq(&shown, world))
    }
}

/// Tells the window how things stand in the world that is shown.
pub(crate) async fn tell_standing(app: &AppHandle) {
    let status = shape::status(app, &*app.state::<Desk>().world().await).await;
    if let Err(error) = StatusChanged(status).emit(app) {
        log::error!("the window could not be told: {error}");
    }
}
