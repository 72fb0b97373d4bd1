//! Artists by name: how many at a time, accents and aliases, misses, answers that are cut off.

use ::genres::{Outcome, Service};

use crate::support::{Server, World, client, genre_names, look_up, mbid, named, run, titled};

#[tokio::test]
async fn names_go_out_twelve_at_a_time_and_genres_a_hundred_at_a_time() {
    let mut world = World::default();
    let wanted: Vec<_> = (0..25)
        .map(|key| {
            let name = format!("Band {key}x");
            world.artist(&name, "rock");
            named(key, &name)
        })
        .collect();
    let server = Server::start(world).await;
    let findings = run(&client(&server), wanted).await;

    assert_eq!(
        server.paths(),
        ["/ws/2/artist"; 3]
            .into_iter()
            .chain(["/1/metadata/artist/"])
            .collect::<Vec<_>>()
    );
    let queries: Vec<_> = server.values("query").concat();
    assert_eq!(
        queries
            .iter()
            .map(|query| (query.matches("artist:").count(), query.matches("alias:").count()))
            .collect::<Vec<_>>(),
        [(12, 12), (12, 12), (1, 1)]
    );
    assert!(
        findings[0].answers.iter().map(|answer| answer.key).eq(0..12),
        "in the caller's order"
    );
    assert_eq!(findings[0].progress.done, 0, "without genres nobody is done");
    let last = findings.last().unwrap();
    assert_eq!((last.progress.done, last.progress.total), (25, 25));
    assert!(
        last.answers
            .iter()
            .all(|answer| genre_names(&answer.outcome) == ["rock"])
    );
}

#[tokio::test]
async fn a_name_is_found_whatever_its_accents_case_dashes_and_quotes() {
    let mut world = World::default();
    for name in ["Björk", "JAY‐Z", "\"Weird Al\" Yankovic", "Sigur Rós"] {
        world.artist(name, "pop");
    }
    world.alias(1, "Jay-Z");
    world.alias(3, "Sigur Ros");
    let server = Server::start(world).await;
    let wanted = vec![
        named(0, "BJORK"),
        named(1, "Jay-Z"),
        named(2, "\"Weird Al\" Yankovic"),
        named(3, "Sigur Ros"),
    ];
    for (key, outcome) in look_up(&server, wanted).await {
        let Outcome::Known { mbid: found, from, .. } = outcome else {
            panic!("{key}: {outcome:?}");
        };
        assert_eq!((found, from), (mbid(key as usize), Service::ListenBrainz));
    }
}

#[tokio::test]
async fn an_artist_who_has_the_name_only_as_an_alias_is_found() {
    let mut world = World::default();
    world.artist("Bryan Müller", "techno");
    world.alias(0, "Skee Mask");
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![named(0, "Skee Mask")]).await;
    assert_eq!(genre_names(&outcomes[&0]), ["techno"]);
}

#[tokio::test]
async fn many_long_names_make_no_address_that_a_server_refuses() {
    let mut world = World::default();
    let wanted: Vec<_> = (0..30)
        .map(|key| {
            let name = format!("{}{key}", "桜".repeat(60));
            world.artist(&name, "j-pop");
            named(key, &name)
        })
        .collect();
    let server = Server::start(world).await;
    let outcomes = look_up(&server, wanted).await;
    assert!(outcomes.values().all(|outcome| genre_names(outcome) == ["j-pop"]));
    for arrived in server.arrived() {
        let length = arrived.uri.to_string().len();
        assert!(length < 8000, "{length}");
    }
}

#[tokio::test]
async fn a_whole_answer_without_the_name_is_a_miss_and_is_not_asked_about_genres() {
    let mut world = World::default();
    world.artist("Björk Tribute Band", "pop");
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![named(7, "Björk"), named(8, "Nobody")]).await;
    assert_eq!(outcomes, [(7, Outcome::Unknown), (8, Outcome::Unknown)].into());
    assert_eq!(server.paths().len(), 1);
}

#[tokio::test]
async fn the_name_that_fills_an_answer_does_not_cost_the_others_their_certainty() {
    let mut world = World::default();
    for number in 0..250 {
        world.artist(&format!("Queen {number}"), "rock");
    }
    let queen = world.artist("Queen", "glam rock");
    let low = world.artist("Low", "slowcore");
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![named(0, "Queen"), named(1, "Low"), named(2, "Nobody")]).await;

    assert!(matches!(outcomes[&0], Outcome::Known { mbid: found, .. } if found == mbid(queen)));
    assert!(matches!(outcomes[&1], Outcome::Known { mbid: found, .. } if found == mbid(low)));
    assert_eq!(outcomes[&2], Outcome::Unknown);
    let offsets = server.values("offset");
    assert_eq!(
        offsets[..5],
        [vec![], vec![], vec![], vec!["100".to_owned()], vec!["200".to_owned()]]
    );
}

#[tokio::test]
async fn a_name_with_too_many_hits_is_left_undecided_though_one_has_it() {
    let mut world = World::default();
    world.artist("Queen", "glam rock");
    for number in 0..500 {
        world.artist(&format!("Queen {number}"), "rock");
    }
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![named(0, "Queen")]).await;
    assert_eq!(outcomes[&0], Outcome::Undecided);
    assert_eq!(server.paths().len(), 1, "five pages are not begun");
}

#[tokio::test]
async fn a_title_decides_about_a_name_with_too_many_hits() {
    let mut world = World::default();
    let queen = world.artist("Queen", "glam rock");
    world.recording(queen, "Bohemian Rhapsody");
    for number in 0..500 {
        let other = world.artist(&format!("Queen {number}"), "rock");
        world.recording(other, "Bohemian Rhapsody");
    }
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![titled(0, "Queen", "Bohemian Rhapsody")]).await;
    assert_eq!(
        outcomes[&0],
        Outcome::Undecided,
        "the list of recordings is too long as well"
    );

    let mut world = World::default();
    for number in 0..500 {
        world.artist(&format!("Queen {number}"), "rock");
    }
    let queen = world.artist("Queen", "glam rock");
    world.recording(queen, "Bohemian Rhapsody");
    world.recording(3, "Bohemian Rhapsody");
    let server = Server::start(world).await;
    let outcomes = look_up(
        &server,
        vec![titled(0, "Queen", "Bohemian Rhapsody"), titled(1, "Queen", "Innuendo")],
    )
    .await;
    assert_eq!(genre_names(&outcomes[&0]), ["glam rock"]);
    assert_eq!(outcomes[&1], Outcome::Undecided);
}

#[tokio::test]
async fn what_no_search_can_find_and_what_is_nobodys_name_is_not_asked_for() {
    let server = Server::start(World::default()).await;
    let outcomes = look_up(
        &server,
        vec![named(0, " "), named(1, &"a".repeat(9000)), named(2, "Various Artists")],
    )
    .await;
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes.values().all(|outcome| *outcome == Outcome::Undecided));
    assert!(server.paths().is_empty());
}

#[tokio::test]
async fn a_lookup_that_is_dropped_in_the_middle_of_a_request_asks_it_again() {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    let server = Server::start(world).await;
    let mut lookup = client(&server).look_up(vec![named(0, "Low")]);
    {
        let mut next = Box::pin(lookup.next());
        while server.paths().is_empty() {
            tokio::select! {
                biased;
                _ = &mut next => break,
                () = tokio::task::yield_now() => {}
            }
        }
    }
    let mut last = None;
    while let Some(found) = lookup.next().await {
        last = found.answers.last().cloned();
    }
    assert_eq!(genre_names(&last.unwrap().outcome), ["slowcore"]);
}
