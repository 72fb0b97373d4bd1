//! Tonearm in its real window, as a listener meets it: one situation, one act, one claim each.
//! Every scenario has a stage of its own; stages take turns, so these need no order and no flags.

#![cfg(target_os = "linux")]

use simulator::{DEMO_CLIENT_ID, Family, Fault, FaultKind};
use tonearm_tests::browser::Intent;
use tonearm_tests::failure::{Failure, Told};
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

/// From any screen to the first one, with nobody signed in.
async fn disconnect(app: &Window<'_>) -> Told {
    app.press("link", "Settings").await?;
    app.press("button", "Disconnect").await?;
    let question = app.find("dialog", "Disconnect from Spotify?").await?;
    app.press_in(&question, "button", "Disconnect").await?;
    app.sees("Drop the needle").await
}

/// How many requests of a family the simulated Spotify answered.
fn count(stage: &Stage, family: Family) -> usize {
    stage
        .spotify()
        .requests()
        .iter()
        .filter(|request| request.family == family)
        .count()
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
async fn a_code_that_was_used_before_is_refused() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    disconnect(&app).await?;
    stage.browser().will(Intent::ReuseCode)?;

    app.press("button", "Sign in").await?;

    app.sees("Spotify did not take the answer").await
}

#[tokio::test]
async fn disconnecting_forgets_what_was_fetched_and_keeps_the_client_id() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    let first = app.list("Top tracks").await?.remove(0);
    let track = first.lines().nth(1).unwrap_or_default().to_owned();

    disconnect(&app).await?;

    assert!(!app.text().await?.contains(&track));
    app.press("link", "Check the setup").await?;
    assert_eq!(app.holds("Client ID").await?, DEMO_CLIENT_ID);
    Ok(())
}

#[tokio::test]
async fn an_expired_token_is_refreshed_once_and_nobody_notices() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    let refreshes = || count(&stage, Family::Token);
    let before = refreshes();

    stage.spotify().expire_access_tokens();
    app.press("tab", "Artists").await?;
    app.list("Top artists").await?;
    recent(&app).await?;

    assert_eq!(refreshes(), before + 1);
    Ok(())
}

#[tokio::test]
async fn a_consent_taken_back_is_said_and_the_list_stays() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    let list = app.list("Top tracks").await?;

    stage.spotify().revoke_consent();
    app.press("tab", "Artists").await?;
    app.sees("Spotify's consent has ended").await?;

    app.press("tab", "Tracks").await?;
    assert_eq!(app.list("Top tracks").await?, list);
    Ok(())
}

#[tokio::test]
async fn each_range_has_an_order_of_its_own() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    let four_weeks = app.list("Top tracks").await?;

    app.press("radio", "1 year").await?;
    app.sees("about the last year").await?;

    assert_ne!(app.list("Top tracks").await?, four_weeks);
    Ok(())
}

#[tokio::test]
async fn a_saved_list_is_a_private_playlist_in_the_same_order() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;

    app.press("button", "Save as playlist").await?;
    app.fill("Name", "Needle drops").await?;
    app.press("button", "Save").await?;
    app.sees("is in Spotify").await?;

    let playlists = stage.spotify().playlists();
    let saved = playlists
        .iter()
        .find(|playlist| playlist.name == "Needle drops")
        .ok_or_else(|| Failure::new("no such playlist"))?;
    assert!(!saved.public);
    assert_eq!(saved.uris.len(), 50);
    app.press("button", "Close").await?;
    for (row, uri) in app.list("Top tracks").await?.iter().zip(&saved.uris) {
        let artists = stage.spotify().credits(uri).join(", ");
        assert!(row.lines().any(|line| line == artists), "{artists} are not in {row}");
    }
    Ok(())
}

#[tokio::test]
async fn a_pause_that_spotify_asked_for_is_shown_with_its_end() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;

    stage.spotify().inject(Fault {
        on: Family::Top,
        kind: FaultKind::RetryAfter { secs: 300 },
        times: 1,
    });
    app.press("tab", "Artists").await?;

    app.sees("Spotify asked for a pause").await?;
    app.sees("Paused until").await
}

#[tokio::test]
async fn the_days_limit_is_remembered_across_a_restart() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    let spent = FaultKind::QuotaExceeded {
        retry_after_secs: Some(50_000),
    };
    stage.spotify().inject(Fault {
        on: Family::Top,
        kind: spent,
        times: 1,
    });
    app.press("tab", "Artists").await?;
    app.sees("The day's calls are used up").await?;
    app.crash().await?;
    let asked = stage.spotify().requests().len();

    let app = stage.open().await?;

    app.sees("Paused until").await?;
    assert_eq!(stage.spotify().requests().len(), asked);
    Ok(())
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
