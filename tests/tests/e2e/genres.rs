//! Genres are looked up once the listener has said yes, and not before.

use std::time::Duration;

use simulator::metabrainz::{Call, Fault, FaultKind};
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::sign_in;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

fn requests(testbed: &Testbed) -> usize {
    let services = testbed.spotify().metabrainz();
    services.count(Call::MusicBrainz) + services.count(Call::ListenBrainz)
}

async fn go(app: &Window<'_>, to: &str) -> Outcome {
    app.execute("location.hash = arguments[0]", vec![to.into()])
        .await
        .map(drop)
}

#[tokio::test]
async fn nothing_is_asked_before_the_yes_and_everything_after_it() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    for screen in [
        "#/recent",
        "#/explore?list=genres&stream=genres",
        "#/library",
        "#/settings/genres",
        "#/top/genres/all",
    ] {
        go(&app, screen).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    app.sees("What kind?").await?;
    assert_eq!(requests(&testbed), 0, "something was asked before the listener was");

    app.press("button", "Not now").await?;
    app.sees("You said not now").await?;
    app.quit().await?;
    let app = testbed.open().await?;
    go(&app, "#/top/genres/all").await?;
    app.sees("You said not now").await?;
    assert_eq!(requests(&testbed), 0, "a no was taken for a yes");

    app.press("button", "Look up genres").await?;
    app.sees("Learned about your music").await?;
    app.find("heading", "Families").await?;
    let names = testbed.spotify().metabrainz().artists();
    for request in testbed.spotify().metabrainz().requests() {
        assert!(
            request.user_agent.contains("Tonearm/") && request.user_agent.contains("https://"),
            "{}",
            request.user_agent
        );
        assert!(!request.had_token);
    }
    assert!(!names.is_empty());
    // By weight, too, and in Explore.
    go(&app, "#/top/genres/fourWeeks/weight").await?;
    app.list("Top genres").await?;
    go(&app, "#/explore?list=genres").await?;
    app.list("Top genres").await?;
    go(&app, "#/settings/genres").await?;
    app.sees("Genres of artists").await
}

#[tokio::test]
async fn a_pause_stops_at_once_and_outlives_a_restart() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let services = testbed.spotify().metabrainz();
    services.inject(Fault {
        on: Call::MusicBrainz,
        kind: FaultKind::Slow(Duration::from_secs(8)),
        times: 1,
    });
    let app = testbed.open().await?;
    sign_in(&app).await?;
    go(&app, "#/top/genres/all").await?;
    app.press("button", "Look up genres").await?;
    until("the first request is sent", async || requests(&testbed) > 0).await?;
    app.press("link", "Library").await?;
    app.press("button", "Pause").await?;
    app.sees("Learning is paused").await?;
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(requests(&testbed), 1, "it went on after the pause");
    app.quit().await?;
    let app = testbed.open().await?;
    app.press("link", "Library").await?;
    app.sees("Learning is paused").await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(requests(&testbed), 1, "a restart ended the pause");
    app.press("button", "Continue").await?;
    app.sees("Learned about your music").await
}
