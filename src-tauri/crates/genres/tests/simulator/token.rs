//! What a token for ListenBrainz changes: nothing about who is who.

use genres::{Pacing, Token};
use simulator::metabrainz::{Call, LISTENBRAINZ_TOKEN, Manners};

use crate::world::{World, finish};

const ARTISTS: usize = 1_000;

#[tokio::test(start_paused = true)]
async fn a_token_goes_along_with_questions_for_genres_and_takes_nobody_for_somebody_else() {
    let without = World::start(ARTISTS, Manners::as_real()).await;
    let expected = finish(without.client(Pacing::Polite).look_up(without.by_name())).await;

    let world = World::start(ARTISTS, Manners::as_real()).await;
    let client = world.client_with(Pacing::Polite, Some(Token::new(LISTENBRAINZ_TOKEN)));
    let outcomes = finish(client.look_up(world.by_name())).await;
    assert_eq!(outcomes, expected);
    assert_eq!(world.score(&outcomes).wrong, [""; 0]);

    let services = world.services();
    for request in services.requests() {
        let is_for_genres = request.call == Call::ArtistMetadata && request.query.starts_with("artist_mbids=");
        assert_eq!(request.had_token, is_for_genres, "{request:?}");
    }
    assert_eq!(services.count(Call::Lookup), 0);
    let mut shared = 0;
    for artist in &world.artists {
        shared += usize::from(!world.truth(artist).namesakes.is_empty());
    }
    let titles = services.count(Call::RecordingSearch);
    assert!(shared > 140 && titles * 5 < shared, "{titles} for {shared} names");
}
