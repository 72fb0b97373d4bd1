//! The quick view: a click on the tray's icon opens it there, and it is gone when nobody looks at it.

use serde_json::json;
use simulator::Family;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::keys::ESCAPE;
use tonearm_tests::listener::{count, recent, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;
use tonearm_tests::window::{QUICK_VIEW, Window};

const WEB_PROCESS: &str = "WebKitWebProcess";

#[tokio::test]
async fn a_click_opens_the_quick_view_at_the_icon_and_another_one_closes_it() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    assert!(!testbed.tray().menu().await?.is_empty());
    assert!(!testbed.tray().is_only_menu().await?);

    // The display has 2560 x 1600 pixels and no panel.
    for (click, corner) in [((1200, 5), [1020, 13]), ((2555, 1595), [2192, 1003])] {
        testbed.click_tray(click.0, click.1).await?;
        until("it is at the icon", async || {
            testbed
                .place_of(QUICK_VIEW)
                .is_ok_and(|place| place == [corner[0], corner[1], 360, 584])
        })
        .await?;
        testbed.tray().click(click.0, click.1).await?;
        testbed.lacks_quick_view().await?;
    }
    // A tray that knows no place.
    testbed.click_tray(0, 0).await
}

#[tokio::test]
async fn a_play_opens_its_tracks_page_in_the_window_open_or_closed() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let latest = recent(&app).await?.remove(0);

    let name = press_first_play(&app).await?;
    assert!(latest.contains(&name), "{latest}: {name}");
    app.look_at_window().await?;
    testbed.lacks_quick_view().await?;
    app.find("heading", &name).await?;

    app.close()?;
    until("the window is gone", async || !testbed.shows_window()).await?;
    let name = press_first_play(&app).await?;
    until("the window is back", async || testbed.shows_window()).await?;
    app.look_at_window().await?;
    app.find("heading", &name).await?;
    assert!(
        app.execute("return location.hash", vec![])
            .await?
            .as_str()
            .is_some_and(|hash| hash.starts_with("#/explore/tracks/spotify%3Atrack%3A"))
    );
    Ok(())
}

/// Opens the quick view and presses the newest play in it. Returns its name.
async fn press_first_play(app: &Window<'_>) -> Outcome<String> {
    app.open_quick_view().await?;
    app.find("region", "Latest plays").await?;
    let name = app
        .execute("return document.querySelector('.play bdi').innerText", vec![])
        .await?;
    let name = name
        .as_str()
        .ok_or_else(|| Failure::new("there is no play"))?
        .to_owned();
    // The answer may be lost with the window; what the click does is looked for afterwards.
    let _ = app
        .execute("setTimeout(() => document.querySelector('.play').click())", vec![])
        .await;
    Ok(name)
}

#[tokio::test]
async fn losing_the_focus_or_escape_drops_it_and_gives_its_memory_back() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    app.close()?;
    until("no web view is left", async || testbed.processes(WEB_PROCESS) == 0).await?;
    app.open_quick_view().await?;
    // The answer may be lost with the window.
    let _ = app.types(ESCAPE).await;
    testbed.lacks_quick_view().await?;
    until("its web view is gone, too", async || {
        testbed.processes(WEB_PROCESS) == 0
    })
    .await?;
    assert_eq!(testbed.processes("tonearm"), 1, "Tonearm stays in the tray");

    testbed.tray().press("Open Tonearm").await?;
    until("the window is back", async || testbed.shows_window()).await?;
    app.look_at_window().await?;
    app.open_quick_view().await?;
    testbed.focus_window()?;
    testbed.lacks_quick_view().await
}

#[tokio::test]
async fn sync_now_in_the_quick_view_brings_new_plays() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let before = recent(&app).await?.remove(0);
    app.open_quick_view().await?;
    let newest = "return document.querySelector('.play bdi').innerText";
    let shown = app.execute(newest, vec![]).await?;
    assert!(shown.as_str().is_some_and(|name| before.contains(name)), "{shown}");
    let plays = "return Number(document.querySelectorAll('.play').length)";
    assert_eq!(app.execute(plays, vec![]).await?, json!(10));

    testbed.spotify().play(1);
    app.press("button", "Sync now").await?;

    let second = "return document.querySelectorAll('.play bdi')[2].innerText";
    app.wait("a new play stands above the others", async || {
        Ok((app.execute(second, vec![]).await? == shown).then_some(()))
    })
    .await
}

#[tokio::test]
async fn while_the_recording_is_paused_spotify_is_asked_nothing_until_it_is_resumed() -> Outcome {
    let testbed = Testbed::with_kind_list().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    recent(&app).await?;
    app.open_quick_view().await?;
    app.press("button", "Pause recording").await?;
    app.sees("Recording is paused").await?;
    let _ = app.call("close_quick_view", json!({})).await;
    app.look_at_window().await?;
    let asked = || (count(&testbed, Family::Recent), count(&testbed, Family::NowPlaying));
    let before = asked();

    // Neither the list nor the quick view asks by itself, in this run and in the next.
    testbed.spotify().play(1);
    app.press("link", "Top").await?;
    recent(&app).await?;
    app.open_quick_view().await?;
    app.sees("Recording is paused").await?;
    let _ = app.call("close_quick_view", json!({})).await;
    app.look_at_window().await?;
    assert_eq!(asked().0, before.0);
    app.quit().await?;
    let app = testbed.open().await?;
    app.sees("Recording is paused").await?;
    app.open_quick_view().await?;
    app.sees("Recording is paused").await?;
    assert_eq!(asked().0, before.0);

    testbed.tray().press("Resume recording").await?;
    app.sees_no("Recording is paused").await?;
    until("what was played meanwhile is read", async || asked().0 > before.0).await?;
    testbed.tray().press("Pause recording").await?;
    app.sees("Recording is paused").await
}

#[tokio::test]
async fn the_quick_view_can_call_nothing_that_it_does_not_show() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    app.open_quick_view().await?;
    for command in ["disconnect", "quit", "look_around", "explore"] {
        let refused = app.call(command, json!({})).await;
        assert!(
            refused
                .as_ref()
                .is_err_and(|why| why.to_string().contains("not allowed")),
            "{command}: {refused:?}"
        );
    }
    app.look_at_window().await?;
    let refused = app.call("quick_view", json!({})).await;
    assert!(refused.is_err(), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn where_the_tray_comes_later_the_icon_comes_with_it() -> Outcome {
    let testbed = Testbed::builder()?.without_tray().build().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    assert!(!testbed.tray().has_icon());

    testbed.tray().come().await?;

    testbed.click_tray(100, 100).await?;
    testbed.tray().press("Quit").await?;
    until("nothing of it runs any more", async || {
        testbed.processes("tonearm") == 0
    })
    .await
}

#[tokio::test]
async fn it_waits_for_one_script_and_one_style_sheet_and_its_font_is_asked_for_at_once() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.sees("Drop the needle").await?;
    app.open_quick_view().await?;

    let files = "return ['script[src]', 'link[rel=stylesheet]', 'link[rel=modulepreload]']
        .map((kind) => document.querySelectorAll(kind).length)";
    assert_eq!(app.execute(files, vec![]).await?, json!([1, 1, 0]));
    // Under another name it would be loaded twice.
    let asked_for = "const font = new URL(document.querySelector('link[rel=preload]').href).pathname;
        return [...document.styleSheets].some((sheet) => [...sheet.cssRules].some((rule) =>
            rule instanceof CSSFontFaceRule && rule.cssText.includes(font)))";
    assert_eq!(app.execute(asked_for, vec![]).await?, json!(true));
    Ok(())
}
