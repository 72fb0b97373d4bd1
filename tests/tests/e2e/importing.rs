//! Importing a history from files, without an account: chosen in the system's own dialog or dropped on the window.

use std::fs;
use std::path::PathBuf;

use chrono::TimeDelta;
use sample::generate;
use serde_json::json;
use tonearm_tests::archive::play_count;
use tonearm_tests::downloads::{ZIP, days, days_until, friday};
use tonearm_tests::failure::Outcome;
use tonearm_tests::keys::{CONTROL, ENTER};
use tonearm_tests::listener::{choose, import, undo};
use tonearm_tests::testbed::{Question, Testbed};
use tonearm_tests::window::Window;

#[tokio::test]
async fn a_life_brought_from_the_first_screen_ends_in_a_report_that_adds_up() -> Outcome {
    let testbed = Testbed::new().await?;
    let truth = generate(&testbed.downloads()?.join("life"), 3_000, 7)?.extended;
    let app = testbed.open().await?;

    import(
        &testbed,
        &app,
        &testbed.downloads()?.join("life/my_spotify_data_extended.zip"),
    )
    .await?;

    let set_aside: usize = truth.set_aside.values().sum();
    let already_known = truth.rows - truth.plays - set_aside;
    for (what, rows) in [
        ("Rows read", truth.rows),
        ("Plays added", truth.plays),
        ("Already known", already_known),
        ("Merged", 0),
        ("Set aside", set_aside),
    ] {
        assert_eq!(reported(&app, what).await?, rows, "{what}");
    }
    assert_eq!(play_count(&testbed)?, truth.plays as u64);
    Ok(())
}

#[tokio::test]
async fn the_address_that_an_export_tells_with_every_play_is_kept_nowhere() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;

    import(&testbed, &app, &export).await?;

    assert!(!testbed.files_with("Song 7")?.is_empty(), "what is in a file is found");
    assert_eq!(testbed.files_with("198.51.100.7")?, Vec::<PathBuf>::new());
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_opened_with_tonearm_is_imported_whether_it_runs_or_not() -> Outcome {
    let testbed = Testbed::new().await?;
    let [first, second] = [
        testbed.export("first", &days(2))?,
        testbed.export("sec ond", &days_until(friday() - TimeDelta::days(30), 3))?,
    ];
    let missing = testbed.downloads()?.join("gone.zip").display().to_string();

    let app = testbed.open_with(&[first.display().to_string()], &[]).await?;
    app.sees("Every row").await?;
    app.press("button", "Done").await?;
    let address = format!("file://{}", second.display()).replace(' ', "%20");
    testbed.start_again(&[&address]).await?;
    app.sees("Every row").await?;
    app.press("button", "Done").await?;

    assert_eq!(play_count(&testbed)?, 8 + 12);
    testbed.start_again(&[&missing]).await?;
    app.sees("gone.zip").await
}

/// A number of rows in the report.
async fn reported(app: &Window<'_>, what: &str) -> Outcome<usize> {
    let words = app.text_of(&app.find("row", what).await?).await?;
    let figure = words
        .rsplit(|letter: char| !letter.is_ascii_digit() && letter != ',')
        .next();
    Ok(figure.unwrap_or_default().replace(',', "").parse()?)
}

#[tokio::test]
async fn what_was_imported_is_seen_by_year_by_source_and_day_by_day_without_an_account() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;

    import(&testbed, &app, &export).await?;

    app.press("button", "Done").await?;
    app.sees("8 plays in 2024").await?;
    let sources = app.list("Sources").await?;
    assert!(sources[0].contains(ZIP) && sources[0].contains("8"), "{sources:?}");
    app.press("link", "Recent").await?;
    assert_eq!(songs(&app.list("Friday 3 May 2024").await?), [3, 2, 1, 0]);
    assert_eq!(songs(&app.list("Thursday 2 May 2024").await?), [7, 6, 5, 4]);
    Ok(())
}

/// The numbers of the songs in a list.
fn songs(rows: &[String]) -> Vec<usize> {
    let number = |row: &String| row.lines().find_map(|line| line.strip_prefix("Song ")?.parse().ok());
    rows.iter().filter_map(number).collect()
}

#[tokio::test]
async fn the_same_export_again_adds_nothing_and_says_so() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;
    import(&testbed, &app, &export).await?;
    app.press("button", "Done").await?;
    app.sees_no("Every row").await?;

    import(&testbed, &app, &export).await?;

    app.sees("Nothing in it is new").await?;
    assert_eq!(reported(&app, "Already known").await?, 8);
    assert_eq!(play_count(&testbed)?, 8);
    app.lacks("button", "Undo this import").await
}

#[tokio::test]
async fn the_report_begins_in_view_however_far_down_the_files_were_chosen() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;
    import(&testbed, &app, &export).await?;
    app.resize(900, 600).await?;

    // Below a report, the button for more files is far down.
    choose(&testbed, &app, &testbed.export("more", &days(3))?).await?;

    app.sees("4 plays added").await?;
    let down = app
        .execute("return document.querySelector('main').scrollTop", vec![])
        .await?;
    assert_eq!(down, 0);
    Ok(())
}

#[tokio::test]
async fn undoing_from_the_report_leaves_nothing_and_it_can_be_brought_again() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;
    import(&testbed, &app, &export).await?;

    undo(&testbed, &app).await?;
    assert_eq!(play_count(&testbed)?, 0);
    app.find("heading", "Library: Bring your history").await?;

    import(&testbed, &app, &export).await?;
    app.sees("8 plays added").await?;
    assert_eq!(play_count(&testbed)?, 8);
    Ok(())
}

#[tokio::test]
async fn a_cancelled_import_leaves_nothing() -> Outcome {
    let testbed = Testbed::new().await?;
    let life = testbed.downloads()?.join("life");
    generate(&life, 10_000, 7)?;
    // So many that they cannot be read before the button is pressed.
    let many = testbed.downloads()?.join("many");
    fs::create_dir_all(&many)?;
    for nth in 0..60 {
        fs::copy(
            life.join("my_spotify_data_extended.zip"),
            many.join(format!("{nth}.zip")),
        )?;
    }
    let app = testbed.open().await?;
    app.press("button", "Choose a folder").await?;
    testbed.choose(&many).await?;

    app.press("button", "Cancel").await?;

    app.sees("The import was cancelled").await?;
    assert_eq!(play_count(&testbed)?, 0);
    Ok(())
}

#[tokio::test]
async fn thinking_better_of_it_changes_nothing() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;

    app.press("button", "Choose files").await?;
    testbed.choose_nothing().await?;

    app.find("button", "Choose files").await?;
    app.sees("Drop the needle").await
}

/// Chooses a file without a history: it is refused by name with a reason, and nothing changes.
async fn refused(name: &str, holds: &[u8], why: &str) -> Outcome {
    let testbed = Testbed::new().await?;
    let file = testbed.download(name, holds)?;
    let app = testbed.open().await?;

    choose(&testbed, &app, &file).await?;

    app.sees("This cannot be imported").await?;
    app.sees(&format!("“{name}” {why}")).await?;
    app.find("button", "Choose other files").await?;
    assert_eq!(play_count(&testbed)?, 0);
    Ok(())
}

#[tokio::test]
async fn a_pdf_is_refused_by_name() -> Outcome {
    refused(
        "Spotify.pdf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "holds no listening history",
    )
    .await
}

#[tokio::test]
async fn any_other_json_is_refused_by_name() -> Outcome {
    refused(
        "package.json",
        br#"{ "name": "tonearm" }"#,
        "holds no listening history",
    )
    .await
}

#[tokio::test]
async fn a_zip_that_broke_off_is_refused_by_name() -> Outcome {
    let testbed = Testbed::new().await?;
    let whole = fs::read(testbed.export("spotify", &days(30))?)?;
    drop(testbed);
    refused("broken.zip", &whole[..whole.len() / 2], "is not a whole zip").await
}

#[tokio::test]
async fn one_damaged_file_among_good_ones_is_named_and_the_others_are_read() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let damaged = br#"[{"ts":"2020-01-01T00:00:00Z","ms_played":200000,"spotify_track_uri":"#;
    testbed.download("spotify/Streaming_History_Audio_2020_3.json", damaged)?;
    let app = testbed.open().await?;
    app.press("button", "Choose a folder").await?;

    testbed.choose(export.parent().unwrap_or(&export)).await?;

    app.sees("8 plays added").await?;
    let refused = app.list("Refused files").await?;
    assert_eq!(refused.len(), 1);
    assert!(
        refused[0].contains("Streaming_History_Audio_2020_3.json"),
        "{refused:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_zip_dropped_on_the_window_is_imported() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;

    let drag = testbed.drag(&[export]).await?;
    app.sees("Drop it here").await?;
    drag.release().await?;

    app.sees("8 plays added").await?;
    assert_eq!(play_count(&testbed)?, 8);
    Ok(())
}

#[tokio::test]
async fn the_whole_way_in_and_out_again_needs_no_mouse() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;

    app.tab_to("Choose files").await?;
    app.types(ENTER).await?;
    testbed.choose(&export).await?;
    app.sees("8 plays added").await?;
    app.types(&format!("{CONTROL}z")).await?;
    testbed.press_in_question(Question::Undo, 0).await?;

    app.sees("Undone: 8 plays").await?;
    assert_eq!(play_count(&testbed)?, 0);
    Ok(())
}

#[tokio::test]
async fn the_page_can_have_nothing_imported_that_nobody_chose() -> Outcome {
    let testbed = Testbed::new().await?;
    let export = testbed.export("spotify", &days(2))?;
    let app = testbed.open().await?;
    for arguments in [
        json!({ "choice": 0 }),
        json!({ "choice": 1 }),
        json!({ "choice": export }),
        json!({ "paths": [export] }),
    ] {
        let answer = app.call("import_history", arguments.clone()).await;
        assert!(answer.is_err(), "{arguments}: {answer:?}");
    }
    assert_eq!(
        app.call("import_status", json!({})).await?,
        json!(null),
        "nothing was begun"
    );
    let refused = app.call("import_history", json!({ "choice": 1 })).await;
    let why = refused.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(
        why.contains("importRefused") && why.contains("Choose them again"),
        "{why}"
    );
    Ok(())
}
