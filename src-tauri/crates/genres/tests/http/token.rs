//! The quicker way of a listener with a ListenBrainz token.

use ::genres::{Outcome, Pacing, Trouble};
use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Fault, Server, World, client_with, genre_names, mbid, named, outcomes, run, titled};

fn world() -> World {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    world.artist("Nirvana", "grunge");
    world.artist("Nirvana", "psychedelic pop");
    world.artist("Low Tribute", "pop");
    world.recording(0, "Lullaby");
    world.recording(1, "Lithium");
    world.recording(3, "Sunflower");
    world
}

#[tokio::test]
async fn names_with_titles_go_to_listenbrainz_fifty_at_a_time() {
    let mut world = world();
    let wanted: Vec<_> = (0..60)
        .map(|key| {
            let name = format!("Band {key}x");
            let artist = world.artist(&name, "rock");
            world.recording(artist, "Song");
            titled(key, &name, "Song")
        })
        .collect();
    let server = Server::start(world).await;
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let found = outcomes(&run(&client, wanted).await);
    assert!(found.values().all(|outcome| genre_names(outcome) == ["rock"]));
    assert_eq!(
        server.paths(),
        ["/1/metadata/lookup/", "/1/metadata/lookup/", "/1/metadata/artist/"]
    );
    let first = &server.arrived()[0];
    assert_eq!(first.method, Method::POST);
    assert_eq!(first.headers["authorization"], "Token hunter2");
    assert!(first.uri.query().is_none());
    let body: Value = serde_json::from_slice(&first.body).unwrap();
    assert_eq!(body.as_object().unwrap().len(), 1);
    let recordings = body["recordings"].as_array().unwrap();
    assert_eq!(recordings.len(), 50);
    assert_eq!(
        recordings[0],
        json!({"artist_name": "Band 0x", "recording_name": "Song"})
    );
    assert!(
        server.arrived()[2..]
            .iter()
            .all(|request| !request.headers.contains_key("authorization")),
        "the token goes out only where it is needed"
    );
}

#[tokio::test]
async fn what_listenbrainz_cannot_tell_for_certain_goes_the_usual_way() {
    let server = Server::start(world()).await;
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let wanted = vec![
        titled(0, "Low", "Sunflower"),
        titled(1, "Nirvana", "Lithium"),
        named(2, "Nobody"),
    ];
    let found = outcomes(&run(&client, wanted).await);
    assert!(
        matches!(found[&0], Outcome::Known { mbid: found, .. } if found == mbid(0)),
        "not the tribute"
    );
    assert!(matches!(found[&1], Outcome::Known { mbid: found, .. } if found == mbid(1)));
    assert_eq!(found[&2], Outcome::Unknown);
    let queries = server.values("query").concat();
    assert_eq!(
        queries,
        [r#"artist:"Low" OR alias:"Low" OR artist:"Nobody" OR alias:"Nobody""#]
    );
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_of_and_not_used_again() {
    let mut world = world();
    let wanted: Vec<_> = (0..60)
        .map(|key| {
            let name = format!("Band {key}x");
            world.artist(&name, "rock");
            titled(key, &name, "Song")
        })
        .collect();
    let server = Server::start(world).await;
    server.fail(
        "/1/metadata/lookup/",
        [Fault::Status(401, &[], r#"{"code":401,"error":"Invalid"}"#)],
    );
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let findings = run(&client, wanted).await;
    assert_eq!(findings[0].trouble, Some(Trouble::TokenRefused));
    assert!(findings[1..].iter().all(|found| found.trouble.is_none()));
    assert_eq!(server.count("/1/metadata/lookup/"), 1);
    assert!(
        outcomes(&findings)
            .values()
            .all(|outcome| genre_names(outcome) == ["rock"])
    );
}

#[tokio::test]
async fn when_the_quicker_way_fails_the_usual_one_is_taken() {
    let server = Server::start(world()).await;
    server.fail("/1/metadata/lookup/", vec![Fault::Half; 100]);
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let wanted = (0..60).map(|key| titled(key, "Low", "Lullaby")).collect();
    let found = outcomes(&run(&client, wanted).await);
    assert!(found.values().all(|outcome| genre_names(outcome) == ["slowcore"]));
    assert_eq!(
        (server.count("/1/metadata/lookup/"), server.count("/ws/2/artist")),
        (3, 1)
    );
}
