//! When recent plays are read in the background, and how many of the day's calls that takes.

use chrono::TimeDelta;
use library::{Priority, ReadingTimes};
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;
use tonearm_tests::test_library::TestLibrary;

/// How many calls background work may make in 24 hours.
const CALLS_A_DAY: usize = 299;

/// Moves the time forward by so many minutes and reads whenever it is due. Returns the number of readings.
async fn readings(account: &Account, test: &TestLibrary, times: &mut ReadingTimes, minutes: usize) -> usize {
    let mut readings = 0;
    for _ in 0..minutes {
        if times.is_due(account.now()) {
            let read = test.library.sync(Priority::Background).await;
            times.note(account.now(), read.as_ref().err());
            readings += 1;
        }
        account.advance(TimeDelta::minutes(1));
    }
    readings
}

#[tokio::test]
async fn a_whole_day_offline_leaves_calls_to_record_with_when_the_network_is_back() -> Outcome {
    let account = Account::signed_in().await?;
    let test = TestLibrary::new(&account)?;
    let mut times = ReadingTimes::default();
    readings(&account, &test, &mut times, 1).await;

    account.simulator.stop();
    // A request that fails is tried again after a while; nobody waits for that here.
    tokio::time::pause();
    let offline = readings(&account, &test, &mut times, 24 * 60 - 1).await;
    tokio::time::resume();
    account.simulator.resume().await?;

    let mut left = 0;
    while account.spotify.background().recently_played().await.is_ok() {
        left += 1;
    }
    assert!(offline > 90, "{offline} readings");
    assert!(left > CALLS_A_DAY / 2, "{left} calls are left");
    Ok(())
}

#[tokio::test]
async fn plays_are_recorded_a_minute_after_a_reading_without_network() -> Outcome {
    let account = Account::signed_in_to_kind_list().await?;
    let test = TestLibrary::new(&account)?;
    let mut times = ReadingTimes::default();
    readings(&account, &test, &mut times, 15).await;
    account.simulator.play(3);

    account.simulator.stop();
    assert_eq!(readings(&account, &test, &mut times, 1).await, 1);
    account.simulator.resume().await?;
    assert_eq!(readings(&account, &test, &mut times, 1).await, 1);

    assert_eq!(test.archive()?.count()?, 53);
    Ok(())
}
