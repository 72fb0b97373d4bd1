//! Recording: every play that Spotify reports is kept, a gap is noted where plays may be missing, and an import closes it.

use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::TimeDelta;
use library::{Archive, Event, ImportOptions, Library, Options, Priority, SavedState, StoreError, SyncError};
use serde_json::json;
use spotify::TimeRange;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;
use tonearm_tests::test_library::TestLibrary;

#[tokio::test]
async fn more_than_fifty_plays_between_two_readings_leave_a_gap() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let test = TestLibrary::new(&account)?;
    test.library.sync(Priority::Background).await?;
    assert_eq!(test.archive()?.open_gaps()?, []);
    let last = test.library.latest_plays(1)[0].ended_at.as_millis();

    account.advance(TimeDelta::hours(2));
    account.simulator.play(60);
    let recorded = test.library.sync(Priority::Background).await?;

    assert_eq!(recorded.plays, 50);
    let gaps = test.archive()?.open_gaps()?;
    assert_eq!(gaps.len(), 1);
    let first_after = &test.library.latest_plays(50)[49];
    let began = first_after.ended_at.as_millis() - i64::from(first_after.ms_played);
    assert_eq!((gaps[0].from, gaps[0].to), (last, began));
    Ok(())
}

#[tokio::test]
async fn fifty_new_plays_that_reach_back_to_the_known_ones_leave_none() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let test = TestLibrary::new(&account)?;
    test.library.sync(Priority::Background).await?;
    account.simulator.play(49);
    let recorded = test.library.sync(Priority::Background).await?;
    assert_eq!((recorded.plays, recorded.gap), (49, None));
    assert_eq!(test.archive()?.open_gaps()?, []);
    Ok(())
}

#[tokio::test]
async fn an_export_closes_the_gap_and_undoing_it_opens_it_again() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let test = TestLibrary::new(&account)?;
    let began = account.now() - TimeDelta::days(2);
    test.library.sync(Priority::Background).await?;
    account.advance(TimeDelta::hours(2));
    account.simulator.play(60);
    test.library.sync(Priority::Background).await?;
    let with_gap = test.archive()?.count()?;
    assert_eq!(test.archive()?.open_gaps()?.len(), 1);

    let folder = tempfile::tempdir()?;
    let zip = folder.path().join("my_spotify_data.zip");
    let written = account.simulator.export_extended(&zip, began)?;
    let archive = test.archive()?;
    let report = archive.import(&[zip], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;

    assert_eq!(report.gaps_closed, 1);
    assert_eq!(archive.open_gaps()?, []);
    assert!(report.counts.merged > 0 && report.counts.added > 0, "{report:?}");
    assert_eq!(report.counts.added + report.counts.merged, written as u64);
    assert_eq!(
        archive.count()?,
        with_gap + report.counts.added,
        "what was recorded and told is one play"
    );

    archive.undo(report.source.expect("an import"))?;
    assert_eq!(archive.open_gaps()?.len(), 1);
    assert_eq!(archive.count()?, with_gap, "what was recorded is there again");
    Ok(())
}

#[tokio::test]
async fn todays_rankings_are_asked_for_once() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    test.library.snapshot_rankings(Priority::Background).await?;
    let asked = account.simulator.requests().len();
    test.library.snapshot_rankings(Priority::Background).await?;
    assert_eq!(account.simulator.requests().len(), asked);
    account.advance(TimeDelta::days(1));
    test.library.snapshot_rankings(Priority::Background).await?;
    assert!(account.simulator.requests().len() >= asked + 6);
    assert!(!account.spotify.top_tracks(TimeRange::Year).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_number_of_plays_follows_what_others_write() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let test = TestLibrary::new(&account)?;
    let here = test.archive()?;
    let there = Archive::open(here.path(), account.clock())?;
    assert_eq!((here.count()?, there.count()?), (0, 0));
    let mut page = account.spotify.recently_played().await?;

    there.record("robin", &page)?;
    assert_eq!((here.count()?, there.count()?), (50, 50));
    page.plays.truncate(1);
    page.plays[0].played_at -= TimeDelta::days(30);
    here.record("robin", &page)?;
    assert_eq!((here.count()?, there.count()?), (51, 51));
    Ok(())
}

#[tokio::test]
async fn an_empty_ranking_is_not_asked_for_again_that_day() -> Outcome {
    let account = Account::signed_in().await?;
    account.simulator.empty_listener();
    let test = TestLibrary::new(&account)?;
    test.library.snapshot_rankings(Priority::Background).await?;
    let asked = account.simulator.requests().len();
    test.library.snapshot_rankings(Priority::Background).await?;
    assert_eq!(account.simulator.requests().len(), asked);
    Ok(())
}

#[tokio::test]
async fn a_track_that_spotify_renames_is_still_the_one_that_exports_tell_of() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let archive = test.archive()?;
    let folder = tempfile::tempdir()?;
    let import = |name: &str, rows: serde_json::Value| -> Outcome {
        let file = folder.path().join(name);
        std::fs::write(&file, rows.to_string())?;
        archive.import(&[file], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;
        Ok(())
    };
    let mut page = account.spotify.recently_played().await?;
    page.plays.truncate(1);
    let track = &page.plays[0].track;
    let extended = |ts: &str, uri: &str, name: &str| {
        json!([{"ts": ts, "ms_played": 200_000, "spotify_track_uri": uri, "master_metadata_track_name": name,
            "master_metadata_album_artist_name": "Bicep", "master_metadata_album_album_name": "Bicep"}])
    };
    import(
        "extended.json",
        extended("2024-05-01T10:00:20Z", &track.id.uri(), "Glue"),
    )?;
    let by_names =
        json!([{"endTime": "2024-05-01 10:00", "artistName": "Bicep", "trackName": "Glue", "msPlayed": 200_000}]);
    import("account.json", by_names)?;
    assert_eq!(archive.count()?, 1, "one play, told twice");

    // Spotify has another name for it.
    archive.record("robin", &page)?;
    import(
        "other.json",
        extended("2024-05-02T10:00:00Z", "spotify:track:0000000000000000000009", "Opal"),
    )?;

    assert_eq!(archive.count()?, 3, "that play, the recorded one and the other track's");
    Ok(())
}

#[tokio::test]
async fn what_was_recorded_is_there_at_the_next_start() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    test.library.sync(Priority::Background).await?;
    let plays = test.library.latest_plays(50);
    let kept = test.library.saved_state();
    let next = test.restarted(&account, kept)?;
    assert_eq!(next.library.latest_plays(50), plays);
    next.library.sync(Priority::Background).await?;
    assert!(
        !next
            .take_events()
            .iter()
            .any(|event| matches!(event, Event::PlaysRecorded { .. })),
        "nothing of it is new"
    );
    Ok(())
}

#[tokio::test]
async fn what_could_not_be_written_is_not_taken_for_read() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    account.simulator.play(5);
    let library = Library::open(Options {
        spotify: account.spotify.clone(),
        clock: account.clock(),
        covers: tempfile::tempdir()?.path().join("covers"),
        saved_state: SavedState::default(),
        archive: Err(StoreError::DiskFull),
        on_event: Arc::new(|_| {}),
    });
    let refused = library.sync(Priority::Background).await;
    assert!(matches!(refused, Err(SyncError::Archive(_))), "{refused:?}");
    assert!(library.account().is_some(), "Spotify was asked");
    assert_eq!(library.read_at(), None);
    Ok(())
}
