//! The simulator held to Spotify's own words: each kind of answer is checked against Spotify's OpenAPI file, field by field.
//! A field that the file does not know is an error, and so is one that the file has and the answer has not, unless it is on one
//! of the lists below. Skipped, saying so, where the file is not at hand.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "clippy takes only functions marked as tests for tests"
)]

#[path = "behaviour/stage.rs"]
#[expect(dead_code, reason = "only the other tests move the clock and refresh")]
mod stage;

#[path = "openapi/schema.rs"]
mod schema;

use std::{collections::BTreeSet, path::PathBuf};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use simulator::{QuotaMode, Simulator};

use crate::{
    schema::{Exceptions, Schema},
    stage::Stage,
};

/// Fields that Development Mode leaves out since February 2026, as `Schema.field`. All but the last stand in the file as deprecated.
const LEFT_OUT_IN_DEVELOPMENT: &[&str] = &[
    // Artists have no genres, followers and popularity any more.
    "ArtistObject.followers",
    "ArtistObject.genres",
    "ArtistObject.popularity",
    // Nothing says where it may be played, or how often it is.
    "AlbumBase.available_markets",
    "AlbumObject.label",
    "AlbumObject.popularity",
    "SimplifiedTrackObject.available_markets",
    "TrackObject.available_markets",
    "TrackObject.popularity",
    // The listener's own data is reduced to a name and a picture.
    "PrivateUserObject.country",
    "PrivateUserObject.email",
    "PrivateUserObject.explicit_content",
    "PrivateUserObject.followers",
    "PrivateUserObject.product",
    // `tracks` and `track` are called `items` and `item` now.
    "PlaylistObject.tracks",
    "SimplifiedPlaylistObject.tracks",
    "PlaylistTrackObject.track",
    // Others' playlists do not tell what they hold.
    "PlaylistObject.items",
];

/// Fields that are absent from a true answer in either mode.
const ABSENT_WHERE_IT_DOES_NOT_APPLY: &[&str] = &[
    // Only where something is restricted, or was replaced by another release of it.
    "AlbumBase.restrictions",
    "SimplifiedTrackObject.restrictions",
    "SimplifiedTrackObject.linked_from",
    "TrackObject.restrictions",
    "TrackObject.linked_from",
    // A recording has an ISRC, a release a UPC; few have an EAN.
    "ExternalIdObject.isrc",
    "ExternalIdObject.upc",
    "ExternalIdObject.ean",
    // Only the types asked for.
    "response.tracks",
    "response.artists",
    "response.albums",
    "response.playlists",
    "response.shows",
    "response.episodes",
    "response.audiobooks",
    // Recently-played knows no total.
    "CursorPagingObject.total",
    // The full player has these; currently-playing does not.
    "CurrentlyPlayingContextObject.device",
    "CurrentlyPlayingContextObject.repeat_state",
    "CurrentlyPlayingContextObject.shuffle_state",
    // Only what is disallowed is named, one level deeper than the file says.
    "DisallowsObject.interrupting_playback",
    "DisallowsObject.pausing",
    "DisallowsObject.resuming",
    "DisallowsObject.seeking",
    "DisallowsObject.skipping_next",
    "DisallowsObject.skipping_prev",
    "DisallowsObject.toggling_repeat_context",
    "DisallowsObject.toggling_shuffle",
    "DisallowsObject.toggling_repeat_track",
    "DisallowsObject.transferring_playback",
];

/// What Spotify sends although its file does not say so.
const BEYOND_THE_FILE: &[&str] = &["DisallowsObject.disallows"];

/// What Spotify sends as null although its file does not say so.
const NULL_BEYOND_THE_FILE: &[&str] = &[
    // Played from a place that has no page, such as the liked songs.
    "PlayHistoryObject.context",
    "CurrentlyPlayingContextObject.context",
    // During an advertisement.
    "CurrentlyPlayingContextObject.item",
    // Nothing was played in the stretch asked for, or nothing more.
    "CursorPagingObject.cursors",
    "CursorPagingObject.next",
    // A playlist that was taken down, and one with nothing to make a picture from.
    "PagingPlaylistObject.items[]",
    "PlaylistObject.images",
    "SimplifiedPlaylistObject.images",
];

/// Spotify's file, or why there is none.
fn file() -> Result<Value, String> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/spotify-openapi.yml");
    let path = std::env::var_os("SPOTIFY_OPENAPI").map_or_else(beside, PathBuf::from);
    let text = std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(serde_saphyr::from_str(&text).unwrap())
}

/// The file as a schema to check with, unless it is not at hand.
fn schema(mode: QuotaMode) -> Option<Schema> {
    let file = match file() {
        Ok(file) => file,
        Err(why) => {
            println!("skipped, for want of Spotify's OpenAPI file (set SPOTIFY_OPENAPI): {why}");
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

fn id_in(uri: &str) -> &str {
    uri.rsplit(':').next().unwrap_or_default()
}

/// Every kind of request there is, in an order in which each works.
async fn calls(stage: &Stage) -> Vec<Call> {
    let uris = stage.simulator.catalogue();
    let track = stage.get(&format!("/tracks/{}", id_in(&uris[3]))).await;
    let (album, artist) = (
        track["album"]["id"].as_str().unwrap(),
        track["artists"][0]["id"].as_str().unwrap(),
    );
    let filled = own(&stage.simulator, |count| count > 0);
    let empty = own(&stage.simulator, |count| count == 0);
    let others = stage.get("/me/playlists?limit=50").await;
    let others = others["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["owner"]["id"] == "slowmeridian");
    let others = others.unwrap()["id"].as_str().unwrap();
    let get = |pattern, path: String| ("GET", pattern, path, None);
    let items = format!("/playlists/{filled}/items");
    let mut calls = vec![
        get("/me", "/me".into()),
        get(
            "/me/player/recently-played",
            "/me/player/recently-played?limit=50".into(),
        ),
        get(
            "/me/player/recently-played",
            "/me/player/recently-played?before=1".into(),
        ),
        get("/me/player/currently-playing", "/me/player/currently-playing".into()),
        get("/artists/{id}", format!("/artists/{artist}")),
        get("/albums/{id}", format!("/albums/{album}")),
        get("/albums/{id}/tracks", format!("/albums/{album}/tracks")),
        get("/tracks/{id}", format!("/tracks/{}", id_in(&uris[3]))),
        get(
            "/search",
            "/search?q=the&type=album,artist,track,playlist,show,episode,audiobook&limit=10".into(),
        ),
        get("/search", "/search?q=the&type=track".into()),
        get("/search", "/search?q=the&type=artist".into()),
        get("/me/playlists", "/me/playlists?limit=50".into()),
        get("/playlists/{playlist_id}", format!("/playlists/{filled}")),
        get("/playlists/{playlist_id}", format!("/playlists/{empty}")),
        get("/playlists/{playlist_id}", format!("/playlists/{others}")),
        get("/playlists/{playlist_id}/items", format!("{items}?limit=50")),
        get("/playlists/{playlist_id}/images", format!("/playlists/{filled}/images")),
        get(
            "/me/library/contains",
            format!("/me/library/contains?uris={},{}", uris[0], uris[1]),
        ),
        ("PUT", "/me/library", format!("/me/library?uris={}", uris[0]), None),
        ("DELETE", "/me/library", format!("/me/library?uris={}", uris[0]), None),
        (
            "POST",
            "/me/playlists",
            "/me/playlists".into(),
            Some(json!({ "name": "New", "public": false })),
        ),
        (
            "PUT",
            "/playlists/{playlist_id}",
            format!("/playlists/{filled}"),
            Some(json!({ "name": "Changed" })),
        ),
        (
            "POST",
            "/playlists/{playlist_id}/items",
            items.clone(),
            Some(json!({ "uris": uris[..100] })),
        ),
        (
            "DELETE",
            "/playlists/{playlist_id}/items",
            items.clone(),
            Some(json!({ "items": [{ "uri": uris[0] }] })),
        ),
        (
            "PUT",
            "/playlists/{playlist_id}/items",
            items.clone(),
            Some(json!({ "uris": uris[..3] })),
        ),
        (
            "PUT",
            "/playlists/{playlist_id}/items",
            items,
            Some(json!({ "range_start": 0, "insert_before": 3 })),
        ),
    ];
    for kind in ["artists", "tracks"] {
        for range in ["short_term", "medium_term", "long_term"] {
            calls.push(get(
                "/me/top/{type}",
                format!("/me/top/{kind}?time_range={range}&limit=50"),
            ));
        }
    }
    calls
}

/// A playlist of the listener's whose length pleases; its id.
fn own(simulator: &Simulator, pleases: impl Fn(usize) -> bool) -> String {
    simulator
        .playlists()
        .into_iter()
        .find(|playlist| pleases(playlist.uris.len()))
        .unwrap()
        .id
}

async fn every_answer_is_as_the_file_says(mode: QuotaMode) {
    let Some(schema) = schema(mode) else { return };
    let stage = Stage::open().await;
    stage.simulator.set_quota(mode);
    stage.simulator.set_now_playing(Some(7));
    let mut wrong = Vec::new();
    for (method, pattern, path, body) in calls(&stage).await {
        let (status, answer) = stage.answer(method, &path, body).await;
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        wrong.extend(schema.complaints(method, pattern, status, &answer));
    }
    stage.simulator.set_advert_playing();
    let advert = stage.get("/me/player/currently-playing").await;
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
    let stage = Stage::with(|options| options.calls_per_30_secs = 2, "user-read-email").await;
    let (forbidden, body) = stage.answer("GET", "/me/top/tracks", None).await;
    let mut wrong = schema.complaints("GET", "/me/top/{type}", forbidden, &body);
    stage.get("/me").await;
    let (limited, body) = stage.answer("GET", "/me", None).await;
    wrong.extend(schema.complaints("GET", "/me", limited, &body));
    stage.simulator.expire_access_tokens();
    let (expired, body) = stage.answer("GET", "/me", None).await;
    wrong.extend(schema.complaints("GET", "/me", expired, &body));
    assert_eq!((forbidden, limited, expired), (403, 429, 401));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_picture_is_accepted_as_the_file_says() {
    let Some(schema) = schema(QuotaMode::Development) else {
        return;
    };
    let stage = Stage::open().await;
    let id = own(&stage.simulator, |_| true);
    let url = format!("{}/playlists/{id}/images", stage.simulator.api_url());
    let request = stage
        .http
        .put(url)
        .bearer_auth(&stage.token)
        .header("content-type", "image/jpeg");
    let response = request.body(STANDARD.encode([0xFF, 0xD8, 0xFF])).send().await.unwrap();
    let wrong = schema.complaints(
        "PUT",
        "/playlists/{playlist_id}/images",
        response.status().as_u16(),
        &Value::Null,
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let images = stage.get(&format!("/playlists/{id}/images")).await;
    assert_eq!(
        schema.complaints("GET", "/playlists/{playlist_id}/images", 200, &images),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn everything_that_the_file_marks_as_gone_is_forbidden() {
    let Some(schema) = schema(QuotaMode::Development) else {
        return;
    };
    let stage = Stage::open().await;
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
        let (status, body) = stage.answer(&method, &path, None).await;
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
