//! What scenarios make a listener do again and again, a function for each.

use std::path::Path;

use sample::Row;
use simulator::{DEMO_CLIENT_ID, Family};

use crate::archive::play_count;
use crate::failure::Outcome;
use crate::testbed::{Question, Testbed};
use crate::window::Window;

/// Opens the guide from the first screen and pastes the Client ID.
///
/// # Errors
/// When the guide does not come up.
pub async fn enter_client_id(app: &Window<'_>) -> Outcome {
    app.press("link", "Start, about 3 minutes").await?;
    app.fill("Client ID", DEMO_CLIENT_ID).await
}

/// Signs in, from the first screen to the first list.
///
/// # Errors
/// When the sign-in does not end there.
pub async fn sign_in(app: &Window<'_>) -> Outcome {
    enter_client_id(app).await?;
    app.press("button", "Sign in").await?;
    app.list("Top tracks").await.map(drop)
}

/// Signs out, from any screen to the first one, and keeps what was recorded.
///
/// # Errors
/// When the account is still there.
pub async fn disconnect(testbed: &Testbed, app: &Window<'_>) -> Outcome {
    app.press("link", "Settings").await?;
    app.press("button", "Disconnect").await?;
    let question = app.find("dialog", "Disconnect from Spotify?").await?;
    app.press_in(&question, "button", "Disconnect").await?;
    if play_count(testbed)? > 0 {
        testbed.press_in_question(Question::KeepAfterDisconnecting, 0).await?;
    }
    app.sees("Drop the needle").await
}

/// The plays of the newest day on "Recent", newest first.
///
/// # Errors
/// When there are none.
pub async fn recent(app: &Window<'_>) -> Outcome<Vec<String>> {
    app.press("link", "Recent").await?;
    app.find("button", "Sync now").await?;
    app.list_in(&app.find("main", "").await?, "").await
}

/// How many requests of a family the simulated Spotify answered.
#[must_use]
pub fn count(testbed: &Testbed, family: Family) -> usize {
    testbed
        .spotify()
        .requests()
        .iter()
        .filter(|request| request.family == family)
        .count()
}

/// Chooses an export in the system's dialog and waits for the report. From the first screen or the Library.
///
/// # Errors
/// When the import does not end in a report.
pub async fn import(testbed: &Testbed, app: &Window<'_>, export: &Path) -> Outcome {
    choose(testbed, app, export).await?;
    app.sees("Every row").await
}

/// Chooses a file in the system's dialog, without waiting for the result. From the first screen or the Library.
///
/// # Errors
/// When no dialog opens.
pub async fn choose(testbed: &Testbed, app: &Window<'_>, file: &Path) -> Outcome {
    app.press("button", "Choose files").await?;
    testbed.choose(file).await
}

/// Undoes the import whose report is on the screen.
///
/// # Errors
/// When it cannot be undone.
pub async fn undo(testbed: &Testbed, app: &Window<'_>) -> Outcome {
    app.press("button", "Undo this import").await?;
    testbed.press_in_question(Question::Undo, 0).await?;
    app.sees("Undone:").await
}

/// Opens the application, imports these plays and shows them in Explore.
///
/// # Errors
/// When the import fails, or Explore does not show its tracks.
pub async fn explore<'a>(testbed: &'a Testbed, rows: &[Row]) -> Outcome<Window<'a>> {
    let export = testbed.export("spotify", rows)?;
    let app = testbed.open().await?;
    import(testbed, &app, &export).await?;
    app.press("link", "Explore").await?;
    app.list("Top tracks").await?;
    Ok(app)
}
