//! The simulator against Spotify's own description: each kind of answer is checked against Spotify's OpenAPI file, field by
//! field. A field that the file does not have is an error, and so is a field that the file has and the answer has not, unless
//! it is one of the `exceptions`. Skipped, with a message, if the file is not there.

mod exceptions;
mod schema;

use std::{collections::BTreeSet, io::Write as _, path::PathBuf};

use serde_json::{Value, json};
use simulator::QuotaMode;

use self::{
    exceptions::{ABSENT_WHERE_IT_DOES_NOT_APPLY, BEYOND_THE_FILE, LEFT_OUT_IN_DEVELOPMENT, NULL_BEYOND_THE_FILE},
    schema::{Exceptions, Schema},
};
use crate::harness::Harness;

/// Spotify's file, or why it could not be read.
fn file() -> Result<Value, String> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/spotify-openapi.yml");
    let path = std::env::var_os("SPOTIFY_OPENAPI").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(serde_saphyr::from_str(&text).unwrap())
}

/// The file as a schema to check with; `None` if it is not there.
fn schema(mode: QuotaMode) -> Option<Schema> {
    let file = match file() {
        Ok(file) => file,
        Err(why) => {
            // Not by `println!`, which shows only with tests that fail.
            let told = format!("skipped, because Spotify's OpenAPI file is not there (set SPOTIFY_OPENAPI): {why}\n");
            std::io::stderr().write_all(told.as_bytes()).unwrap();
            return None;
        }
    };
    let set = |list: &[&'static str]| list.iter().copied().collect::<BTreeSet<_>>();
    let mut absent = set(ABSENT_WHERE_IT_DOES_NOT_APPLY);
    if mode == QuotaMode::Development {
        absent.extend(LEFT_OUT_IN_DEVELOPMENT);
    }
    let exceptions = Exceptions {
        absent,
        unknown: set(BEYOND_THE_FILE),
        null: set(NULL_BEYOND_THE_FILE),
    };
    Some(Schema::new(file, exceptions))
}

/// One kind of request: method, path as the file has it, path as called, body.
type Call = (&'static str, &'static str, String, Option<Value>);

/// Every kind of request, in an order in which each works.
fn calls(harness: &Harness) -> Vec<Call> {
    let uris = harness.simulator.track_uris();
    let playlists = harness.simulator.playlists();
    let filled = playlists.iter().find(|playlist| !playlist.uris.is_empty()).unwrap();
    let get = |pattern, path: &str| ("GET", pattern, path.to_owned(), None);
    let items = format!("/playlists/{}/items", filled.id);
    let mut calls = vec![
        get("/me", "/me"),
        get("/me/player/recently-played", "/me/player/recently-played?limit=50"),
        get("/me/player/recently-played", "/me/player/recently-played?before=1"),
        get("/me/player/currently-playing", "/me/player/currently-playing"),
        get("/search", "/search?q=the&type=track"),
        get("/playlists/{playlist_id}/items", &format!("{items}?limit=50")),
        (
            "POST",
            "/me/playlists",
            "/me/playlists".into(),
            Some(json!({ "name": "New", "public": false })),
        ),
        (
            "POST",
            "/playlists/{playlist_id}/items",
            items,
            Some(json!({ "uris": uris[..100] })),
        ),
    ];
    for kind in ["artists", "tracks"] {
        for range in ["short_term", "medium_term", "long_term"] {
            calls.push(get(
                "/me/top/{type}",
                &format!("/me/top/{kind}?time_range={range}&limit=50"),
            ));
        }
    }
    calls
}

async fn every_answer_is_as_the_file_says(mode: QuotaMode) {
    let Some(schema) = schema(mode) else { return };
    let harness = Harness::open().await;
    harness.simulator.set_quota(mode);
    harness.simulator.set_now_playing(Some(7));
    let mut wrong = Vec::new();
    for (method, pattern, path, body) in calls(&harness) {
        let (status, answer) = harness.answer(method, &path, body).await;
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        wrong.extend(schema.complaints(method, pattern, status, &answer));
    }
    harness.simulator.set_advert_playing();
    let advert = harness.get("/me/player/currently-playing").await;
    wrong.extend(schema.complaints("GET", "/me/player/currently-playing", 200, &advert));
    wrong.extend(schema.unused());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn in_development_mode_every_answer_is_as_the_file_says_but_for_what_was_taken_away() {
    every_answer_is_as_the_file_says(QuotaMode::Development).await;
}

#[tokio::test]
async fn with_extended_quota_every_answer_is_as_the_file_says() {
    every_answer_is_as_the_file_says(QuotaMode::Extended).await;
}

#[tokio::test]
async fn errors_are_as_the_file_says() {
    let Some(schema) = schema(QuotaMode::Development) else {
        return;
    };
    let harness = Harness::with(|options| options.calls_per_30_secs = 2, "user-read-email").await;
    let (forbidden, body) = harness.answer("GET", "/me/top/tracks", None).await;
    let mut wrong = schema.complaints("GET", "/me/top/{type}", forbidden, &body);
    harness.get("/me").await;
    let (limited, body) = harness.answer("GET", "/me", None).await;
    wrong.extend(schema.complaints("GET", "/me", limited, &body));
    harness.simulator.expire_access_tokens();
    let (expired, body) = harness.answer("GET", "/me", None).await;
    wrong.extend(schema.complaints("GET", "/me", expired, &body));
    assert_eq!((forbidden, limited, expired), (403, 429, 401));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn everything_that_the_file_marks_as_gone_is_forbidden() {
    let Some(schema) = schema(QuotaMode::Development) else {
        return;
    };
    let harness = Harness::open().await;
    let gone = schema.deprecated();
    assert!(gone.len() > 30, "{gone:?}");
    for (method, path) in gone {
        let path = path.split('/').map(|part| {
            if part.starts_with('{') {
                "4iV5W9uYEdYUVa79Axb7Rh"
            } else {
                part
            }
        });
        let path = path.collect::<Vec<_>>().join("/");
        let (status, body) = harness.answer(&method, &path, None).await;
        assert_eq!(
            (status, &body["error"]["message"]),
            (403, &"Forbidden".into()),
            "{method} {path}"
        );
    }
}

#[test]
fn the_check_can_fail() {
    let Some(schema) = schema(QuotaMode::Development) else {
        return;
    };
    let complaints = |answer: Value| schema.complaints("POST", "/playlists/{playlist_id}/items", 201, &answer);
    assert!(complaints(json!({ "snapshot_id": "a" })).is_empty());
    assert!(complaints(json!({ "snapshot_id": "a", "surprise": 1 }))[0].contains("surprise"));
    assert!(complaints(json!({ "snapshot_id": 1 }))[0].contains("string"));
    assert!(complaints(json!({ "snapshot_id": null }))[0].contains("null"));
    assert!(complaints(json!({}))[0].contains("snapshot_id"));
    let status = schema.complaints(
        "POST",
        "/playlists/{playlist_id}/items",
        200,
        &json!({ "snapshot_id": "a" }),
    );
    assert!(status[0].contains("200"), "{status:?}");
}
