//! Signing in to the simulator over HTTP, and every way in which that can end.

use chrono::TimeDelta;
use simulator::{Family, FaultKind};
use spotify::{Change, Code, Redirect, Scope, SetupCheck, SignInError};
use tonearm_tests::account::{Account, client_id};
use tonearm_tests::consent;
use tonearm_tests::failure::Outcome;

#[tokio::test]
async fn a_listener_who_agrees_is_signed_in() -> Outcome {
    let account = Account::new().await?;
    assert!(account.spotify.grant().is_none());
    account.sign_in().await?;
    let grant = account.spotify.grant().expect("a grant");
    assert_eq!(grant.scopes(), Scope::ALL);
    assert_eq!(grant.consented_at(), account.now());
    assert!(!account.spotify.me().await?.account_id.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_loopback_redirect_works_as_well() -> Outcome {
    let account = Account::new().await?;
    let attempt = account
        .spotify
        .sign_in(client_id()?, Redirect::Loopback { port: 43117 }, &Scope::ALL);
    let callback = consent::agree(attempt.url()).await?;
    assert_eq!(callback.port(), Some(43117));
    let code = attempt.read(&callback, account.now())?;
    account.spotify.finish_sign_in(attempt, code).await?;
    account.spotify.me().await?;
    Ok(())
}

#[tokio::test]
async fn the_grant_is_told_once_and_is_enough_for_the_next_start() -> Outcome {
    let account = Account::signed_in().await?;
    assert!(matches!(account.changes().as_slice(), [Change::Granted(_)]));
    let next = account.restarted()?;
    assert_eq!(next.me().await?, account.spotify.me().await?);
    Ok(())
}

#[tokio::test]
async fn an_answer_with_another_state_changes_nothing_and_the_right_one_still_works() -> Outcome {
    let account = Account::new().await?;
    let attempt = account.attempt()?;
    let other = consent::agree(account.attempt()?.url()).await?;
    let right = consent::agree(attempt.url()).await?;
    assert_eq!(
        attempt.read(&other, account.now()).unwrap_err(),
        SignInError::WrongState
    );
    let code = attempt.read(&right, account.now())?;
    account.spotify.finish_sign_in(attempt, code).await?;
    assert!(account.spotify.grant().is_some());
    Ok(())
}

#[tokio::test]
async fn who_cancels_is_not_signed_in() -> Outcome {
    let account = Account::new().await?;
    let attempt = account.attempt()?;
    let callback = consent::cancel(attempt.url()).await?;
    assert_eq!(
        attempt.read(&callback, account.now()).unwrap_err(),
        SignInError::Cancelled
    );
    assert_eq!(account.requests(Family::Token), 0);
    Ok(())
}

#[tokio::test]
async fn a_code_is_good_for_one_use() -> Outcome {
    let account = Account::new().await?;
    let first = account.attempt()?;
    let used = consent::agree(first.url()).await?;
    let code = first.read(&used, account.now())?;
    account.spotify.finish_sign_in(first, code).await?;

    let second = account.attempt()?;
    let code = with_the_code_of(&second, &used, &account)?;
    let again = account.spotify.finish_sign_in(second, code).await;
    assert_eq!(again.unwrap_err(), SignInError::CodeRejected);
    Ok(())
}

#[tokio::test]
async fn a_failed_second_sign_in_leaves_the_first_in_place() -> Outcome {
    let account = Account::signed_in().await?;
    let attempt = account.attempt()?;
    let callback = consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, account.now())?;
    account.inject(Family::Token, FaultKind::Status(500), u32::MAX);
    assert!(account.spotify.finish_sign_in(attempt, code).await.is_err());
    account.simulator.clear_faults();
    account.spotify.me().await?;
    Ok(())
}

#[tokio::test]
async fn an_attempt_ends_after_five_minutes() -> Outcome {
    let account = Account::new().await?;
    let attempt = account.attempt()?;
    let callback = consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, account.now())?;
    account.advance(TimeDelta::minutes(5));
    assert_eq!(
        attempt.read(&callback, account.now()).unwrap_err(),
        SignInError::Expired
    );
    let late = account.spotify.finish_sign_in(attempt, code).await;
    assert_eq!(late.unwrap_err(), SignInError::Expired);
    assert_eq!(account.requests(Family::Token), 0);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_without_a_network_says_so_and_sends_the_code_once() -> Outcome {
    let account = Account::new().await?;
    let attempt = account.attempt()?;
    let callback = consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, account.now())?;
    account.inject(Family::Token, FaultKind::Cut, u32::MAX);
    let cut = account.spotify.finish_sign_in(attempt, code).await;
    assert_eq!(cut.unwrap_err(), SignInError::Offline);
    assert_eq!(account.requests(Family::Token), 1);
    Ok(())
}

#[tokio::test]
async fn disconnecting_while_the_code_is_exchanged_is_the_last_word() -> Outcome {
    let account = Account::new().await?;
    let attempt = account.attempt()?;
    let callback = consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, account.now())?;
    account.inject(Family::Token, FaultKind::Slow(std::time::Duration::from_millis(300)), 1);
    let exchange = account.spotify.finish_sign_in(attempt, code);
    let disconnect = async {
        while account.requests(Family::Token) == 0 {
            tokio::task::yield_now().await;
        }
        account.spotify.sign_out();
    };
    let (exchanged, ()) = tokio::join!(exchange, disconnect);
    assert!(exchanged.is_err());
    assert!(account.spotify.grant().is_none());
    assert!(account.changes().is_empty(), "nothing may have been kept");
    Ok(())
}

#[tokio::test]
async fn a_setup_is_checked_before_the_browser_opens() -> Outcome {
    let account = Account::new().await?;
    let check = async |client: &str, redirect| {
        let client = client.parse().expect("a Client ID");
        account.spotify.check_setup(&client, redirect).await
    };
    let known = client_id()?;
    let unknown = "0123456789abcdef0123456789abcdef";
    assert_eq!(check(known.as_str(), Redirect::DeepLink).await, SetupCheck::Accepted);
    assert_eq!(check(unknown, Redirect::DeepLink).await, SetupCheck::UnknownClient);

    let mut client = simulator::Client::new(known.as_str());
    client.redirects = vec!["tonearm://elsewhere".to_owned()];
    account.simulator.set_client(client);
    assert_eq!(
        check(known.as_str(), Redirect::DeepLink).await,
        SetupCheck::RedirectNotRegistered
    );

    account.simulator.stop();
    assert_eq!(
        check(known.as_str(), Redirect::DeepLink).await,
        SetupCheck::CouldNotCheck
    );
    Ok(())
}

/// The code of `used`, put into an answer to `attempt`.
fn with_the_code_of(attempt: &spotify::Attempt, used: &url::Url, account: &Account) -> Outcome<Code> {
    let value = |url: &url::Url, name: &str| {
        let found = url.query_pairs().find(|(key, _)| key == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let mut callback = used.clone();
    callback
        .query_pairs_mut()
        .clear()
        .append_pair("code", &value(used, "code"))
        .append_pair("state", &value(attempt.url(), "state"));
    Ok(attempt.read(&callback, account.now())?)
}
