//! A Client ID that Spotify refuses: the message, the next step, and that everything works once the cause is gone.

use simulator::{Client, DEMO_CLIENT_ID};
use tonearm_tests::browser::Intent;
use tonearm_tests::failure::Outcome;
use tonearm_tests::listener::{enter_client_id, sign_in};
use tonearm_tests::testbed::Testbed;
use tonearm_tests::wait::until;

fn in_order() -> Client {
    Client::new(DEMO_CLIENT_ID)
}

fn without_the_listener() -> Client {
    Client {
        listener_is_listed: false,
        ..in_order()
    }
}

fn without_premium() -> Client {
    Client {
        owner_has_premium: false,
        ..in_order()
    }
}

#[tokio::test]
async fn an_account_that_is_not_on_the_list_is_shown_to_the_dashboard() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    testbed.browser().will(Intent::Hold)?;

    testbed.spotify().set_client(without_the_listener());
    app.press("tab", "Artists").await?;
    app.sees("Your account is not on the list").await?;
    app.press("button", "Open the dashboard").await?;

    until("the dashboard is open in the browser", async || {
        let visits = testbed.browser().visits().unwrap_or_default();
        visits
            .last()
            .is_some_and(|visit| visit.opened.starts_with("https://developer.spotify.com/dashboard"))
    })
    .await
}

/// Spotify refuses `client` and the window says `why`; once the client is in order, trying again brings the list.
async fn second_try_works(client: Client, why: &str) -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;
    testbed.spotify().set_client(client);
    app.press("tab", "Artists").await?;
    app.sees(why).await?;

    testbed.spotify().set_client(in_order());
    app.press("button", "Try again").await?;

    app.list("Top artists").await.map(drop)
}

#[tokio::test]
async fn once_the_account_is_on_the_list_a_second_try_brings_the_list() -> Outcome {
    second_try_works(without_the_listener(), "Your account is not on the list").await
}

#[tokio::test]
async fn signing_in_with_an_account_that_is_not_on_the_list_can_be_mended() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    testbed.spotify().set_client(without_the_listener());
    enter_client_id(&app).await?;
    app.press("button", "Sign in").await?;
    app.sees("Your account is not on the list").await?;

    testbed.spotify().set_client(in_order());
    app.press("button", "Sign in again").await?;

    app.list("Top tracks").await.map(drop)
}

#[tokio::test]
async fn an_owner_without_premium_is_said_and_another_client_id_offered() -> Outcome {
    let testbed = Testbed::new().await?;
    let app = testbed.open().await?;
    sign_in(&app).await?;

    testbed.spotify().set_client(without_premium());
    app.press("tab", "Artists").await?;
    app.sees("The Client ID's owner needs Premium").await?;
    app.press("button", "Use another Client ID").await?;

    app.find("field", "Client ID").await.map(drop)
}

#[tokio::test]
async fn once_the_owner_has_premium_a_second_try_brings_the_list() -> Outcome {
    second_try_works(without_premium(), "The Client ID's owner needs Premium").await
}
