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
async fn closing_gives_the_web_views_memory_back_and_opening_finds_the_same_screen() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    recent(&app).await?;
    assert_eq!(stage.processes("WebKitWebProcess"), 1);

    app.close()?;
    until("the web view's process has ended", async || {
        stage.processes("WebKitWebProcess") == 0
    })
    .await?;

    stage.shelf().press("Open Tonearm").await?;
    app.turn_to_new().await?;
    app.find("button", "Sync now").await.map(drop)
}

#[tokio::test]
async fn the_tray_reads_new_plays_while_the_window_is_closed() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    until("the tray shows plays", async || !plays(&stage).await.is_empty()).await?;
    app.close()?;
    until("the window is gone", async || !stage.shows_window()).await?;
    let before = plays(&stage).await;

    stage.spotify().play(1);
    stage.shelf().press("Sync now").await?;

    until("a new play stands above the others", async || {
        plays(&stage).await.get(1) == before.first()
    })
    .await
}

/// The tracks that the tray's menu has as played, newest first.
async fn plays(stage: &Stage) -> Vec<String> {
    let menu = stage.shelf().menu().await.unwrap_or_default();
    let played = menu.into_iter().filter_map(|entry| {
        let (when, track) = entry.label.split_once(": ")?;
        (when == "Just now" || when.ends_with(" ago")).then(|| track.to_owned())
    });
    played.collect()
}

#[tokio::test]
async fn quitting_from_the_tray_ends_every_process() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    app.sees("Drop the needle").await?;
    // A web view's process bears the application's name for the moment between its fork and its exec.
    until("one Tonearm runs", async || stage.processes("tonearm") == 1).await?;

    stage.shelf().press("Quit").await?;

    until("nothing of it runs any more", async || {
        stage.processes("tonearm") + stage.processes("WebKitWebProcess") == 0
    })
    .await
}

#[tokio::test]
async fn quitting_from_the_page_ends_it_too() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    app.sees("Drop the needle").await?;

    // The answer may not come any more.
    let _ = app.call("quit", serde_json::json!({})).await;

    until("nothing of it runs any more", async || stage.processes("tonearm") == 0).await
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
