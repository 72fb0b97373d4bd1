//! The access token is refreshed in time, once for all callers; a withdrawn consent is distinguished from a network failure.

use std::time::Duration;

use chrono::TimeDelta;
use simulator::{Family, FaultKind};
use spotify::{Change, Error, Spotify, TimeRange};
use tokio::task::JoinSet;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;

/// Makes twenty different requests at the same time, so that none can share another's answer.
async fn twenty_at_once(spotify: &Spotify) -> Vec<Result<(), Error>> {
    let mut requests = JoinSet::new();
    for number in 0..20 {
        let spotify = spotify.clone();
        requests.spawn(async move { spotify.search_tracks(&format!("a{number}"), 1).await.map(drop) });
    }
    requests.join_all().await
}

#[tokio::test]
async fn a_token_near_its_end_is_refreshed_once_for_twenty_callers() -> Outcome {
    let account = Account::signed_in().await?;
    account.advance(TimeDelta::minutes(59) + TimeDelta::seconds(1));
    assert!(twenty_at_once(&account.spotify).await.iter().all(Result::is_ok));
    assert_eq!(account.requests(Family::Token), 2, "the sign-in and one refresh");
    assert_eq!(account.requests(Family::Search), 20, "nobody was sent away first");
    Ok(())
}

#[tokio::test]
async fn a_token_with_a_minute_left_is_used_as_it_is() -> Outcome {
    let account = Account::signed_in().await?;
    account.advance(TimeDelta::minutes(59));
    account.spotify.me().await?;
    assert_eq!(account.requests(Family::Token), 1);
    Ok(())
}

#[tokio::test]
async fn a_token_that_dies_mid_use_is_replaced_once_and_nobody_notices() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.expire_access_tokens();
    assert!(twenty_at_once(&account.spotify).await.iter().all(Result::is_ok));
    assert_eq!(account.requests(Family::Token), 2, "the sign-in and one refresh");
    Ok(())
}

#[tokio::test]
async fn a_late_refusal_of_the_old_token_does_not_cost_the_new_one() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::Slow(Duration::from_millis(500)), 1);
    let meanwhile = async {
        while account.requests(Family::Me) == 0 {
            tokio::task::yield_now().await;
        }
        account.simulator.expire_access_tokens();
        account.spotify.top_tracks(TimeRange::Year).await
    };
    let (late, early) = tokio::join!(account.spotify.me(), meanwhile);
    assert!(late.is_ok() && early.is_ok());
    assert_eq!(account.requests(Family::Me), 2, "refused once, with the old token");
    assert_eq!(account.requests(Family::Token), 2, "the sign-in and one refresh");
    Ok(())
}

#[tokio::test]
async fn a_write_that_met_a_dead_token_is_done_once() -> Outcome {
    let account = Account::signed_in().await?;
    let before = account.simulator.playlists().len();
    account.simulator.expire_access_tokens();
    let draft = spotify::NewPlaylist {
        name: "Once".to_owned(),
        description: String::new(),
        public: false,
    };
    account.spotify.create_playlist(&draft).await?;
    assert_eq!(account.simulator.playlists().len(), before + 1);
    Ok(())
}

#[tokio::test]
async fn a_401_that_comes_back_with_a_new_token_is_not_asked_a_third_time() -> Outcome {
    let account = Account::signed_in().await?;
    account.inject(Family::Me, FaultKind::AccessTokenExpired, u32::MAX);
    assert!(matches!(account.spotify.me().await, Err(Error::Unexpected(_))));
    assert_eq!(account.requests(Family::Me), 2);
    assert_eq!(account.requests(Family::Token), 2);
    assert!(account.spotify.grant().is_some());
    Ok(())
}

#[tokio::test]
async fn the_old_refresh_token_is_kept_when_no_other_comes() -> Outcome {
    let account = Account::signed_in().await?;
    for _ in 0..3 {
        account.advance(TimeDelta::hours(1));
        account.spotify.me().await?;
    }
    assert!(
        matches!(account.changes().as_slice(), [Change::Granted(_)]),
        "told once, at the sign-in"
    );
    Ok(())
}

#[tokio::test]
async fn a_new_refresh_token_is_told_and_used_from_then_on() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.set_rotation(true);
    for _ in 0..2 {
        account.advance(TimeDelta::hours(1));
        account.spotify.me().await?;
    }
    let grants = account.changes();
    assert!(matches!(
        grants.as_slice(),
        [Change::Granted(_), Change::Granted(_), Change::Granted(_)]
    ));
    account.advance(TimeDelta::hours(1));
    account.restarted()?.me().await?;
    Ok(())
}

#[tokio::test]
async fn rotation_does_not_prolong_the_consent() -> Outcome {
    let account = Account::signed_in().await?;
    let ends = account.spotify.grant().expect("a grant").consent_ends();
    account.simulator.set_rotation(true);
    account.advance(TimeDelta::hours(1));
    account.spotify.me().await?;
    assert_eq!(account.spotify.grant().expect("a grant").consent_ends(), ends);
    Ok(())
}

#[tokio::test]
async fn a_withdrawn_consent_signs_out_once_for_all() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.revoke_consent();
    let answers = twenty_at_once(&account.spotify).await;
    assert!(
        answers.iter().all(|answer| *answer == Err(Error::SignedOut)),
        "{answers:?}"
    );
    assert!(account.spotify.grant().is_none());
    assert!(matches!(
        account.changes().as_slice(),
        [Change::Granted(_), Change::SignedOut(_)]
    ));
    assert_eq!(account.requests(Family::Token), 2);
    Ok(())
}

#[tokio::test]
async fn who_was_signed_out_can_sign_in_again() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.revoke_consent();
    assert_eq!(account.spotify.me().await, Err(Error::SignedOut));
    account.sign_in().await?;
    account.spotify.me().await?;
    Ok(())
}

#[tokio::test]
async fn a_consent_ends_after_six_months() -> Outcome {
    let account = Account::signed_in().await?;
    account.advance(TimeDelta::days(200));
    assert_eq!(account.spotify.me().await, Err(Error::SignedOut));
    Ok(())
}

#[tokio::test]
async fn no_network_while_refreshing_is_no_reason_to_sign_out() -> Outcome {
    let account = Account::signed_in().await?;
    account.advance(TimeDelta::hours(2));
    account.simulator.stop();
    assert_eq!(account.spotify.me().await, Err(Error::Offline));
    assert!(account.spotify.grant().is_some());
    account.simulator.resume().await?;
    account.spotify.me().await?;
    Ok(())
}

#[tokio::test]
async fn a_token_endpoint_in_trouble_is_no_reason_to_sign_out() -> Outcome {
    let account = Account::signed_in().await?;
    for kind in [FaultKind::Status(400), FaultKind::EmptyBody, FaultKind::MalformedJson] {
        account.advance(TimeDelta::hours(1));
        account.inject(Family::Token, kind.clone(), 1);
        let answer = account.spotify.me().await;
        assert!(matches!(answer, Err(Error::Unexpected(_))), "{kind:?}: {answer:?}");
        assert!(account.spotify.grant().is_some());
    }
    account.spotify.me().await?;
    Ok(())
}

#[tokio::test]
async fn a_refresh_that_fails_for_a_moment_is_tried_again() -> Outcome {
    let account = Account::signed_in().await?;
    account.advance(TimeDelta::hours(1));
    account.inject(Family::Token, FaultKind::Status(503), 1);
    account.spotify.me().await?;
    assert_eq!(account.requests(Family::Token), 3);
    Ok(())
}

#[tokio::test]
async fn a_refresh_under_way_does_not_bring_a_signed_out_listener_back() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.set_rotation(true);
    account.advance(TimeDelta::hours(1));
    account.inject(Family::Token, FaultKind::Slow(Duration::from_millis(300)), 1);
    let disconnect = async {
        while account.requests(Family::Token) < 2 {
            tokio::task::yield_now().await;
        }
        account.spotify.sign_out();
    };
    let (answer, ()) = tokio::join!(account.spotify.me(), disconnect);
    assert_eq!(answer, Err(Error::SignedOut));
    assert!(account.spotify.grant().is_none());
    assert_eq!(account.requests(Family::Me), 0);
    assert!(
        matches!(account.changes().as_slice(), [Change::Granted(_)]),
        "the new token was not kept"
    );
    Ok(())
}

#[tokio::test]
async fn a_caller_who_gives_up_does_not_lose_the_new_refresh_token() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.set_rotation(true);
    account.advance(TimeDelta::hours(1));
    account.inject(Family::Token, FaultKind::Slow(Duration::from_millis(300)), 1);
    let spotify = account.spotify.clone();
    let impatient = tokio::spawn(async move { spotify.me().await.map(drop) });
    while account.requests(Family::Token) < 2 {
        tokio::task::yield_now().await;
    }
    impatient.abort();
    account.spotify.top_tracks(TimeRange::Year).await?;
    account.advance(TimeDelta::hours(1));
    account.restarted()?.me().await?;
    Ok(())
}

#[tokio::test]
async fn without_a_grant_nothing_is_asked_of_spotify() -> Outcome {
    let account = Account::new().await?;
    assert_eq!(account.spotify.me().await, Err(Error::SignedOut));
    assert!(account.simulator.requests().is_empty());
    Ok(())
}
