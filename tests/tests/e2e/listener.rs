//! What a listener does again and again, in one sentence each.

use simulator::{DEMO_CLIENT_ID, Family};
use tonearm_tests::failure::Told;
use tonearm_tests::stage::Stage;
use tonearm_tests::window::Window;

/// Pastes the Client ID into the guide, from the first screen.
pub(crate) async fn bring_the_client_id(app: &Window<'_>) -> Told {
    app.press("link", "Start, about 3 minutes").await?;
    app.fill("Client ID", DEMO_CLIENT_ID).await
}

/// From the first screen to the first list.
pub(crate) async fn sign_in(app: &Window<'_>) -> Told {
    bring_the_client_id(app).await?;
    app.press("button", "Sign in").await?;
    app.list("Top tracks").await.map(drop)
}

/// From any screen to the first one, with nobody signed in.
pub(crate) async fn disconnect(app: &Window<'_>) -> Told {
    app.press("link", "Settings").await?;
    app.press("button", "Disconnect").await?;
    let question = app.find("dialog", "Disconnect from Spotify?").await?;
    app.press_in(&question, "button", "Disconnect").await?;
    app.sees("Drop the needle").await
}

/// How many requests of a family the simulated Spotify answered.
pub(crate) fn count(stage: &Stage, family: Family) -> usize {
    stage
        .spotify()
        .requests()
        .iter()
        .filter(|request| request.family == family)
        .count()
}

/// The plays of the newest day on "Recent", newest first.
pub(crate) async fn recent(app: &Window<'_>) -> Told<Vec<String>> {
    app.press("link", "Recent").await?;
    app.find("button", "Sync now").await?;
    app.list_in(&app.find("main", "").await?, "").await
}
