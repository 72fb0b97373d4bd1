//! Limits, refusals and broken answers over HTTP: what waits, what is requested again, and what each answer means.

use chrono::TimeDelta;
use simulator::{Client, DEMO_CLIENT_ID, Family, FaultKind};
use spotify::{Change, Error, PauseKind, TimeRange};
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;

#[tokio::test]
async fn a_short_limit_is_waited_out_without_a_word() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::RetryAfter { secs: 1 }, 1);
    account.spotify.me().await?;
    assert_eq!(account.requests(Family::Me), 2);
    assert_eq!(account.changes().len(), 1, "nothing worth keeping happened");
    Ok(())
}

#[tokio::test]
async fn a_long_limit_is_told_at_once_and_holds_for_every_call() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::RetryAfter { secs: 40 }, 1);
    let limited = Error::RateLimited {
        until: account.now() + TimeDelta::seconds(40),
    };
    assert_eq!(account.spotify.me().await, Err(limited.clone()));
    assert_eq!(account.spotify.top_tracks(TimeRange::Year).await, Err(limited));
    assert_eq!(account.requests(Family::Top), 0, "one 429 speaks for all");
    account.advance(TimeDelta::seconds(40));
    account.spotify.top_tracks(TimeRange::Year).await?;
    Ok(())
}

#[tokio::test]
async fn a_limit_of_more_than_a_minute_outlives_a_restart() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::RetryAfter { secs: 90 }, 1);
    let until = account.now() + TimeDelta::seconds(90);
    assert_eq!(account.spotify.me().await, Err(Error::RateLimited { until }));
    let next = account.restarted()?;
    assert_eq!(next.pause().map(|pause| pause.until), Some(until));
    assert_eq!(next.me().await, Err(Error::RateLimited { until }));
    account.advance(TimeDelta::seconds(90));
    next.me().await?;
    Ok(())
}

#[tokio::test]
async fn a_pause_that_is_long_over_does_not_come_back_with_a_clock_that_was_set_back() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::RetryAfter { secs: 3_600 }, 1);
    account.spotify.me().await.expect_err("a pause");
    account.advance(TimeDelta::days(1));
    account.restarted()?.me().await?;

    account.advance(TimeDelta::days(-3));
    account.restarted()?.me().await?;
    Ok(())
}

#[tokio::test]
async fn a_spent_quota_is_told_with_its_end_and_kept() -> Outcome {
    let account = Account::signed_in().await?;
    let fault = FaultKind::QuotaExceeded {
        retry_after_secs: Some(50_000),
    };
    account.inject(Family::Recent, fault, 1);
    let until = account.now() + TimeDelta::seconds(50_000);
    assert_eq!(
        account.spotify.recently_played().await,
        Err(Error::QuotaExceeded { until })
    );
    match account.changes().last() {
        Some(Change::Paused(pause)) => assert_eq!((pause.until, pause.kind), (until, PauseKind::QuotaExceeded)),
        other => panic!("{other:?}"),
    }
    assert_eq!(account.restarted()?.me().await, Err(Error::QuotaExceeded { until }));
    Ok(())
}

#[tokio::test]
async fn a_spent_quota_without_a_time_ends_with_the_day() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::QuotaExceeded { retry_after_secs: None }, 1);
    match account.spotify.me().await {
        Err(Error::QuotaExceeded { until }) => assert_eq!(until.time(), chrono::NaiveTime::MIN),
        other => panic!("{other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn many_who_meet_the_same_limit_tell_it_once() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Any, FaultKind::RetryAfter { secs: 600 }, u32::MAX);
    let spotify = &account.spotify;
    let (me, tops, recent) = tokio::join!(
        spotify.me(),
        spotify.top_artists(TimeRange::Year),
        spotify.recently_played()
    );
    assert!(me.is_err() && tops.is_err() && recent.is_err());
    let paused = account
        .changes()
        .iter()
        .filter(|change| matches!(change, Change::Paused(_)))
        .count();
    assert_eq!(paused, 1);
    Ok(())
}

#[tokio::test]
async fn background_work_is_sent_away_even_by_a_short_limit() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Recent, FaultKind::RetryAfter { secs: 1 }, 1);
    let answer = account.spotify.background().recently_played().await;
    assert!(matches!(answer, Err(Error::RateLimited { .. })));
    assert_eq!(account.requests(Family::Recent), 1);
    Ok(())
}

#[tokio::test]
async fn equal_questions_at_the_same_time_are_one_request() -> Outcome {
    let account = Account::signed_in().await?;
    let spotify = &account.spotify;
    let background = spotify.background();
    let (one, two, three, other) = tokio::join!(
        spotify.top_tracks(TimeRange::Year),
        spotify.top_tracks(TimeRange::Year),
        background.top_tracks(TimeRange::Year),
        spotify.top_tracks(TimeRange::FourWeeks),
    );
    let one = one?;
    assert_eq!((&one, &one), (&two?, &three?));
    assert_ne!(one, other?);
    assert_eq!(account.requests(Family::Top), 2);
    spotify.top_tracks(TimeRange::Year).await?;
    assert_eq!(account.requests(Family::Top), 3, "a later question is a new one");
    Ok(())
}

#[tokio::test]
async fn a_server_in_trouble_is_asked_again_three_times() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::Status(502), 3);
    account.spotify.me().await?;
    assert_eq!(account.requests(Family::Me), 4);
    account.inject(Family::Me, FaultKind::Status(500), u32::MAX);
    assert!(matches!(account.spotify.me().await, Err(Error::Unexpected(_))));
    assert_eq!(account.requests(Family::Me), 8);
    Ok(())
}

#[tokio::test]
async fn a_cut_connection_is_asked_again_and_then_counts_as_offline() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::Cut, 1);
    account.spotify.me().await?;
    account.inject(Family::Me, FaultKind::Cut, u32::MAX);
    assert_eq!(account.spotify.me().await, Err(Error::Offline));
    Ok(())
}

#[tokio::test]
async fn a_closed_port_is_offline_until_it_opens() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.stop();
    assert_eq!(account.spotify.me().await, Err(Error::Offline));
    account.simulator.resume().await?;
    account.spotify.me().await?;
    Ok(())
}

#[tokio::test]
async fn each_refusal_has_its_own_meaning() -> Outcome {
    let account = Account::signed_in().await?;
    for (kind, meaning) in [
        (FaultKind::OwnerNeedsPremium, Error::OwnerNeedsPremium),
        (FaultKind::NotOnTheList, Error::NotOnTheList),
        (FaultKind::NotFound, Error::Gone),
    ] {
        account.inject(Family::Me, kind, 1);
        assert_eq!(account.spotify.me().await, Err(meaning));
    }
    assert!(
        account.spotify.grant().is_some(),
        "none of them is a reason to sign out"
    );
    Ok(())
}

#[tokio::test]
async fn who_is_not_on_the_list_can_sign_in_but_see_nothing() -> Outcome {
    let account = Account::new().await?;
    let mut client = Client::new(DEMO_CLIENT_ID);
    client.listener_is_listed = false;
    account.simulator.set_client(client.clone());
    account.sign_in().await?;
    assert_eq!(account.spotify.me().await, Err(Error::NotOnTheList));
    client.listener_is_listed = true;
    client.owner_has_premium = false;
    account.simulator.set_client(client);
    assert_eq!(account.spotify.me().await, Err(Error::OwnerNeedsPremium));
    Ok(())
}

#[tokio::test]
async fn a_call_beyond_the_consent_asks_for_more_of_it() -> Outcome {
    let account = Account::new().await?;
    let few = [spotify::Scope::TopRead];
    let attempt = account
        .spotify
        .sign_in(tonearm_tests::account::client_id()?, spotify::Redirect::DeepLink, &few);
    let callback = tonearm_tests::consent::agree(attempt.url()).await?;
    let code = attempt.read(&callback, account.now())?;
    account.spotify.finish_sign_in(attempt, code).await?;
    assert_eq!(account.spotify.grant().expect("a grant").scopes(), few);
    assert_eq!(account.spotify.recently_played().await, Err(Error::MissingScope));
    account.spotify.top_tracks(TimeRange::Year).await?;
    Ok(())
}

#[tokio::test]
async fn half_an_answer_is_not_taken_for_a_whole() -> Outcome {
    let account = Account::signed_in().await?;
    for kind in [FaultKind::MalformedJson, FaultKind::EmptyBody] {
        account.inject(Family::Top, kind, 1);
        assert!(matches!(
            account.spotify.top_tracks(TimeRange::Year).await,
            Err(Error::Unexpected(_))
        ));
    }
    Ok(())
}
