//! Top lists, recent plays, and what is playing now.

use std::collections::HashSet;

use serde_json::Value;

use crate::harness::{EVENING_SECS, Harness, SCOPES};

fn names(list: &Value) -> Vec<&str> {
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect()
}

fn ends(list: &Value) -> Vec<&str> {
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["played_at"].as_str().unwrap())
        .collect()
}

/// Milliseconds since the epoch of a `played_at`.
fn millis(played_at: &str) -> i64 {
    played_at
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap()
        .timestamp_millis()
}

#[tokio::test]
async fn the_three_ranges_rank_differently() {
    let harness = Harness::open().await;
    for kind in ["tracks", "artists"] {
        let mut seen = HashSet::new();
        for range in ["short_term", "medium_term", "long_term"] {
            let list = harness
                .get(&format!("/me/top/{kind}?time_range={range}&limit=50"))
                .await;
            assert_eq!(names(&list).len(), 50);
            seen.insert(list["items"].to_string());
        }
        assert_eq!(seen.len(), 3);
        let usual = harness.get(&format!("/me/top/{kind}")).await;
        let medium = harness
            .get(&format!("/me/top/{kind}?time_range=medium_term&limit=20"))
            .await;
        assert_eq!(usual, medium);
    }
}

#[tokio::test]
async fn the_top_list_can_be_paged_through_by_its_own_links() {
    let harness = Harness::open().await;
    let whole = harness.get("/me/top/tracks?time_range=short_term&limit=50").await;
    let mut page = harness.get("/me/top/tracks?time_range=short_term&limit=20").await;
    let mut paged: Vec<String> = Vec::new();
    assert_eq!(page["previous"], Value::Null);
    while paged.len() < 50 {
        paged.extend(names(&page).into_iter().map(str::to_owned));
        let next = page["next"]
            .as_str()
            .unwrap()
            .strip_prefix(&harness.simulator.api_url())
            .unwrap()
            .to_owned();
        page = harness.get(&next).await;
        assert!(page["previous"].is_string());
    }
    assert_eq!(paged[..50], names(&whole)[..]);
}

#[tokio::test]
async fn a_top_list_refuses_what_spotify_refuses() {
    let harness = Harness::open().await;
    for (path, status, message) in [
        ("/me/top/tracks?limit=51", 400, "Invalid limit"),
        ("/me/top/tracks?limit=0", 400, "Invalid limit"),
        ("/me/top/tracks?offset=-1", 400, "Invalid offset"),
        ("/me/top/tracks?time_range=forever", 400, "Invalid time range"),
        ("/me/top/albums", 404, "Resource not found"),
    ] {
        let (answered, body) = harness.answer("GET", path, None).await;
        assert_eq!(
            (answered, &body["error"]["message"]),
            (status, &message.into()),
            "{path}"
        );
        assert_eq!(body["error"]["status"], status);
    }
}

#[tokio::test]
async fn the_last_fifty_plays_are_there_newest_first() {
    let harness = Harness::open().await;
    let list = harness.get("/me/player/recently-played?limit=50").await;
    let ends = ends(&list);
    assert_eq!(ends.len(), 50);
    assert!(ends.windows(2).all(|pair| pair[0] > pair[1]));
    assert!(millis(ends[0]) <= EVENING_SECS * 1000);
    assert_eq!(list["cursors"]["after"], millis(ends[0]).to_string());
    assert_eq!(list["cursors"]["before"], millis(ends[49]).to_string());
    assert_eq!(list["next"], Value::Null, "there are no more than fifty");
    assert_eq!(
        harness.get("/me/player/recently-played").await["items"]
            .as_array()
            .unwrap()
            .len(),
        20
    );
}

#[tokio::test]
async fn after_and_before_exclude_their_own_instant() {
    let harness = Harness::open().await;
    let all = harness.get("/me/player/recently-played?limit=50").await;
    let all = ends(&all);
    let tenth = millis(all[9]);
    let after = harness
        .get(&format!("/me/player/recently-played?limit=50&after={tenth}"))
        .await;
    assert_eq!(ends(&after), all[..9]);
    let before = harness
        .get(&format!("/me/player/recently-played?limit=50&before={tenth}"))
        .await;
    assert_eq!(ends(&before), all[10..]);
}

#[tokio::test]
async fn the_links_lead_through_all_fifty_and_then_end() {
    let harness = Harness::open().await;
    let mut path = "/me/player/recently-played?limit=15".to_owned();
    let mut count = 0;
    loop {
        let page = harness.get(&path).await;
        count += ends(&page).len();
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix(&harness.simulator.api_url()).unwrap().to_owned();
    }
    assert_eq!(count, 50);
}

#[tokio::test]
async fn an_old_before_gives_nothing_and_no_cursors() {
    let harness = Harness::open().await;
    let page = harness.get("/me/player/recently-played?before=1500000000000").await;
    assert_eq!(
        (ends(&page).len(), &page["cursors"], &page["next"]),
        (0, &Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn after_and_before_together_are_refused() {
    let harness = Harness::open().await;
    let (status, _) = harness
        .answer("GET", "/me/player/recently-played?after=1&before=2", None)
        .await;
    assert_eq!(status, 400);
    let (status, _) = harness
        .answer("GET", "/me/player/recently-played?after=yesterday", None)
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn plays_go_on_while_time_passes() {
    let mut harness = Harness::open().await;
    let before = harness.get("/me/player/recently-played?limit=50").await;
    harness.pass(20 * 3600);
    let stage_time = EVENING_SECS + 20 * 3600;
    harness.token = harness.refresh(&harness.refresh_token).await.1["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let after = harness.get("/me/player/recently-played?limit=50").await;
    assert_ne!(before["items"][0], after["items"][0]);
    assert!(ends(&after).iter().all(|end| millis(end) <= stage_time * 1000));
}

#[tokio::test]
async fn plays_on_demand_are_the_newest() {
    let harness = Harness::open().await;
    let before = harness.get("/me/player/recently-played?limit=50").await;
    harness.simulator.play(3);
    let after = harness.get("/me/player/recently-played?limit=50").await;
    assert_eq!(ends(&after)[3..], ends(&before)[..47]);
    assert_eq!(millis(ends(&after)[0]), EVENING_SECS * 1000);
}

#[tokio::test]
async fn something_is_on_or_nothing_is() {
    let harness = Harness::open().await;
    let uri = &harness.simulator.track_uris()[42];
    harness.simulator.set_now_playing(Some(42));
    harness.pass(10);
    let playing = harness.get("/me/player/currently-playing").await;
    assert_eq!(
        (&playing["item"]["uri"], &playing["progress_ms"]),
        (&uri.as_str().into(), &10_000.into())
    );
    assert_eq!(playing["is_playing"], true);
    harness.simulator.set_now_playing(None);
    let silent = harness.call("GET", "/me/player/currently-playing", None).await;
    assert_eq!(silent.status(), 204);
    assert_eq!(silent.text().await.unwrap(), "");
}

#[tokio::test]
async fn an_advert_plays_without_an_item() {
    let harness = Harness::open().await;
    harness.simulator.set_advert_playing();
    let playing = harness.get("/me/player/currently-playing").await;
    assert_eq!(
        (&playing["item"], &playing["currently_playing_type"]),
        (&Value::Null, &"ad".into())
    );
}

#[tokio::test]
async fn what_is_on_by_itself_is_played_later() {
    let harness = Harness::open().await;
    let mut track = Value::Null;
    for _ in 0..60 {
        let (status, body) = harness.answer("GET", "/me/player/currently-playing", None).await;
        if status == 200 {
            track = body["item"]["id"].clone();
            break;
        }
        harness.pass(60);
    }
    assert!(track.is_string(), "nothing was on for an hour of a Saturday night");
    harness.pass(400);
    let recent = harness.get("/me/player/recently-played?limit=50").await;
    assert!(
        recent["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|play| play["track"]["id"] == track)
    );
}

#[tokio::test]
async fn a_new_account_has_listened_to_nothing() {
    let harness = Harness::open().await;
    harness.simulator.empty_listener();
    assert!(harness.simulator.playlists().is_empty());
    for path in ["/me/top/tracks", "/me/top/artists", "/me/player/recently-played"] {
        assert_eq!(harness.get(path).await["items"], Value::Array(Vec::new()), "{path}");
    }
    assert_eq!(
        harness.call("GET", "/me/player/currently-playing", None).await.status(),
        204
    );
    harness.simulator.play(2);
    let recent = harness.get("/me/player/recently-played").await;
    assert_eq!(ends(&recent).len(), 2);
}

#[tokio::test]
async fn each_call_wants_its_scope() {
    for (scope, method, path) in [
        ("user-top-read", "GET", "/me/top/tracks"),
        ("user-read-recently-played", "GET", "/me/player/recently-played"),
        ("user-read-currently-playing", "GET", "/me/player/currently-playing"),
        (
            "playlist-read-private",
            "GET",
            "/playlists/4iV5W9uYEdYUVa79Axb7Rh/items",
        ),
        ("playlist-modify-public", "POST", "/me/playlists"),
    ] {
        let others: Vec<_> = SCOPES.split_whitespace().filter(|other| *other != scope).collect();
        let harness = Harness::with(|_| {}, &others.join(" ")).await;
        let (status, body) = harness.answer(method, path, None).await;
        assert_eq!(
            (status, &body["error"]["message"]),
            (403, &"Insufficient client scope".into()),
            "{path}"
        );
    }
}
