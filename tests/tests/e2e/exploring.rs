//! Exploring a history: every mark is a filter, every number follows it, and every step can be undone.

use sample::Row;
use tonearm_tests::downloads::{days, friday, play};
use tonearm_tests::failure::Outcome;
use tonearm_tests::keys::{CONTROL, DOWN, ENTER, HOME, LEFT, RIGHT, SHIFT};
use tonearm_tests::listener::{explore, import, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::window::Window;

/// Waits until the headline says this amount.
async fn counts(app: &Window<'_>, plays: &str) -> Outcome {
    app.find("heading", &format!("Explore: {plays}")).await.map(drop)
}

#[tokio::test]
async fn the_headline_counts_the_plays_that_were_long_enough() -> Outcome {
    let testbed = Testbed::new().await?;
    let mut rows = days(10);
    for short in rows.iter_mut().step_by(8) {
        short.ms_played = 29_999;
    }

    let app = explore(&testbed, &rows).await?;

    counts(&app, "35 plays").await
}

#[tokio::test]
async fn a_row_of_the_ranking_is_a_filter_until_the_listener_goes_back() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = explore(&testbed, &days(10)).await?;
    app.press("tab", "Artists").await?;

    app.press("button", "Filter by Artist 0").await?;
    counts(&app, "6 plays").await?;

    app.execute("history.back()", vec![]).await?;
    counts(&app, "40 plays").await
}

#[tokio::test]
async fn undo_takes_back_the_last_filter() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = explore(&testbed, &days(10)).await?;
    app.press("tab", "Artists").await?;
    app.press("button", "Filter by Artist 0").await?;
    counts(&app, "6 plays").await?;

    app.types(&format!("{CONTROL}z")).await?;

    counts(&app, "40 plays").await
}

#[tokio::test]
async fn a_row_pressed_with_shift_is_left_out() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = explore(&testbed, &days(10)).await?;
    app.press("tab", "Artists").await?;

    app.types(&format!("{DOWN}{SHIFT}{ENTER}")).await?;

    counts(&app, "34 plays").await
}

#[tokio::test]
async fn a_filter_is_still_there_after_quitting() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = explore(&testbed, &days(10)).await?;
    app.press("tab", "Artists").await?;
    app.press("button", "Filter by Artist 0").await?;
    counts(&app, "6 plays").await?;
    app.quit().await?;

    let app = testbed.open().await?;

    app.find("button", "Remove Artist Artist 0").await?;
    counts(&app, "6 plays").await
}

#[tokio::test]
async fn keys_move_the_days_and_every_number_follows() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = explore(&testbed, &days(100)).await?;
    app.find("button", "25 Jan – 3 May 2024").await?;
    counts(&app, "400 plays").await?;

    app.types(&format!("{SHIFT}{LEFT}")).await?;
    app.find("button", "25 Jan – 3 Apr 2024").await?;
    counts(&app, "280 plays").await?;

    app.types(RIGHT).await?;
    app.find("button", "25 Feb – 3 May 2024").await?;
    counts(&app, "276 plays").await?;

    app.types(HOME).await?;
    app.find("button", "25 Jan – 3 May 2024").await?;
    counts(&app, "400 plays").await
}

#[tokio::test]
async fn days_can_be_typed_and_kept_under_a_name() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = explore(&testbed, &days(100)).await?;
    app.press("button", "25 Jan – 3 May 2024").await?;
    app.fill("First day", "1 Mar 2024").await?;
    app.fill("Last day", "2024-03").await?;
    app.press("button", "Show these days").await?;
    app.sees("Explore: 124 plays").await?;
    app.fill("Name for", "March").await?;
    app.press("button", "Save these days").await?;
    app.press("button", "All").await?;
    app.sees("Explore: 400 plays").await?;
    app.quit().await?;

    let app = testbed.open().await?;
    app.press("button", "25 Jan – 3 May 2024").await?;
    app.press("button", "March").await?;

    app.sees("Explore: 124 plays").await
}

#[tokio::test]
async fn minutes_rank_what_was_heard_longest() -> Outcome {
    let testbed = Testbed::new().await?;
    // Song 1 is played three times for a minute, Song 2 once for ten.
    let minutes = |number, minutes: i64, ended_at| Row {
        ms_played: minutes * 60_000,
        ..play(number, ended_at)
    };
    let ended = |hour| friday() + chrono::TimeDelta::hours(hour);
    let rows = [
        minutes(1, 1, ended(0)),
        minutes(1, 1, ended(1)),
        minutes(1, 1, ended(2)),
        minutes(2, 10, ended(3)),
    ];
    let app = explore(&testbed, &rows).await?;
    assert_eq!(songs(&app).await?, ["Song 1", "Song 2"]);

    app.press("radio", "Minutes").await?;

    counts(&app, "13 minutes").await?;
    assert_eq!(songs(&app).await?, ["Song 2", "Song 1"]);
    Ok(())
}

/// The names in the ranking, from the top.
async fn songs(app: &Window<'_>) -> Outcome<Vec<String>> {
    let rows = app.list("Top tracks").await?;
    let name = |row: &String| row.lines().find(|line| line.starts_with("Song ")).map(str::to_owned);
    Ok(rows.iter().filter_map(name).collect())
}

#[tokio::test]
async fn where_nothing_matches_it_says_what_to_drop() -> Outcome {
    let testbed = Testbed::new().await?;
    // Monday to Friday.
    let app = explore(&testbed, &days(5)).await?;
    app.press("button", "Add a filter").await?;
    app.press("checkbox", "Sun").await?;
    app.press("button", "Done").await?;

    let nothing = app.find("region", "Nothing matches").await?;
    app.press_in(&nothing, "button", "Remove Days Sun").await?;

    counts(&app, "20 plays").await
}

#[tokio::test]
async fn a_play_that_was_just_recorded_is_counted_at_once() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.press("link", "Explore").await?;
    counts(&app, "50 plays").await?;

    testbed.spotify().play(1);
    testbed.tray().press("Sync now").await?;

    counts(&app, "51 plays").await
}

#[tokio::test]
async fn what_a_filter_shows_becomes_a_playlist_in_its_order() -> Outcome {
    let testbed = Testbed::new().await?;
    let wanted: Vec<String> = testbed.spotify().track_uris().into_iter().rev().take(3).collect();
    // The first of them three times, the second twice, the third once, all by Artist 0; and one by another.
    let plays = wanted.iter().zip([3, 2, 1]).flat_map(|(uri, times)| {
        (0..times).map(move |nth| Row {
            uri: Some(uri.clone()),
            ..play(
                7 * times as usize,
                friday() + chrono::TimeDelta::minutes(60 * times + 10 * nth),
            )
        })
    });
    let rows: Vec<Row> = plays.chain([play(1, friday())]).collect();
    let export = testbed.export("spotify", &rows)?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.press("link", "Library").await?;
    import(&testbed, &app, &export).await?;
    app.press("link", "Explore").await?;
    app.press("tab", "Artists").await?;
    app.press("button", "Filter by Artist 0").await?;
    counts(&app, "6 plays").await?;

    app.press("button", "Save as playlist").await?;
    app.fill("Name", "Needle drops").await?;
    app.press("button", "Save").await?;
    app.sees("is in Spotify").await?;

    let saved = testbed.spotify().playlists();
    let saved = saved.iter().find(|playlist| playlist.name == "Needle drops");
    assert_eq!(saved.map(|playlist| &playlist.uris), Some(&wanted));
    Ok(())
}
