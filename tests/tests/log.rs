//! In a process of its own, because the logger belongs to the whole process.
//! No token, code or verifier reaches the log, not even at trace level, and not in the lines of libraries.

use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use log::{LevelFilter, Log, Metadata, Record};
use simulator::{Family, FaultKind};
use spotify::{NewPlaylist, TimeRange};
use tonearm_tests::account::Account;
use tonearm_tests::consent;
use tonearm_tests::failure::Outcome;

struct Recorder(Mutex<String>);

static RECORDER: Recorder = Recorder(Mutex::new(String::new()));

impl Log for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push_str(&format!("{} {} {}\n", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}

/// Everything that handles a token.
async fn a_full_day(account: &Account) -> Outcome<String> {
    let mut printed = String::new();
    let attempt = account.attempt()?;
    let callback = consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, account.now())?;
    printed += &format!("{attempt:?} {code:?}");
    account.spotify.finish_sign_in(attempt, code).await?;
    printed += &format!("{:?}", account.spotify.grant());

    let spotify = &account.spotify;
    let _ = spotify.top_tracks(TimeRange::Year).await?;
    let draft = NewPlaylist {
        name: "Quiet".to_owned(),
        description: String::new(),
        public: false,
    };
    spotify.create_playlist(&draft).await?;
    account.simulator.set_rotation(true);
    account.advance(TimeDelta::hours(1));
    spotify.me().await?;
    for kind in [
        FaultKind::AccessTokenExpired,
        FaultKind::Cut,
        FaultKind::MalformedJson,
        FaultKind::NotOnTheList,
        FaultKind::Status(500),
        FaultKind::RetryAfter { secs: 1 },
    ] {
        account.inject(Family::Me, kind, 1);
        printed += &format!("{:?}", spotify.me().await);
    }
    for kind in [FaultKind::MalformedJson, FaultKind::EmptyBody, FaultKind::Status(400)] {
        account.advance(TimeDelta::hours(1));
        account.inject(Family::Token, kind, 1);
        match spotify.me().await {
            Ok(me) => printed += &format!("{me:?}"),
            Err(error) => printed += &format!("{error:?} {error}"),
        }
    }
    account.simulator.stop();
    printed += &format!("{:?}", spotify.me().await);
    account.simulator.resume().await?;
    account.simulator.revoke_consent();
    printed += &format!("{:?}", spotify.me().await);
    Ok(printed + &format!("{:?}", account.changes()))
}

#[tokio::test]
async fn a_full_day_leaves_no_token_in_the_log() -> Outcome {
    log::set_logger(&RECORDER).expect("the only log of this process");
    log::set_max_level(LevelFilter::Trace);
    let account = Account::new().await?;
    let printed = a_full_day(&account).await?;
    let lines = RECORDER.0.lock().unwrap_or_else(PoisonError::into_inner).clone();

    assert!(
        lines.contains("DEBUG spotify::http GET /v1/me: 200 OK"),
        "our own lines were caught"
    );
    assert!(
        lines.lines().any(|line| line.starts_with("TRACE hyper_util")),
        "and the libraries' at trace level"
    );
    let tokens = account.simulator.tokens();
    assert!(tokens.len() > 4, "a code, access and refresh tokens");
    for token in tokens {
        assert!(!printed.contains(&token), "printed");
        for line in lines.lines() {
            assert!(!line.contains(&token), "{}", line.replace(&token, "<TOKEN>"));
        }
    }
    Ok(())
}
