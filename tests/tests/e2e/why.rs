//! Why a number is what it is, and why a play is one: which rows tell of it, by which rule they are joined, and which of them counts.

use serde_json::{Value, json};
use tonearm_tests::archive::{import, play_count};
use tonearm_tests::downloads::days;
use tonearm_tests::failure::Outcome;
use tonearm_tests::testbed::Testbed;

/// Account data tells once more of this many plays of an export, the latest ones.
fn told_again(testbed: &Testbed, plays: usize) -> Outcome {
    let rows: Vec<Value> = days(10)
        .iter()
        .rev()
        .take(plays)
        .map(|row| {
            let ended = chrono::DateTime::from_timestamp_millis(row.ended_at_ms).unwrap_or_default();
            json!({
                "endTime": ended.format("%Y-%m-%d %H:%M").to_string(),
                "artistName": row.artist,
                "trackName": row.name,
                "msPlayed": row.ms_played,
            })
        })
        .collect();
    let account = testbed.download("StreamingHistory_music_0.json", &serde_json::to_vec(&rows)?)?;
    import(testbed, &account)
}

const RULE: &str = "Account data tells of it, and so does the extended history.";

#[tokio::test]
async fn the_ledger_adds_up_to_the_number_also_with_a_filter() -> Outcome {
    let testbed = Testbed::new().await?;
    let mut rows = days(10);
    rows[0].ms_played = 20_000;
    import(&testbed, &testbed.export("life", &rows)?)?;
    told_again(&testbed, 9)?;
    let app = testbed.open().await?;
    app.press("link", "Explore").await?;
    app.find("heading", "Explore: 39 plays").await?;

    app.press("button", "Why this number?").await?;

    app.sees("One play, two rows").await?;
    let words = app.text().await?;
    for line in [
        "Rows that match\twhat each source tells of these plays\t48",
        "Extended history\twhen each ended, how long it was heard\t39",
        "Account data\tnames and minutes only\t9",
        "Plays 1 shorter start is left out.\t39",
    ] {
        assert!(words.contains(line), "{line}: {words}");
    }
    app.find("button", RULE).await?;
    app.press("button", "Close").await?;

    app.press("tab", "Artists").await?;
    app.press("button", "Filter by Artist 0").await?;
    app.find("heading", "Explore: 6 plays").await?;
    app.press("button", "Why this number?").await?;
    app.sees("each source tells of these plays\t8").await?;
    app.sees("Plays\t6").await
}

#[tokio::test]
async fn a_play_in_recent_tells_who_told_of_it() -> Outcome {
    let testbed = Testbed::new().await?;
    import(&testbed, &testbed.export("life", &days(10))?)?;
    told_again(&testbed, 1)?;
    let app = testbed.open().await?;
    app.press("link", "Recent").await?;

    app.press("button", "Song 3: Why this play?").await?;
    let dialog = app.find("dialog", "Why this play?").await?;
    let rows = app.list_in(&dialog, "Rows that tell of it").await?;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(
        rows[0].contains("Extended history") && rows[0].contains("counts"),
        "{rows:?}"
    );
    assert!(rows[1].contains("StreamingHistory_music_0.json"), "{rows:?}");
    app.sees(RULE).await?;

    app.press("button", "Close").await?;
    app.press("button", "Song 2: Why this play?").await?;
    app.sees("One row tells of it.").await
}

#[tokio::test]
async fn a_listener_decides_otherwise_and_takes_it_back() -> Outcome {
    let testbed = Testbed::new().await?;
    import(&testbed, &testbed.export("life", &days(10))?)?;
    told_again(&testbed, 1)?;
    let before = play_count(&testbed)?;
    let app = testbed.open().await?;
    app.press("link", "Recent").await?;
    app.press("button", "Song 3: Why this play?").await?;

    app.press("button", "Separate: this row is a play of its own").await?;

    app.sees("You decided that it is a play of its own.").await?;
    assert_eq!(play_count(&testbed)?, before + 1);

    app.press("button", "Undo what you decided about this row").await?;

    app.sees(RULE).await?;
    assert_eq!(play_count(&testbed)?, before);

    app.press("button", "Is it the same play as another one?").await?;
    app.press("button", "It is the same play as Song 2").await?;

    app.sees("You decided that it is the same play.").await?;
    assert_eq!(play_count(&testbed)?, before - 1);
    Ok(())
}
