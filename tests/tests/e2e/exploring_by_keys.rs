//! Exploring needs no mouse: every panel, menu and cell can be reached and used by keys.

use tonearm_tests::downloads::days;
use tonearm_tests::failure::Outcome;
use tonearm_tests::keys::{BACKSPACE, CONTROL, DOWN, ENTER, ESCAPE, RIGHT};
use tonearm_tests::listener::explore;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::window::Window;

/// Shows five days of four plays each, Monday to Friday.
async fn exploring(testbed: &Testbed) -> Outcome<Window<'_>> {
    let app = explore(testbed, &days(5)).await?;
    app.find("heading", "Explore: 20 plays").await?;
    Ok(app)
}

#[tokio::test]
async fn the_filter_panel_is_opened_used_and_closed() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = exploring(&testbed).await?;

    app.types("f").await?;
    app.find("dialog", "Filter").await?;
    app.types("Artist 0").await?;
    app.find("button", "Only Artist 0").await?;
    app.tab_to("Only Artist 0").await?;
    app.types(ENTER).await?;
    app.types(ESCAPE).await?;

    app.lacks("dialog", "Filter").await?;
    app.find("heading", "Explore: 3 plays").await.map(drop)
}

#[tokio::test]
async fn escape_closes_the_filter_panel_from_the_field_that_it_opens_with() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = exploring(&testbed).await?;
    app.types("f").await?;
    app.find("dialog", "Filter").await?;

    app.types(ESCAPE).await?;

    app.lacks("dialog", "Filter").await
}

#[tokio::test]
async fn a_ranks_row_is_picked_and_dropped_again() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = exploring(&testbed).await?;
    app.types("r").await?;
    app.list("Top artists").await?;

    app.types(DOWN).await?;
    app.types(ENTER).await?;
    app.find("heading", "Explore: 3 plays").await?;
    app.types(BACKSPACE).await?;

    app.find("heading", "Explore: 20 plays").await.map(drop)
}

#[tokio::test]
async fn a_figure_becomes_a_table() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = exploring(&testbed).await?;

    app.tab_to("Listening clock: table and copies").await?;
    app.types(ENTER).await?;
    app.tab_to("Show as table").await?;
    app.types(ENTER).await?;

    app.find("table", "Listening clock").await.map(drop)
}

#[tokio::test]
async fn an_hour_of_the_week_is_chosen_on_the_clock() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = exploring(&testbed).await?;
    app.tab_to("Monday 00:00, 0 plays").await?;

    // To Friday at eleven: on each day one play began before noon.
    app.types(&format!("{}{}", DOWN.repeat(4), RIGHT.repeat(11))).await?;
    app.types(ENTER).await?;

    app.find("heading", "Explore: 1 play").await.map(drop)
}

#[tokio::test]
async fn what_a_figure_shows_can_be_pasted_elsewhere() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = exploring(&testbed).await?;
    app.press("button", "How you listen: table and copies").await?;
    app.press("button", "Copy as CSV").await?;
    app.sees("Copied").await?;

    // The only field on this screen has one line.
    app.types("f").await?;
    app.find("dialog", "Filter").await?;
    app.types(&format!("{CONTROL}v")).await?;

    let pasted = app.value_of("Artist, album, track or genre").await?;
    assert!(pasted.starts_with("What,How much,Of what"), "{pasted}");
    Ok(())
}
