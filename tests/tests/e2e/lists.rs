//! Spotify's own rankings on the screen.

use serde_json::json;
use tonearm_tests::failure::Outcome;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;

use tonearm_tests::listener::sign_in;

#[tokio::test]
async fn each_range_has_an_order_of_its_own() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let four_weeks = app.ranking("Top tracks").await?;

    app.press("radio", "1 year").await?;
    app.sees("Spotify's ranking, last year").await?;

    assert_ne!(app.ranking("Top tracks").await?, four_weeks);
    Ok(())
}

#[tokio::test]
async fn a_row_opens_its_track_at_spotify() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let third = app.list("Top tracks").await?.remove(2);
    let name = third.lines().nth(1).unwrap_or_default();

    let list = app.find("list", "Top tracks").await?;
    app.press_in(&list, "button", &format!("Open in Spotify: {name}"))
        .await?;

    let answer = app
        .call("top_tracks", json!({ "range": "fourWeeks", "fresh": false }))
        .await?;
    let uri = answer["rows"][2]["uri"].as_str().unwrap_or_default();
    let page = uri.replace("spotify:track:", "https://open.spotify.com/track/");
    until("the track's page is open in the browser", async || {
        let visits = testbed.browser().visits().unwrap_or_default();
        visits.last().is_some_and(|visit| visit.opened == page)
    })
    .await
}
