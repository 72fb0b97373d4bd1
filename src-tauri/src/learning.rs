//! Looks genres up in the background, once the listener has agreed: for each profile one task, which goes on whenever there is something
//! to look up and stops at once when it is paused. Nothing here asks anybody before [`LearningSlot::may_learn`].

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use genres::{Client, Service, Trouble};
use host::GenreChoices;
use library::{LearningOptions, LearningProgress};
use tauri::{AppHandle, Manager};
use tokio::sync::Notify;

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
/// When everything is known: new artists are noticed by then at the latest.
const LOOK_AGAIN: Duration = Duration::from_secs(60 * 60);
/// When somebody did not answer.
const TRY_AGAIN: Duration = Duration::from_secs(10 * 60);

/// What learning does in one profile.
pub(crate) struct LearningSlot {
    choices: Mutex<GenreChoices>,
    state: Mutex<LearningState>,
    changed: Notify,
}

/// What the window shows of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct LearningState {
    /// `None` until it was looked at.
    pub(crate) progress: Option<LearningProgress>,
    pub(crate) is_running: bool,
    /// Who does not answer, and when it goes on.
    pub(crate) waiting: Option<(Service, DateTime<Utc>)>,
    pub(crate) token_refused: bool,
}

impl LearningSlot {
    pub(crate) fn new(choices: GenreChoices) -> Self {
        Self {
            choices: Mutex::new(choices),
            state: Mutex::default(),
            changed: Notify::new(),
        }
    }

    pub(crate) fn choices(&self) -> GenreChoices {
        locked(&self.choices).clone()
    }

    /// Whether the listener lets it ask now.
    pub(crate) fn may_learn(&self) -> bool {
        let choices = locked(&self.choices);
        choices.consent == Some(true) && !choices.paused
    }

    pub(crate) fn state(&self) -> LearningState {
        locked(&self.state).clone()
    }

    /// Goes by other choices from now on, and starts anew with them.
    pub(crate) fn set_choices(&self, choices: GenreChoices) {
        *locked(&self.choices) = choices;
        locked(&self.state).token_refused = false;
        self.start_anew();
    }

    /// Starts anew: there is something to look up that may go before what is being looked up.
    pub(crate) fn start_anew(&self) {
        self.changed.notify_one();
    }

    /// Looks whether there is something new, unless something is being looked up already.
    pub(crate) fn look_again(&self) {
        if !locked(&self.state).is_running {
            self.start_anew();
        }
    }

    fn set_state(&self, change: impl FnOnce(&mut LearningState)) {
        change(&mut locked(&self.state));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each value is replaced whole, so a panic elsewhere leaves nothing half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks genres up in a profile until it is gone.
pub(crate) async fn keep_learning(app: AppHandle, profile: Weak<Profile>) {
    loop {
        let Some(profile) = profile.upgrade().filter(|profile| !profile.is_left()) else {
            return;
        };
        let slot = profile.learning.clone();
        let mut rest = Rest(LOOK_AGAIN);
        carry_on("looking up genres", pass(&app, &profile, &mut rest)).await;
        drop(profile);
        tokio::select! {
            () = slot.changed.notified() => {}
            () = tokio::time::sleep(rest.0) => {}
        }
    }
}

/// How long nothing is looked up after a pass.
struct Rest(Duration);

/// Looks up whatever there is, until something changes.
async fn pass(app: &AppHandle, profile: &Arc<Profile>, rest: &mut Rest) {
    let slot = &profile.learning;
    if slot.may_learn() {
        match profile.genre_client().await {
            Ok(client) => {
                slot.set_state(|state| state.is_running = true);
                tokio::select! {
                    () = learn(app, profile, &client) => {}
                    () = slot.changed.notified() => {
                        // For the loop around this, which would wait otherwise.
                        slot.changed.notify_one();
                    }
                }
                slot.set_state(|state| (state.is_running, state.waiting) = (false, None));
            }
            Err(error) => log::error!("genres can't be looked up: {error}"),
        }
    }
    if let Ok(progress) = profile.library.learning_progress().await {
        if progress.left() > 0 {
            *rest = Rest(TRY_AGAIN);
        }
        slot.set_state(|state| state.progress = Some(progress));
    }
    take_up(app, profile).await;
    tell(app, profile);
}

async fn learn(app: &AppHandle, profile: &Arc<Profile>, client: &Client) {
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
    if let Err(error) = profile
        .library
        .learn(client, LearningOptions::default(), on_progress)
        .await
    {
        log::error!("genres are not looked up any more for now: {error}");
    }
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
