//! `sign-in` and `sign-out`: the same sign-in as the app's.

use chrono::{DateTime, SecondsFormat, Utc};
use host::{Arrival, LOOPBACK_PORT, Loopback};
use serde::Serialize;
use spotify::{Attempt, ClientId, Code, Redirect, Scope, SignInError};
use tokio::sync::mpsc;

use crate::{answer::Answer, connection::Connection, failure::Failure, output::Output};

#[derive(Serialize)]
struct SignInJson<'a> {
    id: &'a str,
    name: Option<&'a str>,
    consent_ends: Option<String>,
}

pub(super) async fn sign_in(
    connection: Connection,
    client_id: Option<&str>,
    no_browser: bool,
    output: &Output,
) -> Result<Answer, Failure> {
    let client_id = given_or_known(client_id, &connection)?;
    if !connection.has_keychain() {
        return Err(no_keychain("so a sign-in would end with this command"));
    }
    // The port first: without it the browser would come back to nobody.
    let spotify = connection.library.spotify();
    let loopback = Loopback::bind(spotify, &client_id).await.map_err(|error| {
        let message = format!(
            "Port {LOOPBACK_PORT} is taken ({error}), and Spotify sends the browser back to no other. Enter {} as a redirect URI \
             in Spotify's dashboard: then any port will do. Or, if Tonearm waits for a sign-in elsewhere, finish or cancel that \
             one; else close the program that has the port.",
            Redirect::Loopback { port: LOOPBACK_PORT }.registered()
        );
        Failure::new("port_taken", message)
    })?;
    let (arrivals, arriving) = mpsc::channel(4);
    let attempt = spotify.sign_in(client_id, loopback.redirect(), &Scope::ALL);
    let listening = loopback.listen(arrivals.downgrade(), page);
    output.insist(&format!(
        "Sign in on this page, within five minutes:\n{}",
        attempt.url()
    ));
    if !no_browser && let Err(error) = open::that_detached(attempt.url().as_str()) {
        output.remark(&format!(
            "No browser could be opened ({error}); open the page yourself."
        ));
    }
    let waiting = wait(&attempt, &connection, arriving, output).await;
    let done = match waiting {
        Ok((code, arrival)) => {
            let done = async {
                spotify.finish_sign_in(attempt, code).await?;
                Ok::<_, Failure>(connection.library.identify().await?)
            };
            let done = done.await;
            arrival.answer(done.is_ok());
            done
        }
        Err(failure) => Err(failure),
    };
    listening.close().await;
    connection.close();
    let account = done?;
    if !connection.has_keychain() {
        return Err(no_keychain("so the sign-in ends with this command"));
    }
    let ends = spotify.grant().map(|grant| grant.consent_ends());
    let name = account.display_name.as_deref().unwrap_or(&account.id);
    let until = ends.map(|ends| format!(" Spotify asks you to agree again by {}.", ends.format("%-d %B %Y")));
    let text = format!("Signed in as {name}.{}", until.unwrap_or_default());
    let json = SignInJson {
        id: &account.id,
        name: account.display_name.as_deref(),
        consent_ends: ends.map(iso),
    };
    Answer::done(&json, text)
}

fn given_or_known(client_id: Option<&str>, connection: &Connection) -> Result<ClientId, Failure> {
    if let Some(given) = client_id {
        return given
            .parse()
            .map_err(|error| Failure::usage(format!("--client-id: {error}")));
    }
    connection.client_id().ok_or_else(|| {
        let message = format!(
            "Spotify lets each listener use an app of their own. Make one at https://developer.spotify.com/dashboard with the \
             redirect URI {}, then give its Client ID: tonearm-cli sign-in --client-id ID",
            Redirect::Loopback { port: LOOPBACK_PORT }.registered()
        );
        Failure::new("client_id_missing", message)
    })
}

fn no_keychain(consequence: &str) -> Failure {
    let message = format!(
        "No keychain works here, {consequence}. Unlock or install one (on Linux: a Secret Service), then try again."
    );
    Failure::new("no_keychain", message)
}

fn page(worked: bool) -> String {
    let html = if worked {
        "<!doctype html><title>Tonearm</title><h1>You are signed in</h1><p>You can close this tab."
    } else {
        "<!doctype html><title>Tonearm</title><h1>That did not work</h1><p>The terminal says what to do next."
    };
    html.to_owned()
}

async fn wait(
    attempt: &Attempt,
    connection: &Connection,
    mut arriving: mpsc::Receiver<Arrival>,
    output: &Output,
) -> Result<(Code, Arrival), Failure> {
    let now = || (connection.clock)();
    let left = (attempt.ends_at() - now()).to_std().unwrap_or_default();
    let answer = async {
        while let Some(arrival) = arriving.recv().await {
            match attempt.read(&arrival.url, now()) {
                Ok(code) => return Ok((code, arrival)),
                // Somebody else's answer, or a stale tab's: ours may still come.
                Err(SignInError::WrongState) => {
                    arrival.answer(false);
                    output.warn(&SignInError::WrongState.to_string());
                }
                Err(error) => {
                    arrival.answer(false);
                    return Err(error);
                }
            }
        }
        Err(SignInError::Expired)
    };
    let answer = tokio::time::timeout(left, answer).await;
    Ok(answer.unwrap_or(Err(SignInError::Expired))?)
}

fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[derive(Serialize)]
struct SignOutJson {
    signed_out: bool,
}

pub(super) async fn sign_out(connection: Connection) -> Result<Answer, Failure> {
    connection.sign_out().await?;
    let json = SignOutJson { signed_out: true };
    let text =
        "Signed out. The archive stays. If the app is open, disconnect there as well: it goes on until it is closed.";
    Answer::done(&json, text)
}
