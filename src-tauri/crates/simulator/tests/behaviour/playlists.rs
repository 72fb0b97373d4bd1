//! Playlists from making to emptying.

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::header;
use serde_json::{Value, json};

use crate::stage::{SCOPES, Stage};

/// Makes a private playlist holding these tracks of the catalogue; its id.
async fn holding(stage: &Stage, tracks: &[usize]) -> String {
    let body = json!({ "name": "Mine", "public": false });
    let (status, made) = stage.answer("POST", "/me/playlists", Some(body)).await;
    assert_eq!(status, 201);
    let id = made["id"].as_str().unwrap().to_owned();
    if !tracks.is_empty() {
        let (status, _) = add(stage, &id, tracks).await;
        assert_eq!(status, 201);
    }
    id
}

async fn add(stage: &Stage, id: &str, tracks: &[usize]) -> (u16, Value) {
    stage
        .answer(
            "POST",
            &format!("/playlists/{id}/items"),
            Some(json!({ "uris": uris(stage, tracks) })),
        )
        .await
}

fn uris(stage: &Stage, tracks: &[usize]) -> Vec<String> {
    let catalogue = stage.simulator.catalogue();
    tracks.iter().map(|track| catalogue[*track].clone()).collect()
}

fn held(stage: &Stage, id: &str) -> Vec<String> {
    stage
        .simulator
        .playlists()
        .into_iter()
        .find(|playlist| playlist.id == id)
        .unwrap()
        .uris
}

#[tokio::test]
async fn a_new_playlist_is_public_unless_said_otherwise() {
    let stage = Stage::open().await;
    let (status, made) = stage
        .answer("POST", "/me/playlists", Some(json!({ "name": "Loud" })))
        .await;
    assert_eq!((status, &made["public"]), (201, &true.into()));
    let wish = json!({ "name": "Quiet", "public": false, "description": "hush" });
    let (_, made) = stage.answer("POST", "/me/playlists", Some(wish)).await;
    assert_eq!((&made["public"], &made["description"]), (&false.into(), &"hush".into()));
    let newest = &stage.simulator.playlists()[0];
    assert_eq!(
        (newest.name.as_str(), newest.public, newest.uris.len()),
        ("Quiet", false, 0)
    );
}

#[tokio::test]
async fn a_playlist_needs_a_name_and_json() {
    let stage = Stage::open().await;
    let (status, body) = stage
        .answer("POST", "/me/playlists", Some(json!({ "public": false })))
        .await;
    assert_eq!(
        (status, &body["error"]["message"]),
        (400, &"Missing required field: name".into())
    );
    let url = format!("{}/me/playlists", stage.simulator.api_url());
    let broken = stage
        .http
        .post(url)
        .bearer_auth(&stage.token)
        .body("{")
        .send()
        .await
        .unwrap();
    assert_eq!(broken.status(), 400);
}

#[tokio::test]
async fn a_private_playlist_needs_the_private_scope_only() {
    let stage = Stage::with(|_| {}, "playlist-modify-private").await;
    let private = stage
        .answer("POST", "/me/playlists", Some(json!({ "name": "a", "public": false })))
        .await;
    let public = stage
        .answer("POST", "/me/playlists", Some(json!({ "name": "b" })))
        .await;
    assert_eq!((private.0, public.0), (201, 403));
}

#[tokio::test]
async fn two_hundred_and_fifty_tracks_go_in_by_hundreds_in_order() {
    let stage = Stage::open().await;
    let id = holding(&stage, &[]).await;
    let all: Vec<_> = (0..250).collect();
    let mut snapshots = Vec::new();
    for hundred in all.chunks(100) {
        let (status, answer) = add(&stage, &id, hundred).await;
        assert_eq!(status, 201);
        snapshots.push(answer["snapshot_id"].as_str().unwrap().to_owned());
    }
    snapshots.dedup();
    assert_eq!(snapshots.len(), 3, "each change has its own snapshot");
    assert_eq!(held(&stage, &id), uris(&stage, &all));
}

#[tokio::test]
async fn a_hundred_and_one_tracks_are_refused_whole() {
    let stage = Stage::open().await;
    let id = holding(&stage, &[]).await;
    let (status, body) = add(&stage, &id, &(0..101).collect::<Vec<_>>()).await;
    assert_eq!(status, 400);
    assert_eq!(
        body["error"]["message"],
        "You can add a maximum of 100 tracks per request."
    );
    assert!(held(&stage, &id).is_empty());
}

#[tokio::test]
async fn unknown_and_malformed_uris_are_refused() {
    let stage = Stage::open().await;
    let id = holding(&stage, &[]).await;
    for uri in [
        "spotify:track:short",
        "spotify:album:4iV5W9uYEdYUVa79Axb7Rh",
        "spotify:track:4iV5W9uYEdYUVa79Axb7Rh",
        "",
    ] {
        let path = format!("/playlists/{id}/items");
        assert_eq!(
            stage.answer("POST", &path, Some(json!({ "uris": [uri] }))).await.0,
            400,
            "{uri}"
        );
    }
}

#[tokio::test]
async fn items_go_in_at_a_position_and_can_be_replaced_moved_and_removed() {
    let stage = Stage::open().await;
    let id = holding(&stage, &[1, 2, 3]).await;
    let path = format!("/playlists/{id}/items");
    let body = json!({ "uris": uris(&stage, &[9]), "position": 1 });
    assert_eq!(stage.answer("POST", &path, Some(body)).await.0, 201);
    assert_eq!(held(&stage, &id), uris(&stage, &[1, 9, 2, 3]));
    let body = json!({ "range_start": 0, "insert_before": 4 });
    assert_eq!(stage.answer("PUT", &path, Some(body)).await.0, 200);
    assert_eq!(held(&stage, &id), uris(&stage, &[9, 2, 3, 1]));
    let body = json!({ "items": [{ "uri": uris(&stage, &[2])[0] }] });
    assert_eq!(stage.answer("DELETE", &path, Some(body)).await.0, 200);
    assert_eq!(held(&stage, &id), uris(&stage, &[9, 3, 1]));
    let body = json!({ "uris": uris(&stage, &[7, 8]) });
    assert_eq!(stage.answer("PUT", &path, Some(body)).await.0, 200);
    assert_eq!(held(&stage, &id), uris(&stage, &[7, 8]));
    let body = json!({ "uris": uris(&stage, &[1]), "position": 3 });
    assert_eq!(stage.answer("POST", &path, Some(body)).await.0, 400);
}

#[tokio::test]
async fn deleting_wants_the_new_key() {
    let stage = Stage::open().await;
    let id = holding(&stage, &[1]).await;
    let body = json!({ "tracks": [{ "uri": uris(&stage, &[1])[0] }] });
    assert_eq!(
        stage
            .answer("DELETE", &format!("/playlists/{id}/items"), Some(body))
            .await
            .0,
        400
    );
    assert_eq!(held(&stage, &id).len(), 1);
}

#[tokio::test]
async fn items_are_read_by_fifties_under_the_key_item() {
    let stage = Stage::open().await;
    let all: Vec<_> = (0..70).collect();
    let id = holding(&stage, &all).await;
    let first = stage.get(&format!("/playlists/{id}/items?limit=50")).await;
    assert_eq!(
        (first["total"].as_u64(), first["items"].as_array().unwrap().len()),
        (Some(70), 50)
    );
    assert_eq!(first["items"][0]["item"]["uri"], uris(&stage, &[0])[0].as_str());
    assert_eq!(first["items"][0].get("track"), None);
    let next = first["next"]
        .as_str()
        .unwrap()
        .strip_prefix(&stage.simulator.api_url())
        .unwrap();
    assert_eq!(stage.get(next).await["items"].as_array().unwrap().len(), 20);
    assert_eq!(
        stage
            .answer("GET", &format!("/playlists/{id}/items?limit=51"), None)
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn the_list_counts_items_and_may_hold_a_null() {
    let stage = Stage::open().await;
    holding(&stage, &[1, 2]).await;
    let list = stage.get("/me/playlists?limit=50").await;
    let items = list["items"].as_array().unwrap();
    assert_eq!(
        (&items[0]["name"], &items[0]["items"]["total"]),
        (&"Mine".into(), &2.into())
    );
    assert!(items.iter().any(Value::is_null));
    assert_eq!(items.len(), list["total"].as_u64().unwrap() as usize);
}

#[tokio::test]
async fn what_others_own_can_be_seen_but_neither_read_nor_changed() {
    let stage = Stage::open().await;
    let list = stage.get("/me/playlists?limit=50").await;
    let items = list["items"].as_array().unwrap();
    let other = items
        .iter()
        .find(|entry| entry["owner"]["id"] == "slowmeridian")
        .unwrap();
    let id = other["id"].as_str().unwrap();
    assert_eq!(stage.get(&format!("/playlists/{id}")).await.get("items"), None);
    assert_eq!(
        stage.answer("GET", &format!("/playlists/{id}/items"), None).await.0,
        403
    );
    assert_eq!(add(&stage, id, &[1]).await.0, 403);
    assert!(stage.simulator.playlists().iter().all(|playlist| playlist.id != id));
}

#[tokio::test]
async fn details_can_be_changed() {
    let stage = Stage::open().await;
    let id = holding(&stage, &[]).await;
    let body = json!({ "name": "Renamed", "description": "new", "public": true });
    let (status, answer) = stage.answer("PUT", &format!("/playlists/{id}"), Some(body)).await;
    assert_eq!((status, answer), (200, Value::Null));
    let changed = &stage.simulator.playlists()[0];
    assert_eq!(
        (changed.name.as_str(), changed.description.as_str(), changed.public),
        ("Renamed", "new", true)
    );
}

#[tokio::test]
async fn a_picture_is_taken_as_base64_of_a_jpeg_and_given_back() {
    let stage = Stage::open().await;
    let id = holding(&stage, &[1]).await;
    let url = format!("{}/playlists/{id}/images", stage.simulator.api_url());
    let jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    let put = async |kind: &'static str, body: String| {
        let request = stage
            .http
            .put(&url)
            .bearer_auth(&stage.token)
            .header(header::CONTENT_TYPE, kind);
        request.body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(put("image/png", STANDARD.encode(jpeg)).await, 400);
    assert_eq!(put("image/jpeg", STANDARD.encode("not a jpeg")).await, 400);
    assert_eq!(put("image/jpeg", "A".repeat(256 * 1024 + 1)).await, 413);
    assert_eq!(put("image/jpeg", STANDARD.encode(jpeg)).await, 202);
    let images = stage.get(&format!("/playlists/{id}/images")).await;
    let picture = stage.http.get(images[0]["url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(picture.bytes().await.unwrap()[..], jpeg);
}

#[tokio::test]
async fn reading_private_playlists_needs_the_scope() {
    let others: Vec<_> = SCOPES
        .split_whitespace()
        .filter(|scope| *scope != "playlist-read-private")
        .collect();
    let stage = Stage::with(|_| {}, &others.join(" ")).await;
    let id = holding(&stage, &[]).await;
    for path in [format!("/playlists/{id}"), format!("/playlists/{id}/items")] {
        assert_eq!(stage.answer("GET", &path, None).await.0, 403, "{path}");
    }
}

#[tokio::test]
async fn the_library_remembers_what_was_saved() {
    let stage = Stage::open().await;
    let [one, two] = [&uris(&stage, &[1])[0], &uris(&stage, &[2])[0]];
    let contains = format!("/me/library/contains?uris={one},{two}");
    assert_eq!(stage.get(&contains).await, json!([false, false]));
    assert_eq!(
        stage.answer("PUT", &format!("/me/library?uris={two}"), None).await.0,
        200
    );
    assert_eq!(stage.get(&contains).await, json!([false, true]));
    assert_eq!(
        stage.answer("DELETE", &format!("/me/library?uris={two}"), None).await.0,
        200
    );
    assert_eq!(stage.get(&contains).await, json!([false, false]));
    let many = vec![one.as_str(); 41].join(",");
    for bad in [many.as_str(), "", "spotify:sock:1", "one"] {
        assert_eq!(
            stage
                .answer("GET", &format!("/me/library/contains?uris={bad}"), None)
                .await
                .0,
            400,
            "{bad}"
        );
    }
}
