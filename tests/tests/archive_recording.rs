//! Recording: what Spotify tells is kept, where it can't reach back a gap is noted, and an import closes it.

use std::ops::ControlFlow;

use chrono::TimeDelta;
use library::{Asker, Event, ImportOptions};
use spotify::TimeRange;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Told;
use tonearm_tests::shelf::Shelf;

#[tokio::test]
async fn more_than_fifty_plays_between_two_readings_leave_a_gap() -> Told {
    let account = Account::signed_in().await?;
    let shelf = Shelf::new(&account)?;
    shelf.library.sync(Asker::Background).await?;
    assert_eq!(shelf.archive()?.open_gaps()?, []);
    let last = shelf.library.latest_plays(1)[0].ended_at.as_millis();

    account.pass(TimeDelta::hours(2));
    account.simulator.play(60);
    let recorded = shelf.library.sync(Asker::Background).await?;

    assert_eq!(recorded.plays, 50);
    let gaps = shelf.archive()?.open_gaps()?;
    assert_eq!(gaps.len(), 1);
    let first_after = &shelf.library.latest_plays(50)[49];
    let began = first_after.ended_at.as_millis() - i64::from(first_after.ms_played);
    assert_eq!((gaps[0].from, gaps[0].to), (last, began));
    Ok(())
}

#[tokio::test]
async fn fifty_new_plays_that_reach_back_to_the_known_ones_leave_none() -> Told {
    let account = Account::signed_in().await?;
    let shelf = Shelf::new(&account)?;
    shelf.library.sync(Asker::Background).await?;
    account.simulator.play(49);
    let recorded = shelf.library.sync(Asker::Background).await?;
    assert_eq!((recorded.plays, recorded.gap), (49, false));
    assert_eq!(shelf.archive()?.open_gaps()?, []);
    Ok(())
}

#[tokio::test]
async fn an_export_closes_the_gap_and_undoing_it_opens_it_again() -> Told {
    let account = Account::signed_in().await?;
    let shelf = Shelf::new(&account)?;
    let began = account.now() - TimeDelta::days(2);
    shelf.library.sync(Asker::Background).await?;
    account.pass(TimeDelta::hours(2));
    account.simulator.play(60);
    shelf.library.sync(Asker::Background).await?;
    let with_gap = shelf.archive()?.count()?;
    assert_eq!(shelf.archive()?.open_gaps()?.len(), 1);

    let folder = tempfile::tempdir()?;
    let zip = folder.path().join("my_spotify_data.zip");
    let written = account.simulator.export_extended(&zip, began)?;
    let archive = shelf.archive()?;
    let report = archive.import(&[zip], ImportOptions::default(), &mut |_| ControlFlow::Continue(()))?;

    assert_eq!(report.gaps_closed, 1);
    assert_eq!(archive.open_gaps()?, []);
    assert!(report.tally.merged > 0 && report.tally.added > 0, "{report:?}");
    assert_eq!(report.tally.added + report.tally.merged, written as u64);
    assert_eq!(
        archive.count()?,
        with_gap + report.tally.added,
        "what was recorded and told is one play"
    );

    archive.undo(report.source.expect("an import"))?;
    assert_eq!(archive.open_gaps()?.len(), 1);
    assert_eq!(archive.count()?, with_gap, "what was recorded is there again");
    Ok(())
}

#[tokio::test]
async fn todays_rankings_are_asked_for_once() -> Told {
    let account = Account::signed_in().await?;
    let shelf = Shelf::new(&account)?;
    shelf.library.take_rankings(Asker::Background).await?;
    let asked = account.simulator.requests().len();
    shelf.library.take_rankings(Asker::Background).await?;
    assert_eq!(account.simulator.requests().len(), asked);
    account.pass(TimeDelta::days(1));
    shelf.library.take_rankings(Asker::Background).await?;
    assert!(account.simulator.requests().len() >= asked + 6);
    assert!(!account.spotify.top_tracks(TimeRange::Year).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_was_recorded_is_there_at_the_next_start() -> Told {
    let account = Account::signed_in().await?;
    let shelf = Shelf::new(&account)?;
    shelf.library.sync(Asker::Background).await?;
    let plays = shelf.library.latest_plays(50);
    let kept = shelf.library.kept();
    let next = shelf.restarted(&account, kept)?;
    assert_eq!(next.library.latest_plays(50), plays);
    next.library.sync(Asker::Background).await?;
    assert!(
        !next
            .heard()
            .iter()
            .any(|event| matches!(event, Event::PlaysRecorded { .. })),
        "nothing of it is new"
    );
    Ok(())
}
