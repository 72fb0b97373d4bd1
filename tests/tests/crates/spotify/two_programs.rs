//! The app and the command line use one sign-in, which both find in the keychain: what either of them does to it never signs the other
//! out, and neither forgets what the other put there.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use host::ProfileStore;
use library::{Archive, Library, SavedState};
use simulator::{Family, FaultKind};
use spotify::{Addresses, Error, Pause, Redirect, Scope, TimeRange};
use tempfile::TempDir;
use tonearm_tests::account::{Account, client_id};
use tonearm_tests::consent;
use tonearm_tests::failure::Outcome;
use vault::Vault;

/// What a program keeps in its settings.
#[derive(Default)]
struct Settings {
    disconnected_at: Mutex<Option<DateTime<Utc>>>,
    consent_ended: Mutex<bool>,
}

impl ProfileStore for Settings {
    fn pause(&self) -> Option<Pause> {
        None
    }

    fn set_pause(&self, _: Pause) {}

    fn saved_state(&self) -> SavedState {
        SavedState::default()
    }

    fn disconnected_at(&self) -> Option<DateTime<Utc>> {
        *self.disconnected_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_consent_ended(&self, ended: bool) {
        *self.consent_ended.lock().unwrap_or_else(PoisonError::into_inner) = ended;
    }
}

/// One of the two.
struct Program {
    library: Library,
    settings: Arc<Settings>,
}

impl Program {
    /// Starts it: it goes on with what the keychain holds.
    fn start(account: &Account, vault: &Arc<Vault>, folder: &Path) -> Outcome<Self> {
        let settings = Arc::new(Settings::default());
        let library = host::open_library(host::Parts {
            addresses: Addresses::overridden(
                Some(&account.simulator.accounts_url()),
                Some(&account.simulator.api_url()),
            )?,
            clock: account.clock(),
            covers: folder.join("covers"),
            archive: Archive::open(&folder.join("archive.db"), account.clock()),
            grant: host::kept_grant(vault)?,
            vault: vault.clone(),
            sign_in_lock: folder.join("sign-in.lock"),
            store: settings.clone(),
            on_news: Arc::new(|_| {}),
        })?;
        Ok(Self { library, settings })
    }

    async fn sign_in(&self, account: &Account) -> Outcome {
        let spotify = self.library.spotify();
        let attempt = spotify.sign_in(client_id()?, Redirect::DeepLink, &Scope::ALL);
        let callback = consent::agree(attempt.url()).await?;
        let code = attempt.read(&callback, account.now())?;
        Ok(spotify.finish_sign_in(attempt, code).await?)
    }

    async fn asks(&self) -> Result<(), Error> {
        self.library.spotify().me().await.map(drop)
    }

    fn is_signed_in(&self) -> bool {
        self.library.spotify().grant().is_some()
    }
}

struct Desktop {
    account: Account,
    keychain: Arc<Vault>,
    folder: TempDir,
}

impl Desktop {
    async fn new() -> Outcome<Self> {
        let account = Account::new().await?;
        account.simulator.set_rotation(true);
        Ok(Self {
            account,
            keychain: Arc::new(Vault::in_memory()),
            folder: tempfile::tempdir()?,
        })
    }

    fn start(&self) -> Outcome<Program> {
        Program::start(&self.account, &self.keychain, self.folder.path())
    }

    /// Two programs with the sign-in that the first of them was given.
    async fn two_signed_in(&self) -> Outcome<(Program, Program)> {
        let app = self.start()?;
        app.sign_in(&self.account).await?;
        Ok((app, self.start()?))
    }

    fn an_hour_later(&self) {
        self.account.advance(TimeDelta::hours(1));
    }

    /// A program that starts now is signed in.
    async fn keeps_a_good_sign_in(&self) -> Outcome {
        self.an_hour_later();
        let next = self.start()?;
        assert!(next.is_signed_in(), "the keychain holds no sign-in");
        Ok(next.asks().await?)
    }
}

#[tokio::test]
async fn a_token_that_the_other_has_exchanged_is_looked_up() -> Outcome {
    let desktop = Desktop::new().await?;
    let (app, cli) = desktop.two_signed_in().await?;
    for _ in 0..3 {
        desktop.an_hour_later();
        app.asks().await?;
        cli.asks().await?;
    }
    desktop.keeps_a_good_sign_in().await
}

#[tokio::test]
async fn both_may_exchange_it_at_the_same_time() -> Outcome {
    let desktop = Desktop::new().await?;
    let (app, cli) = desktop.two_signed_in().await?;
    for _ in 0..3 {
        desktop.an_hour_later();
        // The first to ask has its answer late, so that the other would find the token used but not yet replaced.
        let slow = FaultKind::Slow(std::time::Duration::from_millis(200));
        desktop.account.inject(Family::Token, slow, 1);
        let (one, other) = tokio::join!(app.asks(), cli.asks());
        assert_eq!((one, other), (Ok(()), Ok(())));
    }
    desktop.keeps_a_good_sign_in().await
}

#[tokio::test]
async fn a_new_sign_in_of_one_is_the_others_too() -> Outcome {
    let desktop = Desktop::new().await?;
    let (app, cli) = desktop.two_signed_in().await?;
    desktop.account.simulator.revoke_consent();
    desktop.account.advance(TimeDelta::minutes(5));
    cli.sign_in(&desktop.account).await?;

    desktop.an_hour_later();
    app.asks().await?;
    app.library.spotify().top_tracks(TimeRange::Year).await?;

    assert!(!*app.settings.consent_ended.lock().unwrap());
    let consented = |program: &Program| program.library.spotify().grant().map(|grant| grant.consented_at());
    assert_eq!(consented(&app), consented(&cli));
    desktop.keeps_a_good_sign_in().await
}

#[tokio::test]
async fn a_consent_that_was_withdrawn_signs_both_out_and_leaves_nothing() -> Outcome {
    let desktop = Desktop::new().await?;
    let (app, cli) = desktop.two_signed_in().await?;
    desktop.account.simulator.revoke_consent();
    desktop.an_hour_later();
    assert_eq!(app.asks().await, Err(Error::SignedOut));
    assert_eq!(cli.asks().await, Err(Error::SignedOut));
    assert!(!app.is_signed_in() && !cli.is_signed_in());
    assert!(*app.settings.consent_ended.lock().unwrap());
    assert!(host::kept_grant(&desktop.keychain)?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_sign_in_from_before_the_listener_disconnected_is_not_taken_up() -> Outcome {
    let desktop = Desktop::new().await?;
    let (app, cli) = desktop.two_signed_in().await?;
    desktop.an_hour_later();
    cli.asks().await?;
    // Disconnecting could not take it out of the keychain.
    *app.settings.disconnected_at.lock().unwrap() = Some(desktop.account.now());

    assert_eq!(app.asks().await, Err(Error::SignedOut));

    assert!(!app.is_signed_in());
    cli.asks().await?;
    Ok(())
}
