//! A Spotify that sends every whole number as a fraction, such as `640.0`: each screen shows what it always shows.

use simulator::Often;
use tonearm_tests::archive::play_count;
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::{recent, sign_in};
use tonearm_tests::testbed::Testbed;

#[tokio::test]
async fn top_recent_and_what_plays_now_are_there_when_whole_numbers_are_fractions() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    testbed.spotify().set_fractions(Often::Always);
    testbed.spotify().set_now_playing(Some(5));
    let app = testbed.open().await?;

    sign_in(&app).await?;

    assert_eq!(app.list("Top tracks").await?.len(), 50);
    app.press("tab", "Artists").await?;
    assert_eq!(app.list("Top artists").await?.len(), 50);
    assert!(!recent(&app).await?.is_empty());
    app.sees("Playing now").await?;
    app.sees("50 plays kept").await?;
    assert_eq!(play_count(&testbed)?, 50);
    Ok(())
}
