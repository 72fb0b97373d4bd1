//! "Look around": every screen on an invented listener, apart from all that is one's own.

use std::fs;
use std::time::Duration;

use simulator::{Family, Fault, FaultKind};
use tonearm_tests::archive::kept;
use tonearm_tests::failure::Told;
use tonearm_tests::listener::sign_in;
use tonearm_tests::stage::{Stage, until};

#[tokio::test]
async fn the_sample_can_be_played_with_and_spotify_hears_nothing_of_it() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;

    app.press("button", "Open the sample").await?;
    assert_eq!(app.list("Top tracks").await?.len(), 50);
    app.sees("Sample data").await?;
    app.press("button", "Save as playlist").await?;
    app.press("button", "Save").await?;
    app.sees("is in Spotify").await?;

    assert_eq!(stage.spotify().requests(), []);
    Ok(())
}

#[tokio::test]
async fn nothing_is_left_of_the_sample() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    app.press("button", "Open the sample").await?;
    let first = app.list("Top tracks").await?.remove(0);
    let track = first.lines().nth(1).unwrap_or_default();
    until("the sample has covers", async || !covers(&stage).is_empty()).await?;

    app.press("button", "Leave the sample").await?;

    app.sees("Drop the needle").await?;
    assert_eq!(stage.files_with(track)?, Vec::<std::path::PathBuf>::new());
    assert_eq!(covers(&stage), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn nothing_is_left_of_the_sample_after_quitting_in_it() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    app.press("button", "Open the sample").await?;
    app.list("Top tracks").await?;
    until("the sample has covers", async || !covers(&stage).is_empty()).await?;

    app.quit().await?;

    assert_eq!(covers(&stage), Vec::<String>::new());
    let app = stage.open().await?;
    app.sees("Drop the needle").await
}

/// The folders that samples keep their covers in while they are shown.
fn covers(stage: &Stage) -> Vec<String> {
    let entries = fs::read_dir(stage.temporary());
    let names = entries.into_iter().flatten().flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("tonearm-sample-"))
        .collect()
}

#[tokio::test]
async fn ones_own_plays_are_recorded_while_the_sample_is_shown() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    until("the plays so far are on disk", async || {
        kept(&stage).is_ok_and(|plays| plays > 0)
    })
    .await?;
    app.quit().await?;
    let before = kept(&stage)?;
    stage.spotify().play(1);
    // The reading at the start takes until the sample is on the screen.
    stage.spotify().inject(Fault {
        on: Family::Recent,
        kind: FaultKind::Slow(Duration::from_secs(6)),
        times: 1,
    });
    let app = stage.open().await?;

    app.press("link", "Settings").await?;
    app.press("link", "See the first screen again").await?;
    app.press("button", "Open the sample").await?;
    app.sees("Sample data").await?;

    assert_eq!(kept(&stage)?, before, "the answer is still on its way");
    until("the new play is on disk", async || {
        kept(&stage).is_ok_and(|plays| plays > before)
    })
    .await?;
    app.sees("Sample data").await
}
