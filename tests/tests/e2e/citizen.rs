//! Tonearm among other programs: how it starts and ends, what it tells on the desktop, and what it copies for a report.

use std::fs;

use chrono::TimeDelta;
use sample::Row;
use serde_json::json;
use simulator::DEMO_CLIENT_ID;
use tonearm_tests::archive::{import, play_count};
use tonearm_tests::clock::{LaggingClock, now};
use tonearm_tests::failure::Outcome;
use tonearm_tests::keys::CONTROL;
use tonearm_tests::listener::{choose, recent, sign_in};
use tonearm_tests::notifications::Notifications;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

#[tokio::test]
async fn version_help_and_what_is_not_known_open_nothing() -> Outcome {
    let testbed = Testbed::new().await?;

    let version = testbed.start_in_vain(&["--version"], &[]).await?;
    assert_eq!(
        (version.code, version.output),
        (Some(0), format!("tonearm {}\n", env!("CARGO_PKG_VERSION")))
    );
    let help = testbed.start_in_vain(&["--help"], &[]).await?;
    assert!(help.code == Some(0) && help.output.contains("--hidden"), "{help:?}");
    let unknown = testbed.start_in_vain(&["--minimised"], &[]).await?;
    assert_eq!(unknown.code, Some(2), "{unknown:?}");
    assert!(unknown.errors.contains("--minimised") && unknown.errors.contains("--help"));
    assert!(!testbed.data().exists(), "nothing was opened");
    Ok(())
}

#[tokio::test]
async fn a_hidden_start_is_in_the_tray_until_the_window_is_asked_for() -> Outcome {
    let testbed = Testbed::new().await?;
    let _tonearm = testbed.start_alone_with(&["--hidden"])?;
    until("the tray is there", async || testbed.tray().holds_icon().await).await?;
    until("the archive is open", async || {
        testbed.data().join("archive.db").exists()
    })
    .await?;
    // As the system does at login, should Tonearm run by then.
    testbed.start_again(&["--hidden"]).await?;
    assert!(!testbed.shows_window());

    testbed.start_again(&[]).await?;

    until("the window is there", async || testbed.shows_window()).await?;
    testbed.tray().press("Quit").await?;
    until("it has quit", async || testbed.processes("tonearm") == 0).await
}

#[tokio::test]
async fn start_at_login_is_off_until_asked_for_and_starts_hidden() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    let entry = testbed.home()?.join(".config/autostart/Tonearm.desktop");
    assert!(!entry.exists());
    app.press("link", "Settings").await?;

    app.press("checkbox", "Start Tonearm when I log in").await?;

    until("it is listed", async || entry.exists()).await?;
    let listed = fs::read_to_string(&entry)?;
    let command = listed.lines().find_map(|line| line.strip_prefix("Exec="));
    assert!(
        command.is_some_and(|command| command.ends_with("/tonearm --hidden")),
        "{listed}"
    );
    app.press("checkbox", "Start Tonearm when I log in").await?;
    until("it is listed no more", async || !entry.exists()).await
}

/// Plays that an export tells of, one a day up to yesterday.
fn days(count: i64) -> Vec<Row> {
    let day = |ago: i64| Row {
        uri: Some(format!("spotify:track:{ago:022}")),
        name: format!("Song {ago}"),
        artist: "Mirador Septet".to_owned(),
        album: "Enamel".to_owned(),
        ended_at_ms: (now() - TimeDelta::days(ago)).timestamp_millis(),
        ms_played: 200_000,
    };
    (1..=count).map(day).collect()
}

#[tokio::test]
async fn a_round_number_of_plays_is_told_once_and_a_click_opens_the_library() -> Outcome {
    let clock = LaggingClock::hours_behind(3);
    let builder = Testbed::builder()?.with_spotify(clock.spotify());
    let testbed = builder.with_kind_list().build().await?;
    testbed.spotify().empty_listener();
    let notifications = Notifications::start(&testbed).await?;
    import(&testbed, &testbed.export("spotify", &days(997))?)?;
    let app = testbed.open().await?;
    app.press("link", "Settings").await?;
    app.press("checkbox", "A round number of plays").await?;
    testbed.spotify().play(5);
    app.press("link", "Open the guide").await?;
    app.fill("Client ID", DEMO_CLIENT_ID).await?;
    app.press("button", "Sign in").await?;
    until("the plays are kept", async || {
        play_count(&testbed).is_ok_and(|plays| plays == 1_002)
    })
    .await?;

    until("it is told", async || !notifications.titles().is_empty()).await?;

    assert_eq!(notifications.titles(), ["1,000 plays"]);
    app.close()?;
    until("the window is gone", async || !testbed.shows_window()).await?;
    notifications.click_last().await?;
    app.switch_to_new_window().await?;
    app.find("heading", "Library").await?;
    clock.advance(1);
    testbed.spotify().play(3);
    app.press("link", "Recent").await?;
    app.press("button", "Sync now").await?;
    until("the plays are kept", async || {
        play_count(&testbed).is_ok_and(|plays| plays == 1_005)
    })
    .await?;
    assert_eq!(notifications.titles().len(), 1, "1,000 is told once");
    Ok(())
}

#[tokio::test]
async fn the_window_opens_as_large_as_it_was() -> Outcome {
    const INNER: &str = "return [innerWidth, innerHeight]";
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    app.resize(1000, 700).await?;
    app.quit().await?;
    assert!(testbed.data().join(".window-state.json").is_file());
    let elsewhere = testbed.home()?.join(".config/app.tonearm.desktop/.window-state.json");
    assert!(!elsewhere.exists());

    let app = testbed.open().await?;

    app.sees("Drop the needle").await?;
    app.wait("the window has its size again", async || {
        Ok((app.execute(INNER, vec![]).await? == json!([1000, 700])).then_some(()))
    })
    .await?;
    until("the page is painted", async || {
        testbed.colours_in("Tonearm").is_ok_and(|colours| colours > 32)
    })
    .await
}

/// Presses "Copy diagnostics" in Settings, and returns what is on the clipboard then.
async fn diagnostics(app: &Window<'_>) -> Outcome<String> {
    app.press("link", "Settings").await?;
    app.press("button", "Copy diagnostics").await?;
    app.sees("Paste it into your report").await?;
    app.execute(
        "const box = document.createElement('textarea'); box.id = 'pasted'; document.body.prepend(box); box.focus()",
        vec![],
    )
    .await?;
    app.types(&format!("{CONTROL}v{CONTROL}")).await?;
    app.wait("it is pasted", async || {
        let text = app
            .execute("return document.getElementById('pasted').value", vec![])
            .await?;
        Ok(text.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
    })
    .await
}

#[tokio::test]
async fn diagnostics_tell_of_the_program_and_of_nothing_that_was_played() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let plays = recent(&app).await?;
    app.press("link", "Library").await?;
    let broken = testbed.download("letters to Wilhelmina/Quixotic Marmalade.json", b"[{\"ts\": ")?;
    choose(&testbed, &app, &broken).await?;
    app.sees("Quixotic Marmalade").await?;
    testbed
        .start_again(&["tonearm://callback?code=a-stray-code&state=y"])
        .await?;
    let stray = "a tonearm: link came, and nobody waits for one";
    until("the link has arrived", async || testbed.log().contains(stray)).await?;

    let pasted = diagnostics(&app).await?;

    for line in [
        "Tonearm: 0.",
        "System: linux",
        "Archive: ",
        "Sign-in: kept",
        "Last warnings:",
        stray,
    ] {
        assert!(pasted.contains(line), "{line}: {pasted}");
    }
    let words = [
        "Robin Ashdown",
        "spotify:",
        "code=",
        "Marmalade",
        "Wilhelmina",
        &testbed.home()?.display().to_string(),
        &testbed.downloads()?.display().to_string(),
        &testbed.data().display().to_string(),
    ];
    for word in words {
        assert!(!pasted.contains(word), "{word}: {pasted}");
    }
    // A row also has times.
    let is_name = |line: &&str| line.chars().filter(|letter| letter.is_alphabetic()).count() > 4;
    let names: Vec<_> = plays.iter().flat_map(|row| row.lines().filter(is_name)).collect();
    assert!(names.len() > 10, "{plays:?}");
    for name in names {
        assert!(!pasted.contains(name), "{name}: {pasted}");
    }
    Ok(())
}

#[tokio::test]
async fn a_full_log_is_kept_and_its_last_warnings_are_copied_without_paths() -> Outcome {
    let testbed = Testbed::new().await?;
    let logs = testbed.data().join("logs");
    fs::create_dir_all(&logs)?;
    let line = "[2026-11-30][16:00:11][store][WARN] /media/robin/My Stick/archive.db: the disk is full\n";
    let full = "[2026-11-30][16:00:10][store][INFO] nothing of interest\n".repeat(20_000) + line;
    assert!(full.len() > 1024 * 1024);
    fs::write(logs.join("tonearm.log"), &full)?;

    // Else this run would fill a file as well.
    let quiet = [("TONEARM_LOG".to_owned(), "warn".to_owned())];
    let app = testbed.open_with(&[], &quiet).await?;
    let pasted = diagnostics(&app).await?;

    let files: Vec<_> = fs::read_dir(&logs)?.flatten().map(|entry| entry.path()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    assert!(
        files
            .iter()
            .any(|file| fs::read_to_string(file).is_ok_and(|text| text == full))
    );
    assert!(pasted.contains("[store][WARN] [a path]: the disk is full"), "{pasted}");
    assert!(!pasted.contains("Stick"), "{pasted}");
    Ok(())
}
