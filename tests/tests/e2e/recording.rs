//! Plays arrive by themselves; those that Spotify forgot before they were recorded leave a gap, until an export closes it.

use chrono::TimeDelta;
use tonearm_tests::archive::play_count;
use tonearm_tests::clock::{LaggingClock, now};
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::{disconnect, import, recent, sign_in, undo};

use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

/// A listener without plays, at a Spotify that is seven hours behind.
async fn lagging() -> Outcome<(Testbed, LaggingClock)> {
    let clock = LaggingClock::hours_behind(7);
    let builder = Testbed::builder()?.with_spotify(clock.spotify());
    let testbed = builder.with_kind_list().build().await?;
    testbed.spotify().empty_listener();
    Ok((testbed, clock))
}

/// Records five plays, and then sixty more are played before the next reading: ten of them are missing. Tonearm cannot be sure, because
/// the time is shorter than half a day.
async fn a_gap<'a>(testbed: &'a Testbed, clock: &LaggingClock) -> Outcome<Window<'a>> {
    testbed.spotify().play(5);
    let app = testbed.open().await?;
    sign_in_without_lists(&app).await?;
    until("the first plays are kept", async || {
        play_count(testbed).is_ok_and(|plays| plays == 5)
    })
    .await?;
    clock.advance(6);
    testbed.spotify().play(60);
    app.press("link", "Recent").await?;
    app.press("button", "Sync now").await?;
    show_the_first(&app).await?;
    app.sees("Plays may be missing here").await?;
    Ok(app)
}

/// Loads older plays, because a gap at the end of the first page appears before the plays beyond it.
async fn show_the_first(app: &Window<'_>) -> Outcome {
    app.press("button", "Show older plays").await?;
    app.sees("That is the first play").await
}

/// Signs in without waiting for top tracks: a new listener has none.
async fn sign_in_without_lists(app: &Window<'_>) -> Outcome {
    tonearm_tests::listener::enter_client_id(app).await?;
    app.press("button", "Sign in").await?;
    app.sees("Robin Ashdown").await
}

#[tokio::test]
async fn what_is_played_arrives_in_recent_and_is_counted_in_the_library() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let before = recent(&app).await?;
    app.press("link", "Library").await?;
    app.sees("50 plays kept").await?;

    testbed.spotify().play(1);
    app.press("link", "Recent").await?;
    app.press("button", "Sync now").await?;

    app.sees("51 plays kept").await?;
    let after = recent(&app).await?;
    assert_ne!(after[0], before[0]);
    app.press("link", "Library").await?;
    app.find("heading", "Library: 51 plays").await.map(drop)
}

#[tokio::test]
async fn with_the_window_closed_the_tray_goes_on_recording() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.press("link", "Library").await?;
    app.sees("50 plays kept").await?;
    app.close()?;
    until("the window is gone", async || !testbed.shows_window()).await?;

    testbed.spotify().play(1);
    testbed.tray().press("Sync now").await?;
    until("the play is on disk", async || {
        play_count(&testbed).is_ok_and(|plays| plays == 51)
    })
    .await?;

    testbed.tray().press("Open Tonearm").await?;
    app.switch_to_new_window().await?;
    app.find("heading", "Library: 51 plays").await.map(drop)
}

#[tokio::test]
async fn a_recorded_play_says_that_its_length_is_estimated() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    let newest = recent(&app).await?.remove(0);

    assert!(newest.contains("estimated"), "{newest}");
    Ok(())
}

#[tokio::test]
async fn a_gap_stands_between_the_plays_around_it_and_in_the_library() -> Outcome {
    let (testbed, clock) = lagging().await?;

    let app = a_gap(&testbed, &clock).await?;

    assert_eq!(around_the_gap(&app).await?, (50, 5));
    app.press("link", "Library").await?;
    app.find("heading", "1 gap").await?;
    assert_eq!(app.list("Gaps").await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_gap_in_which_nothing_is_missing_closes_by_saying_so_until_that_is_undone() -> Outcome {
    let (testbed, clock) = lagging().await?;
    let app = a_gap(&testbed, &clock).await?;
    app.press("link", "Library").await?;

    app.press("button", "Nothing is missing").await?;

    app.find("heading", "No gaps").await?;
    app.press("link", "Recent").await?;
    show_the_first(&app).await?;
    app.sees_no("Plays may be missing here").await?;
    assert_eq!(play_count(&testbed)?, 55);

    app.press("link", "Library").await?;
    app.press("button", "Undo: nothing is missing").await?;

    app.find("heading", "1 gap").await.map(drop)
}

/// How many plays are above the gap and below it.
async fn around_the_gap(app: &Window<'_>) -> Outcome<(usize, usize)> {
    let around = app
        .execute(
            "const order = [...document.querySelectorAll('main [data-row], main [role=note]')];
             const gap = order.findIndex((each) => each.role === 'note');
             return [gap, order.length - gap - 1]",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(around)?)
}

#[tokio::test]
async fn an_export_closes_the_gap_and_undoing_it_opens_it_again() -> Outcome {
    let (testbed, clock) = lagging().await?;
    let app = a_gap(&testbed, &clock).await?;
    let export = testbed.download("spotify/my_spotify_data.zip", b"")?;
    testbed.spotify().export_extended(&export, now() - TimeDelta::days(2))?;
    app.press("link", "Library").await?;
    app.find("heading", "1 gap").await?;

    import(&testbed, &app, &export).await?;
    app.sees("1 gap closed").await?;
    assert_eq!(play_count(&testbed)?, 65);
    app.find("heading", "No gaps").await?;
    app.press("link", "Recent").await?;
    show_the_first(&app).await?;
    app.sees_no("Plays may be missing here").await?;

    app.press("link", "Library").await?;
    undo(&testbed, &app).await?;
    assert_eq!(play_count(&testbed)?, 55);
    app.find("heading", "1 gap").await?;
    app.press("link", "Recent").await?;
    show_the_first(&app).await?;
    app.sees("Plays may be missing here").await?;
    assert_eq!(around_the_gap(&app).await?, (50, 5));
    Ok(())
}

#[tokio::test]
async fn disconnecting_keeps_the_recorded_plays_and_recent_still_shows_them() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let before = recent(&app).await?;

    disconnect(&testbed, &app).await?;

    assert_eq!(play_count(&testbed)?, 50);
    app.press("link", "Settings").await?;
    app.press("link", "Recent").await?;
    app.sees("Nothing new is recorded").await?;
    let after = app.list_in(&app.find("main", "").await?, "").await?;
    assert_eq!(names(&after), names(&before));
    app.press("link", "Top").await?;
    app.sees("Top needs a sign-in").await
}

/// The time and name of each play.
fn names(rows: &[String]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.lines().take(2).collect()).collect()
}
