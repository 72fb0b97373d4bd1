//! A Spotify that sends every whole number as a fraction: nothing is missing, and recording goes on.

use library::{Freshness, Priority};
use simulator::{Often, Quirks};
use spotify::TimeRange;
use tonearm_tests::account::Account;
use tonearm_tests::failure::Outcome;
use tonearm_tests::test_library::TestLibrary;

const RANGE: TimeRange = TimeRange::FourWeeks;

/// Signed in, with fractions from the first token on.
async fn with_fractions() -> Outcome<(Account, TestLibrary)> {
    let account = Account::with(|options| options.quirks = Quirks::none()).await?;
    account.simulator.set_fractions(Often::Always);
    account.sign_in().await?;
    let test = TestLibrary::new(&account)?;
    Ok((account, test))
}

#[tokio::test]
async fn plays_are_recorded_with_their_lengths() -> Outcome {
    let (account, test) = with_fractions().await?;
    assert_eq!(test.library.sync(Priority::Background).await?.plays, 50);
    account.simulator.play(3);
    assert_eq!(test.library.sync(Priority::Background).await?.plays, 3);
    let plays = test.library.latest_plays(100);
    assert_eq!(plays.len(), 53);
    assert!(
        plays
            .iter()
            .all(|play| play.duration_ms.is_some_and(|length| length > 0))
    );
    Ok(())
}

#[tokio::test]
async fn the_top_lists_are_whole_and_have_covers_of_each_size() -> Outcome {
    let (_account, test) = with_fractions().await?;
    let artists = test.library.top_artists(RANGE, Freshness::Now).await?;
    let tracks = test.library.top_tracks(RANGE, Freshness::Now).await?;
    assert_eq!((artists.rows.len(), tracks.rows.len()), (50, 50));
    assert_eq!((artists.refresh_error, tracks.refresh_error), (None, None));
    let widths: Vec<_> = tracks.rows[0].album.images.iter().map(|image| image.width).collect();
    assert_eq!(widths, [Some(640), Some(300), Some(64)]);
    test.library.snapshot_rankings(Priority::Background).await?;
    Ok(())
}

#[tokio::test]
async fn what_plays_now_is_known_with_its_position() -> Outcome {
    let (account, test) = with_fractions().await?;
    account.simulator.set_now_playing(Some(7));
    account.advance(chrono::TimeDelta::seconds(61));
    let playing = test.library.now_playing(Priority::Background).await?.expect("a track");
    assert_eq!((playing.progress_ms, playing.is_playing), (61_000, true));
    assert!(playing.track.duration_ms > 61_000);
    Ok(())
}
