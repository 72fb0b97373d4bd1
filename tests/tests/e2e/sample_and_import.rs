//! "Look around" while one's own history is being imported: neither gets in the other's way.

use std::fs;

use sample::generate;
use serde_json::json;
use tonearm_tests::archive::play_count;
use tonearm_tests::downloads::days;
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::import;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;

#[tokio::test]
async fn an_import_goes_on_behind_the_sample_and_its_report_waits_for_the_listener() -> Outcome {
    let testbed = Testbed::new().await?;
    let life = testbed.downloads()?.join("life");
    let truth = generate(&life, 10_000, 7)?.extended;
    // So many that they cannot be read before the sample is open.
    let many = testbed.downloads()?.join("many");
    fs::create_dir_all(&many)?;
    for nth in 0..15 {
        fs::copy(
            life.join("my_spotify_data_extended.zip"),
            many.join(format!("{nth}.zip")),
        )?;
    }
    let app = testbed.open().await?;
    import(&testbed, &app, &testbed.export("two-days", &days(2))?).await?;
    app.press("button", "Done").await?;
    app.press("button", "Choose a folder").await?;
    testbed.choose(&many).await?;
    app.find("button", "Cancel").await?;

    app.call("look_around", json!({})).await?;

    app.sees("Sample data").await?;
    app.sees("The sample's library").await?;
    assert_eq!(play_count(&testbed)?, 8, "the import is under way");
    until(
        "the import is done, and the sample's library shows nothing of it",
        async || {
            let text = app.text().await.unwrap_or_default();
            assert!(!text.contains("Cancel") && !text.contains("Every row"), "{text}");
            play_count(&testbed).is_ok_and(|plays| plays > 8)
        },
    )
    .await?;
    app.press("button", "Leave the sample").await?;
    app.sees("Every row").await?;
    assert_eq!(play_count(&testbed)?, 8 + truth.plays as u64);
    Ok(())
}

#[tokio::test]
async fn a_sample_that_is_left_at_once_leaves_nothing_behind() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;

    for _ in 0..4 {
        // Both at once, as two windows' buttons would.
        let both = "await Promise.all([1, 2].map(() => __TAURI_INTERNALS__.invoke('look_around')))";
        app.execute_async(both, vec![]).await?;
        app.call("leave_sample", json!({})).await?;
    }

    app.sees("Drop the needle").await?;
    until("every sample's folder is gone", async || left(&testbed).is_empty()).await?;
    app.quit().await?;
    assert_eq!(left(&testbed), Vec::<String>::new());
    let errors: Vec<_> = testbed
        .log()
        .lines()
        .filter(|line| line.contains("[ERROR]") || line.contains("[WARN]"))
        .map(str::to_owned)
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    Ok(())
}

/// The samples' folders.
fn left(testbed: &Testbed) -> Vec<String> {
    let entries = fs::read_dir(testbed.temporary()).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("tonearm-sample-"))
        .collect()
}
