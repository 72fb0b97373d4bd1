//! Promises about every screen: no token reaches the page, a log or a file, and everything fits into a small window.

use sample::Row;
use serde_json::{Value, json};
use simulator::Family;
use tonearm_tests::downloads::{friday, play};
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::{count, disconnect, import, recent, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::window::Window;

/// Visits every screen, with a sign-in, a refresh that brings a new refresh token, and a playlist.
/// Returns everything that the page held on each of them.
async fn visit_every_screen(testbed: &Testbed, app: &Window<'_>) -> Outcome<String> {
    let mut pages = String::new();
    let mut save = async || -> Outcome {
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
    save().await?;
    sign_in(app).await?;
    save().await?;
    testbed.spotify().set_rotation(true);
    testbed.spotify().expire_access_tokens();
    app.press("tab", "Artists").await?;
    app.list("Top artists").await?;
    save().await?;
    recent(app).await?;
    save().await?;
    app.press("button", "Save as playlist").await?;
    app.press("button", "Save").await?;
    app.sees("is in Spotify").await?;
    save().await?;
    app.press("button", "Close").await?;
    app.press("link", "Settings").await?;
    app.sees("consent ends in").await?;
    save().await?;
    assert_eq!(count(testbed, Family::Token), 2, "a sign-in and a refresh");
    Ok(pages)
}

#[tokio::test]
async fn no_token_reaches_the_page() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.execute(include_str!("listen.js"), vec![]).await?;

    let pages = visit_every_screen(&testbed, &app).await?;
    disconnect(&testbed, &app).await?;

    let received = app.execute("return window.received.join('\\n')", vec![]).await?;
    let received = received.as_str().unwrap_or_default();
    assert!(first_track(received).is_some(), "answers were heard");
    for event in ["status-changed", "playlist-progress"] {
        assert!(received.contains(event), "{event} was heard");
    }
    for token in tokens(&testbed) {
        assert!(!received.contains(&token), "the shell said {token}");
        assert!(!pages.contains(&token), "the page held {token}");
    }
    Ok(())
}

#[tokio::test]
async fn no_token_reaches_the_log_or_a_file() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;

    visit_every_screen(&testbed, &app).await?;

    assert!(testbed.log().contains("[TRACE]"), "the log is at trace level");
    assert!(
        !testbed.files_with("Robin Ashdown")?.is_empty(),
        "what is in a file is found"
    );
    for token in tokens(&testbed) {
        assert_eq!(testbed.files_with(&token)?, Vec::<std::path::PathBuf>::new());
    }
    disconnect(&testbed, &app).await?;
    for token in tokens(&testbed) {
        assert_eq!(testbed.files_with(&token)?, Vec::<std::path::PathBuf>::new());
    }
    Ok(())
}

#[tokio::test]
async fn the_log_tells_nothing_of_what_was_played() -> Outcome {
    const NAME: &str = "Umbrella Fandango";
    let testbed = Testbed::new().await?;
    const ARTIST: &str = "Quixotic Marmalade";
    let row = Row {
        name: NAME.to_owned(),
        artist: ARTIST.to_owned(),
        ..play(0, friday())
    };
    let export = testbed.export(NAME, &[row])?;
    let app = testbed.open().await?;
    visit_every_screen(&testbed, &app).await?;
    let played = recent(&app).await?;
    app.press("link", "Library").await?;
    import(&testbed, &app, &export).await?;
    for (command, arguments) in [
        ("open_in_spotify", json!({ "uri": format!("spotify:track:{NAME}") })),
        ("older_plays", json!({ "cursor": NAME })),
        ("find", json!({ "text": NAME })),
        ("set_client_id", json!({ "text": NAME })),
        ("restore_backup", json!({ "name": NAME })),
    ] {
        let _ = app.call(command, arguments).await;
    }

    let log = testbed.log();
    assert!(log.contains("[TRACE]"), "the log is at trace level");
    let titles = played.iter().filter_map(|row| row.lines().find(|line| line.len() > 8));
    for name in titles.chain([NAME, ARTIST]) {
        let told = log.lines().find(|line| line.contains(name));
        assert_eq!(told, None, "{name}");
    }
    Ok(())
}

/// The code, two access tokens and two refresh tokens that [`visit_every_screen`] produces.
fn tokens(testbed: &Testbed) -> Vec<String> {
    let tokens = testbed.spotify().tokens();
    assert!(tokens.len() >= 5, "there is something to look for");
    tokens
}

/// The name of the first track in the answers that were received.
fn first_track(received: &str) -> Option<String> {
    received
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
