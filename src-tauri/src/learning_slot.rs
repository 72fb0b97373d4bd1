//! What looking up genres does in one profile: the listener's choices, and how far it has come. The task itself is in `learning.rs`.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use genres::Service;
use host::GenreChoices;
use library::LearningProgress;
use tokio::sync::Notify;

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

    /// Waits until something starts anew.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
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

    /// Changes what the window shows.
    pub(crate) fn set_state(&self, change: impl FnOnce(&mut LearningState)) {
        change(&mut locked(&self.state));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each value is replaced whole, so a panic elsewhere leaves nothing half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
