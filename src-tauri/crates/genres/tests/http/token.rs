//! What a ListenBrainz token changes: it goes along with questions for genres, and nothing else does.

use ::genres::{Outcome, Pacing, Trouble};

use crate::support::{Fault, Server, World, client_with, genre_names, identified, named, outcomes, run, titled};

const REFUSAL: Fault = Fault::Status(401, &[], r#"{"code":401,"error":"Invalid authorization token."}"#);

fn world() -> World {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    world.artist("Nirvana", "grunge");
    world.artist("Nirvana", "psychedelic pop");
    world.recording(0, "Lullaby");
    world.recording(1, "Lithium");
    world
}

#[tokio::test]
async fn the_token_goes_to_listenbrainz_alone_and_titles_do_not() {
    let server = Server::start(world()).await;
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let wanted = vec![
        titled(0, "Low", "Lullaby"),
        titled(1, "Nirvana", "Lithium"),
        named(2, "Nobody"),
    ];
    let found = outcomes(&run(&client, wanted).await);
    assert_eq!(genre_names(&found[&0]), ["slowcore"]);
    assert_eq!(genre_names(&found[&1]), ["grunge"]);
    assert_eq!(found[&2], Outcome::Unknown);
    let expected = [
        "/ws/2/artist",
        "/ws/2/recording",
        "/ws/2/recording",
        "/1/metadata/artist/",
    ];
    assert_eq!(server.paths(), expected);
    let tokens: Vec<_> = server
        .arrived()
        .iter()
        .map(|request| {
            request
                .headers
                .get("authorization")
                .map(|token| token.to_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(tokens, [None, None, None, Some("Token hunter2".to_owned())]);
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_of_once_and_not_used_again() {
    let mut world = world();
    let wanted: Vec<_> = (0..250)
        .map(|key| identified(key, world.artist(&format!("Band {key}"), "rock")))
        .collect();
    let server = Server::start(world).await;
    server.fail("/1/metadata/artist/", [REFUSAL]);
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let findings = run(&client, wanted.clone()).await;
    assert_eq!(findings[0].trouble, Some(Trouble::TokenRefused));
    assert!(findings[1..].iter().all(|found| found.trouble.is_none()));
    assert!(
        outcomes(&findings)
            .values()
            .all(|outcome| genre_names(outcome) == ["rock"])
    );
    let again = run(&client, wanted).await;
    assert!(again.iter().all(|found| found.trouble.is_none()));
    let with_token = |server: &Server| {
        let arrived = server.arrived();
        let mut tokens = arrived
            .iter()
            .map(|request| request.headers.contains_key("authorization"));
        (tokens.next(), tokens.filter(|has_token| *has_token).count())
    };
    assert_eq!(with_token(&server), (Some(true), 0));
    assert_eq!(server.count("/1/metadata/artist/"), 1 + 3 + 3);
}

#[tokio::test]
async fn two_lookups_at_a_time_tell_of_a_refused_token_once() {
    let server = Server::start(world()).await;
    server.fail("/1/metadata/artist/", [REFUSAL, REFUSAL]);
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let (one, other) = tokio::join!(
        run(&client, vec![identified(0, 0)]),
        run(&client, vec![identified(1, 1)])
    );
    let troubles = one.iter().chain(&other).filter_map(|found| found.trouble);
    assert_eq!(troubles.collect::<Vec<_>>(), [Trouble::TokenRefused]);
    assert_eq!(genre_names(&outcomes(&one)[&0]), ["slowcore"]);
    assert_eq!(genre_names(&outcomes(&other)[&1]), ["grunge"]);
}

#[tokio::test]
async fn without_any_answer_but_by_token_musicbrainz_is_asked() {
    let server = Server::start(world()).await;
    server.fail("/1/metadata/artist/", vec![REFUSAL; 100]);
    let (client, _) = client_with(&server, Pacing::StandIn, Some("hunter2"));
    let findings = run(&client, vec![identified(0, 0), identified(1, 1), identified(2, 2)]).await;
    let genres: Vec<_> = outcomes(&findings)
        .values()
        .map(|outcome| genre_names(outcome).concat())
        .collect();
    assert_eq!(genres, ["slowcore", "grunge", "psychedelic pop"]);
    assert_eq!(server.count("/1/metadata/artist/"), 2);
}
