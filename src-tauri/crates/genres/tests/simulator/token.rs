//! What a token for ListenBrainz changes: fewer requests, and less certainty.

use genres::{Pacing, Token};
use simulator::metabrainz::{Call, LISTENBRAINZ_TOKEN, Manners};

use crate::world::{World, finish};

const ARTISTS: usize = 2_000;

/// ListenBrainz gives one recording and does not say that a namesake has another of that title.
#[tokio::test(start_paused = true)]
async fn a_token_saves_most_requests_and_takes_less_than_one_in_a_hundred_for_a_namesake() {
    let world = World::start(ARTISTS, Manners::as_real()).await;
    let client = world.client_with(Pacing::Polite, Some(Token::new(LISTENBRAINZ_TOKEN)));
    let outcomes = finish(client.look_up(world.by_name())).await;

    let services = world.services();
    let counts = [Call::MusicBrainz, Call::ListenBrainz].map(|service| services.count(service));
    assert!(counts.iter().sum::<usize>() <= 200, "{counts:?}");
    let score = world.score(&outcomes);
    assert!(score.plays_with_genres >= 0.95, "{score:?}");
    assert!(score.wrong.len() * 100 < ARTISTS, "{score:?}");
    for artist in world.artists.iter().filter(|artist| score.wrong.contains(&artist.name)) {
        assert!(!world.truth(artist).namesakes.is_empty(), "{artist:?}");
    }
}
