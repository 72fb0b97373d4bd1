//! What Spotify knows, on screen and as a playlist.

use tonearm_tests::failure::{Failure, Told};
use tonearm_tests::stage::{Stage, until};

use tonearm_tests::listener::sign_in;

#[tokio::test]
async fn each_range_has_an_order_of_its_own() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;
    let four_weeks = app.list("Top tracks").await?;

    app.press("radio", "1 year").await?;
    app.sees("about the last year").await?;

    assert_ne!(app.list("Top tracks").await?, four_weeks);
    Ok(())
}

#[tokio::test]
async fn a_saved_list_is_a_private_playlist_in_the_same_order() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;
    sign_in(&app).await?;

    app.press("button", "Save as playlist").await?;
    app.fill("Name", "Needle drops").await?;
    app.press("button", "Save").await?;
    app.sees("is in Spotify").await?;

    let playlists = stage.spotify().playlists();
    let saved = playlists
        .iter()
        .find(|playlist| playlist.name == "Needle drops")
        .ok_or_else(|| Failure::new("no such playlist"))?;
    assert!(!saved.public);
    assert_eq!(saved.uris.len(), 50);
    app.press("button", "Close").await?;
    let list = app.find("list", "Top tracks").await?;
    for (row, uri) in app.list("Top tracks").await?.iter().zip(&saved.uris).take(3) {
        let name = row.lines().nth(1).unwrap_or_default();
        app.press_in(&list, "button", &format!("Open in Spotify: {name}"))
            .await?;
        let id = uri.rsplit(':').next().unwrap_or_default();
        until("the browser opens the track of the same place", async || {
            let visits = stage.browser().visits().unwrap_or_default();
            visits.last().is_some_and(|visit| visit.opened.ends_with(id))
        })
        .await?;
    }
    Ok(())
}
