//! What was recorded is forgotten only after the system's own dialog has asked, and then everywhere.

use tonearm_tests::archive::play_count;
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::{recent, sign_in};
use tonearm_tests::testbed::{Question, Testbed};
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

/// Fifty recorded plays, and a backup with them.
async fn recorded(testbed: &Testbed) -> Outcome<Window<'_>> {
    let app = testbed.open().await?;
    sign_in(&app).await?;
    recent(&app).await?;
    assert_eq!(play_count(testbed)?, 50);
    app.press("link", "Library").await?;
    app.press("button", "Back up now").await?;
    app.sees("made by you").await?;
    Ok(app)
}

#[tokio::test]
async fn a_recording_goes_from_the_archive_and_the_backups_or_from_nowhere() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = recorded(&testbed).await?;

    app.press("button", "Forget what was recorded").await?;
    testbed.press_in_question(Question::Forget, 2).await?;
    assert_eq!(play_count(&testbed)?, 50);

    app.press("button", "Forget what was recorded").await?;
    testbed.press_in_question(Question::Forget, 0).await?;
    app.sees("taken out of the archive, and out of 1 backup").await?;
    assert_eq!(play_count(&testbed)?, 0);
    app.sees("Bring your history").await?;
    assert!(std::fs::read_dir(testbed.data().join("backups"))?.next().is_none());
    Ok(())
}

#[tokio::test]
async fn who_disconnects_may_have_the_recording_forgotten_too() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = recorded(&testbed).await?;
    app.press("link", "Settings").await?;
    app.press("button", "Disconnect").await?;
    let dialog = app.find("dialog", "Disconnect from Spotify?").await?;
    app.press_in(&dialog, "button", "Disconnect").await?;
    app.sees("Drop the needle").await?;
    testbed.press_in_question(Question::KeepAfterDisconnecting, 1).await?;
    until("the recording is forgotten", async || {
        play_count(&testbed).is_ok_and(|plays| plays == 0)
    })
    .await
}

#[tokio::test]
async fn the_page_alone_can_have_nothing_undone() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = recorded(&testbed).await?;
    // Not awaited: it answers when the question is.
    app.execute("__TAURI_INTERNALS__.invoke('undo_import', { source: 1 })", Vec::new())
        .await?;
    testbed.press_in_question(Question::Forget, 2).await?;
    assert_eq!(play_count(&testbed)?, 50);
    Ok(())
}
