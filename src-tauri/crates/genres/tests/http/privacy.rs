//! What leaves the computer: links or names, one title for namesakes, ids that the services themselves gave, and nothing else.

use std::collections::BTreeSet;

use ::genres::{Pacing, WantedArtist, WantedTrack};
use axum::http::Method;

use crate::support::{ANTHEM, LENGTH_MS, Server, World, client_with, lasting, linked, named, run, titled};

fn world() -> World {
    let mut world = World::default();
    for name in ["Low", "Nirvana", "Nirvana", "Duster", "Bedhead"] {
        world.artist(name, "rock");
    }
    for _ in 0..5 {
        world.artist("Codeine", "rock");
    }
    world.recording(1, "Lithium");
    world.link(4, "0000000000000000000004");
    world.unknown_to_listenbrainz(0);
    world
}

fn wanted() -> Vec<WantedArtist> {
    let secret = |artist: WantedArtist| WantedArtist {
        track: Some(WantedTrack {
            title: "Private Title".to_owned(),
            length_ms: Some(LENGTH_MS),
            other_titles: vec!["Private Title".to_owned(), ANTHEM.to_owned()],
        }),
        ..artist
    };
    vec![
        secret(named(71_001, "Low")),
        titled(71_002, "Nirvana", "Lithium"),
        named(71_003, "Duster"),
        lasting(71_006, "Nirvana", "Private Title", None),
        lasting(71_007, "Codeine", "Private Title", None),
        secret(linked(71_004, "Private Name", "0000000000000000000004")),
        secret(linked(71_005, "Private Name", "0000000000000000000005")),
    ]
}

#[tokio::test]
async fn requests_hold_links_names_and_one_title_and_nothing_else() {
    for token in [None, Some("hunter2")] {
        requests_hold_nothing_else(token).await;
    }
}

async fn requests_hold_nothing_else(token: Option<&str>) {
    let server = Server::start(world()).await;
    let (client, _) = client_with(&server, Pacing::StandIn, token);
    run(&client, wanted()).await;

    assert!(server.arrived().iter().all(|request| request.body.is_empty()));
    let seen: BTreeSet<_> = server
        .arrived()
        .iter()
        .map(|request| {
            let query: Vec<_> = request
                .pairs()
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            format!("{} {}", request.uri.path(), query.join(" & "))
        })
        .collect();
    let id = |number| format!("8f6bd1e4-fbe1-4f50-aa9b-{number:012}");
    let genres_of = [0, 1, 3, 4].map(id).join(",");
    let expected = BTreeSet::from([
        "/ws/2/url resource=https://open.spotify.com/artist/0000000000000000000004 & \
         resource=https://open.spotify.com/artist/0000000000000000000005 & inc=artist-rels & fmt=json"
            .to_owned(),
        r#"/ws/2/artist query=artist:"Low" OR alias:"Low" OR artist:"Nirvana" OR alias:"Nirvana" OR artist:"Duster" OR alias:"Duster" OR artist:"Codeine" OR alias:"Codeine" & limit=100 & fmt=json"#.to_owned(),
        r#"/ws/2/recording query=recording:"Lithium" AND artist:"Nirvana" & limit=100 & fmt=json"#.to_owned(),
        r#"/ws/2/recording query=artist:"Codeine" & limit=100 & fmt=json"#.to_owned(),
        format!("/ws/2/recording artist={} & limit=100 & fmt=json", id(1)),
        format!("/ws/2/recording artist={} & limit=100 & fmt=json", id(2)),
        format!("/1/metadata/artist/ artist_mbids={genres_of} & inc=tag"),
        format!("/ws/2/artist/{} inc=genres & fmt=json", id(0)),
    ]);
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn headers_name_the_program_and_nothing_about_the_listener_and_bodies_are_empty() {
    let server = Server::start(world()).await;
    let (client, _) = client_with(&server, Pacing::StandIn, None);
    run(&client, wanted()).await;

    let arrived = server.arrived();
    assert_eq!(arrived.len(), 9);
    for request in arrived {
        assert_eq!(request.method, Method::GET);
        assert!(request.body.is_empty());
        let mut names: Vec<_> = request.headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
        assert_eq!(request.headers["accept"], "application/json");
        let user_agent = request.headers["user-agent"].to_str().unwrap();
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(user_agent, format!("Tonearm/{version} ( https://example.com/tonearm )"));
    }
}
