//! Faults on demand, and going offline.

use std::time::Duration;

use serde_json::json;
use simulator::{Family, Fault, FaultKind};

use crate::harness::Harness;

fn once(on: Family, kind: FaultKind) -> Fault {
    Fault { on, kind, times: 1 }
}

#[tokio::test]
async fn each_refusal_has_its_status_and_passes_after_one_call() {
    let harness = Harness::open().await;
    for (kind, status) in [
        (FaultKind::AccessTokenExpired, 401),
        (FaultKind::OwnerNeedsPremium, 403),
        (FaultKind::NotOnTheList, 403),
        (FaultKind::NotFound, 404),
        (FaultKind::RetryAfter { secs: 7 }, 429),
        (FaultKind::QuotaExceeded { retry_after_secs: None }, 429),
        (FaultKind::Status(500), 500),
        (FaultKind::Status(502), 502),
        (FaultKind::Status(503), 503),
    ] {
        harness.simulator.inject(once(Family::Me, kind.clone()));
        assert_eq!(harness.call("GET", "/me", None).await.status(), status, "{kind:?}");
        harness.get("/me").await;
    }
}

#[tokio::test]
async fn the_two_kinds_of_429_can_be_told_apart() {
    let harness = Harness::open().await;
    harness
        .simulator
        .inject(once(Family::Top, FaultKind::RetryAfter { secs: 7 }));
    let short = harness.call("GET", "/me/top/tracks", None).await;
    assert_eq!(short.headers()["retry-after"], "7");
    assert_eq!(
        short.json::<serde_json::Value>().await.unwrap()["error"].get("reason"),
        None
    );
    harness.simulator.inject(once(
        Family::Top,
        FaultKind::QuotaExceeded {
            retry_after_secs: Some(50_000),
        },
    ));
    let long = harness.call("GET", "/me/top/tracks", None).await;
    assert_eq!(long.headers()["retry-after"], "50000");
    let body = long.json::<serde_json::Value>().await.unwrap();
    assert_eq!(
        body,
        json!({ "error": { "status": 429, "message": "Too many requests", "reason": "QUOTA_EXCEEDED" } })
    );
}

#[tokio::test]
async fn a_fault_leaves_other_families_alone() {
    let harness = Harness::open().await;
    harness.simulator.inject(Fault {
        on: Family::Recent,
        kind: FaultKind::Status(500),
        times: u32::MAX,
    });
    harness.get("/me").await;
    for _ in 0..3 {
        assert_eq!(
            harness.call("GET", "/me/player/recently-played", None).await.status(),
            500
        );
    }
    harness.simulator.clear_faults();
    harness.get("/me/player/recently-played").await;
}

#[tokio::test]
async fn a_cut_answer_was_still_carried_out() {
    let harness = Harness::open().await;
    let before = harness.simulator.playlists().len();
    harness.simulator.inject(once(Family::Playlists, FaultKind::Cut));
    let url = format!("{}/me/playlists", harness.simulator.api_url());
    let request = harness
        .http
        .post(url)
        .bearer_auth(&harness.token)
        .json(&json!({ "name": "Half told" }));
    let cut = match request.send().await {
        Ok(response) => response.bytes().await.is_err(),
        Err(_) => true,
    };
    assert!(cut);
    assert_eq!(harness.simulator.playlists().len(), before + 1);
    let again = harness
        .answer("POST", "/me/playlists", Some(json!({ "name": "Whole" })))
        .await;
    assert_eq!(again.0, 201);
}

#[tokio::test]
async fn an_answer_can_be_half_json_or_nothing() {
    let harness = Harness::open().await;
    harness.simulator.inject(once(Family::Me, FaultKind::MalformedJson));
    let half = harness.call("GET", "/me", None).await;
    assert_eq!(half.status(), 200);
    let half = half.text().await.unwrap();
    assert!(!half.is_empty() && serde_json::from_str::<serde_json::Value>(&half).is_err());
    harness.simulator.inject(once(Family::Me, FaultKind::EmptyBody));
    let empty = harness.call("GET", "/me", None).await;
    assert_eq!(
        (empty.status().as_u16(), empty.text().await.unwrap().as_str()),
        (200, "")
    );
}

#[tokio::test]
async fn a_slow_answer_is_late_but_true() {
    let harness = Harness::open().await;
    harness
        .simulator
        .inject(once(Family::Me, FaultKind::Slow(Duration::from_secs(3600))));
    let url = format!("{}/me", harness.simulator.api_url());
    let request = harness
        .http
        .get(url)
        .bearer_auth(&harness.token)
        .timeout(Duration::from_millis(30));
    assert!(request.send().await.unwrap_err().is_timeout());
    harness
        .simulator
        .inject(once(Family::Me, FaultKind::Slow(Duration::from_millis(1))));
    harness.get("/me").await;
}

#[tokio::test]
async fn the_token_call_can_fail_as_well() {
    let harness = Harness::open().await;
    harness.simulator.inject(once(Family::Token, FaultKind::Status(503)));
    let (status, body) = harness.refresh(&harness.refresh_token).await;
    assert_eq!((status, body), (503, json!({ "error": "server_error" })));
    assert_eq!(harness.refresh(&harness.refresh_token).await.0, 200);
}

#[tokio::test]
async fn stopped_it_refuses_and_resumed_it_is_where_it_was() {
    let harness = Harness::open().await;
    let address = harness.simulator.api_url();
    harness.simulator.stop();
    let url = format!("{address}/me");
    let refused = harness
        .http
        .get(&url)
        .bearer_auth(&harness.token)
        .send()
        .await
        .unwrap_err();
    assert!(refused.is_connect() || refused.is_request(), "{refused:?}");
    let again = reqwest::Client::new().get(&url).send().await.unwrap_err();
    assert!(again.is_connect());
    let port = address.rsplit(':').next().unwrap().trim_end_matches("/v1");
    let taken = std::net::TcpListener::bind(("127.0.0.1", port.parse::<u16>().unwrap()));
    assert!(taken.is_err(), "another program would answer in its place");
    harness.simulator.resume().await.unwrap();
    assert_eq!(harness.simulator.api_url(), address);
    harness.get("/me").await;
}

#[tokio::test]
async fn stopping_cuts_an_answer_under_way() {
    let harness = Harness::open().await;
    harness
        .simulator
        .inject(once(Family::Me, FaultKind::Slow(Duration::from_secs(3600))));
    let url = format!("{}/me", harness.simulator.api_url());
    let waiting = tokio::spawn(harness.http.get(url).bearer_auth(&harness.token).send());
    while harness
        .simulator
        .requests()
        .last()
        .is_none_or(|request| request.path != "/v1/me")
    {
        tokio::task::yield_now().await;
    }
    harness.simulator.stop();
    let ended = tokio::time::timeout(Duration::from_secs(30), waiting).await;
    assert!(ended.expect("the connection is still open").unwrap().is_err());
}

#[tokio::test]
async fn dropping_the_last_handle_closes_the_port() {
    let harness = Harness::open().await;
    let url = harness.simulator.api_url();
    drop(harness.simulator);
    assert!(reqwest::Client::new().get(url).send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn requests_tell_what_was_asked_and_answered() {
    let harness = Harness::open().await;
    harness.get("/me/top/tracks?limit=3").await;
    harness.simulator.inject(once(Family::Me, FaultKind::Status(500)));
    harness.call("GET", "/me", None).await;
    let requests = harness.simulator.requests();
    let [.., top, me] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    assert_eq!(
        (top.path.as_str(), top.query.as_str()),
        ("/v1/me/top/tracks", "limit=3")
    );
    assert_eq!((top.family, top.status, top.had_token), (Family::Top, 200, true));
    assert_eq!((me.method.as_str(), me.status), ("GET", 500));
    assert!(
        requests
            .iter()
            .any(|request| request.family == Family::Token && !request.had_token)
    );
}
