//! What a listener does again and again, in one sentence each.

use simulator::{DEMO_CLIENT_ID, Family};

use crate::failure::Told;
use crate::stage::Stage;
use crate::window::Window;

/// Pastes the Client ID into the guide, from the first screen.
///
/// # Errors
/// When the guide does not come up.
pub async fn bring_the_client_id(app: &Window<'_>) -> Told {
    app.press("link", "Start, about 3 minutes").await?;
    app.fill("Client ID", DEMO_CLIENT_ID).await
}

/// From the first screen to the first list.
///
/// # Errors
/// When the sign-in does not end there.
pub async fn sign_in(app: &Window<'_>) -> Told {
    bring_the_client_id(app).await?;
    app.press("button", "Sign in").await?;
    app.list("Top tracks").await.map(drop)
}

/// From any screen to the first one, with nobody signed in.
///
/// # Errors
/// When the account stays.
pub async fn disconnect(app: &Window<'_>) -> Told {
    app.press("link", "Settings").await?;
    app.press("button", "Disconnect").await?;
    let question = app.find("dialog", "Disconnect from Spotify?").await?;
    app.press_in(&question, "button", "Disconnect").await?;
    app.sees("Drop the needle").await
}

/// The plays of the newest day on "Recent", newest first.
///
/// # Errors
/// When there are none.
pub async fn recent(app: &Window<'_>) -> Told<Vec<String>> {
    app.press("link", "Recent").await?;
    app.find("button", "Sync now").await?;
    app.list_in(&app.find("main", "").await?, "").await
}

/// How many requests of a family the simulated Spotify answered.
#[must_use]
pub fn count(stage: &Stage, family: Family) -> usize {
    stage
        .spotify()
        .requests()
        .iter()
        .filter(|request| request.family == family)
        .count()
}
