//! Starting Tonearm: after quitting, a second time, with a link that nobody waits for, with a damaged file.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use simulator::Family;
use tonearm_tests::archive::play_count;
use tonearm_tests::browser::Intent;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::{count, enter_client_id, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;

#[tokio::test]
async fn after_quitting_the_keychain_signs_in() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.quit().await?;

    let app = testbed.open().await?;

    app.sees("Robin Ashdown").await?;
    app.list("Top tracks").await?;
    assert_eq!(testbed.browser().visits()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn without_a_keychain_a_restart_asks_to_sign_in_and_keeps_the_list() -> Outcome {
    let testbed = Testbed::builder()?.without_keychain().build().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let list = app.ranking("Top tracks").await?;
    app.press("link", "Settings").await?;
    app.sees("When Tonearm quits, you are signed out").await?;
    app.quit().await?;

    let app = testbed.open().await?;

    app.sees("Signed out").await?;
    assert_eq!(app.ranking("Top tracks").await?, list);
    app.press("button", "Sign in").await?;
    app.sees("Robin Ashdown").await
}

#[tokio::test]
async fn a_second_start_brings_the_window_back_and_ends_itself() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    app.close()?;
    until("the window is gone", async || !testbed.shows_window()).await?;

    testbed.start_again(&[]).await?;

    until("the window is back", async || testbed.shows_window()).await?;
    // A web view's process has the application's name for a moment, between its fork and its exec.
    until("only one Tonearm runs", async || testbed.processes("tonearm") == 1).await
}

#[tokio::test]
async fn a_link_that_comes_after_quitting_ends_the_sign_in_all_the_same() -> Outcome {
    let testbed = Testbed::new().await?;
    testbed.browser().will(Intent::Hold)?;
    let app = testbed.open().await?;
    enter_client_id(&app).await?;
    app.press("button", "Sign in").await?;
    let visits = || testbed.browser().visits().unwrap_or_default();
    until("the browser is open", async || !visits().is_empty()).await?;
    app.quit().await?;

    testbed.browser().will(Intent::Agree)?;
    // Whatever it starts ends with it.
    let _browser = testbed.start(testbed.browser_program(), &[&visits()[0].opened], &[])?;

    until("Spotify gave tokens", async || count(&testbed, Family::Token) == 1).await?;
    until("the tray is there", async || testbed.tray().holds_icon().await).await?;
    until("the listener is known", async || {
        play_count(&testbed).is_ok_and(|plays| plays > 0)
    })
    .await?;
    testbed.tray().press("Quit").await?;
    until("it has quit", async || testbed.processes("tonearm") == 0).await?;
    assert_eq!(count(&testbed, Family::Token), 1, "the answer is good for one sign-in");
    let app = testbed.open().await?;
    app.sees("Robin Ashdown").await
}

const STRAY: &str = "tonearm://callback?code=a-stray-code&state=y";

#[tokio::test]
async fn starting_by_a_stray_link_opens_the_first_screen_and_says_that_nobody_waits() -> Outcome {
    let testbed = Testbed::new().await?;

    let app = testbed.open_with(&[STRAY.to_owned()], &[]).await?;

    app.sees("Drop the needle").await?;
    app.sees("A sign-in came back that Tonearm no longer waits for").await?;
    assert_eq!(count(&testbed, Family::Token), 0);
    assert_eq!(testbed.files_with("a-stray-code")?, Vec::<std::path::PathBuf>::new());
    Ok(())
}

#[tokio::test]
async fn a_link_that_nobody_waits_for_is_put_aside_unwritten() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;

    testbed.start_again(&[STRAY]).await?;

    until("the link has arrived", async || {
        testbed.log().contains("nobody waits for one")
    })
    .await?;
    assert_eq!(count(&testbed, Family::Token), 0);
    assert_eq!(testbed.files_with("a-stray-code")?, Vec::<std::path::PathBuf>::new());
    app.sees("Drop the needle").await
}

#[tokio::test]
async fn a_damaged_file_is_set_aside_and_nothing_is_lost() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let list = app.ranking("Top tracks").await?;
    app.quit().await?;
    let damaged = "{ \"kept\": half a ";
    fs::write(testbed.data().join("tonearm.json"), damaged)?;
    testbed.spotify().stop();

    let app = testbed.open().await?;

    assert_eq!(app.ranking("Top tracks").await?, list);
    let aside = fs::read_to_string(testbed.data().join("tonearm.damaged.json"))?;
    assert_eq!(aside, damaged);
    assert!(testbed.log().contains("the copy of the settings takes their place"));
    Ok(())
}

#[tokio::test]
async fn a_damaged_file_without_a_copy_leaves_a_clean_start() -> Outcome {
    let testbed = Testbed::new().await?;
    fs::create_dir_all(testbed.data())?;
    fs::write(testbed.data().join("tonearm.json"), [0xff, 0x00])?;

    let app = testbed.open().await?;

    app.sees("Drop the needle").await?;
    assert_eq!(fs::read(testbed.data().join("tonearm.damaged.json"))?, [0xff, 0x00]);
    Ok(())
}

#[tokio::test]
async fn a_crash_writes_no_memory_to_the_disk() -> Outcome {
    // As in a system that writes core dumps; whatever this process starts inherits it.
    let limit = getrlimit(Resource::Core);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Core, raised).map_err(|error| Failure::new(error.to_string()))?;
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    let limits = testbed.limits("tonearm");
    assert_eq!(limits.len(), 1);
    let cores = limits[0].lines().find(|line| line.starts_with("Max core file size"));
    assert_eq!(cores.and_then(|line| line.split_whitespace().nth(4)), Some("0"));
    Ok(())
}

#[tokio::test]
async fn nobody_else_can_read_what_tonearm_keeps() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.press("link", "Settings").await?;
    app.press("radio", "Light").await?;
    until("a cover is kept", async || {
        fs::read_dir(testbed.data().join("covers")).is_ok_and(|covers| covers.count() > 0)
    })
    .await?;
    let mode = |name: &str| Ok::<_, Failure>(testbed.data().join(name).metadata()?.permissions().mode() & 0o777);
    for folder in ["", "covers", "logs"] {
        assert_eq!(mode(folder)?, 0o700, "{folder}");
    }
    let mut files = [
        "archive.db",
        "archive.db-wal",
        "archive.db.open",
        "tonearm.json",
        "tonearm.copy.json",
        "logs/tonearm.log",
    ]
    .to_vec();
    let cover = fs::read_dir(testbed.data().join("covers"))?.next().transpose()?;
    let cover = cover.map(|entry| format!("covers/{}", entry.file_name().to_string_lossy()));
    files.extend(cover.as_deref());
    for file in files {
        assert_eq!(mode(file)?, 0o600, "{file}");
    }
    Ok(())
}
