//! A sign-in from the button to the account: browser, answer, tokens.
//! One at a time: a new one ends the one before.

use std::sync::{Mutex, MutexGuard, PoisonError};

use host::{Arrival, LOOPBACK_PORT};
use spotify::{Attempt, ClientId, Code, Redirect, Scope, SignInError};
use tauri::{AppHandle, Manager};
use tauri_plugin_opener::OpenerExt;
use tauri_specta::Event;
use tokio::sync::mpsc;

use crate::{
    desk::Desk,
    ipc::{
        SignInNotice,
        error::{UiError, UiResult},
        view::RedirectChoice,
    },
    redirect,
    world::World,
};

/// The sign-in under way, if any.
#[derive(Default)]
pub(crate) struct Pending {
    /// Held to look or swap only, never across an await.
    slot: Mutex<Option<Waiting>>,
    /// Held for a whole sign-in: the next one waits until the one before has given the port back.
    turn: tokio::sync::Mutex<()>,
}

struct Waiting {
    link: String,
    arrivals: mpsc::Sender<Arrival>,
}

impl Pending {
    /// Stops waiting; the sign-in ends as expired.
    pub(crate) fn cancel(&self) {
        self.slot().take();
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.slot()
            .as_ref()
            .is_some_and(|waiting| !waiting.arrivals.is_closed())
    }

    /// The address that the browser was sent to.
    pub(crate) fn link(&self) -> Option<String> {
        self.slot().as_ref().map(|waiting| waiting.link.clone())
    }

    /// Hands an answer to whoever waits for it. False when nobody does.
    pub(crate) fn hand_over(&self, arrival: Arrival) -> bool {
        self.slot()
            .as_ref()
            .is_some_and(|waiting| waiting.arrivals.try_send(arrival).is_ok())
    }

    fn start(&self, link: String) -> mpsc::Receiver<Arrival> {
        let (arrivals, arriving) = mpsc::channel(4);
        *self.slot() = Some(Waiting { link, arrivals });
        arriving
    }

    /// For the page on loopback: it may outlive the wait by a moment and must not prolong it.
    fn inbox(&self) -> Option<mpsc::WeakSender<Arrival>> {
        self.slot().as_ref().map(|waiting| waiting.arrivals.downgrade())
    }

    /// Ends a wait whose receiver is gone, but not a newer one that took its place.
    fn tidy(&self) {
        self.slot().take_if(|waiting| waiting.arrivals.is_closed());
    }

    fn slot(&self) -> MutexGuard<'_, Option<Waiting>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Signs in through the listener's browser and returns when Spotify has said who they are.
///
/// # Errors
/// Everything that [`UiError`] knows of a sign-in.
pub(crate) async fn sign_in(app: &AppHandle, world: &World) -> UiResult<()> {
    let client_id = world.client_id().ok_or(UiError::ClientIdMissing)?;
    world.pending.cancel();
    let _turn = world.pending.turn.lock().await;
    // The port first: without it the browser would come back to nobody.
    let loopback = match app.state::<Desk>().settings().await.redirect {
        RedirectChoice::Loopback => Some(redirect::bind().await?),
        RedirectChoice::DeepLink => None,
    };
    let redirect = match loopback {
        Some(_) => Redirect::Loopback { port: LOOPBACK_PORT },
        None => Redirect::DeepLink,
    };
    let attempt = begin(world, client_id, redirect);
    let arriving = world.pending.start(attempt.url().to_string());
    let listening = loopback
        .zip(world.pending.inbox())
        .map(|(loopback, inbox)| loopback.listen(inbox, redirect::page));
    if let Err(error) = app.opener().open_url(attempt.url().as_str(), None::<&str>) {
        // The listener may still copy the link, so waiting goes on.
        log::error!("the browser could not be opened: {error}");
        drop(SignInNotice(UiError::NoBrowser).emit(app));
    }
    let answer = wait(app, world, &attempt, arriving).await;
    let done = match answer {
        Ok((code, page)) => {
            let done = finish(world, attempt, code).await;
            page.answer(done.is_ok());
            done
        }
        Err(trouble) => Err(trouble),
    };
    world.pending.tidy();
    if let Some(listening) = listening {
        listening.close().await;
    }
    done
}

/// The start of a sign-in with the scopes that Tonearm uses.
pub(crate) fn begin(world: &World, client_id: ClientId, redirect: Redirect) -> Attempt {
    world.spotify().sign_in(client_id, redirect, &Scope::FIRST)
}

/// Trades the code for tokens and learns who signed in.
pub(crate) async fn finish(world: &World, attempt: Attempt, code: Code) -> UiResult<()> {
    world.spotify().finish_sign_in(attempt, code).await?;
    world.library.identify().await?;
    Ok(())
}

async fn wait(
    app: &AppHandle,
    world: &World,
    attempt: &Attempt,
    mut arriving: mpsc::Receiver<Arrival>,
) -> UiResult<(Code, Arrival)> {
    let left = (attempt.ends_at() - world.now()).to_std().unwrap_or_default();
    let answer = async {
        while let Some(arrival) = arriving.recv().await {
            match attempt.read(&arrival.url, world.now()) {
                Ok(code) => return Ok((code, arrival)),
                // Somebody else's answer, or a stale tab's: ours may still come.
                Err(SignInError::WrongState) => {
                    arrival.answer(false);
                    drop(SignInNotice(UiError::SignInNotOurs).emit(app));
                }
                Err(error) => {
                    arrival.answer(false);
                    return Err(error.into());
                }
            }
        }
        Err(UiError::SignInExpired)
    };
    tokio::time::timeout(left, answer)
        .await
        .unwrap_or(Err(UiError::SignInExpired))
}
