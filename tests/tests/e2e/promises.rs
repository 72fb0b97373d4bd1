//! Promises about every screen: usable by all, and no token where it does not belong.

use tonearm_tests::failure::Told;
use tonearm_tests::stage::Stage;

use tonearm_tests::listener::{recent, sign_in};

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
    let tokens = stage.spotify().tokens();
    assert!(!tokens.is_empty(), "there is something to look for");
    for token in tokens {
        assert_eq!(stage.files_with(&token)?, Vec::<std::path::PathBuf>::new());
    }
    Ok(())
}

#[tokio::test]
async fn the_smallest_window_needs_no_scrolling_sideways() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;

    app.resize(720, 520).await?;

    for screen in ["Top", "Recent", "Settings"] {
        app.press("link", screen).await?;
        let over = app
            .ask("return document.documentElement.scrollWidth - innerWidth", vec![])
            .await?;
        assert_eq!(over, 0, "{screen}");
    }
    Ok(())
}
