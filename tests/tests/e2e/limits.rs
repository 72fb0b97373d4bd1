//! Spotify's limits and no network: what the window says, and what it still shows.

use chrono::TimeDelta;
use simulator::{Family, Fault, FaultKind};
use tonearm_tests::failure::{Failure, Outcome};
use tonearm_tests::listener::sign_in;
use tonearm_tests::testbed::Testbed;

#[tokio::test]
async fn a_pause_that_spotify_asked_for_is_shown_with_its_end() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    testbed.spotify().inject(Fault {
        on: Family::Top,
        kind: FaultKind::RetryAfter { secs: 300 },
        times: 1,
    });
    app.press("tab", "Artists").await?;

    app.sees("Spotify asked for a pause").await?;
    app.sees("Paused until").await
}

#[tokio::test]
async fn after_a_pause_the_screen_goes_on_by_itself_and_meanwhile_nothing_is_asked() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    testbed.spotify().inject(Fault {
        on: Family::Top,
        kind: FaultKind::RetryAfter { secs: 8 },
        times: 1,
    });

    app.press("tab", "Artists").await?;
    app.sees("Tonearm goes on by itself at").await?;
    testbed.tray().press("Sync now").await?;
    app.list("Top artists").await?;

    let requests = testbed.spotify().requests();
    let refused = requests.iter().find(|request| request.status == 429);
    let refused = refused.ok_or_else(|| Failure::new("nothing was refused"))?.at;
    let pause = refused + TimeDelta::milliseconds(100)..refused + TimeDelta::seconds(8);
    let meanwhile: Vec<_> = requests
        .iter()
        .filter(|request| request.had_token && pause.contains(&request.at))
        .collect();
    assert!(meanwhile.is_empty(), "{meanwhile:?}");
    Ok(())
}

#[tokio::test]
async fn recording_keeps_quiet_through_a_pause_also_after_a_restart() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    testbed.spotify().inject(Fault {
        on: Family::Top,
        kind: FaultKind::RetryAfter { secs: 300 },
        times: 1,
    });
    app.press("tab", "Artists").await?;
    app.sees("Paused until").await?;
    app.quit().await?;
    let asked = calls(&testbed);

    let app = testbed.open().await?;

    app.sees("Paused until").await?;
    app.press("link", "Recent").await?;
    app.press("button", "Sync now").await?;
    app.sees("Spotify asked for a pause").await?;
    assert_eq!(calls(&testbed), asked);
    Ok(())
}

/// How many calls of the Web API reached Spotify, without those for images.
fn calls(testbed: &Testbed) -> usize {
    let requests = testbed.spotify().requests();
    requests.iter().filter(|request| request.had_token).count()
}

#[tokio::test]
async fn the_days_limit_is_remembered_across_a_restart() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let spent = FaultKind::QuotaExceeded {
        retry_after_secs: Some(50_000),
    };
    testbed.spotify().inject(Fault {
        on: Family::Top,
        kind: spent,
        times: 1,
    });
    app.press("tab", "Artists").await?;
    app.sees("The day's calls are used up").await?;
    app.quit().await?;
    let asked = testbed.spotify().requests().len();

    let app = testbed.open().await?;

    app.sees("Paused until").await?;
    assert_eq!(testbed.spotify().requests().len(), asked);
    Ok(())
}

#[tokio::test]
async fn offline_keeps_what_the_screen_had() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    testbed.spotify().stop();
    app.press("tab", "Artists").await?;

    app.sees("Can't reach Spotify").await?;
    app.press("tab", "Tracks").await?;
    assert_eq!(app.list("Top tracks").await?.len(), 50);
    assert!(
        testbed
            .spotify()
            .requests()
            .iter()
            .any(|request| request.family == Family::Top)
    );
    Ok(())
}
