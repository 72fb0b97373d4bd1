//! The tray icon's menu, read and pressed as a desktop does it.

use tonearm_tests::failure::Outcome;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;

use tonearm_tests::listener::{recent, sign_in};

#[tokio::test]
async fn the_tray_brings_the_closed_window_back() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.close()?;
    until("the window is gone", async || !testbed.shows_window()).await?;

    testbed.tray().press("Open Tonearm").await?;

    until("the window is back", async || testbed.shows_window()).await?;
    app.switch_to_new_window().await?;
    app.list("Top tracks").await.map(drop)
}

#[tokio::test]
async fn closing_gives_the_web_views_memory_back_and_opening_finds_the_same_screen() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    recent(&app).await?;
    assert_eq!(testbed.processes("WebKitWebProcess"), 1);

    app.close()?;
    until("the web view's process has ended", async || {
        testbed.processes("WebKitWebProcess") == 0
    })
    .await?;

    testbed.tray().press("Open Tonearm").await?;
    app.switch_to_new_window().await?;
    app.find("button", "Sync now").await.map(drop)
}

#[tokio::test]
async fn the_tray_reads_new_plays_while_the_window_is_closed() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    until("the tray shows plays", async || !plays(&testbed).await.is_empty()).await?;
    app.close()?;
    until("the window is gone", async || !testbed.shows_window()).await?;
    let before = plays(&testbed).await;

    testbed.spotify().play(1);
    testbed.tray().press("Sync now").await?;

    until("a new play stands above the others", async || {
        plays(&testbed).await.get(1) == before.first()
    })
    .await
}

/// The played tracks in the tray's menu, newest first.
async fn plays(testbed: &Testbed) -> Vec<String> {
    let menu = testbed.tray().menu().await.unwrap_or_default();
    let played = menu.into_iter().filter_map(|entry| {
        let (when, track) = entry.label.split_once(": ")?;
        (when == "Just now" || when.ends_with(" ago")).then(|| track.to_owned())
    });
    played.collect()
}

#[tokio::test]
async fn quitting_from_the_tray_ends_every_process() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    // A web view's process has the application's name for a moment, between its fork and its exec.
    until("one Tonearm runs", async || testbed.processes("tonearm") == 1).await?;

    testbed.tray().press("Quit").await?;

    until("nothing of it runs any more", async || {
        testbed.processes("tonearm") + testbed.processes("WebKitWebProcess") == 0
    })
    .await
}

#[tokio::test]
async fn quitting_from_the_page_ends_it_too() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;

    // The answer may be lost.
    let _ = app.call("quit", serde_json::json!({})).await;

    until("nothing of it runs any more", async || {
        testbed.processes("tonearm") == 0
    })
    .await
}

#[tokio::test]
async fn the_tray_lists_the_latest_plays() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let latest = recent(&app).await?.remove(0);

    let shown = |label: &str| latest.lines().any(|words| label.contains(words.trim()));
    until("the tray shows the latest play", async || {
        let menu = testbed.tray().menu().await.unwrap_or_default();
        menu.iter().any(|entry| shown(&entry.label))
    })
    .await
}
