//! History comes in from a file, without an account: chosen in the system's own dialog or dropped on the window.

use std::fs;
use std::path::PathBuf;

use sample::generate;
use tonearm_tests::archive::kept;
use tonearm_tests::downloads::{ZIP, days};
use tonearm_tests::failure::Told;
use tonearm_tests::keys::{CONTROL, ENTER};
use tonearm_tests::listener::{choose, import, undo};
use tonearm_tests::stage::Stage;
use tonearm_tests::window::Window;

#[tokio::test]
async fn a_life_brought_from_the_first_screen_ends_in_a_report_that_adds_up() -> Told {
    let stage = Stage::new().await?;
    let truth = generate(&stage.downloads()?.join("life"), 3_000, 7)?.extended;
    let app = stage.open().await?;

    import(
        &stage,
        &app,
        &stage.downloads()?.join("life/my_spotify_data_extended.zip"),
    )
    .await?;

    let set_aside: usize = truth.set_aside.values().sum();
    let known = truth.rows - truth.plays - set_aside;
    for (what, rows) in [
        ("Rows read", truth.rows),
        ("Plays added", truth.plays),
        ("Already known", known),
        ("Merged", 0),
        ("Set aside", set_aside),
    ] {
        assert_eq!(accounted(&app, what).await?, rows, "{what}");
    }
    assert_eq!(kept(&stage)?, truth.plays as u64);
    Ok(())
}

#[tokio::test]
async fn the_address_that_an_export_tells_with_every_play_is_kept_nowhere() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let app = stage.open().await?;

    import(&stage, &app, &export).await?;

    assert!(!stage.files_with("Song 7")?.is_empty(), "what is in a file is found");
    assert_eq!(stage.files_with("198.51.100.7")?, Vec::<PathBuf>::new());
    Ok(())
}

/// How many rows the report has of a kind.
async fn accounted(app: &Window<'_>, what: &str) -> Told<usize> {
    let words = app.words(&app.find("row", what).await?).await?;
    let figure = words
        .rsplit(|letter: char| !letter.is_ascii_digit() && letter != ',')
        .next();
    Ok(figure.unwrap_or_default().replace(',', "").parse()?)
}

#[tokio::test]
async fn what_was_imported_is_seen_by_year_by_source_and_day_by_day_without_an_account() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let app = stage.open().await?;

    import(&stage, &app, &export).await?;

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
async fn the_same_export_again_adds_nothing_and_says_so() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let app = stage.open().await?;
    import(&stage, &app, &export).await?;
    app.press("button", "Done").await?;
    app.sees_no("Every row").await?;

    import(&stage, &app, &export).await?;

    app.sees("Nothing in it is new").await?;
    assert_eq!(accounted(&app, "Already known").await?, 8);
    assert_eq!(kept(&stage)?, 8);
    app.lacks("button", "Undo this import").await
}

#[tokio::test]
async fn the_report_begins_in_view_however_far_down_the_files_were_chosen() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let app = stage.open().await?;
    import(&stage, &app, &export).await?;
    app.resize(900, 600).await?;

    // Under a report, the button for more lies far down.
    choose(&stage, &app, &stage.export("more", &days(3))?).await?;

    app.sees("4 plays added").await?;
    let down = app
        .ask("return document.querySelector('main').scrollTop", vec![])
        .await?;
    assert_eq!(down, 0);
    Ok(())
}

#[tokio::test]
async fn undoing_from_the_report_leaves_nothing_and_it_can_be_brought_again() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let app = stage.open().await?;
    import(&stage, &app, &export).await?;

    undo(&app).await?;
    assert_eq!(kept(&stage)?, 0);
    app.find("heading", "Library: Bring your history").await?;

    import(&stage, &app, &export).await?;
    app.sees("8 plays added").await?;
    assert_eq!(kept(&stage)?, 8);
    Ok(())
}

#[tokio::test]
async fn a_cancelled_import_leaves_nothing() -> Told {
    let stage = Stage::new().await?;
    let life = stage.downloads()?.join("life");
    generate(&life, 10_000, 7)?;
    // So many that nobody reads them before the button is pressed.
    let many = stage.downloads()?.join("many");
    fs::create_dir_all(&many)?;
    for nth in 0..60 {
        fs::copy(
            life.join("my_spotify_data_extended.zip"),
            many.join(format!("{nth}.zip")),
        )?;
    }
    let app = stage.open().await?;
    app.press("button", "Choose a folder").await?;
    stage.choose(&many).await?;

    app.press("button", "Cancel").await?;

    app.sees("The import was cancelled").await?;
    assert_eq!(kept(&stage)?, 0);
    Ok(())
}

#[tokio::test]
async fn thinking_better_of_it_changes_nothing() -> Told {
    let stage = Stage::new().await?;
    let app = stage.open().await?;

    app.press("button", "Choose files").await?;
    stage.choose_nothing().await?;

    app.find("button", "Choose files").await?;
    app.sees("Drop the needle").await
}

/// A file that holds no history is refused in clear words, and nothing is changed.
async fn refused(name: &str, holds: &[u8], why: &str) -> Told {
    let stage = Stage::new().await?;
    let file = stage.download(name, holds)?;
    let app = stage.open().await?;

    choose(&stage, &app, &file).await?;

    app.sees("This cannot be imported").await?;
    app.sees(&format!("“{name}” {why}")).await?;
    app.find("button", "Choose other files").await?;
    assert_eq!(kept(&stage)?, 0);
    Ok(())
}

#[tokio::test]
async fn a_pdf_is_refused_by_name() -> Told {
    refused(
        "Spotify.pdf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "holds no listening history",
    )
    .await
}

#[tokio::test]
async fn any_other_json_is_refused_by_name() -> Told {
    refused(
        "package.json",
        br#"{ "name": "tonearm" }"#,
        "holds no listening history",
    )
    .await
}

#[tokio::test]
async fn a_zip_that_broke_off_is_refused_by_name() -> Told {
    let stage = Stage::new().await?;
    let whole = fs::read(stage.export("spotify", &days(30))?)?;
    drop(stage);
    refused("broken.zip", &whole[..whole.len() / 2], "is not a whole zip").await
}

#[tokio::test]
async fn one_damaged_file_among_good_ones_is_named_and_the_others_are_read() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let damaged = br#"[{"ts":"2020-01-01T00:00:00Z","ms_played":200000,"spotify_track_uri":"#;
    stage.download("spotify/Streaming_History_Audio_2020_3.json", damaged)?;
    let app = stage.open().await?;
    app.press("button", "Choose a folder").await?;

    stage.choose(export.parent().unwrap_or(&export)).await?;

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
async fn a_zip_dropped_on_the_window_is_imported() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let app = stage.open().await?;
    app.sees("Drop the needle").await?;

    let drag = stage.drag(&[export]).await?;
    app.sees("Drop it here").await?;
    drag.let_go().await?;

    app.sees("8 plays added").await?;
    assert_eq!(kept(&stage)?, 8);
    Ok(())
}

#[tokio::test]
async fn the_whole_way_in_and_out_again_needs_no_mouse() -> Told {
    let stage = Stage::new().await?;
    let export = stage.export("spotify", &days(2))?;
    let app = stage.open().await?;
    app.sees("Drop the needle").await?;

    app.tab_to("Choose files").await?;
    app.types(ENTER).await?;
    stage.choose(&export).await?;
    app.sees("8 plays added").await?;
    app.types(&format!("{CONTROL}z")).await?;
    app.find("dialog", "Undo this import?").await?;
    app.tab_to("Undo this import").await?;
    app.types(ENTER).await?;

    app.sees("Undone: 8 plays").await?;
    assert_eq!(kept(&stage)?, 0);
    Ok(())
}
