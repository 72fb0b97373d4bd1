//! An archive of an older version is counted again by better rules. The listener is told what that changed, can look at it, and is not
//! told again once they have seen it.

use tonearm_tests::archive::{count_otherwise, from_version_0_1, import, open};
use tonearm_tests::downloads::days;
use tonearm_tests::failure::Outcome;
use tonearm_tests::testbed::Testbed;

const TOLD: &str = "Tonearm now counts more carefully. 1 play had been counted twice.";
const LIST: &str = "Plays that count differently";

#[tokio::test]
async fn the_first_start_tells_what_counting_again_changed_and_shows_the_play() -> Outcome {
    let testbed = Testbed::new().await?;
    from_version_0_1(&testbed)?;
    let app = testbed.open().await?;
    app.sees(TOLD).await?;

    app.press("button", "See it").await?;

    let rows = app.list(LIST).await?;
    assert_eq!(rows.len(), 1);
    for words in [
        "Foreign Kingdom",
        "It was recorded",
        "Recording",
        "no longer counts",
        "counts",
    ] {
        assert!(rows[0].contains(words), "{words}: {}", rows[0]);
    }
    Ok(())
}

#[tokio::test]
async fn what_was_seen_is_not_told_at_the_next_start() -> Outcome {
    let testbed = Testbed::new().await?;
    from_version_0_1(&testbed)?;
    let app = testbed.open().await?;
    app.press("button", "See it").await?;
    app.list(LIST).await?;
    let dialog = app.find("dialog", "Counted again").await?;

    app.press_in(&dialog, "button", "OK").await?;

    app.lacks("dialog", "").await?;
    app.sees_no("counts more carefully").await?;
    app.quit().await?;
    let app = testbed.open().await?;
    app.press("link", "Library").await?;
    app.sees("Where it comes from").await?;
    app.sees_no("counts more carefully").await?;
    assert_eq!(open(&testbed)?.recount()?, None);
    Ok(())
}

#[tokio::test]
async fn a_list_that_is_kept_is_in_the_library_and_told_of_at_the_next_start() -> Outcome {
    let testbed = Testbed::new().await?;
    from_version_0_1(&testbed)?;
    let app = testbed.open().await?;
    app.press("button", "See it").await?;
    app.press("button", "Keep the list").await?;
    app.sees_no("counts more carefully").await?;

    app.press("link", "Library").await?;

    app.sees(TOLD).await?;
    app.quit().await?;
    let app = testbed.open().await?;
    app.sees(TOLD).await
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page_to_its_end() -> Outcome {
    let testbed = Testbed::new().await?;
    import(&testbed, &testbed.export("years", &days(1_500))?)?;
    // Six thousand plays, each fiftieth of which had not been counted.
    count_otherwise(&testbed)?;
    let app = testbed.open().await?;
    app.sees("120 plays had not been counted.").await?;
    app.press("button", "See them").await?;
    assert_eq!(app.list(LIST).await?.len(), 100);

    app.press("button", "Show older plays").await?;

    app.lacks("button", "Show older plays").await?;
    assert_eq!(app.list(LIST).await?.len(), 120);
    Ok(())
}
