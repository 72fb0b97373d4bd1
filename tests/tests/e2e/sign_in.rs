//! Signing in, out, and staying signed in.

use std::net::TcpListener;

use serde_json::json;
use simulator::{Client, DEMO_CLIENT_ID, Family};
use tonearm_tests::browser::Intent;
use tonearm_tests::failure::Outcome;
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;

use tonearm_tests::listener::{count, disconnect, enter_client_id, recent, sign_in};

#[tokio::test]
async fn signing_in_by_deep_link_leads_to_the_top_tracks() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;

    sign_in(&app).await?;

    assert_eq!(app.list("Top tracks").await?.len(), 50);
    let visit = testbed.browser().visits()?.remove(0);
    assert!(
        visit
            .returned_to
            .is_some_and(|to| to.starts_with("tonearm://callback?"))
    );
    Ok(())
}

#[tokio::test]
async fn signing_in_by_loopback_ends_on_a_page_that_says_so() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;

    enter_client_id(&app).await?;
    app.press("radio", "http://127.0.0.1").await?;
    app.press("button", "Sign in").await?;

    app.list("Top tracks").await?;
    until("the browser shows a page", async || {
        !testbed.browser().visits().unwrap_or_default().is_empty()
    })
    .await?;
    let visit = testbed.browser().visits()?.remove(0);
    assert!(visit.page.is_some_and(|page| page.contains("You are signed in")));
    assert!(
        visit.opened.contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A") && !visit.opened.contains("43117"),
        "any free port: {}",
        visit.opened
    );
    Ok(())
}

#[tokio::test]
async fn an_answer_to_another_sign_in_is_put_aside_and_the_wait_goes_on() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    testbed.browser().will(Intent::WrongState)?;

    enter_client_id(&app).await?;
    app.press("button", "Sign in").await?;

    app.sees("That answer belongs to another sign-in").await?;
    assert!(app.has("dialog", "Waiting for your browser").await?);
    Ok(())
}

#[tokio::test]
async fn saying_no_in_the_browser_is_said_in_the_window() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    testbed.browser().will(Intent::Cancel)?;

    enter_client_id(&app).await?;
    app.press("button", "Sign in").await?;

    app.sees("You said no in the browser").await
}

#[tokio::test]
async fn a_code_that_was_used_before_is_refused() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    disconnect(&testbed, &app).await?;
    testbed.browser().will(Intent::ReuseCode)?;

    app.press("button", "Sign in").await?;

    app.sees("Spotify didn't accept the answer").await
}

#[tokio::test]
async fn after_a_crash_the_keychain_signs_in() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    app.crash().await?;

    let app = testbed.open().await?;

    app.list("Top tracks").await?;
    assert_eq!(testbed.browser().visits()?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn an_expired_token_is_refreshed_once_and_nobody_notices() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let refreshes = || count(&testbed, Family::Token);
    let before = refreshes();

    testbed.spotify().expire_access_tokens();
    app.press("tab", "Artists").await?;
    app.list("Top artists").await?;
    recent(&app).await?;

    assert_eq!(refreshes(), before + 1);
    Ok(())
}

#[tokio::test]
async fn a_dozen_calls_that_meet_an_expired_token_share_one_refresh() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let before = count(&testbed, Family::Token);

    testbed.spotify().expire_access_tokens();
    let answers = app
        .execute_async(
            "const { invoke } = __TAURI_INTERNALS__;
             const [fresh, level] = [true, 'genre'];
             const lists = ['top_tracks', 'top_artists', 'top_genres'];
             const ranges = ['fourWeeks', 'sixMonths', 'year'];
             const tops = lists.flatMap((list) => ranges.map((range) => invoke(list, { range, fresh, level })));
             const others = [invoke('recent', { fresh }), invoke('now_playing'), invoke('recent', { fresh })];
             const answers = await Promise.all([...tops, ...others]);
             return answers.map((answer) => answer?.trouble ?? null)",
            vec![],
        )
        .await?;

    assert_eq!(
        answers,
        json!([null, null, null, null, null, null, null, null, null, null, null, null]),
        "the listener notices nothing"
    );
    assert_eq!(count(&testbed, Family::Token), before + 1);
    app.lacks("button", "Sign in").await
}

#[tokio::test]
async fn a_taken_port_is_named_and_once_it_is_free_the_sign_in_works() -> Outcome {
    let testbed = Testbed::builder()?.with_fixed_port().build().await?;
    testbed.spotify().set_client(Client {
        redirects: vec!["http://127.0.0.1:43117/callback".to_owned()],
        ..Client::new(DEMO_CLIENT_ID)
    });
    let app = testbed.open().await?;
    let other = TcpListener::bind(("127.0.0.1", 43117))?;
    enter_client_id(&app).await?;
    app.press("radio", "http://127.0.0.1").await?;
    app.press("button", "Sign in").await?;
    app.sees("Port 43117 is taken").await?;
    assert_eq!(testbed.browser().visits()?, [], "nobody could answer it");

    drop(other);
    app.press("button", "Sign in again").await?;

    app.list("Top tracks").await.map(drop)
}

#[tokio::test]
async fn a_consent_taken_back_is_said_and_the_list_stays() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let list = app.ranking("Top tracks").await?;

    testbed.spotify().revoke_consent();
    app.press("tab", "Artists").await?;
    app.sees("Spotify's consent has ended").await?;

    app.press("tab", "Tracks").await?;
    assert_eq!(app.ranking("Top tracks").await?, list);
    Ok(())
}

#[tokio::test]
async fn disconnecting_forgets_what_was_fetched_and_keeps_the_client_id() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    let first = app.list("Top tracks").await?.remove(0);
    let track = first.lines().nth(1).unwrap_or_default().to_owned();

    disconnect(&testbed, &app).await?;

    assert!(!app.text().await?.contains(&track));
    app.press("link", "Check the setup").await?;
    assert_eq!(app.value_of("Client ID").await?, DEMO_CLIENT_ID);
    Ok(())
}

#[tokio::test]
async fn without_a_keychain_the_sign_in_lasts_for_this_run_and_says_so() -> Outcome {
    let testbed = Testbed::builder()?.without_keychain().build().await?;
    let app = testbed.open().await?;

    sign_in(&app).await?;

    app.sees("Signed in for this run only").await
}

#[tokio::test]
async fn with_a_keychain_that_never_answers_everything_works_for_this_run() -> Outcome {
    let testbed = Testbed::builder()?.with_silent_keychain().build().await?;
    let app = testbed.open().await?;

    sign_in(&app).await?;
    app.sees("Signed in for this run only").await?;

    assert!(!recent(&app).await?.is_empty());
    // It can't be known whether the keychain still holds something.
    app.press("link", "Settings").await?;
    app.press("button", "Disconnect").await?;
    let question = app.find("dialog", "Disconnect from Spotify?").await?;
    app.press_in(&question, "button", "Disconnect").await?;
    app.sees("the keychain did not let go of its entry").await
}

#[tokio::test]
async fn the_wait_for_the_browser_lasts_until_the_person_answers() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    testbed.browser().will(Intent::Hold)?;
    enter_client_id(&app).await?;
    app.press("button", "Sign in").await?;
    until("the page is open", async || {
        !testbed.browser().visits().unwrap_or_default().is_empty()
    })
    .await?;
    let page = testbed.browser().visits()?.remove(0).opened;
    app.find("dialog", "Waiting for your browser").await?;

    testbed.answer(&page, Intent::Agree).await?;

    app.list("Top tracks").await.map(drop)
}
