//! Who may call, how often, and what each kind of app gets.

use simulator::{Client, DEMO_CLIENT_ID, QuotaMode};

use crate::harness::{Harness, SCOPES};

const PREMIUM: &str = "Active premium subscription required for the owner of the app. When the subscription status \
    changes, it can take a few hours before requests are allowed again.";
const LIST: &str = "Check settings on developer.spotify.com/dashboard, the user may not be registered.";

#[tokio::test]
async fn an_owner_without_premium_stops_everything_in_plain_text() {
    let harness = Harness::open().await;
    harness.simulator.set_client(Client {
        owner_has_premium: false,
        ..Client::new(DEMO_CLIENT_ID)
    });
    let refused = harness.call("GET", "/me", None).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(refused.text().await.unwrap(), PREMIUM);
    harness.simulator.set_quota(QuotaMode::Extended);
    harness.get("/me").await;
}

#[tokio::test]
async fn a_listener_who_is_not_listed_signs_in_and_gets_nothing() {
    let unlisted = Client {
        listener_is_listed: false,
        ..Client::new(DEMO_CLIENT_ID)
    };
    let harness = Harness::with(|options| options.clients = vec![unlisted], SCOPES).await;
    let refused = harness.call("GET", "/me", None).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(refused.text().await.unwrap(), LIST);
}

#[tokio::test]
async fn calls_without_a_proper_token_are_refused() {
    let harness = Harness::open().await;
    let url = format!("{}/me", harness.simulator.api_url());
    let plain = harness.http.get(&url).send().await.unwrap();
    assert_eq!(plain.status(), 401);
    let basic = harness.http.get(&url).basic_auth("a", Some("b")).send().await.unwrap();
    assert_eq!(basic.status(), 400);
    let made_up = harness.http.get(&url).bearer_auth("nonsense").send().await.unwrap();
    assert_eq!(made_up.status(), 401);
}

#[tokio::test]
async fn one_call_too_many_in_thirty_seconds_waits_until_the_first_is_old() {
    let harness = Harness::with(|options| options.calls_per_30_secs = 3, SCOPES).await;
    harness.get("/me").await;
    harness.pass(10);
    harness.get("/me").await;
    harness.get("/me").await;
    let limited = harness.call("GET", "/me", None).await;
    assert_eq!(
        (
            limited.status().as_u16(),
            limited.headers()["retry-after"].to_str().unwrap()
        ),
        (429, "20")
    );
    harness.pass(19);
    assert_eq!(harness.answer("GET", "/me", None).await.0, 429);
    harness.pass(1);
    harness.get("/me").await;
    assert_eq!(
        harness.answer("GET", "/me", None).await.0,
        429,
        "only the first call has become old"
    );
}

#[tokio::test]
async fn development_mode_hides_and_extended_quota_shows() {
    let harness = Harness::open().await;
    let hidden = |kind: &str| -> &[&str] {
        match kind {
            "artist" => &["genres", "followers", "popularity"],
            "track" => &["popularity", "available_markets"],
            _ => &["country", "email", "product"],
        }
    };
    let paths = [
        ("artist", "/me/top/artists?limit=1"),
        ("track", "/me/top/tracks?limit=1"),
        ("user", "/me"),
    ];
    for (kind, path) in paths {
        let body = harness.get(path).await;
        let one = if kind == "user" { &body } else { &body["items"][0] };
        assert!(hidden(kind).iter().all(|field| one.get(field).is_none()), "{kind}");
    }
    harness.simulator.set_quota(QuotaMode::Extended);
    for (kind, path) in paths {
        let body = harness.get(path).await;
        let one = if kind == "user" { &body } else { &body["items"][0] };
        assert!(hidden(kind).iter().all(|field| one.get(field).is_some()), "{kind}");
    }
}

#[tokio::test]
async fn the_listener_has_a_name_and_an_account_id() {
    let harness = Harness::open().await;
    let me = harness.get("/me").await;
    assert_eq!(me["display_name"], "Robin Ashdown");
    assert!(me["account_id"].as_str().is_some_and(|id| !id.is_empty()));
}

#[tokio::test]
async fn what_is_gone_is_forbidden_and_what_never_was_is_not_found() {
    let harness = Harness::open().await;
    for (method, path) in [
        ("GET", "/tracks?ids=1,2"),
        ("POST", "/users/robinashdown7/playlists"),
        ("GET", "/playlists/4iV5W9uYEdYUVa79Axb7Rh/tracks"),
        ("GET", "/artists/4iV5W9uYEdYUVa79Axb7Rh/top-tracks"),
        ("GET", "/recommendations"),
        ("GET", "/audio-features/4iV5W9uYEdYUVa79Axb7Rh"),
    ] {
        let (status, body) = harness.answer(method, path, None).await;
        assert_eq!(
            (status, &body["error"]["message"]),
            (403, &"Forbidden".into()),
            "{path}"
        );
    }
    for path in ["/me/toop/tracks", "/nothing", "/me/player/sideways"] {
        assert_eq!(harness.answer("GET", path, None).await.0, 404, "{path}");
    }
    assert_eq!(harness.answer("DELETE", "/me", None).await.0, 405);
}
