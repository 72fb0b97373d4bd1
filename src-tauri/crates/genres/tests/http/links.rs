//! Artists by their Spotify links.

use ::genres::Outcome;

use crate::support::{Server, World, genre_names, linked, look_up, mbid};

fn spotify_id(number: u32) -> String {
    format!("{number:0>22}")
}

#[tokio::test]
async fn a_hundred_links_go_out_at_a_time_exactly_as_musicbrainz_keeps_them() {
    let mut world = World::default();
    let wanted: Vec<_> = (0..230)
        .map(|key| {
            let artist = world.artist("Somebody", "rock");
            world.link(artist, &spotify_id(key));
            linked(key, "Somebody", &spotify_id(key))
        })
        .collect();
    let server = Server::start(world).await;
    let outcomes = look_up(&server, wanted).await;

    assert_eq!(outcomes.len(), 230);
    for (key, outcome) in &outcomes {
        assert!(matches!(outcome, Outcome::Known { mbid: found, .. } if *found == mbid(*key as usize)));
    }
    assert_eq!((server.count("/ws/2/url"), server.count("/1/")), (3, 3));
    assert_eq!(server.paths().len(), 6);
    let resources = server.values("resource");
    let counts: Vec<_> = resources.iter().map(Vec::len).filter(|count| *count > 0).collect();
    assert_eq!(counts, [100, 100, 30]);
    assert_eq!(
        resources[0][1],
        format!("https://open.spotify.com/artist/{}", spotify_id(1))
    );
}

#[tokio::test]
async fn a_single_link_is_answered_in_its_own_way() {
    let mut world = World::default();
    let artist = world.artist("Low", "slowcore");
    world.link(artist, &spotify_id(1));
    let server = Server::start(world).await;
    let known = look_up(&server, vec![linked(1, "Low", &spotify_id(1))]).await;
    assert_eq!(genre_names(&known[&1]), ["slowcore"]);
    let unknown = look_up(&server, vec![linked(2, "Low", &spotify_id(2))]).await;
    assert_eq!(unknown[&2], Outcome::Unlinked);
}

#[tokio::test]
async fn an_artist_without_a_link_is_not_called_unknown_and_one_of_two_is_not_guessed() {
    let mut world = World::default();
    for name in ["Low", "One Half", "Other Half"] {
        world.artist(name, "slowcore");
    }
    world.link(1, &spotify_id(5));
    world.link(2, &spotify_id(5));
    let server = Server::start(world).await;
    let wanted = vec![linked(4, "Low", &spotify_id(4)), linked(5, "Halves", &spotify_id(5))];
    let outcomes = look_up(&server, wanted).await;
    assert_eq!(outcomes, [(4, Outcome::Unlinked), (5, Outcome::Undecided)].into());
}
