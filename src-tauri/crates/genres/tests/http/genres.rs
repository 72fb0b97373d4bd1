//! Genres of artists who were identified.

use ::genres::{Outcome, Pacing, Question, Service};

use crate::support::{Server, World, client_with, genre_names, identified, look_up, mbid, outcomes, run};

#[tokio::test]
async fn an_artist_identified_earlier_is_asked_about_genres_alone() {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    let server = Server::start(world).await;
    let outcomes = look_up(&server, vec![identified(3, 0)]).await;
    assert_eq!(
        genre_names(&outcomes[&3]),
        ["slowcore"],
        "and not the tag that is no genre"
    );
    assert_eq!(server.paths(), ["/1/metadata/artist/"]);
}

#[tokio::test]
async fn whom_listenbrainz_does_not_know_musicbrainz_is_asked_about() {
    let mut world = World::default();
    for name in ["Low", "Duster", "Bedhead"] {
        world.artist(name, "slowcore");
    }
    world.unknown_to_listenbrainz(1);
    world.gone(2);
    let server = Server::start(world).await;
    let wanted = vec![identified(0, 0), identified(1, 1), identified(2, 2), identified(9, 1)];
    let outcomes = look_up(&server, wanted).await;
    let told_by = |key: u32| match &outcomes[&key] {
        Outcome::Known { from, .. } => Some(*from),
        _ => None,
    };
    assert_eq!(told_by(0), Some(Service::ListenBrainz));
    assert_eq!(told_by(1), Some(Service::MusicBrainz));
    assert_eq!(told_by(9), Some(Service::MusicBrainz));
    assert_eq!(outcomes[&2], Outcome::Unknown, "an artist whom MusicBrainz has no more");
    assert_eq!(server.count("/ws/2/artist/"), 2, "each once");
}

#[tokio::test]
async fn every_request_is_told_of() {
    let mut world = World::default();
    world.artist("Low", "slowcore");
    world.unknown_to_listenbrainz(0);
    let server = Server::start(world).await;
    let (client, told) = client_with(&server, Pacing::StandIn, None);
    let found = outcomes(&run(&client, vec![crate::support::named(0, "Low")]).await);
    assert!(matches!(found[&0], Outcome::Known { mbid: found, .. } if found == mbid(0)));
    let told: Vec<_> = told
        .lock()
        .unwrap()
        .iter()
        .map(|sent| (sent.service, sent.question, sent.artists))
        .collect();
    assert_eq!(
        told,
        [
            (Service::MusicBrainz, Question::Names, 1),
            (Service::ListenBrainz, Question::Genres, 1),
            (Service::MusicBrainz, Question::Genres, 1),
        ]
    );
}
