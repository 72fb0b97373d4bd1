//! The tray, read and pressed as a desktop does it.

use tonearm_tests::failure::Told;
use tonearm_tests::stage::{Stage, until};

use tonearm_tests::listener::{recent, sign_in};

#[tokio::test]
async fn the_tray_brings_the_closed_window_back() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    app.close()?;
    until("the window is gone", async || !stage.shows_window()).await?;

    stage.shelf().press("Open Tonearm").await?;

    until("the window is back", async || stage.shows_window()).await?;
    app.turn_to_new().await?;
    app.list("Top tracks").await.map(drop)
}

#[tokio::test]
async fn the_tray_lists_the_latest_plays() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    let latest = recent(&app).await?.remove(0);

    let shown = |label: &str| latest.lines().any(|words| label.contains(words.trim()));
    until("the tray shows the latest play", async || {
        let menu = stage.shelf().menu().await.unwrap_or_default();
        menu.iter().any(|entry| shown(&entry.label))
    })
    .await
}
