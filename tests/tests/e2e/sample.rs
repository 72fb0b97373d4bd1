//! "Look around": every screen with an invented listener, apart from the real listener's data.

use std::fs;
use std::time::Duration;

use simulator::{Family, Fault, FaultKind};
use tonearm_tests::archive::play_count;
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::sign_in;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;

#[tokio::test]
async fn the_sample_can_be_played_with_and_spotify_hears_nothing_of_it() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;

    app.press("button", "Try the sample").await?;
    assert_eq!(app.list("Top tracks").await?.len(), 50);
    app.sees("Sample data").await?;
    app.press("button", "Save as playlist").await?;
    app.press("button", "Save").await?;
    app.sees("is in Spotify").await?;

    assert_eq!(testbed.spotify().requests(), []);
    Ok(())
}

#[tokio::test]
async fn nothing_is_left_of_the_sample() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.press("button", "Try the sample").await?;
    let first = app.list("Top tracks").await?.remove(0);
    let track = first.lines().nth(1).unwrap_or_default();
    until("the sample has covers", async || !covers(&testbed).is_empty()).await?;

    app.press("button", "Leave the sample").await?;

    app.sees("Drop the needle").await?;
    assert_eq!(testbed.files_with(track)?, Vec::<std::path::PathBuf>::new());
    assert_eq!(covers(&testbed), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn nothing_is_left_of_the_sample_after_quitting_in_it() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.press("button", "Try the sample").await?;
    app.list("Top tracks").await?;
    until("the sample has covers", async || !covers(&testbed).is_empty()).await?;

    app.quit().await?;

    assert_eq!(covers(&testbed), Vec::<String>::new());
    let app = testbed.open().await?;
    app.sees("Drop the needle").await
}

/// The folders that hold the sample's covers while the sample is shown.
fn covers(testbed: &Testbed) -> Vec<String> {
    let entries = fs::read_dir(testbed.temporary());
    let names = entries.into_iter().flatten().flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("tonearm-sample-"))
        .collect()
}

#[tokio::test]
async fn ones_own_plays_are_recorded_while_the_sample_is_shown() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    until("the plays so far are on disk", async || {
        play_count(&testbed).is_ok_and(|plays| plays > 0)
    })
    .await?;
    app.quit().await?;
    let before = play_count(&testbed)?;
    testbed.spotify().play(1);
    // Makes the reading at the start last until the sample is on the screen.
    testbed.spotify().inject(Fault {
        on: Family::Recent,
        kind: FaultKind::Slow(Duration::from_secs(6)),
        times: 1,
    });
    let app = testbed.open().await?;

    app.press("link", "Settings").await?;
    app.press("link", "See the first screen again").await?;
    app.press("button", "Try the sample").await?;
    app.sees("Sample data").await?;

    assert_eq!(play_count(&testbed)?, before, "the answer is still on its way");
    until("the new play is on disk", async || {
        play_count(&testbed).is_ok_and(|plays| plays > before)
    })
    .await?;
    app.sees("Sample data").await
}
