//! The page of an artist: opened by its name, left to where the listener came from, and able to hide the artist.

use tonearm_tests::downloads::days;
use tonearm_tests::failure::Outcome;
use tonearm_tests::keys::ESCAPE;
use tonearm_tests::listener::explore;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::window::Window;

/// Shows ten days of four plays each, ranked by artist. Six plays are by Artist 0.
pub(super) async fn artists(testbed: &Testbed) -> Outcome<Window<'_>> {
    let app = explore(testbed, &days(10)).await?;
    app.press("tab", "Artists").await?;
    app.list("Top artists").await?;
    Ok(app)
}

/// Opens the page of Artist 0.
pub(super) async fn artist(app: &Window<'_>) -> Outcome {
    let list = app.find("list", "Top artists").await?;
    app.press_in(&list, "link", "Artist 0").await?;
    app.find("heading", "Artist: Artist 0").await.map(drop)
}

#[tokio::test]
async fn an_artists_page_says_the_first_and_the_last_play() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = artists(&testbed).await?;

    artist(&app).await?;

    app.sees("6 plays of 6 tracks").await?;
    app.sees("First 25 Apr 2024").await?;
    app.sees("Last 3 May 2024").await
}

#[tokio::test]
async fn from_a_page_the_way_leads_back_to_the_filter_it_was_reached_from() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = artists(&testbed).await?;
    app.press("button", "Add a filter").await?;
    app.press("checkbox", "Fri").await?;
    app.press("button", "Done").await?;
    app.find("heading", "Explore: 8 plays").await?;
    artist(&app).await?;

    app.types(ESCAPE).await?;

    app.find("heading", "Explore: 8 plays").await?;
    app.find("button", "Remove Days Fri").await.map(drop)
}

#[tokio::test]
async fn a_page_leads_to_the_pages_of_what_belongs_to_it() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = artists(&testbed).await?;
    artist(&app).await?;

    app.press("link", "Song 14").await?;

    app.find("heading", "Track: Song 14").await?;
    app.press("link", "Album 3").await?;
    app.find("heading", "Album: Album 3").await.map(drop)
}

#[tokio::test]
async fn what_is_hidden_counts_no_more_until_the_library_counts_it_again() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = artists(&testbed).await?;
    artist(&app).await?;

    app.press("button", "Hide from counts").await?;
    app.sees("so there is nothing to count").await?;
    app.press("link", "Explore").await?;
    app.find("heading", "Explore: 34 plays").await?;

    app.press("link", "Library").await?;
    app.press("button", "Count again: Artist 0").await?;
    app.find("heading", "Nothing hidden").await?;
    app.press("link", "Explore").await?;
    app.find("heading", "Explore: 40 plays").await.map(drop)
}

#[tokio::test]
async fn what_is_gone_from_the_archive_says_so() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = artists(&testbed).await?;

    app.execute(
        "location.hash = '#/explore/albums/spotify:album:0000000000000000000000'",
        vec![],
    )
    .await?;

    app.find("heading", "Album: Not in your archive").await?;
    app.press("link", "Explore what there is").await?;
    app.find("heading", "Explore: 40 plays").await.map(drop)
}
