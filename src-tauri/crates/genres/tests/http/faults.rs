//! Failures of the services: never a miss, asked again, and given up only after several rounds.

use std::time::{Duration, Instant};

use ::genres::{Outcome, Service, Trouble};

use crate::support::{
    Fault, Server, World, client, genre_names, identified, linked, look_up, mbid, named, outcomes, run, titled,
};

fn world() -> World {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    world.link(0, "0000000000000000000001");
    world.artist("Nirvana", "grunge");
    world.artist("Nirvana", "psychedelic pop");
    world.recording(1, "Lithium");
    world
}

const BUSY: Fault = Fault::Status(
    503,
    &[],
    r#"{"error":"Your requests are exceeding the allowable rate limit."}"#,
);

/// Everything that is no answer.
fn faults() -> Vec<Fault> {
    vec![
        BUSY,
        Fault::Status(429, &[], "{}"),
        Fault::Status(500, &[], "oops"),
        Fault::Status(502, &[], "<html>"),
        Fault::Status(403, &[], r#"{"error":"blocked"}"#),
        Fault::Status(404, &[], "<html>a hotel's sign-in page"),
        Fault::Status(302, &[("location", "https://example.com")], ""),
        Fault::Status(200, &[], "<html>"),
        Fault::Status(200, &[], "{}"),
        Fault::Status(200, &[], ""),
        Fault::Half,
        Fault::Cut,
    ]
}

#[tokio::test]
async fn a_failure_anywhere_is_not_a_miss_and_is_asked_again() {
    for (path, before) in [
        ("/ws/2/url", 0),
        ("/ws/2/artist", 0),
        ("/ws/2/recording", 0),
        ("/ws/2/recording", 1),
        ("/1/metadata/artist/", 0),
    ] {
        for fault in faults() {
            let server = Server::start(world()).await;
            server.fail(path, vec![Fault::None; before].into_iter().chain([fault]));
            let wanted = vec![
                linked(0, "Low", "0000000000000000000001"),
                titled(1, "Nirvana", "Lithium"),
                named(2, "Nobody"),
            ];
            let outcomes = look_up(&server, wanted).await;
            assert_eq!(genre_names(&outcomes[&0]), ["slowcore"], "{path}");
            assert_eq!(genre_names(&outcomes[&1]), ["grunge"], "{path}");
            assert_eq!(outcomes[&2], Outcome::Unknown, "{path}");
            assert_eq!(server.paths().len(), 6, "{path}: the failed one twice, the others once");
        }
    }
}

#[tokio::test]
async fn a_question_that_is_never_answered_is_told_of_and_ends_as_not_answered() {
    let server = Server::start(world()).await;
    server.fail("/ws/2/artist", vec![BUSY; 100]);
    let findings = run(&client(&server), vec![named(0, "Low"), named(1, "Nobody")]).await;
    let troubles: Vec<_> = findings.iter().map(|found| found.trouble).collect();
    assert_eq!(troubles.len(), 3);
    assert!(troubles.iter().all(|trouble| matches!(
        trouble,
        Some(Trouble::NotAnswered {
            service: Service::MusicBrainz,
            ..
        })
    )));
    assert!(findings[..2].iter().all(|found| found.answers.is_empty()));
    assert_eq!(
        outcomes(&findings),
        [(0, Outcome::NotAnswered), (1, Outcome::NotAnswered)].into()
    );
    assert_eq!(server.paths().len(), 9);
}

#[tokio::test]
async fn a_question_that_fails_does_not_hold_up_what_comes_after() {
    let mut world = world();
    let wanted: Vec<_> = (0..24)
        .map(|key| {
            let name = format!("Band {key}x");
            world.artist(&name, "rock");
            named(key, &name)
        })
        .collect();
    let server = Server::start(world).await;
    server.fail("/ws/2/artist", vec![BUSY; 9]);
    let outcomes = look_up(&server, wanted).await;
    assert!((0..12).all(|key| outcomes[&key] == Outcome::NotAnswered));
    assert!((12..24).all(|key| genre_names(&outcomes[&key]) == ["rock"]));
}

#[tokio::test]
async fn when_listenbrainz_is_down_for_long_musicbrainz_is_asked_one_by_one() {
    let server = Server::start(world()).await;
    server.fail("/1/", vec![BUSY; 100]);
    let outcomes = look_up(&server, vec![identified(0, 0), identified(1, 1)]).await;
    for (key, genre) in [(0, "slowcore"), (1, "grunge")] {
        assert_eq!(genre_names(&outcomes[&key]), [genre]);
        assert!(matches!(
            outcomes[&key],
            Outcome::Known {
                from: Service::MusicBrainz,
                ..
            }
        ));
    }
    assert_eq!((server.count("/1/"), server.count("/ws/2/artist/")), (9, 2));
}

#[tokio::test]
async fn a_question_that_is_refused_is_asked_in_parts() {
    let refusal = || Fault::Status(400, &[], r#"{"error":"bad query"}"#);
    let server = Server::start(world()).await;
    server.fail("/ws/2/artist", [refusal(), refusal()]);
    let outcomes = look_up(&server, vec![named(0, "Low"), named(1, "Nobody")]).await;
    assert_eq!(outcomes[&0], Outcome::NotAnswered, "refused by itself");
    assert_eq!(outcomes[&1], Outcome::Unknown);
    assert_eq!(server.paths().len(), 3);
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let server = Server::start(world()).await;
    server.fail("/ws/2/artist", [Fault::Status(503, &[("retry-after", "1")], "")]);
    look_up(&server, vec![named(0, "Nobody")]).await;
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    assert!(arrived[1].at - arrived[0].at >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_long_pause_is_told_of_at_once_and_then_kept() {
    let server = Server::start(world()).await;
    server.fail("/ws/2/artist", [Fault::Status(503, &[("retry-after", "600")], "")]);
    let client = client(&server);
    let mut lookup = client.look_up(vec![named(0, "Low"), identified(1, 1)]);
    let start = Instant::now();
    let found = lookup.next().await.unwrap();
    let Some(Trouble::NotAnswered { service, until }) = found.trouble else {
        panic!("{found:?}");
    };
    assert_eq!(service, Service::MusicBrainz);
    assert_eq!(until.to_rfc3339(), "2026-11-20T10:10:00+00:00");
    assert!(start.elapsed() < Duration::from_secs(60));
    let others = lookup.next().await.unwrap();
    assert_eq!(others.answers.len(), 1, "ListenBrainz is asked meanwhile");
    assert_eq!(genre_names(&others.answers[0].outcome), ["grunge"]);
    let soon = tokio::time::timeout(Duration::from_millis(300), lookup.next()).await;
    assert!(soon.is_err(), "MusicBrainz is not asked in the pause");
    assert_eq!(server.paths(), ["/ws/2/artist", "/1/metadata/artist/"]);
}

#[tokio::test]
async fn titles_are_asked_about_while_listenbrainz_pauses() {
    let server = Server::start(world()).await;
    let pause = Fault::Status(429, &[("retry-after", "600")], "");
    server.fail("/1/metadata/artist/", [pause]);
    let mut wanted: Vec<_> = (1..=100).map(|key| identified(key, 0)).collect();
    wanted.push(titled(0, "Nirvana", "Lithium"));
    let mut lookup = client(&server).look_up(wanted);
    let mut answers = Vec::new();
    while answers.is_empty() {
        let next = tokio::time::timeout(Duration::from_secs(20), lookup.next());
        answers = next.await.unwrap().unwrap().answers;
    }
    assert_eq!(answers[0].outcome, Outcome::Identified { mbid: mbid(1) });
    let expected = [
        "/1/metadata/artist/",
        "/ws/2/artist",
        "/ws/2/recording",
        "/ws/2/recording",
    ];
    assert_eq!(server.paths(), expected);
}

#[tokio::test]
async fn a_spent_window_of_listenbrainz_is_waited_for() {
    let mut world = World::default();
    let wanted: Vec<_> = (0..150)
        .map(|number| {
            world.artist("Somebody", "rock");
            identified(number, number as usize)
        })
        .collect();
    let server = Server::start(world).await;
    server.fail(
        "/1/",
        [Fault::Headers(&[
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset-in", "1"),
        ])],
    );
    assert_eq!(look_up(&server, wanted).await.len(), 150);
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    assert!(arrived[1].at - arrived[0].at >= Duration::from_secs(1));
}
