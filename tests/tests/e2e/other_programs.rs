//! Other programs with the same archive while the window is open: the command line, an older Tonearm, a newer one.

use std::fs::File;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::path::Path;

use rusqlite::Connection;
use sample::generate;
use serde_json::json;
use simulator::DEMO_CLIENT_ID;
use tonearm_tests::archive::{from_version_0_1, open, play_count};
use tonearm_tests::clock::now;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::{recent, sign_in};
use tonearm_tests::state::State;
use tonearm_tests::testbed::{Ended, Testbed};
use tonearm_tests::wait::until;

/// How much the command line does, unless `TONEARM_DEEDS` says how much.
const USUAL_DEEDS: u64 = 15;
/// Spotify's list has fifty plays: as many as this are never lost between two readings.
const MOST_PLAYS: usize = 40;

#[tokio::test]
async fn whatever_the_command_line_does_beside_the_window_nothing_is_lost_or_doubled() -> Outcome {
    let deeds = std::env::var("TONEARM_DEEDS").ok().and_then(|deeds| deeds.parse().ok());
    let testbed = Testbed::with_kind_list().await?;
    let life = testbed.downloads()?.join("life");
    generate(&life, 1_500, 7)?;
    let exports = ["my_spotify_data_extended.zip", "older", "my_spotify_data_account.zip"]
        .map(|name| life.join(name).display().to_string());
    let app = testbed.open().await?;
    sign_in(&app).await?;
    until("the plays so far are on disk", async || {
        play_count(&testbed).is_ok_and(|plays| plays == 50)
    })
    .await?;
    // Another program alone, which records the same plays.
    let clean = testbed.downloads()?.join("clean").display().to_string();
    done(&testbed, &["--data", &clean, "sign-in", "--client-id", DEMO_CLIENT_ID]).await?;
    done(&testbed, &["--data", &clean, "sync"]).await?;

    let mut played = 0;
    for nth in 0..deeds.unwrap_or(USUAL_DEEDS) {
        let number = BuildHasherDefault::<DefaultHasher>::default().hash_one(("beside the window", nth));
        let export = exports[usize::try_from(number >> 8)? % exports.len()].as_str();
        let (arguments, may_refuse): (&[&str], _) = match number % 9 {
            0..=2 => (&["import", export], None),
            3 => (&["undo", "latest"], Some("no_such_source")),
            4 => (&["backup"], None),
            5 => (&["restore", "latest"], Some("no_such_backup")),
            6 => (&["recent"], None),
            _ => (&["sync"], None),
        };
        if number % 2 == 0 && played < MOST_PLAYS {
            testbed.spotify().play(2);
            played += 2;
        }
        if number % 5 == 0 {
            testbed.spotify().expire_access_tokens();
        }
        let arguments = [&["--json"], arguments].concat();
        let (ended, read) = tokio::join!(
            testbed.command_line(&arguments),
            app.call("recent", json!({ "fresh": true }))
        );
        let (ended, read) = (ended?, read?);
        let refused = may_refuse.is_some_and(|code| ended.errors.contains(code));
        assert!(ended.code == Some(0) || refused, "{nth}: {arguments:?}: {ended:?}");
        assert!(
            read["error"].is_null(),
            "{nth}: beside {arguments:?}: {}",
            read["error"]
        );
        app.press("link", "Explore").await?;
        app.list("Top tracks").await?;
    }
    for export in &exports {
        done(&testbed, &["import", export]).await?;
        done(&testbed, &["--data", &clean, "import", export]).await?;
    }
    done(&testbed, &["sync"]).await?;
    done(&testbed, &["--data", &clean, "sync"]).await?;

    recent(&app).await?;
    app.lacks("button", "Sign in").await?;
    done(&testbed, &["verify"]).await?;
    let expected = library::Archive::open(&Path::new(&clean).join("archive.db"), std::sync::Arc::new(now))?;
    let (state, expected) = (State::of(&open(&testbed)?)?, State::of(&expected)?);
    assert!(played > 0 && expected.plays.len() > 50 + played);
    assert!(
        state.plays == expected.plays,
        "{} plays, not {}",
        state.plays.len(),
        expected.plays.len()
    );
    assert_eq!(state.gaps, expected.gaps);
    Ok(())
}

/// Has the command line do something that must succeed.
async fn done(testbed: &Testbed, arguments: &[&str]) -> Outcome {
    match testbed.command_line(arguments).await? {
        Ended { code: Some(0), .. } => Ok(()),
        ended => Err(Failure::new(format!("{arguments:?}: {ended:?}"))),
    }
}

#[tokio::test]
async fn an_older_archive_that_another_program_has_open_is_opened_once_that_one_has_ended() -> Outcome {
    let testbed = Testbed::new().await?;
    from_version_0_1(&testbed)?;
    // As every Tonearm holds it while it runs.
    let other = File::create(testbed.data().join("archive.db.open"))?;
    other.lock_shared()?;

    let app = testbed.open().await?;
    app.sees("Another program holds the archive").await?;
    until("the tray claims nothing", async || {
        let menu = testbed.tray().menu().await.unwrap_or_default();
        menu.iter()
            .any(|entry| entry.label.starts_with("Your plays can't be read"))
    })
    .await?;

    drop(other);

    app.sees_no("Another program holds the archive").await?;
    app.press("link", "Library").await?;
    app.find("heading", "Library: ").await?;
    assert!(play_count(&testbed)? > 0);
    Ok(())
}

#[tokio::test]
async fn once_a_newer_tonearm_has_changed_the_archive_nothing_is_written_and_the_window_says_why() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    recent(&app).await?;
    app.sees("50 plays kept").await?;
    let newer = Connection::open(testbed.data().join("archive.db"))?;
    let schema: i64 = newer.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    newer.pragma_update(None, "user_version", schema + 1)?;

    testbed.spotify().play(1);
    app.press("button", "Sync now").await?;

    app.sees("The archive is from a newer Tonearm").await?;
    let count = |connection: &Connection| -> Outcome<i64> {
        Ok(connection.query_row("SELECT count(*) FROM listening", [], |row| row.get(0))?)
    };
    assert_eq!(count(&newer)?, 50);
    assert!(!recent(&app).await?.is_empty(), "what is in it can still be read");

    // The play was not lost: the next Tonearm that may write finds it.
    newer.pragma_update(None, "user_version", schema)?;
    app.press("button", "Sync now").await?;
    app.sees("51 plays kept").await?;
    assert_eq!(count(&newer)?, 51);
    Ok(())
}
