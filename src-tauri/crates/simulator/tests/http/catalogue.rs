//! The catalogue as clients see it: pictures, seeds and search results.

use std::collections::HashSet;

use reqwest::header;
use serde_json::Value;

use crate::harness::{Harness, SCOPES};

#[tokio::test]
async fn every_picture_is_a_png_of_the_size_it_claims() {
    let harness = Harness::open().await;
    let track = &harness.get("/me/top/tracks?limit=1").await["items"][0];
    let artist = &harness.get("/me/top/artists?limit=1").await["items"][0];
    for image in track["album"]["images"]
        .as_array()
        .unwrap()
        .iter()
        .chain(artist["images"].as_array().unwrap())
    {
        let response = harness.http.get(image["url"].as_str().unwrap()).send().await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_TYPE], "image/png");
        let bytes = response.bytes().await.unwrap();
        // Width and height are at fixed positions of every PNG.
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(
            (Value::from(side(16)), Value::from(side(20))),
            (image["width"].clone(), image["height"].clone())
        );
    }
}

#[tokio::test]
async fn an_unknown_picture_is_not_found() {
    let harness = Harness::open().await;
    for id in ["nonsense", "ab67616d0000b273", "ab67706c0000da844iV5W9uYEdYUVa79Axb7Rh"] {
        let url = format!("{}/image/{id}", harness.simulator.accounts_url());
        assert_eq!(harness.http.get(url).send().await.unwrap().status(), 404, "{id}");
    }
}

#[tokio::test]
async fn another_seed_is_another_world() {
    let one = Harness::open().await;
    let two = Harness::with(|options| options.seed = 2, SCOPES).await;
    let uris: HashSet<_> = one.simulator.track_uris().into_iter().collect();
    assert!(uris.len() >= 3000);
    assert!(two.simulator.track_uris().iter().all(|uri| !uris.contains(uri)));
}

#[tokio::test]
async fn search_gives_five_and_never_more_than_ten() {
    let harness = Harness::open().await;
    let five = harness.get("/search?q=the&type=track").await;
    assert_eq!(five["tracks"]["items"].as_array().unwrap().len(), 5);
    assert_eq!(
        harness.get("/search?q=the&type=track&limit=10").await["tracks"]["items"]
            .as_array()
            .unwrap()
            .len(),
        10
    );
    for (query, message) in [
        ("q=the&type=track&limit=11", "Invalid limit"),
        ("q=the&type=song", "Bad search type field song"),
        ("type=track", "No search query"),
        ("q=the&type=track&offset=1001", "Invalid offset"),
    ] {
        let (status, body): (u16, Value) = harness.answer("GET", &format!("/search?{query}"), None).await;
        assert_eq!((status, &body["error"]["message"]), (400, &message.into()), "{query}");
    }
}
