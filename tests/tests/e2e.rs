//! Tonearm in its real window, as a listener meets it: one situation, one act, one claim each.
//! Every scenario has a stage of its own; stages take turns, so these need no order and no flags.

#![cfg(target_os = "linux")]

use simulator::{DEMO_CLIENT_ID, Family};
use tonearm_tests::browser::Intent;
use tonearm_tests::failure::Told;
use tonearm_tests::stage::{Stage, until};
use tonearm_tests::window::Window;

/// Pastes the Client ID into the guide, from the first screen.
async fn bring_the_client_id(app: &Window<'_>) -> Told {
    app.press("link", "Start, about 3 minutes").await?;
    app.fill("Client ID", DEMO_CLIENT_ID).await
}

/// From the first screen to the first list.
async fn sign_in(app: &Window<'_>) -> Told {
    bring_the_client_id(app).await?;
    app.press("button", "Sign in").await?;
    app.list("Top tracks").await.map(drop)
}

/// The plays of the newest day on "Recent", newest first.
async fn recent(app: &Window<'_>) -> Told<Vec<String>> {
    app.press("link", "Recent").await?;
    app.find("button", "Sync now").await?;
    app.list_in(&app.find("main", "").await?, "").await
}

#[tokio::test]
async fn signing_in_by_deep_link_leads_to_the_top_tracks() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;

    sign_in(&app).await?;

    assert_eq!(app.list("Top tracks").await?.len(), 50);
    let visit = stage.browser().visits()?.remove(0);
    assert!(
        visit
            .returned_to
            .is_some_and(|to| to.starts_with("tonearm://callback?"))
    );
    Ok(())
}

#[tokio::test]
async fn signing_in_by_loopback_ends_on_a_page_that_says_so() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;

    bring_the_client_id(&app).await?;
    app.press("radio", "http://127.0.0.1").await?;
    app.press("button", "Sign in").await?;

    app.list("Top tracks").await?;
    until("the browser shows a page", async || {
        !stage.browser().visits().unwrap_or_default().is_empty()
    })
    .await?;
    let visit = stage.browser().visits()?.remove(0);
    assert!(visit.page.is_some_and(|page| page.contains("You are signed in")));
    Ok(())
}

#[tokio::test]
async fn an_answer_to_another_sign_in_is_put_aside_and_the_wait_goes_on() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    stage.browser().will(Intent::WrongState)?;

    bring_the_client_id(&app).await?;
    app.press("button", "Sign in").await?;

    app.sees("An answer came that is not ours").await?;
    assert!(app.has("dialog", "Waiting for your browser").await?);
    Ok(())
}

#[tokio::test]
async fn saying_no_in_the_browser_is_said_in_the_window() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    stage.browser().will(Intent::Cancel)?;

    bring_the_client_id(&app).await?;
    app.press("button", "Sign in").await?;

    app.sees("You said no in the browser").await
}

#[tokio::test]
async fn after_a_restart_the_keychain_signs_in() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    app.crash().await?;

    let app = stage.open().await?;

    app.list("Top tracks").await?;
    assert_eq!(stage.browser().visits()?.len(), 1);
    Ok(())
}

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

#[tokio::test]
async fn no_screen_breaks_a_rule_of_accessibility() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    app.find("link", "Start, about 3 minutes").await?;
    assert_eq!(app.axe().await?, [], "welcome");
    sign_in(&app).await?;
    assert_eq!(app.axe().await?, [], "top");
    recent(&app).await?;
    assert_eq!(app.axe().await?, [], "recent");
    app.press("link", "Settings").await?;
    app.sees("consent ends in").await?;
    assert_eq!(app.axe().await?, [], "settings");
    Ok(())
}

#[tokio::test]
async fn no_token_reaches_the_log_or_a_file() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    recent(&app).await?;

    assert!(stage.log().len() > 1_000, "the log is at trace level");
    for token in stage.spotify().tokens() {
        assert_eq!(stage.files_with(&token)?, Vec::<std::path::PathBuf>::new());
    }
    Ok(())
}

#[tokio::test]
async fn offline_keeps_what_the_screen_had() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;

    stage.spotify().stop();
    app.press("tab", "Artists").await?;

    app.sees("No way to Spotify").await?;
    app.press("tab", "Tracks").await?;
    assert_eq!(app.list("Top tracks").await?.len(), 50);
    assert!(
        stage
            .spotify()
            .requests()
            .iter()
            .any(|request| request.family == Family::Top)
    );
    Ok(())
}
