//! The archive belongs to the listener: backups and restoring them, damage, saving it elsewhere, and finding it at every start.

use std::fs;
use std::path::{Path, PathBuf};

use simulator::DEMO_CLIENT_ID;
use tonearm_tests::archive::{damage, play_count};
use tonearm_tests::downloads::days;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::{import, recent, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

/// Imports two days of listening and shows the Library.
async fn with_two_days(testbed: &Testbed) -> Outcome<Window<'_>> {
    let export = testbed.export("two-days", &days(2))?;
    let app = testbed.open().await?;
    import(testbed, &app, &export).await?;
    app.press("button", "Done").await?;
    app.find("heading", "Library: 8 plays").await?;
    Ok(app)
}

#[tokio::test]
async fn a_restored_backup_takes_back_an_import_and_keeps_what_was_recorded() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = with_two_days(&testbed).await?;
    app.press("button", "Back up now").await?;
    app.sees("made by you").await?;
    app.press("link", "Connect Spotify").await?;
    app.fill("Client ID", DEMO_CLIENT_ID).await?;
    app.press("button", "Sign in").await?;
    until("fifty plays are recorded", async || {
        play_count(&testbed).is_ok_and(|plays| plays == 58)
    })
    .await?;
    app.press("link", "Library").await?;
    app.press("button", "Choose files").await?;
    testbed.choose(&testbed.export("six-days", &days(6))?).await?;
    app.sees("16 plays added").await?;
    app.press("button", "Done").await?;

    let asked = app.list("Backups").await?;
    let asked = asked.iter().find(|backup| backup.contains("made by you"));
    let when = asked.and_then(|backup| backup.lines().next()).unwrap_or_default();
    app.press("button", &format!("Restore the backup of {when}")).await?;
    let question = app.find("dialog", "Restore this backup?").await?;
    app.press_in(&question, "button", "Restore it").await?;

    app.sees("The backup is in place again").await?;
    app.find("heading", "Library: 58 plays").await?;
    assert_eq!(play_count(&testbed)?, 58);
    Ok(())
}

#[tokio::test]
async fn a_damaged_archive_is_set_aside_and_its_backup_restored() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = with_two_days(&testbed).await?;
    app.press("button", "Back up now").await?;
    app.sees("made by you").await?;
    app.quit().await?;
    let damaged = damage(&testbed)?;

    let app = testbed.open().await?;
    app.sees("Nothing was deleted").await?;
    assert_eq!(play_count(&testbed)?, 0);
    app.press("button", "Restore that backup").await?;

    app.find("heading", "Library: 8 plays").await?;
    app.sees_no("The archive was damaged").await?;
    assert_eq!(play_count(&testbed)?, 8);
    let aside = files(&testbed.data(), ".damaged-")?;
    let aside = aside
        .iter()
        .find(|file| file.extension().is_some_and(|ending| ending == "db"));
    let aside = aside.ok_or_else(|| Failure::new("the damaged file is gone"))?;
    assert!(fs::read(aside)? == damaged, "the damaged file is as it was");
    Ok(())
}

#[tokio::test]
async fn going_on_without_a_backup_leaves_an_empty_library_and_the_damaged_file() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = with_two_days(&testbed).await?;
    app.quit().await?;
    damage(&testbed)?;
    let app = testbed.open().await?;
    app.sees("The archive was damaged").await?;

    app.press("button", "Go on without it").await?;

    app.sees_no("The archive was damaged").await?;
    assert_eq!(play_count(&testbed)?, 0);
    assert!(!files(&testbed.data(), ".damaged-")?.is_empty());
    Ok(())
}

/// The files in a folder with these words in their names.
fn files(folder: &Path, words: &str) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let named = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().contains(words);
    Ok(entries
        .iter()
        .filter(|entry| named(entry))
        .map(fs::DirEntry::path)
        .collect())
}

#[tokio::test]
async fn what_is_saved_as_json_comes_whole_into_another_archive() -> Outcome {
    let first = Testbed::new().await?;
    let app = with_two_days(&first).await?;
    let file = first.downloads()?.join("mine.json");

    app.press("button", "Save everything as JSON").await?;
    first.save_as(&file).await?;
    app.sees("8 plays saved in").await?;
    let json = fs::read(&file)?;
    drop(app);
    drop(first);

    let second = Testbed::new().await?;
    let file = second.download("mine.json", &json)?;
    let app = second.open().await?;
    import(&second, &app, &file).await?;
    app.sees("8 plays added").await?;
    assert_eq!(play_count(&second)?, 8);
    Ok(())
}

#[tokio::test]
async fn the_archive_itself_can_be_saved() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = with_two_days(&testbed).await?;
    let file = testbed.downloads()?.join("mine.db");

    app.press("button", "Save everything as SQLite file").await?;
    testbed.save_as(&file).await?;

    app.sees("8 plays saved in").await?;
    assert!(fs::read(file)?.starts_with(b"SQLite format 3\0"));
    Ok(())
}

#[tokio::test]
async fn signed_out_a_restart_finds_the_history_again() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = with_two_days(&testbed).await?;
    app.quit().await?;

    let app = testbed.open().await?;

    app.sees("8 plays kept").await?;
    app.press("link", "Library").await?;
    app.find("heading", "Library: 8 plays").await.map(drop)
}

#[tokio::test]
async fn signed_in_a_restart_finds_the_recorded_plays_with_spotify_out_of_reach() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let before = recent(&app).await?;
    app.quit().await?;
    testbed.spotify().stop();

    let app = testbed.open().await?;

    app.press("link", "Recent").await?;
    let after = app.list_in(&app.find("main", "").await?, "").await?;
    assert_eq!(after.len(), before.len());
    assert_eq!(play_count(&testbed)?, 50);
    Ok(())
}

#[tokio::test]
async fn the_samples_library_says_so_and_leaving_it_shows_ones_own() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = with_two_days(&testbed).await?;
    app.press("link", "Settings").await?;
    app.press("link", "See the first screen again").await?;

    app.press("button", "Try the sample").await?;
    app.list("Top tracks").await?;
    app.press("link", "Library").await?;
    app.sees("The sample's library").await?;
    app.lacks("heading", "Library: 8 plays").await?;

    app.press("button", "Leave the sample").await?;
    app.find("heading", "Library: 8 plays").await?;
    assert_eq!(play_count(&testbed)?, 8);
    Ok(())
}
