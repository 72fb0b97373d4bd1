//! A sign-in from the button to the account: browser, answer, tokens. Keeps nothing itself: the wait is in the profile's
//! `pending_sign_in`, and the tokens go from `spotify` to the keychain.

use host::{Arrival, Loopback, RedirectChoice};
use spotify::{Attempt, ClientId, Code, Redirect, Scope, SignInError};
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc;
use url::Url;

use crate::{
    app_state::AppState,
    browser,
    ipc::{
        error::{UiError, UiResult},
        event::SignInNotice,
    },
    notify,
    profile::Profile,
    redirect,
};

/// Signs in through the listener's browser and returns when Spotify has said who they are.
///
/// # Errors
/// Those of [`UiError`] that are about a sign-in.
pub(crate) async fn sign_in(app: &AppHandle, profile: &Profile) -> UiResult<()> {
    let client_id = profile.client_id().ok_or(UiError::ClientIdMissing)?;
    let pending = &profile.pending_sign_in;
    let Some(_turn) = pending.turn().await else {
        return Err(UiError::SignInExpired);
    };
    let state = app.state::<AppState>();
    // The port first: without it nobody would answer the browser on its way back.
    let loopback = match state.redirect(&state.choices().await) {
        RedirectChoice::Loopback => Some(redirect::bind(profile.spotify(), &client_id).await?),
        RedirectChoice::DeepLink => None,
    };
    let redirect = loopback.as_ref().map_or(Redirect::DeepLink, Loopback::redirect);
    let attempt = begin(profile, client_id, redirect);
    // A link finds its way here even when this run has ended by then; a page on a port of this process does not.
    let is_kept = redirect == Redirect::DeepLink;
    if is_kept {
        profile.kept_sign_in.keep(&attempt);
    }
    let arriving = pending.start(attempt.url().to_string());
    let listening = loopback
        .zip(pending.inbox())
        .map(|(loopback, inbox)| loopback.listen(inbox, redirect::page));
    if let Err(no_browser) = browser::browse(app, attempt.url().as_str()) {
        // The listener may still copy the link, so waiting goes on.
        notify::window(app, SignInNotice(no_browser));
    }
    let result = match wait(app, profile, &attempt, arriving).await {
        Ok((code, arrival)) => {
            let result = finish(profile, attempt, code).await;
            arrival.answer(result.is_ok());
            result
        }
        Err(error) => Err(error),
    };
    pending.clear_if_over();
    if is_kept {
        profile.kept_sign_in.forget();
    }
    if let Some(listening) = listening {
        listening.close().await;
    }
    result
}

/// Ends the sign-in that an earlier run began, with the link that the browser opened at its end.
///
/// # Errors
/// [`UiError::SignInNotOurs`] when no earlier run waits for it: then another link may still be the right one. Those of [`UiError`] that are
/// about a sign-in.
pub(crate) async fn finish_kept(profile: &Profile, link: &Url) -> UiResult<()> {
    let attempt = profile.kept_sign_in.read().await.ok_or(UiError::SignInNotOurs)?;
    let code = match attempt.read(link, profile.now()) {
        Err(SignInError::WrongState) => return Err(UiError::SignInNotOurs),
        read => read,
    };
    // Good for one answer, whatever it was.
    profile.kept_sign_in.forget();
    finish(profile, attempt, code?).await
}

/// Starts a sign-in that asks for the scopes that Tonearm uses.
pub(crate) fn begin(profile: &Profile, client_id: ClientId, redirect: Redirect) -> Attempt {
    profile.spotify().sign_in(client_id, redirect, &Scope::ALL)
}

/// Trades the code for tokens and learns who signed in.
pub(crate) async fn finish(profile: &Profile, attempt: Attempt, code: Code) -> UiResult<()> {
    profile.spotify().finish_sign_in(attempt, code).await?;
    profile.library.identify().await?;
    Ok(())
}

async fn wait(
    app: &AppHandle,
    profile: &Profile,
    attempt: &Attempt,
    mut arriving: mpsc::Receiver<Arrival>,
) -> UiResult<(Code, Arrival)> {
    let time_left = (attempt.ends_at() - profile.now()).to_std().unwrap_or_default();
    let answer = async {
        while let Some(arrival) = arriving.recv().await {
            match attempt.read(&arrival.url, profile.now()) {
                Ok(code) => return Ok((code, arrival)),
                // The answer to another sign-in, or from an old tab: ours may still come.
                Err(SignInError::WrongState) => {
                    arrival.answer(false);
                    notify::window(app, SignInNotice(UiError::SignInNotOurs));
                }
                Err(error) => {
                    arrival.answer(false);
                    return Err(error.into());
                }
            }
        }
        Err(UiError::SignInExpired)
    };
    tokio::time::timeout(time_left, answer)
        .await
        .unwrap_or(Err(UiError::SignInExpired))
}
