//! Spotify's list of recent plays at its most unkind: a listener sees each play once, and is told of a gap only where plays may be missing.

use chrono::{DateTime, TimeDelta, Utc};
use simulator::{Family, Hearing, Often, Quirks};
use tonearm_tests::archive::play_count;
use tonearm_tests::clock::LaggingClock;
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::{count, enter_client_id, import};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::Window;

/// A new listener at a kind Spotify that is this far behind, so that hours can pass in a scenario.
async fn lagging(hours: i64) -> Outcome<(Testbed, LaggingClock)> {
    let clock = LaggingClock::hours_behind(hours);
    let builder = Testbed::builder()?.with_spotify(clock.spotify());
    let testbed = builder.with_kind_list().build().await?;
    testbed.spotify().empty_listener();
    Ok((testbed, clock))
}

/// Opens the application and signs in; the listener has played this much.
async fn sign_in(testbed: &Testbed, plays: usize) -> Outcome<Window<'_>> {
    let app = testbed.open().await?;
    enter_client_id(&app).await?;
    app.press("button", "Sign in").await?;
    app.sees("Robin Ashdown").await?;
    app.press("link", "Recent").await?;
    app.sees(&kept(plays)).await?;
    Ok(app)
}

fn kept(plays: usize) -> String {
    format!("{plays} {} kept", if plays == 1 { "play" } else { "plays" })
}

/// Presses "Sync now" and waits for the answer, and for this many plays altogether.
async fn sync(testbed: &Testbed, app: &Window<'_>, plays: usize) -> Outcome {
    let before = count(testbed, Family::Recent);
    app.press("button", "Sync now").await?;
    until("Spotify was asked", async || count(testbed, Family::Recent) > before).await?;
    app.find("button", "Sync now").await?;
    app.sees(&kept(plays)).await?;
    assert_eq!(play_count(testbed)?, plays as u64);
    Ok(())
}

/// The titles on "Recent", the newest first.
async fn titles(app: &Window<'_>) -> Outcome<Vec<String>> {
    let titles = app
        .execute(
            "return [...document.querySelectorAll('main ol .name')].map((name) => name.innerText)",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(titles)?)
}

/// The titles of all that the list ever tells, by their stamps at first, the newest first.
fn told(testbed: &Testbed, clock: &LaggingClock) -> Vec<String> {
    let truth = testbed.spotify().truth(clock.now() - TimeDelta::days(3), clock.now());
    let mut told: Vec<_> = truth
        .into_iter()
        .filter_map(|play| Some((play.told?.stamp, play.name)))
        .collect();
    told.reverse();
    told.sort_by_key(|(stamp, _)| std::cmp::Reverse(*stamp));
    told.into_iter().map(|(_, name)| name).collect()
}

/// So many plays of four minutes, one after the other; the last ends at `end`.
fn session(first_track: usize, plays: usize, end: DateTime<Utc>) -> Vec<Hearing> {
    let one = |at: usize| Hearing {
        track: first_track + at,
        began: end - TimeDelta::minutes(4 * (plays - at) as i64),
        ended: end - TimeDelta::minutes(4 * (plays - at - 1) as i64),
        heard: TimeDelta::minutes(4),
    };
    (0..plays).map(one).collect()
}

#[tokio::test]
async fn what_a_stall_or_another_device_held_back_stands_where_it_was_heard() -> Outcome {
    let (testbed, clock) = lagging(40).await?;
    let spotify = testbed.spotify();
    spotify.hear(&session(0, 5, clock.now()));
    let app = sign_in(&testbed, 5).await?;

    spotify.set_quirks(Quirks {
        stalls: Often::Always,
        ..Quirks::none()
    });
    clock.advance(3);
    spotify.hear(&session(10, 4, clock.now() - TimeDelta::hours(1)));
    sync(&testbed, &app, 5).await?;
    spotify.set_quirks(Quirks::none());
    sync(&testbed, &app, 9).await?;
    assert_eq!(titles(&app).await?, told(&testbed, &clock));

    clock.advance(3);
    spotify.set_quirks(Quirks {
        back_fills: Often::Always,
        ..Quirks::none()
    });
    spotify.hear(&session(20, 3, clock.now() - TimeDelta::hours(1)));
    spotify.set_quirks(Quirks::none());
    spotify.hear(&session(30, 2, clock.now()));
    sync(&testbed, &app, 11).await?;
    clock.advance(9);
    sync(&testbed, &app, 14).await?;

    assert_eq!(titles(&app).await?, told(&testbed, &clock));
    app.sees_no("missing here").await
}

#[tokio::test]
async fn a_burst_and_stamps_and_ids_that_change_make_no_doubles() -> Outcome {
    let (testbed, clock) = lagging(40).await?;
    let spotify = testbed.spotify();
    spotify.hear(&session(0, 6, clock.now()));
    let app = sign_in(&testbed, 6).await?;

    // Fourteen plays without a connection: about a quarter of them have the stamp of another.
    spotify.set_quirks(Quirks {
        bursts: Often::Always,
        ..Quirks::none()
    });
    clock.advance(2);
    spotify.hear(&session(10, 14, clock.now()));
    sync(&testbed, &app, 6).await?;
    clock.advance(2);
    sync(&testbed, &app, 20).await?;
    let mut before = titles(&app).await?;
    let mut expected = told(&testbed, &clock);
    before.sort();
    expected.sort();
    assert_eq!(before, expected);

    spotify.set_quirks(Quirks {
        moved_stamps: Often::Always,
        relinked_ids: Often::Always,
        ..Quirks::none()
    });
    sync(&testbed, &app, 20).await?;
    clock.advance(7);
    sync(&testbed, &app, 20).await?;

    let mut after = titles(&app).await?;
    after.sort();
    assert_eq!(after, expected);
    app.sees_no("missing here").await
}

#[tokio::test]
async fn short_pages_hide_no_gap_and_make_none() -> Outcome {
    let (testbed, clock) = lagging(60).await?;
    let spotify = testbed.spotify();
    let short = Quirks {
        short_pages: Often::Always,
        ..Quirks::none()
    };
    spotify.hear(&session(0, 50, clock.now()));
    let app = sign_in(&testbed, 50).await?;
    spotify.set_quirks(short);
    for hour in 1..=3 {
        clock.advance(1);
        spotify.hear(&session(100 * hour, 10, clock.now()));
        sync(&testbed, &app, 50 + 10 * hour).await?;
    }
    app.sees_no("missing here").await?;

    // Sixty plays in six hours: the page has 42 to 49 of them.
    clock.advance(6);
    spotify.hear(&session(500, 60, clock.now()));
    app.press("button", "Sync now").await?;
    app.sees("Plays may be missing here").await?;
    let plays = play_count(&testbed)?;
    assert!((80 + 42..=80 + 49).contains(&plays), "{plays}");
    Ok(())
}

#[tokio::test]
async fn skips_and_private_sessions_leave_neither_a_play_nor_a_gap() -> Outcome {
    let (testbed, clock) = lagging(40).await?;
    let spotify = testbed.spotify();
    spotify.hear(&session(0, 3, clock.now()));
    let app = sign_in(&testbed, 3).await?;

    clock.advance(1);
    spotify.set_quirks(Quirks {
        private_sessions: Often::Always,
        ..Quirks::none()
    });
    spotify.hear(&session(10, 4, clock.now()));
    spotify.set_quirks(Quirks::none());
    clock.advance(1);
    let mut skipping = session(20, 4, clock.now());
    for skipped in &mut skipping[..3] {
        skipped.heard = TimeDelta::seconds(20);
    }
    spotify.hear(&skipping);
    sync(&testbed, &app, 4).await?;

    assert_eq!(titles(&app).await?, told(&testbed, &clock));
    app.sees_no("missing here").await
}

#[tokio::test]
async fn stamps_that_are_beginnings_are_the_plays_of_the_export() -> Outcome {
    let (testbed, clock) = lagging(40).await?;
    let spotify = testbed.spotify();
    spotify.set_quirks(Quirks {
        start_stamps: Often::Always,
        ..Quirks::none()
    });
    // Twenty minutes from one to the next; the first is paused for ten.
    let begin = clock.now() - TimeDelta::hours(1);
    let hearing = |(track, after, paused)| Hearing {
        track,
        began: begin + TimeDelta::minutes(after),
        ended: begin + TimeDelta::minutes(after + 4 + paused),
        heard: TimeDelta::minutes(4),
    };
    spotify.hear(&[(40, 0, 10), (41, 20, 0), (42, 40, 0)].map(hearing));
    let app = sign_in(&testbed, 3).await?;
    assert_eq!(titles(&app).await?, told(&testbed, &clock));

    let export = testbed.download("spotify/my_spotify_data.zip", b"")?;
    spotify.export_extended(&export, clock.now() - TimeDelta::days(2))?;
    app.press("link", "Library").await?;
    import(&testbed, &app, &export).await?;

    assert_eq!(play_count(&testbed)?, 3);
    app.find("heading", "Import of my_spotify_data.zip: 0 plays added")
        .await?;
    app.press("link", "Explore").await?;
    app.find("heading", "Explore: 3 plays").await?;
    let time = app.list("In numbers").await?.remove(0);
    assert!(time.starts_with("12\n"), "twelve minutes: {time}");
    Ok(())
}
