//! The web view never touches the network: whatever the page tries, only the shell talks to Spotify.

use std::collections::BTreeSet;

use serde_json::json;
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::{recent, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::window::Window;

const WAYS_OUT: &str = include_str!("network.js");
/// An address that RFC 5737 keeps unused.
const ELSEWHERE: &str = "http://198.51.100.7";

/// Tries every way out and waits until each whose refusal is reported has been refused.
async fn try_all(app: &Window<'_>, host: &str) -> Outcome {
    let ways = app.execute(WAYS_OUT, vec![json!(host)]).await?;
    app.wait("every way out is refused", async || {
        let open = app
            .execute(
                "return arguments[0].filter((way) => !window.refused.has(way)).join(' ')",
                vec![ways.clone()],
            )
            .await?;
        match open.as_str() {
            Some("") => Ok(Some(())),
            open => Err(Failure::new(format!("not refused: {open:?}"))),
        }
    })
    .await
}

#[tokio::test]
async fn no_way_leads_from_the_page_to_this_computers_ports() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    try_all(&app, &testbed.spotify().accounts_url()).await?;

    recent(&app).await?;
    assert_eq!(app.execute("return window.refused.size > 0", vec![]).await?, true);
    let requests = testbed.spotify().requests();
    let outside: Vec<_> = requests
        .iter()
        .filter(|request| request.path.starts_with("/way-out"))
        .collect();
    assert!(outside.is_empty(), "{outside:?}");
    Ok(())
}

#[tokio::test]
async fn no_way_leads_from_the_page_to_the_world_outside() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    try_all(&app, ELSEWHERE).await?;

    recent(&app).await?;
    assert_eq!(app.execute("return window.refused.size > 0", vec![]).await?, true);
    assert_eq!(testbed.browser().visits()?.len(), 1, "nor by the browser");
    Ok(())
}

/// The schemes of everything that the page has loaded or shows. WebKit's list of resources leaves out the app's own schemes, so
/// this reads the elements as well.
async fn schemes(app: &Window<'_>) -> Outcome<BTreeSet<String>> {
    let schemes = app
        .execute(
            "const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
             const shown = [...document.images, ...document.scripts].map(({ src }) => src);
             const worn = [...document.styleSheets].map(({ href }) => href);
             return [...loaded, ...shown, ...worn].filter(Boolean).map((address) => new URL(address).protocol)",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(schemes)?)
}

#[tokio::test]
async fn a_whole_walk_loads_nothing_but_the_apps_own() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    app.execute(
        "window.refused = [];
         document.addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) =>
             window.refused.push(`${effectiveDirective} ${blockedURI}`))",
        vec![],
    )
    .await?;
    let mut loaded = schemes(&app).await?;

    sign_in(&app).await?;
    loaded.append(&mut schemes(&app).await?);
    app.press("tab", "Artists").await?;
    app.list("Top artists").await?;
    loaded.append(&mut schemes(&app).await?);
    recent(&app).await?;
    loaded.append(&mut schemes(&app).await?);
    app.press("link", "Settings").await?;
    app.sees("consent ends in").await?;
    loaded.append(&mut schemes(&app).await?);

    assert_eq!(Vec::from_iter(loaded), ["cover:", "tauri:"]);
    assert_eq!(app.execute("return window.refused", vec![]).await?, json!([]));
    Ok(())
}
