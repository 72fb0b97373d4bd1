//! An attempt and the addresses that come back to it. The exchange itself is tested against the simulator.

use std::collections::HashMap;
use std::sync::Arc;

use super::*;
use crate::{Options, Spotify, Unshared};

fn start() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

fn attempt() -> Attempt {
    let spotify = Spotify::new(Options {
        addresses: Addresses::spotify(),
        clock: Arc::new(start),
        grant: None,
        pause: None,
        on_change: Arc::new(|_| {}),
        shared: Arc::new(Unshared),
    })
    .unwrap();
    let client_id = "0123456789abcdef0123456789abcdef".parse().unwrap();
    spotify.sign_in(client_id, Redirect::DeepLink, &Scope::ALL)
}

fn asked(attempt: &Attempt) -> HashMap<String, String> {
    attempt.url().query_pairs().into_owned().collect()
}

/// The deep link with this attempt's state and `rest`.
fn callback(attempt: &Attempt, rest: &str) -> Url {
    format!("tonearm://callback?state={}&{rest}", asked(attempt)["state"])
        .parse()
        .unwrap()
}

#[test]
fn the_consent_page_is_asked_for_as_spotify_wants_it() {
    let attempt = attempt();
    let asked = asked(&attempt);
    assert!(
        attempt
            .url()
            .as_str()
            .starts_with("https://accounts.spotify.com/authorize?")
    );
    assert_eq!(asked["client_id"], "0123456789abcdef0123456789abcdef");
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["redirect_uri"], "tonearm://callback");
    assert_eq!(asked["code_challenge_method"], "S256");
    assert_eq!(asked["code_challenge"].len(), 43);
    assert_eq!(asked["scope"].split(' ').count(), Scope::ALL.len());
}

#[test]
fn no_two_attempts_share_state_or_challenge() {
    let (one, other) = (asked(&attempt()), asked(&attempt()));
    assert_ne!(one["state"], other["state"]);
    assert_ne!(one["code_challenge"], other["code_challenge"]);
}

#[test]
fn the_answer_with_the_right_state_brings_the_code() {
    let attempt = attempt();
    assert!(attempt.read(&callback(&attempt, "code=abc"), start()).is_ok());
}

#[test]
fn an_answer_to_something_else_leaves_the_attempt_open() {
    let attempt = attempt();
    for stranger in [
        "tonearm://callback?code=abc&state=other",
        "tonearm://callback?code=abc",
        "tonearm://callback?error=access_denied",
        "tonearm://callback",
    ] {
        let read = attempt.read(&stranger.parse().unwrap(), start());
        assert_eq!(read.unwrap_err(), SignInError::WrongState, "{stranger}");
    }
    assert!(attempt.read(&callback(&attempt, "code=abc"), start()).is_ok());
}

#[test]
fn cancel_is_told_from_a_refusal() {
    let attempt = attempt();
    let read = |rest: &str| attempt.read(&callback(&attempt, rest), start()).unwrap_err();
    assert_eq!(read("error=access_denied"), SignInError::Cancelled);
    assert_eq!(
        read("error=invalid_scope"),
        SignInError::Refused("invalid_scope".to_owned())
    );
    assert!(matches!(read("code="), SignInError::Refused(_)));
}

#[test]
fn five_minutes_later_it_is_too_late() {
    let attempt = attempt();
    assert_eq!(attempt.ends_at(), start() + TimeDelta::minutes(5));
    let late = attempt.read(&callback(&attempt, "code=abc"), attempt.ends_at());
    assert_eq!(late.unwrap_err(), SignInError::Expired);
}

#[test]
fn neither_code_nor_attempt_print_what_they_hold() {
    let attempt = attempt();
    let code = attempt.read(&callback(&attempt, "code=abcdef"), start()).unwrap();
    assert!(!format!("{code:?}").contains("abcdef"));
    let printed = format!("{attempt:?}");
    assert!(!printed.contains(attempt.verifier.secret()) && !printed.contains(&asked(&attempt)["state"]));
}

#[test]
fn both_redirects_read_as_in_the_dashboard_but_for_the_port() {
    let (link, page) = (Redirect::DeepLink, Redirect::Loopback { port: 40123 });
    assert_eq!(
        [link.registered(), page.registered()],
        ["tonearm://callback", "http://127.0.0.1/callback"]
    );
    assert_eq!(link.uri(), "tonearm://callback");
    assert_eq!(page.uri(), "http://127.0.0.1:40123/callback");
}

#[test]
fn a_kept_attempt_takes_the_same_answer_for_as_long() {
    let attempt = attempt();
    let answer = callback(&attempt, "code=abc");
    let kept = attempt.to_keychain_json();
    assert!(kept.len() < 2_000, "{} bytes", kept.len());

    let read = Attempt::from_keychain_json(&kept).unwrap();

    assert_eq!(read.url(), attempt.url());
    assert!(read.read(&answer, start()).is_ok());
    assert!(matches!(
        read.read(&answer, attempt.ends_at()),
        Err(SignInError::Expired)
    ));
    let another = callback(&self::attempt(), "code=abc");
    assert!(matches!(read.read(&another, start()), Err(SignInError::WrongState)));
}

#[test]
fn what_is_no_kept_attempt_is_none() {
    assert!(Attempt::from_keychain_json("").is_none());
    assert!(Attempt::from_keychain_json("{\"state\":\"x\"}").is_none());
}
