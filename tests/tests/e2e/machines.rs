//! Two machines with one history: the window here, and the command line on a data folder of its own, which meet in a folder.

use std::fs;
use std::path::PathBuf;

use tonearm_tests::downloads::days;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::testbed::{Ended, Testbed};
use tonearm_tests::window::Window;

use crate::server::{self, OWNER, PASSWORD};

/// The folder in which the machines meet.
fn shared(testbed: &Testbed) -> Outcome<PathBuf> {
    let folder = testbed.downloads()?.join("Sync");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Has the other machine do something that must succeed.
async fn elsewhere(testbed: &Testbed, arguments: &[&str]) -> Outcome {
    let data = testbed.downloads()?.join("laptop").display().to_string();
    let arguments = [&["--data", data.as_str()], arguments].concat();
    match testbed.command_line(&arguments).await? {
        Ended { code: Some(0), .. } => Ok(()),
        ended => Err(Failure::new(format!("{arguments:?}: {ended:?}"))),
    }
}

/// The other machine imports eight plays and meets the others in the folder.
async fn import_elsewhere(testbed: &Testbed) -> Outcome {
    let export = testbed.export("elsewhere", &days(2))?.display().to_string();
    elsewhere(testbed, &["import", &export]).await?;
    let folder = shared(testbed)?.display().to_string();
    elsewhere(testbed, &["remote", "add", &folder, "--machine", "travel laptop"]).await?;
    elsewhere(testbed, &["remote", "sync"]).await
}

/// Before anybody else is there: the system's dialog, answered by keys, would offer what is in the folder.
async fn meet_in_the_folder(testbed: &Testbed, app: &Window<'_>) -> Outcome {
    app.sees("Drop the needle").await?;
    app.types("4").await?;
    app.press("button", "Choose a folder…").await?;
    testbed.choose_shared_folder(&shared(testbed)?).await?;
    app.fill("This machine is called", "study-pc").await?;
    app.press("button", "Use this folder").await?;
    app.sees("no rows to send or receive").await
}

#[tokio::test]
async fn what_another_machine_imported_comes_here_and_goes_when_it_is_undone_there() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    meet_in_the_folder(&testbed, &app).await?;

    import_elsewhere(&testbed).await?;
    app.press("button", "Exchange now").await?;
    app.sees("8 plays in 2024").await?;
    let machines = app.list("Machines").await?;
    assert_eq!(machines.len(), 2, "{machines:?}");
    assert!(
        machines[0].contains("study-pc") && machines[0].contains("this machine"),
        "{machines:?}"
    );
    assert!(machines[1].contains("travel laptop"), "{machines:?}");
    app.press("link", "Recent").await?;
    app.list("Friday 3 May 2024").await?;

    elsewhere(&testbed, &["undo", "latest"]).await?;
    elsewhere(&testbed, &["remote", "sync"]).await?;
    app.press("link", "Library").await?;
    app.press("button", "Exchange now").await?;
    app.sees("Bring your history").await?;

    let folder = shared(&testbed)?;
    library::in_use::rename(&folder, &folder.with_file_name("moved"))?;
    app.press("button", "Exchange now").await?;
    app.sees("The folder is not there").await?;
    app.sees(&folder.display().to_string()).await
}

#[tokio::test]
async fn a_database_is_checked_used_and_opened_again_with_the_password_that_was_kept() -> Outcome {
    let Some((port, database)) = database().await? else {
        return Ok(());
    };
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    app.types("4").await?;
    app.press("button", "Use a database").await?;
    for (field, text) in [
        ("Host", "127.0.0.1"),
        ("Port", port.as_str()),
        ("Database", "nowhere"),
        ("User", OWNER),
        ("Password", "a guess"),
        ("This machine is called", "study-pc"),
    ] {
        app.fill(field, text).await?;
    }
    app.press("button", "Check and use it").await?;
    app.sees("The password is not right").await?;
    app.fill("Password", PASSWORD).await?;
    app.press("button", "Check and use it").await?;
    app.sees("There is no such database").await?;
    app.fill("Database", &database).await?;
    app.press("button", "Check and use it").await?;
    app.sees("no rows to send or receive").await?;
    app.quit().await?;

    let app = testbed.open().await?;
    app.press("button", "Exchange now").await?;
    let machines = app.list("Machines").await?;
    assert!(machines[0].contains("study-pc"), "{machines:?}");
    app.sees("no rows to send or receive").await
}

/// The port of a server and the name of a new database there.
async fn database() -> Outcome<Option<(String, String)>> {
    let made = tokio::task::spawn_blocking(|| {
        let server = server::server()?;
        Some((server.port.to_string(), server.database_of(OWNER).database))
    });
    Ok(made.await?)
}

#[tokio::test]
async fn a_start_brings_what_happened_elsewhere_meanwhile() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    meet_in_the_folder(&testbed, &app).await?;
    app.quit().await?;

    import_elsewhere(&testbed).await?;
    let app = testbed.open().await?;
    app.sees("8 rows received").await?;
    app.press("link", "Recent").await?;
    app.list("Friday 3 May 2024").await.map(drop)
}

#[tokio::test]
async fn a_place_that_is_left_keeps_what_it_has_and_so_does_this_machine() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    meet_in_the_folder(&testbed, &app).await?;
    import_elsewhere(&testbed).await?;
    app.press("button", "Exchange now").await?;
    app.sees("8 plays in 2024").await?;

    app.press("button", "Remove…").await?;
    let question = app.find("dialog", "Remove this folder?").await?;
    app.press_in(&question, "button", "Remove it").await?;
    app.find("button", "Choose a folder…").await?;
    app.sees("8 plays in 2024").await?;
    elsewhere(&testbed, &["remote", "sync"]).await
}
