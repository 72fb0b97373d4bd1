//! Trouble on demand, and going offline.

use std::time::Duration;

use serde_json::json;
use simulator::{Family, Fault, FaultKind};

use crate::stage::Stage;

fn once(on: Family, kind: FaultKind) -> Fault {
    Fault { on, kind, times: 1 }
}

#[tokio::test]
async fn each_refusal_has_its_status_and_passes_after_one_call() {
    let stage = Stage::open().await;
    for (kind, status) in [
        (FaultKind::Status401, 401),
        (FaultKind::Forbidden, 403),
        (FaultKind::NotOnTheList, 403),
        (FaultKind::NotFound, 404),
        (FaultKind::RetryAfter { secs: 7 }, 429),
        (FaultKind::QuotaExceeded { retry_after_secs: None }, 429),
        (FaultKind::Status(500), 500),
        (FaultKind::Status(502), 502),
        (FaultKind::Status(503), 503),
    ] {
        stage.simulator.inject(once(Family::Me, kind.clone()));
        assert_eq!(stage.call("GET", "/me", None).await.status(), status, "{kind:?}");
        stage.get("/me").await;
    }
}

#[tokio::test]
async fn the_two_kinds_of_429_can_be_told_apart() {
    let stage = Stage::open().await;
    stage
        .simulator
        .inject(once(Family::Top, FaultKind::RetryAfter { secs: 7 }));
    let short = stage.call("GET", "/me/top/tracks", None).await;
    assert_eq!(short.headers()["retry-after"], "7");
    assert_eq!(
        short.json::<serde_json::Value>().await.unwrap()["error"].get("reason"),
        None
    );
    stage.simulator.inject(once(
        Family::Top,
        FaultKind::QuotaExceeded {
            retry_after_secs: Some(50_000),
        },
    ));
    let long = stage.call("GET", "/me/top/tracks", None).await;
    assert_eq!(long.headers()["retry-after"], "50000");
    let body = long.json::<serde_json::Value>().await.unwrap();
    assert_eq!(
        body,
        json!({ "error": { "status": 429, "message": "Too many requests", "reason": "QUOTA_EXCEEDED" } })
    );
}

#[tokio::test]
async fn a_fault_leaves_other_families_alone() {
    let stage = Stage::open().await;
    stage.simulator.inject(Fault {
        on: Family::Recent,
        kind: FaultKind::Status(500),
        times: u32::MAX,
    });
    stage.get("/me").await;
    for _ in 0..3 {
        assert_eq!(
            stage.call("GET", "/me/player/recently-played", None).await.status(),
            500
        );
    }
    stage.simulator.clear_faults();
    stage.get("/me/player/recently-played").await;
}

#[tokio::test]
async fn a_cut_answer_was_still_carried_out() {
    let stage = Stage::open().await;
    let before = stage.simulator.playlists().len();
    stage.simulator.inject(once(Family::Playlists, FaultKind::Cut));
    let url = format!("{}/me/playlists", stage.simulator.api_url());
    let request = stage
        .http
        .post(url)
        .bearer_auth(&stage.token)
        .json(&json!({ "name": "Half told" }));
    let cut = match request.send().await {
        Ok(response) => response.bytes().await.is_err(),
        Err(_) => true,
    };
    assert!(cut);
    assert_eq!(stage.simulator.playlists().len(), before + 1);
    stage.get("/me/playlists").await;
}

#[tokio::test]
async fn an_answer_can_be_half_json_or_nothing() {
    let stage = Stage::open().await;
    stage.simulator.inject(once(Family::Me, FaultKind::MalformedJson));
    let half = stage.call("GET", "/me", None).await;
    assert_eq!(half.status(), 200);
    let half = half.text().await.unwrap();
    assert!(!half.is_empty() && serde_json::from_str::<serde_json::Value>(&half).is_err());
    stage.simulator.inject(once(Family::Me, FaultKind::EmptyBody));
    let empty = stage.call("GET", "/me", None).await;
    assert_eq!(
        (empty.status().as_u16(), empty.text().await.unwrap().as_str()),
        (200, "")
    );
}

#[tokio::test]
async fn a_slow_answer_is_late_but_true() {
    let stage = Stage::open().await;
    stage
        .simulator
        .inject(once(Family::Me, FaultKind::Slow(Duration::from_secs(3600))));
    let url = format!("{}/me", stage.simulator.api_url());
    let request = stage
        .http
        .get(url)
        .bearer_auth(&stage.token)
        .timeout(Duration::from_millis(30));
    assert!(request.send().await.unwrap_err().is_timeout());
    stage
        .simulator
        .inject(once(Family::Me, FaultKind::Slow(Duration::from_millis(1))));
    stage.get("/me").await;
}

#[tokio::test]
async fn the_token_call_can_fail_as_well() {
    let stage = Stage::open().await;
    stage.simulator.inject(once(Family::Token, FaultKind::Status(503)));
    let (status, body) = stage.refresh(&stage.refresh_token).await;
    assert_eq!((status, body), (503, json!({ "error": "server_error" })));
    assert_eq!(stage.refresh(&stage.refresh_token).await.0, 200);
}

#[tokio::test]
async fn stopped_it_refuses_and_resumed_it_is_where_it_was() {
    let stage = Stage::open().await;
    let address = stage.simulator.api_url();
    stage.simulator.stop();
    let url = format!("{address}/me");
    let refused = stage.http.get(&url).bearer_auth(&stage.token).send().await.unwrap_err();
    assert!(refused.is_connect() || refused.is_request(), "{refused:?}");
    let again = reqwest::Client::new().get(&url).send().await.unwrap_err();
    assert!(again.is_connect());
    stage.simulator.resume().await.unwrap();
    assert_eq!(stage.simulator.api_url(), address);
    stage.get("/me").await;
}

#[tokio::test]
async fn stopping_cuts_an_answer_under_way() {
    let stage = Stage::open().await;
    stage
        .simulator
        .inject(once(Family::Me, FaultKind::Slow(Duration::from_secs(3600))));
    let url = format!("{}/me", stage.simulator.api_url());
    let waiting = tokio::spawn(stage.http.get(url).bearer_auth(&stage.token).send());
    while stage
        .simulator
        .requests()
        .last()
        .is_none_or(|request| request.path != "/v1/me")
    {
        tokio::task::yield_now().await;
    }
    stage.simulator.stop();
    let ended = tokio::time::timeout(Duration::from_secs(30), waiting).await;
    assert!(ended.expect("the connection is still open").unwrap().is_err());
}

#[tokio::test]
async fn dropping_the_last_handle_closes_the_port() {
    let stage = Stage::open().await;
    let url = stage.simulator.api_url();
    drop(stage.simulator);
    assert!(reqwest::Client::new().get(url).send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn requests_tell_what_was_asked_and_answered() {
    let stage = Stage::open().await;
    stage.get("/me/top/tracks?limit=3").await;
    stage.simulator.inject(once(Family::Me, FaultKind::Status(500)));
    stage.call("GET", "/me", None).await;
    let requests = stage.simulator.requests();
    let [.., top, me] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    assert_eq!(
        (top.path.as_str(), top.query.as_str()),
        ("/v1/me/top/tracks", "limit=3")
    );
    assert_eq!((top.family, top.status, top.bore_token), (Family::Top, 200, true));
    assert_eq!((me.method.as_str(), me.status), ("GET", 500));
    assert!(
        requests
            .iter()
            .any(|request| request.family == Family::Token && !request.bore_token)
    );
}
