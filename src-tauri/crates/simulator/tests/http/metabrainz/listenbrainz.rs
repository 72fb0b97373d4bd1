//! The tags of artists, and looking up recordings by name.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use simulator::metabrainz::LISTENBRAINZ_TOKEN;

use super::harness::Brainz;

#[tokio::test]
async fn the_tags_of_a_hundred_artists_come_at_once_and_only_genres_have_an_id() {
    let brainz = Brainz::open().await;
    let truths = brainz.add(100).into_iter().map(|heard| brainz.truth(&heard.name));
    let truths: HashMap<_, _> = truths.filter_map(|truth| Some((truth.mbid.clone()?, truth))).collect();
    let unknown = "00000000-0000-4000-8000-000000000000".to_owned();
    let ids: Vec<_> = truths.keys().cloned().chain([unknown]).collect();
    let answer: Value = brainz.metadata(&ids.join(","), "tag").await.json().await.unwrap();
    let rows = answer.as_array().unwrap();
    assert_eq!(rows.len(), truths.len(), "the unknown one is left out");
    let mut junk = HashSet::new();
    for row in rows {
        let id = row["artist_mbid"].as_str().unwrap();
        let mut genres = Vec::new();
        for tag in row["tag"]["artist"].as_array().unwrap() {
            assert_eq!(tag["artist_mbid"], id);
            let name = tag["tag"].as_str().unwrap().to_owned();
            match tag.get("genre_mbid") {
                Some(genre) => {
                    assert_eq!(genre.as_str().unwrap().len(), 36);
                    genres.push((name, tag["count"].as_u64().unwrap() as u32));
                }
                None => drop(junk.insert(name)),
            }
        }
        genres.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        assert_eq!(genres, truths[id].genres);
    }
    assert!(junk.contains("seen live") && junk.contains("british"), "{junk:?}");
}

#[tokio::test]
async fn tags_come_only_if_asked_for_and_wrong_questions_are_refused() {
    let brainz = Brainz::open().await;
    let (_, truth) = brainz.find(&brainz.add(20), |truth| !truth.genres.is_empty());
    let id = truth.mbid.unwrap();
    let bare: Value = brainz.metadata(&id, "").await.json().await.unwrap();
    assert_eq!((&bare[0]["artist_mbid"], bare[0].get("tag")), (&json!(id), None));
    for (ids, inc, error) in [
        ("nonsense", "tag", "artist mbid nonsense is not valid."),
        ("", "tag", "artist mbid  is not valid."),
        (
            &id,
            "tags",
            "invalid inc argument 'tags'. Must be one of artist, tag, release, recording, release_group.",
        ),
    ] {
        let refused = brainz.metadata(ids, inc).await;
        assert_eq!(refused.status(), 400);
        assert_eq!(
            refused.json::<Value>().await.unwrap(),
            json!({ "code": 400, "error": error })
        );
    }
}

#[tokio::test]
async fn looking_up_needs_a_token() {
    let brainz = Brainz::open().await;
    let body = json!({ "recordings": [{ "artist_name": "a", "recording_name": "b" }] });
    for (authorization, error) in [
        (None, "You need to provide an Authorization header."),
        (Some("Basic abc"), "Provided Authorization header is invalid."),
        (Some("Token abc"), "Invalid authorization token."),
    ] {
        let refused = brainz.look_up(authorization, &body).await;
        assert_eq!(
            refused,
            (401, json!({ "code": 401, "error": error })),
            "{authorization:?}"
        );
    }
}

#[tokio::test]
async fn a_lookup_finds_most_artists_by_a_track_and_answers_for_each_in_order() {
    let brainz = Brainz::open().await;
    let artists = brainz.add(50);
    let mut recordings: Vec<_> = artists
        .iter()
        .map(|heard| json!({ "artist_name": heard.name, "recording_name": heard.tracks[0].title }))
        .collect();
    recordings[0]["recording_name"] = json!("No such track");
    let token = format!("Token {LISTENBRAINZ_TOKEN}");
    let (status, answer) = brainz.look_up(Some(&token), &json!({ "recordings": recordings })).await;
    assert_eq!(status, 200);
    let answers = answer.as_array().unwrap();
    assert_eq!(answers.len(), 50);
    let (mut right, mut missing) = (0, 0);
    for (at, answer) in answers.iter().enumerate() {
        assert_eq!(
            (&answer["index"], &answer["artist_name_arg"]),
            (&json!(at), &json!(artists[at].name))
        );
        let truth = brainz.truth(&artists[at].name);
        match answer["artist_mbids"].as_array() {
            None => missing += 1,
            Some(ids) if ids[..] == [json!(truth.mbid)] => right += 1,
            Some(_) => assert!(!truth.namesakes.is_empty()),
        }
    }
    assert_eq!(answers[0].get("recording_mbid"), None);
    assert!(right >= 38 && missing >= 2, "{right} right, {missing} missing");
    for recording in &mut recordings {
        recording["artist_name"] = json!("Nobody of this name");
    }
    let (_, answer) = brainz.look_up(Some(&token), &json!({ "recordings": recordings })).await;
    let mut answers = answer.as_array().unwrap().iter();
    assert!(answers.all(|answer| answer.get("recording_mbid").is_none()));
}

#[tokio::test]
async fn too_many_or_too_long_lookups_are_refused_as_a_whole() {
    let brainz = Brainz::open().await;
    let token = format!("Token {LISTENBRAINZ_TOKEN}");
    let one = |artist: String| json!({ "artist_name": artist, "recording_name": "b" });
    let refused = async |recordings: Value| {
        brainz
            .look_up(Some(&token), &json!({ "recordings": recordings }))
            .await
            .0
    };
    let many = |count| Value::from(vec![one("a".to_owned()); count]);
    assert_eq!(refused(many(50)).await, 200);
    assert_eq!(refused(many(51)).await, 400);
    assert_eq!(refused(json!([])).await, 400);
    assert_eq!(refused(json!([one("ä".repeat(249))])).await, 200);
    assert_eq!(refused(json!([one("ok".to_owned()), one("ä".repeat(250))])).await, 400);
    assert_eq!(refused(json!([{ "artist_name": "a" }])).await, 400);
}
