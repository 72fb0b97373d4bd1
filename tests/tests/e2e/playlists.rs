//! A list becomes a playlist at Spotify: whole, in order, private or public as asked, also after an interruption.

use serde_json::json;
use simulator::{Family, Fault, FaultKind, SimPlaylist};
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::sign_in;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::window::Window;

const NAME: &str = "Needle drops";

/// Opens the form for the top tracks and presses "Save".
async fn save(app: &Window<'_>) -> Outcome {
    app.press("button", "Save as playlist").await?;
    app.fill("Name", NAME).await?;
    app.press("button", "Save").await
}

fn saved(testbed: &Testbed) -> Outcome<SimPlaylist> {
    let mut named = testbed
        .spotify()
        .playlists()
        .into_iter()
        .filter(|playlist| playlist.name == NAME);
    match (named.next(), named.next()) {
        (Some(playlist), None) => Ok(playlist),
        (None, _) => Err(Failure::new("there is no such playlist")),
        _ => Err(Failure::new("there are two of it")),
    }
}

/// The URIs of the tracks on the screen, in their order.
async fn tracks(app: &Window<'_>) -> Outcome<Vec<String>> {
    let answer = app
        .call("top_tracks", json!({ "range": "fourWeeks", "fresh": false }))
        .await?;
    let of = |what: &str| -> Vec<String> {
        let rows = answer["rows"].as_array().into_iter().flatten();
        rows.map(|row| row[what].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let shown = app.list("Top tracks").await?;
    let names: Vec<_> = shown.iter().map(|row| row.lines().nth(1).unwrap_or_default()).collect();
    assert_eq!(names, of("name"), "the screen shows the order that is compared");
    Ok(of("uri"))
}

#[tokio::test]
async fn all_fifty_tracks_are_saved_in_the_lists_order_and_private() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    save(&app).await?;
    app.sees("is in Spotify").await?;

    let playlist = saved(&testbed)?;
    assert!(!playlist.public);
    assert_eq!(playlist.uris.len(), 50);
    app.press("button", "Close").await?;
    assert_eq!(playlist.uris, tracks(&app).await?);
    Ok(())
}

#[tokio::test]
async fn a_playlist_is_public_when_asked_to_be() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.press("button", "Save as playlist").await?;
    app.fill("Name", NAME).await?;

    app.press("radio", "Public").await?;
    app.press("button", "Save").await?;

    app.sees("on your profile for all to see").await?;
    assert!(saved(&testbed)?.public);
    Ok(())
}

/// What interrupts a save: after a refusal Spotify has none of the tracks, after a lost answer all of them.
const REFUSED: FaultKind = FaultKind::Status(502);
const LOST: FaultKind = FaultKind::Cut;

async fn interrupted<'a>(testbed: &'a Testbed, kind: FaultKind) -> Outcome<Window<'a>> {
    let app = testbed.open().await?;
    sign_in(&app).await?;
    testbed.spotify().inject(Fault {
        on: Family::Items,
        kind,
        times: 1,
    });
    save(&app).await?;
    app.sees("Playlist created; tracks not confirmed").await?;
    Ok(app)
}

/// Interrupts a save by `kind`, finishes it, and finds every track once and in order.
async fn finishing_makes_it_whole(kind: FaultKind) -> Outcome {
    let testbed = Testbed::new().await?;
    let app = interrupted(&testbed, kind).await?;

    app.press("button", "Finish").await?;
    app.sees("is in Spotify").await?;

    app.press("button", "Close").await?;
    assert_eq!(saved(&testbed)?.uris, tracks(&app).await?);
    Ok(())
}

#[tokio::test]
async fn a_save_that_was_refused_midway_is_finished() -> Outcome {
    finishing_makes_it_whole(REFUSED).await
}

#[tokio::test]
async fn a_save_whose_answer_was_lost_is_finished_without_doubles() -> Outcome {
    finishing_makes_it_whole(LOST).await
}

#[tokio::test]
async fn a_broken_off_playlist_is_finished_after_a_restart() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = interrupted(&testbed, REFUSED).await?;
    app.quit().await?;

    let app = testbed.open().await?;
    let unfinished = app.find("list", "Unfinished playlists").await?;
    app.press_in(&unfinished, "button", "Finish").await?;
    app.sees("is in Spotify").await?;

    app.press("button", "Close").await?;
    app.lacks("list", "Unfinished playlists").await?;
    assert_eq!(saved(&testbed)?.uris, tracks(&app).await?);
    Ok(())
}
