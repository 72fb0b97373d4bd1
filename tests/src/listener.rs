//! What a listener does again and again, in one sentence each.

use std::path::Path;

use sample::Row;
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

/// Chooses an export in the system's dialog and waits for the report. From the first screen or the Library.
///
/// # Errors
/// When the import does not end in a report.
pub async fn import(stage: &Stage, app: &Window<'_>, export: &Path) -> Told {
    choose(stage, app, export).await?;
    app.sees("Every row").await
}

/// Chooses a file in the system's dialog, whatever comes of it. From the first screen or the Library.
///
/// # Errors
/// When there is no dialog.
pub async fn choose(stage: &Stage, app: &Window<'_>, file: &Path) -> Told {
    app.press("button", "Choose files").await?;
    stage.choose(file).await
}

/// Undoes the import that is reported.
///
/// # Errors
/// When it cannot be undone.
pub async fn undo(app: &Window<'_>) -> Told {
    app.press("button", "Undo this import").await?;
    let question = app.find("dialog", "Undo this import?").await?;
    app.press_in(&question, "button", "Undo this import").await?;
    app.sees("Undone:").await
}

/// These plays come into the archive by an import, and Explore shows them.
///
/// # Errors
/// When the import or its tracks do not show.
pub async fn explore<'a>(stage: &'a Stage, rows: &[Row]) -> Told<Window<'a>> {
    let export = stage.export("spotify", rows)?;
    let app = stage.open().await?;
    import(stage, &app, &export).await?;
    app.press("link", "Explore").await?;
    app.list("Top tracks").await?;
    Ok(app)
}
