//! Promises about every screen: no token where it does not belong, and room for all of it in a small window.

use serde_json::Value;
use simulator::Family;
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::{count, disconnect, recent, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::window::Window;

/// From the first screen through all others, with a sign-in, a refresh that brings a new refresh token, and a playlist.
/// Gives what the page held on each of them.
async fn live(testbed: &Testbed, app: &Window<'_>) -> Outcome<String> {
    let mut pages = String::new();
    let mut keep = async || -> Outcome {
        let page = app
            .execute(
                "return document.documentElement.outerHTML + location + document.cookie
                    + JSON.stringify([{ ...localStorage }, { ...sessionStorage }])",
                vec![],
            )
            .await?;
        pages.push_str(page.as_str().unwrap_or_default());
        Ok(())
    };
    keep().await?;
    sign_in(app).await?;
    keep().await?;
    testbed.spotify().set_rotation(true);
    testbed.spotify().expire_access_tokens();
    app.press("tab", "Artists").await?;
    app.list("Top artists").await?;
    keep().await?;
    recent(app).await?;
    keep().await?;
    app.press("button", "Save as playlist").await?;
    app.press("button", "Save").await?;
    app.sees("is in Spotify").await?;
    keep().await?;
    app.press("button", "Close").await?;
    app.press("link", "Settings").await?;
    app.sees("consent ends in").await?;
    keep().await?;
    assert_eq!(count(testbed, Family::Token), 2, "a sign-in and a refresh");
    Ok(pages)
}

#[tokio::test]
async fn no_token_reaches_the_page() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.execute(include_str!("listen.js"), vec![]).await?;

    let pages = live(&testbed, &app).await?;
    disconnect(&app).await?;

    let heard = app.execute("return window.received.join('\\n')", vec![]).await?;
    let heard = heard.as_str().unwrap_or_default();
    assert!(first_track(heard).is_some(), "answers were heard");
    for event in ["status-changed", "playlist-progress"] {
        assert!(heard.contains(event), "{event} was heard");
    }
    for token in tokens(&testbed) {
        assert!(!heard.contains(&token), "the shell said {token}");
        assert!(!pages.contains(&token), "the page held {token}");
    }
    Ok(())
}

#[tokio::test]
async fn no_token_reaches_the_log_or_a_file() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;

    live(&testbed, &app).await?;

    assert!(testbed.log().contains("[TRACE]"), "the log is at trace level");
    assert!(
        !testbed.files_with("Robin Ashdown")?.is_empty(),
        "what is in a file is found"
    );
    for token in tokens(&testbed) {
        assert_eq!(testbed.files_with(&token)?, Vec::<std::path::PathBuf>::new());
    }
    disconnect(&app).await?;
    for token in tokens(&testbed) {
        assert_eq!(testbed.files_with(&token)?, Vec::<std::path::PathBuf>::new());
    }
    Ok(())
}

/// The code, two access tokens and two refresh tokens that [`live`] brings about.
fn tokens(testbed: &Testbed) -> Vec<String> {
    let tokens = testbed.spotify().tokens();
    assert!(tokens.len() >= 5, "there is something to look for");
    tokens
}

/// The name of the first track in the answers that were heard.
fn first_track(heard: &str) -> Option<String> {
    heard
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find_map(|answer| Some(answer["rows"][0]["name"].as_str()?.to_owned()))
}

#[tokio::test]
async fn the_smallest_window_needs_no_scrolling_sideways() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    app.resize(720, 520).await?;

    for screen in ["Top", "Recent", "Library", "Settings"] {
        app.press("link", screen).await?;
        let over = app
            .execute("return document.documentElement.scrollWidth - innerWidth", vec![])
            .await?;
        assert_eq!(over, 0, "{screen}");
    }
    Ok(())
}
