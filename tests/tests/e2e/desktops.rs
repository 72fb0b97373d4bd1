//! Desktops that lack something, and a first Tonearm that hangs: whatever is missing, Tonearm can be reached, or says why not.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tonearm_tests::browser::Intent;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::{enter_client_id, recent, sign_in};
use tonearm_tests::notifications::Notifications;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

/// A session without a message bus.
const NO_BUS: (&str, &str) = ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
const LINK: &str = "tonearm://callback?code=a-secret-code&state=y";

async fn open_without_bus(testbed: &Testbed) -> Outcome<Window<'_>> {
    let (name, value) = NO_BUS;
    testbed.open_with(&[], &[(name.to_owned(), value.to_owned())]).await
}

#[tokio::test]
async fn beside_a_first_one_that_hangs_a_second_start_says_what_to_do_and_ends() -> Outcome {
    let testbed = Testbed::new().await?;
    let notifications = Notifications::start(&testbed).await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    testbed.halt()?;

    let ended = testbed.start_in_vain(&[LINK], &[]).await?;

    assert_eq!(ended.code, Some(1));
    let number = fs::read_to_string(testbed.data().join("tonearm.lock"))?;
    for words in [
        "Tonearm is already running, but it does not answer".to_owned(),
        format!("End its process (number {})", number.trim()),
        "The sign-in from your browser did not arrive".to_owned(),
    ] {
        assert!(ended.errors.contains(&words), "{words}: {}", ended.errors);
    }
    assert!(!ended.errors.contains("a-secret-code"));
    // Who starts it from a menu reads no standard error.
    let shown = notifications.shown();
    assert!(shown.len() == 1 && ended.errors.contains(&shown[0]), "{shown:?}");

    testbed.go_on()?;
    app.sees("Drop the needle").await?;
    testbed.start_again(&[]).await
}

#[tokio::test]
async fn beside_a_first_one_whose_window_alone_hangs_a_second_start_says_so_too() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    let Some(halted) = testbed.halt_window_thread()? else {
        // Not by `println!`, which shows only with tests that fail.
        writeln!(
            io::stderr(),
            "skipped: there is no strace here that may look at a program"
        )?;
        return Ok(());
    };
    let ended = testbed.start_in_vain(&[], &[]).await?;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.errors.contains("does not answer"), "{ended:?}");
    drop(halted);
    testbed.start_again(&[]).await
}

#[tokio::test]
async fn a_start_that_is_being_handed_over_when_the_first_one_ends_is_one_of_its_own() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    let lock = testbed.data().join("tonearm.lock");
    let first = fs::read_to_string(&lock)?;
    testbed.halt()?;
    let mut second = testbed.start_alone()?;
    until("the second one asks the first", async || {
        testbed.processes("tonearm") == 2
    })
    .await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(Command::new("kill").args(["-KILL", first.trim()]).status()?.success());
    let number = second.id().to_string();
    until("the second one has the first one's place", async || {
        fs::read_to_string(&lock).is_ok_and(|holder| holder.trim() == number)
    })
    .await?;
    until("its window is open", async || testbed.shows_window()).await?;
    second.kill()?;
    second.wait()?;
    Ok(())
}

#[tokio::test]
async fn on_a_desktop_without_a_tray_a_second_start_brings_the_window_back() -> Outcome {
    let testbed = Testbed::builder()?.without_tray().build().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    comes_back(&testbed, &app).await
}

#[tokio::test]
async fn when_the_tray_is_gone_a_second_start_brings_the_window_back() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    assert!(!testbed.tray().menu().await?.is_empty());

    testbed.tray().leave().await?;

    comes_back(&testbed, &app).await
}

/// Closes the window, starts Tonearm again, and finds the same Tonearm's window.
async fn comes_back(testbed: &Testbed, app: &Window<'_>) -> Outcome {
    app.close()?;
    until("the window is gone", async || !testbed.shows_window()).await?;
    testbed.start_again(&[]).await?;
    until("the window is back", async || testbed.shows_window()).await?;
    app.switch_to_new_window().await?;
    app.sees("Drop the needle").await
}

#[tokio::test]
async fn without_a_message_bus_one_signs_in_by_a_page_for_this_run() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = open_without_bus(&testbed).await?;

    sign_in(&app).await?;

    app.sees("Signed in for this run only").await?;
    assert!(!recent(&app).await?.is_empty());
    let visit = testbed.browser().visits()?.remove(0);
    assert!(
        visit.opened.contains("redirect_uri=http%3A%2F%2F127.0.0.1"),
        "{}",
        visit.opened
    );
    Ok(())
}

#[tokio::test]
async fn without_a_message_bus_closing_the_window_quits() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = open_without_bus(&testbed).await?;
    app.sees("Drop the needle").await?;

    app.close()?;

    until("nothing of it runs any more", async || {
        testbed.processes("tonearm") + testbed.processes("WebKitWebProcess") == 0
    })
    .await
}

#[tokio::test]
async fn without_a_message_bus_there_is_only_one_tonearm_too() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = open_without_bus(&testbed).await?;
    app.sees("Drop the needle").await?;

    // The one without a bus is also found from a session with one.
    let (without_bus, with_bus, said) = tokio::join!(
        testbed.start_in_vain(&[LINK], &[NO_BUS]),
        testbed.start_in_vain(&[], &[]),
        until("the screen says so, too", async || {
            testbed.shows("Tonearm is already running")
        })
    );

    said?;
    let (without_bus, with_bus) = (without_bus?, with_bus?);
    assert_eq!((without_bus.code, with_bus.code), (Some(1), Some(1)));
    for words in [
        "Tonearm is already running",
        "The sign-in from your browser did not arrive",
    ] {
        assert!(without_bus.errors.contains(words), "{words}: {}", without_bus.errors);
    }
    app.sees("Drop the needle").await
}

#[tokio::test]
async fn without_the_desktops_programs_links_fail_and_one_signs_in_by_a_page() -> Outcome {
    let testbed = Testbed::new().await?;
    let programs = testbed.temporary().join("programs");
    fs::create_dir(&programs)?;
    // What the testbed itself needs.
    for name in ["setpriv", "WebKitWebDriver"] {
        symlink(find(name)?, programs.join(name))?;
    }
    let path = ("PATH".to_owned(), programs.display().to_string());
    let app = testbed.open_with(&[], &[path]).await?;
    testbed.browser().will(Intent::Hold)?;

    enter_client_id(&app).await?;
    app.press("button", "Sign in").await?;
    app.sees("The browser did not open").await?;
    let page = app.call("sign_in_link", serde_json::json!({})).await?;
    let page = page.as_str().ok_or_else(|| Failure::new("there is no link to copy"))?;
    testbed.answer(page, Intent::Agree).await?;

    app.list("Top tracks").await?;
    assert!(testbed.log().contains("tonearm: links don't come here"));
    Ok(())
}

/// A program on the search path.
fn find(program: &str) -> Outcome<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .ok_or_else(|| Failure::new(format!("{program} is not installed")))
}
