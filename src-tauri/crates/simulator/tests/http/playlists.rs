//! Playlists: creating, filling and reading them.

use serde_json::{Value, json};

use crate::harness::{Harness, SCOPES};

/// Creates a private playlist with these tracks of the catalogue and returns its id.
async fn playlist_with(harness: &Harness, tracks: &[usize]) -> String {
    let body = json!({ "name": "Mine", "public": false });
    let (status, made) = harness.answer("POST", "/me/playlists", Some(body)).await;
    assert_eq!(status, 201);
    let id = made["id"].as_str().unwrap().to_owned();
    if !tracks.is_empty() {
        let (status, _) = add(harness, &id, tracks).await;
        assert_eq!(status, 201);
    }
    id
}

async fn add(harness: &Harness, id: &str, tracks: &[usize]) -> (u16, Value) {
    harness
        .answer(
            "POST",
            &format!("/playlists/{id}/items"),
            Some(json!({ "uris": uris(harness, tracks) })),
        )
        .await
}

fn uris(harness: &Harness, tracks: &[usize]) -> Vec<String> {
    let catalogue = harness.simulator.track_uris();
    tracks.iter().map(|track| catalogue[*track].clone()).collect()
}

fn contents(harness: &Harness, id: &str) -> Vec<String> {
    harness
        .simulator
        .playlists()
        .into_iter()
        .find(|playlist| playlist.id == id)
        .unwrap()
        .uris
}

#[tokio::test]
async fn a_new_playlist_is_public_unless_said_otherwise() {
    let harness = Harness::open().await;
    let (status, made) = harness
        .answer("POST", "/me/playlists", Some(json!({ "name": "Loud" })))
        .await;
    assert_eq!((status, &made["public"]), (201, &true.into()));
    let wish = json!({ "name": "Quiet", "public": false, "description": "hush" });
    let (_, made) = harness.answer("POST", "/me/playlists", Some(wish)).await;
    assert_eq!((&made["public"], &made["description"]), (&false.into(), &"hush".into()));
    let newest = &harness.simulator.playlists()[0];
    assert_eq!(
        (newest.name.as_str(), newest.public, newest.uris.len()),
        ("Quiet", false, 0)
    );
}

#[tokio::test]
async fn a_playlist_needs_a_name_and_json() {
    let harness = Harness::open().await;
    let (status, body) = harness
        .answer("POST", "/me/playlists", Some(json!({ "public": false })))
        .await;
    assert_eq!(
        (status, &body["error"]["message"]),
        (400, &"Missing required field: name".into())
    );
    let url = format!("{}/me/playlists", harness.simulator.api_url());
    let broken = harness
        .http
        .post(url)
        .bearer_auth(&harness.token)
        .body("{")
        .send()
        .await
        .unwrap();
    assert_eq!(broken.status(), 400);
}

#[tokio::test]
async fn a_private_playlist_needs_the_private_scope_only() {
    let harness = Harness::with(|_| {}, "playlist-modify-private").await;
    let private = harness
        .answer("POST", "/me/playlists", Some(json!({ "name": "a", "public": false })))
        .await;
    let public = harness
        .answer("POST", "/me/playlists", Some(json!({ "name": "b" })))
        .await;
    assert_eq!((private.0, public.0), (201, 403));
}

#[tokio::test]
async fn two_hundred_and_fifty_tracks_go_in_by_hundreds_in_order() {
    let harness = Harness::open().await;
    let id = playlist_with(&harness, &[]).await;
    let all: Vec<_> = (0..250).collect();
    let mut snapshots = Vec::new();
    for hundred in all.chunks(100) {
        let (status, answer) = add(&harness, &id, hundred).await;
        assert_eq!(status, 201);
        snapshots.push(answer["snapshot_id"].as_str().unwrap().to_owned());
    }
    snapshots.dedup();
    assert_eq!(snapshots.len(), 3, "each change has its own snapshot");
    assert_eq!(contents(&harness, &id), uris(&harness, &all));
}

#[tokio::test]
async fn a_hundred_and_one_tracks_are_refused_whole() {
    let harness = Harness::open().await;
    let id = playlist_with(&harness, &[]).await;
    let (status, body) = add(&harness, &id, &(0..101).collect::<Vec<_>>()).await;
    assert_eq!(status, 400);
    assert_eq!(
        body["error"]["message"],
        "You can add a maximum of 100 tracks per request."
    );
    assert!(contents(&harness, &id).is_empty());
}

#[tokio::test]
async fn unknown_and_malformed_uris_are_refused() {
    let harness = Harness::open().await;
    let id = playlist_with(&harness, &[]).await;
    for uri in [
        "spotify:track:short",
        "spotify:album:4iV5W9uYEdYUVa79Axb7Rh",
        "spotify:track:4iV5W9uYEdYUVa79Axb7Rh",
        "",
    ] {
        let path = format!("/playlists/{id}/items");
        assert_eq!(
            harness.answer("POST", &path, Some(json!({ "uris": [uri] }))).await.0,
            400,
            "{uri}"
        );
    }
}

#[tokio::test]
async fn items_go_in_at_a_position() {
    let harness = Harness::open().await;
    let id = playlist_with(&harness, &[1, 2, 3]).await;
    let path = format!("/playlists/{id}/items");
    let body = json!({ "uris": uris(&harness, &[9]), "position": 1 });
    assert_eq!(harness.answer("POST", &path, Some(body)).await.0, 201);
    assert_eq!(contents(&harness, &id), uris(&harness, &[1, 9, 2, 3]));
    let body = json!({ "uris": uris(&harness, &[1]), "position": 5 });
    assert_eq!(harness.answer("POST", &path, Some(body)).await.0, 400);
}

#[tokio::test]
async fn items_are_read_by_fifties_under_the_key_item() {
    let harness = Harness::open().await;
    let all: Vec<_> = (0..70).collect();
    let id = playlist_with(&harness, &all).await;
    let first = harness.get(&format!("/playlists/{id}/items?limit=50")).await;
    assert_eq!(
        (first["total"].as_u64(), first["items"].as_array().unwrap().len()),
        (Some(70), 50)
    );
    assert_eq!(first["items"][0]["item"]["uri"], uris(&harness, &[0])[0].as_str());
    assert_eq!(first["items"][0].get("track"), None);
    let next = first["next"]
        .as_str()
        .unwrap()
        .strip_prefix(&harness.simulator.api_url())
        .unwrap();
    assert_eq!(harness.get(next).await["items"].as_array().unwrap().len(), 20);
    assert_eq!(
        harness
            .answer("GET", &format!("/playlists/{id}/items?limit=51"), None)
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn reading_private_playlists_needs_the_scope() {
    let others: Vec<_> = SCOPES
        .split_whitespace()
        .filter(|scope| *scope != "playlist-read-private")
        .collect();
    let harness = Harness::with(|_| {}, &others.join(" ")).await;
    let id = playlist_with(&harness, &[]).await;
    assert_eq!(
        harness.answer("GET", &format!("/playlists/{id}/items"), None).await.0,
        403
    );
}
