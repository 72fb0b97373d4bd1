//! What the library remembers, when it asks again, and what it forgets.

use std::sync::Arc;

use chrono::TimeDelta;
use library::{Event, Freshness, Library, Priority, SavedState, StoreError, SyncError};
use simulator::{Family, FaultKind, QuotaMode};
use spotify::{Error, TimeRange};
use stats::GenreLevel;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;
use tonearm_tests::test_library::TestLibrary;

const RANGE: TimeRange = TimeRange::FourWeeks;

#[tokio::test]
async fn a_ranking_is_asked_for_once_an_hour_unless_the_listener_insists() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let first = test.library.top_tracks(RANGE, Freshness::Recent).await?;
    assert_eq!(first.rows.len(), 50);
    test.library.top_tracks(RANGE, Freshness::Recent).await?;
    assert_eq!(account.requests(Family::Top), 1);
    test.library.top_tracks(RANGE, Freshness::Now).await?;
    assert_eq!(account.requests(Family::Top), 2);
    account.advance(TimeDelta::minutes(61));
    test.library.top_tracks(RANGE, Freshness::Recent).await?;
    assert_eq!(account.requests(Family::Top), 3);
    Ok(())
}

#[tokio::test]
async fn each_range_has_a_ranking_of_its_own() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let four_weeks = test
        .library
        .top_tracks(TimeRange::FourWeeks, Freshness::Recent)
        .await?
        .rows;
    let year = test.library.top_tracks(TimeRange::Year, Freshness::Recent).await?.rows;
    assert_ne!(four_weeks, year);
    Ok(())
}

#[tokio::test]
async fn offline_shows_what_was_known_and_says_so() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let known = test.library.top_artists(RANGE, Freshness::Recent).await?;
    account.simulator.stop();
    let shown = test.library.top_artists(RANGE, Freshness::Now).await?;
    assert_eq!(shown.rows, known.rows);
    assert_eq!(shown.fetched_at, known.fetched_at);
    assert_eq!(shown.refresh_error, Some(Error::Offline));
    let never_asked = test.library.top_artists(TimeRange::Year, Freshness::Now).await;
    assert_eq!(never_asked.err(), Some(Error::Offline));
    Ok(())
}

#[tokio::test]
async fn a_revoked_consent_keeps_what_was_known() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    test.library.identify().await?;
    let known = test.library.recent(Freshness::Now).await?.page;
    account.simulator.revoke_consent();
    let shown = test.library.recent(Freshness::Now).await?;
    assert_eq!(shown.page, known);
    assert!(matches!(shown.sync_error, Some(SyncError::Spotify(Error::SignedOut))));
    assert!(test.library.account().is_some(), "who was signed in is still known");
    Ok(())
}

#[tokio::test]
async fn new_plays_are_told_once_with_their_number() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let test = TestLibrary::new(&account)?;
    test.library.sync(Priority::Background).await?;
    assert!(test.take_events().contains(&Event::PlaysRecorded { count: 50 }));
    test.library.sync(Priority::Background).await?;
    assert!(
        !test
            .take_events()
            .iter()
            .any(|event| matches!(event, Event::PlaysRecorded { .. }))
    );

    account.simulator.play(3);
    test.library.sync(Priority::Background).await?;
    assert!(test.take_events().contains(&Event::PlaysRecorded { count: 3 }));
    let rows = test.library.latest_plays(100);
    assert_eq!(
        rows.len(),
        53,
        "nothing known is dropped for falling out of Spotify's fifty"
    );
    assert!(
        rows.windows(2).all(|pair| pair[0].ended_at >= pair[1].ended_at),
        "newest first"
    );
    Ok(())
}

#[tokio::test]
async fn disconnecting_forgets_the_tokens_the_lists_and_the_covers() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    test.library.identify().await?;
    let rows = test.library.top_tracks(RANGE, Freshness::Recent).await?.rows;
    let key = test.library.cover_key(&rows[0].album.images, 64).expect("a cover");
    assert!(test.library.cover(&key).await?.is_some());
    assert_eq!(std::fs::read_dir(test.covers())?.count(), 1);

    test.library.disconnect().await;
    assert_eq!(test.library.saved_state(), SavedState::default());
    assert!(account.spotify.grant().is_none());
    assert!(!test.covers().exists());
    assert!(
        test.library.cover(&key).await?.is_none(),
        "not even its address is known"
    );
    Ok(())
}

#[tokio::test]
async fn a_cover_is_fetched_once_and_then_read_from_disk() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let rows = test.library.top_tracks(RANGE, Freshness::Recent).await?.rows;
    let key = test.library.cover_key(&rows[0].album.images, 64).expect("a cover");
    let fetched = test.library.cover(&key).await?;
    account.simulator.stop();
    assert_eq!(test.library.cover(&key).await?, fetched);
    assert_eq!(account.requests(Family::Images), 1);
    Ok(())
}

#[tokio::test]
async fn the_smallest_cover_that_is_large_enough_is_taken() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let rows = test.library.top_tracks(RANGE, Freshness::Recent).await?.rows;
    let images = &rows[0].album.images;
    let key = |pixels| test.library.cover_key(images, pixels).expect("a cover");
    assert_eq!(key(64), key(1));
    assert_ne!(key(64), key(65));
    assert_eq!(key(640), key(5000), "the widest there is");
    Ok(())
}

#[tokio::test]
async fn what_was_fetched_for_somebody_else_is_forgotten() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    test.library.identify().await?;
    test.library.top_tracks(RANGE, Freshness::Recent).await?;
    test.library.identify().await?;
    assert_eq!(
        test.library.saved_state().top_tracks.len(),
        1,
        "the same listener keeps everything"
    );

    let mut somebody_else = test.library.saved_state();
    somebody_else.account.as_mut().expect("an account").account_id = "somebody else".into();
    let other = Library::open(library::Options {
        spotify: account.spotify.clone(),
        clock: account.clock(),
        covers: test.covers(),
        saved_state: somebody_else,
        archive: Err(StoreError::ReadOnly),
        on_event: Arc::new(|_| {}),
    });
    other.identify().await?;
    assert!(other.saved_state().top_tracks.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_sign_in_whose_name_is_not_known_yet_mixes_nobodys_plays() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let before = TestLibrary::new(&account)?;
    before.library.identify().await?;
    let mut kept = serde_json::to_value(before.library.saved_state())?;
    kept["account"]["account_id"] = "somebody else".into();
    kept["confirmed"] = "2020-01-01T00:00:00Z".into();
    let mut theirs = account.spotify.recently_played().await?;
    theirs.plays.truncate(1);
    theirs.plays[0].played_at = "2020-01-01T00:00:00Z".parse()?;
    before.archive()?.record("somebody else", &theirs)?;

    let after = before.restarted(&account, serde_json::from_value(kept)?)?;
    account.inject(Family::Me, FaultKind::OwnerNeedsPremium, 2);
    let shown = after.library.recent(Freshness::Now).await;
    assert!(
        matches!(shown, Err(SyncError::Spotify(Error::OwnerNeedsPremium))),
        "somebody else's plays are not shown"
    );
    assert!(after.library.account().is_none(), "nor is their name");
    let unknown = after.library.sync(Priority::Background).await;
    assert!(
        matches!(unknown, Err(SyncError::Spotify(Error::OwnerNeedsPremium))),
        "who it is could not be learnt"
    );
    assert_eq!(after.archive()?.count()?, 1, "nothing was mixed in");

    after.library.sync(Priority::Background).await?;
    let rows = after.library.latest_plays(100);
    assert_eq!(rows.len(), 50, "somebody else's play does not count");

    after.archive()?.set_owner("somebody else")?;
    assert_eq!(after.archive()?.count()?, 1, "and is there when they are back");
    Ok(())
}

#[tokio::test]
async fn a_disconnect_during_a_question_forgets_its_answer() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    test.library.identify().await?;
    account.inject(
        Family::Recent,
        FaultKind::Slow(std::time::Duration::from_millis(300)),
        1,
    );
    let asking = test.library.recent(Freshness::Now);
    let disconnecting = async {
        while account.requests(Family::Recent) == 0 {
            tokio::task::yield_now().await;
        }
        test.library.disconnect().await;
    };
    let (answer, ()) = tokio::join!(asking, disconnecting);
    assert!(matches!(answer, Err(SyncError::Spotify(Error::SignedOut))));
    assert_eq!(test.library.saved_state(), SavedState::default());
    assert_eq!(test.archive()?.count()?, 0);
    Ok(())
}

#[tokio::test]
async fn a_new_listener_has_empty_lists_and_no_error() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.empty_listener();
    let test = TestLibrary::new(&account)?;
    assert!(test.library.top_tracks(RANGE, Freshness::Recent).await?.rows.is_empty());
    assert!(test.library.recent(Freshness::Recent).await?.page.plays.is_empty());
    let genres = test
        .library
        .top_genres(RANGE, Freshness::Recent, GenreLevel::Genre)
        .await?
        .rows;
    assert_eq!((genres.artists, genres.genres.len()), (0, 0));
    Ok(())
}

#[tokio::test]
async fn genres_are_there_for_an_extended_app_and_honestly_missing_otherwise() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let without = test
        .library
        .top_genres(RANGE, Freshness::Now, GenreLevel::Genre)
        .await?
        .rows;
    assert_eq!(
        (without.artists, without.artists_with_genres, without.genres.len()),
        (50, 0, 0)
    );

    account.simulator.set_quota(QuotaMode::Extended);
    let with = test
        .library
        .top_genres(RANGE, Freshness::Now, GenreLevel::Genre)
        .await?
        .rows;
    assert!(with.artists_with_genres > 0);
    let whole: f64 = with.genres.iter().map(|genre| genre.share).sum();
    assert!((whole - 1.0).abs() < 1e-9, "the shares are of one whole: {whole}");
    Ok(())
}

#[tokio::test]
async fn a_limit_is_never_taken_for_an_empty_list() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    account.inject(
        Family::Top,
        FaultKind::QuotaExceeded {
            retry_after_secs: Some(50_000),
        },
        1,
    );
    let refused = test.library.top_tracks(RANGE, Freshness::Recent).await.err();
    assert!(matches!(refused, Some(Error::QuotaExceeded { .. })), "{refused:?}");
    assert!(test.library.saved_state().top_tracks.is_empty());
    Ok(())
}
