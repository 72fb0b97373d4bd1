//! Posters from the window: one becomes a file where the listener says, one goes onto the clipboard.

use std::fs;

use tonearm_tests::failure::Outcome;
use tonearm_tests::testbed::Testbed;

use super::exploring_pages::{artist, artists};

#[tokio::test]
async fn a_poster_is_saved_where_the_listener_says() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = artists(&testbed).await?;
    artist(&app).await?;
    let file = testbed.home()?.join("artist.png");

    app.press("button", "Save as poster").await?;
    app.press("button", "Wide, 1920 × 1080").await?;
    testbed.save_poster_as(&file).await?;
    app.sees("The poster is saved as").await?;

    let picture = fs::read(&file)?;
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"), "it is a PNG");
    // The first chunk of a PNG says how large it is.
    assert_eq!(picture[16..24], [0, 0, 0x07, 0x80, 0, 0, 0x04, 0x38]);
    Ok(())
}

#[tokio::test]
async fn a_poster_goes_onto_the_clipboard() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = artists(&testbed).await?;
    artist(&app).await?;

    app.press("button", "Copy picture").await?;

    app.sees("The poster is on the clipboard.").await
}
